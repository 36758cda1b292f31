"""What a document says, before anyone is looked up in the records: statements and mentions of persons."""

from dataclasses import dataclass

from .anchor import Span
from .codes import (
    BlockUse,
    Category,
    CueKind,
    HolderKind,
    MentionForm,
    RectificationStatus,
    Rejection,
    StatementType,
    VoiceKind,
)
from .counts import Count
from .finding import ProblemType


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person as the text names him. `text` is what stands there (何局, 我); name, post and unit are what the document tells of him."""

    text: str | None
    """The expression as it stands; None when only the context tells who is meant."""
    span: Span | None = None
    """Where it stands; None when it stands nowhere."""
    form: MentionForm
    """How `name` and `post` name him: for 我 the form of the speaker's label."""
    name: str | None = None
    """`何沛` (full_name), `何` (surname), `秋生` (given_name); None for a post alone or a mask."""
    post: str | None = None
    """The post said with the name or instead of it, as it stands: `局长`, `局`, `党组主要负责人`."""
    unit: str | None = None
    """The unit said with it or told by the table row: `市教育局`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a document tells of the setting in which its persons are meant."""

    date: str | None
    """The document's date, ISO."""
    unit: str | None
    """The unit whose meeting, paper or inspection it is: 「市住房和城乡建设局」."""
    people: tuple[Mention, ...]
    """Persons introduced by full name (attendance list, speaker labels, headings), each with post and unit where told."""
    attendees: tuple[Mention, ...] = ()
    """Of minutes: who took part and speaks for himself; not those who only sat in, were sent to guide, or were absent."""
    author: Mention | None = None
    """Whose own words the whole paper holds."""
    subjects: tuple[Mention, ...] = ()
    """Of an appraisal: whom it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that tell persistence."""

    kind: CueKind
    span: Span | None
    """None when the kind is `none`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectified:
    """What the document says of a problem's rectification (整改)."""

    status: RectificationStatus
    status_span: Span | None
    """The words that tell the status; None for `unstated`."""
    measures: tuple[Span, ...] = ()
    deadline: str | None = None
    """ISO date."""
    responsible: tuple[Mention, ...] = ()
    """Persons and units named as responsible for the fix; never holders for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who asserts a statement."""

    kind: VoiceKind
    speaker: Mention | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Of whom a statement is made."""

    kind: HolderKind
    mention: Mention | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A problem or a commendation that the document asserts."""

    type: StatementType
    spans: tuple[Span, ...]
    """One, or several when the statement runs over blocks."""
    category: Category
    category_score: float
    """Probability of the category, 0–1."""
    held: Held
    said: Said
    cue: Cue
    rectified: Rectified | None
    score: float
    """Calibrated probability that the document really asserts this, 0–1."""
    evidence: tuple[str, ...] = ()
    """Which rule or which words decided, in Chinese."""
    problem_type: ProblemType | None = None
    """A suggestion from the configured list of types; None when unsure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A passage that speaks of deficiencies and asserts none: kept, so that a reviewer sees why it is no finding."""

    span: Span
    rejected_as: Rejection
    score: float
    """Probability that it is indeed none, 0–1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A block that was not searched for statements, and why."""

    block: int
    reason: str
    """A Chinese phrase: `标题`, `会议程序`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that the text analysis tells of one document."""

    occasion: Occasion
    statements: tuple[Statement, ...]
    rejected: tuple[Rejected, ...]
    skipped: tuple[Skipped, ...]
    """Blocks not searched; every other block was."""
    coverage: tuple[BlockUse, ...] = ()
    """What became of each block, in order: as many as the document has blocks. Empty in annotations and in stores of old."""
    counts: tuple[Count, ...] = ()
    """What the document says of how many problems there are, in order."""
