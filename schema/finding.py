"""The finding: what leaves the pipeline, format `yiguan.finding/1`. Field names and order are the wire's; docs/finding.md explains them."""

from dataclasses import dataclass

from .anchor import Anchor
from .codes import Category, CueKind, DocumentKind, HolderKind, RectificationStatus, ReviewState, StatementType, VoiceKind

FORMAT = "yiguan.finding/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """The document that a finding stands in."""

    id: str
    name: str
    kind: DocumentKind
    title: str
    date: str | None
    issuer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryGuess:
    """The category with its probability."""

    code: Category
    label: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A cadre who may be meant."""

    cadre_id: str
    score: float
    """Probability 0–1 that this cadre is meant."""
    reasons: tuple[str, ...]
    """In plain Chinese, most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has the problem. `cadre_id` is null unless the link is certain enough to stand unreviewed."""

    kind: HolderKind
    mention: str | None
    cadre_id: str | None
    score: float | None
    candidates: tuple[Candidate, ...] = ()
    """Best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who asserts it."""

    kind: VoiceKind
    speaker: str | None
    cadre_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCue:
    """Persistence told by the words themselves."""

    kind: CueKind
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A rectification measure, in the document's words."""

    exact: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """A person or unit named as responsible for the fix."""

    mention: str
    cadre_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectification:
    """整改: how the fix stands by the document's own words."""

    status: RectificationStatus
    text: str | None
    """The words that tell the status."""
    measures: tuple[Measure, ...]
    deadline: str | None
    responsible: tuple[Responsible, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The holder's post and line of work then; null parts where unknown."""

    unit: str | None
    post: str | None
    line: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The occurrence that a finding tells of."""

    id: str
    primary: bool
    concrete: bool
    ref_year: int | None
    setting: Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemType:
    """A suggestion from the configured list of problem types."""

    code: str
    label: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Where the finding stands in review."""

    state: ReviewState = ReviewState.PENDING
    by: str | None = None
    at: str | None = None
    """ISO 8601 with time zone."""
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made the finding."""

    pipeline: str
    """Version of yiguan."""
    model: str
    """Id of the learned parts: `sha256:…`."""
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem or commendation, anchored to its words, with all that is known of it."""

    schema: str = FORMAT
    id: str
    type: StatementType
    document: DocumentRef
    anchor: Anchor | tuple[Anchor, ...]
    """One, or several when the statement runs over blocks."""
    category: CategoryGuess
    holder: Holder
    voice: Voice
    cue: FindingCue | None
    """Null for a commendation."""
    rectification: Rectification | None
    """Null where the document says nothing of it."""
    event: Event | None
    problem_type: ProblemType | None
    confidence: float
    """Calibrated: of the findings at 0.9, nine in ten are right."""
    review: Review
    provenance: Provenance

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The anchors, also of a finding that has one."""
        return self.anchor if isinstance(self.anchor, tuple) else (self.anchor,)
