"""The evidence file (一人一档) and what it is made of, format `yiguan.dossier/1`: what the records hold of one cadre, for people to judge by.

It carries no score, no ranking and no verdict: probabilities stay in the analysis. docs/dossier.md explains every field.
"""

from dataclasses import dataclass

from .anchor import Anchor
from .cadre import Cadre, Post
from .codes import Category, Code, HolderKind, ReviewState, StatementType, VoiceKind
from .finding import DocumentRef, FindingCue, Rectification, Review, Voice
from .occurrence import Course, Remark, StepKind
from .pattern import Band, BreadthLabel, Facts, Grade, PatternLabel, Reason, SelfOtherLabel

DOSSIER_FORMAT = "yiguan.dossier/1"


class YearMark(Code):
    """What the records hold of a year, as the year strip shows it."""

    HIT = "hit", "有反映"
    GENERIC = "generic", "仅有一般性提法"
    QUIET = "quiet", "看过未见"
    UNSEEN = "unseen", "未看过"


@dataclass(frozen=True, slots=True, kw_only=True)
class StripYear:
    """A year of the strip."""

    year: int
    mark: YearMark
    confirmed: bool = True
    """Whether people confirmed what the mark rests on."""
    completed: bool = False
    """Whether a completed rectification is recorded in the year."""
    retold: bool = False
    """Whether an earlier matter was only told again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A finding as evidence files show it: its words, where they stand, who said them, what became of it."""

    number: int
    """Its place in the file, from 1: other parts refer to it."""
    id: str
    type: StatementType
    category: Category
    document: DocumentRef
    anchors: tuple[Anchor, ...]
    holder: HolderKind
    person: str
    """Whom it is said of: the cadre's name, else the document's own word."""
    posts: tuple[Post, ...]
    """The posts held then, each with its period; empty where the records tell none."""
    voice: Voice
    cue: FindingCue | None
    rectification: Rectification | None
    event_id: str | None
    retold: bool
    """Whether it only tells a matter again that another document raised."""
    year: int | None
    """The year under review."""
    older: bool
    """Before the window: shown in grey, not counted."""
    review: Review
    remarks: tuple[Remark, ...] = ()
    """Lenience and the cadre's own statements that stand beside it."""

    @property
    def confirmed(self) -> bool:
        """Whether a person confirmed it; everything else is 待核."""
        return self.review.state is ReviewState.CONFIRMED

    @property
    def own(self) -> bool:
        """Whether the cadre himself says it."""
        return self.voice.kind is VoiceKind.SELF


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinge:
    """Something that the label hangs on: without it the label would be another."""

    exhibits: tuple[int, ...]
    label_without: PatternLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the records support of one category, problems or praise."""

    type: StatementType
    label: PatternLabel | None
    """None where no analysis was made."""
    label_text: str
    """As people read it: 一时, 一贯肯定."""
    band: Band | None
    provisional: bool
    """待核: something that it rests on was not confirmed."""
    text: str
    """The explanation, in sentences."""
    reasons: tuple[Reason, ...]
    facts: Facts | None
    breadth: BreadthLabel | None
    across_change: bool
    """Whether it was told both before and after a change of post."""
    hinges: tuple[Hinge, ...]
    years: tuple[StripYear, ...]
    exhibits: tuple[int, ...]
    older: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """A category: problems beside praise and own words beside those of others, never netted."""

    category: Category
    problem: View | None
    commendation: View | None
    own: tuple[int, ...]
    """Problems that the cadre tells of himself."""
    others: tuple[int, ...]
    """Problems that others tell."""
    self_other: SelfOtherLabel | None
    conflicting_years: tuple[int, ...]
    """Years for which independent sources tell both problems and praise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A matter with its history."""

    event_id: str
    type: StatementType
    category: Category
    year: int | None
    date: str | None
    """Of the first document that tells of it."""
    grade: Grade | None
    exhibits: tuple[int, ...]
    course: Course | None
    older: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRectification:
    """A problem that is not closed: nothing done yet, under way, or reported done and not verified."""

    event_id: str
    category: Category
    exhibits: tuple[int, ...]
    standing: StepKind
    deadline: str | None
    overdue: bool
    """Whether the deadline had passed on the day of the file with nothing reported done."""
    since: str | None
    """When it was raised."""
    responsible: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The evidence file of one cadre."""

    schema: str = DOSSIER_FORMAT
    notice: str
    person: Cadre
    as_of: str
    window: tuple[int, int]
    confirmed_only: bool
    aspects: tuple[Aspect, ...]
    """In the order of the codes, which says nothing of weight."""
    occurrences: tuple[Occurrence, ...]
    """By date."""
    open: tuple[OpenRectification, ...]
    """Overdue first, then by deadline."""
    exhibits: tuple[Exhibit, ...]
    """By date of the document and place in it."""
    params: str
    """Hash of the analysis' parameters: `sha256:…`; empty where no analysis was made."""
    made_at: str
    version: str
