"""The pattern: what the records support of one cadre in one category over years, format `yiguan.pattern/1`, and what it is made from.

A pattern describes the records, never the person; docs/analysis.md explains every field.
"""

from dataclasses import dataclass

from .codes import Category, Code, StatementType, VoiceKind
from .finding import Setting

PATTERN_FORMAT = "yiguan.pattern/1"


class Basis(Code):
    """Why an occasion was a look at the cadre."""

    ATTENDEE = "attendee", "参加会议"
    SUBJECT = "subject", "材料针对本人"
    UNIT = "unit", "在任期间所在单位受检查"


class PatternLabel(Code):
    """What the records support."""

    INSUFFICIENT = "insufficient", "资料不足"
    GENERIC = "generic", "仅见一般性表述"
    ISOLATED = "isolated", "一时"
    RECURRENT = "recurrent", "反复"
    PERSISTENT = "persistent", "一贯"
    CORRECTED = "corrected", "已改正"
    RELAPSED = "relapsed", "整改后再现"

    @property
    def weighty(self) -> bool:
        """Whether it says 反复 or worse: such a label never rests on machine-only evidence."""
        return self in (PatternLabel.RECURRENT, PatternLabel.PERSISTENT, PatternLabel.RELAPSED)


class Reason(Code):
    """Why no more is said."""

    FEW_YEARS = "few_years", "可观察的年份少"
    SINGLE_SOURCE = "single_source", "来源单一"
    SELF_ONLY = "self_only", "仅见于本人自查"
    UNREVIEWED = "unreviewed", "材料未经审核"
    AMBIGUOUS = "ambiguous", "两种解释都说得通"
    FRAGILE = "fragile", "判断只靠一条材料"
    RECTIFIED_UNVERIFIED = "rectified_unverified", "已报整改，此后无人看过"
    NO_LOOKS = "no_looks", "没有可观察的年份"
    LINK_DOUBT = "link_doubt", "是否指本人尚有疑问"


class Band(Code):
    """How well the records support a label: the only measure that people are shown."""

    STRONG = "strong", "依据充分"
    FAIR = "fair", "依据较充分"
    LEANING = "leaning", "倾向于"
    SUPPORTED = "supported", "现有材料支持"


class LeverageKind(Code):
    """What is taken away to see what the label rests on."""

    FINDING = "finding", "条目"
    YEAR = "year", "年份"
    DOCUMENT = "document", "材料"
    GROUP = "group", "来源"


class BreadthLabel(Code):
    """一线一面: in one setting, or across them."""

    ONE = "one", "集中于一处"
    ACROSS = "across", "多处均有"
    INSUFFICIENT = "insufficient", "资料不足"


class SelfOtherLabel(Code):
    """Whether what others tell is owned up to."""

    AGREES = "agrees", "自评与他评基本一致"
    UNMENTIONED = "unmentioned", "他人有反映而本人较少提及"
    INSUFFICIENT = "insufficient", "资料不足"


class Grade(Code):
    """印证: how independent sources bear an event out."""

    A = "A", "两类以上独立来源，其中有正式监督"
    B = "B", "一类正式监督"
    C = "C", "两类以上非正式来源"
    D = "D", "一类非正式来源"
    E = "E", "仅本人自述"
    X = "X", "说法相互矛盾"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """An occasion at which a channel could have shown a problem of the cadre, whether it did or not."""

    cadre_id: str
    ref_year: int
    """The year under review, not the document's."""
    voice: VoiceKind
    weight: float
    """1 for the cadre himself; 0.5 where his unit was looked at and nobody named."""
    document_id: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMark:
    """What occurrence a finding tells of, and how."""

    finding_id: str
    event_id: str
    """Shared by all findings that tell of the occurrence."""
    primary: bool
    """False for re-tellings: rectification papers, ledgers, back-references."""
    concrete: bool
    """Whether the words hold a number, date, amount, project or named matter."""
    ref_year: int | None
    """The year that this finding's document reviews."""
    setting: Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Probabilities of the shapes that a history may have; they sum to 1."""

    none: float
    isolated: float
    recurrent: float
    persistent: float
    corrected: float
    relapsed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What one channel showed in one year."""

    voice: VoiceKind
    events: tuple[str, ...]
    findings: tuple[str, ...]
    factor: float
    """Likelihood ratio: how much likelier it is if the problem was there that year than if not."""
    concrete: bool
    p: float
    """Probability that at least one of the events is rightly told of this cadre."""
    base_rate: float
    """How often such a statement appears with nothing distinctive behind it."""
    discriminative: bool
    """Whether it tells this cadre from his peers: only such hits are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternYear:
    """A year of the window."""

    year: int
    observed: bool
    weight: float | None
    """Log weight of evidence of the year; None where it is withheld."""
    p_active: float | None
    """None for a year that was not observed, and where it is withheld."""
    hits: tuple[Hit, ...]
    silent: tuple[VoiceKind, ...]
    """Channels that looked and showed nothing."""
    retold: tuple[str, ...]
    """Findings that only tell an earlier event again."""
    completed: bool
    """Whether a completed rectification is recorded in the year."""
    posts: tuple[str, ...]
    """Posts held in the year by the records: 单位 and 职务."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternEvent:
    """An occurrence behind the label."""

    id: str
    year: int
    grade: Grade
    documents: int
    """How many documents tell of it: it counts once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A completed rectification on record."""

    year: int
    verified: bool
    """Whether another body verified it; a claim alone is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What anyone can count."""

    events: int
    hit_years: int
    external_years: int
    """Years in which somebody other than the cadre told of it."""
    groups: tuple[str, ...]
    """The independent groups of sources that told of it: `self`, `insiders`, `masses`, `inspection`, `audit`, `appraisal`."""
    observed_years: int
    clean_looks_after: int
    """Later occasions at which others could have seen it and did not."""
    completions: tuple[Completion, ...]
    small_pool: bool
    """Whether so few peers are known that the base rates are those of all levels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leverage:
    """Something whose removal changes the label."""

    kind: LeverageKind
    id: str
    """The finding's or document's id, the year, the group's channels."""
    findings: tuple[str, ...]
    """What would be taken away."""
    label_without: PatternLabel
    p_without: float
    """Probability of 反复 or more without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breadth:
    """一线一面: whether it goes with one post or shows across posts."""

    label: BreadthLabel
    p_one: float | None
    settings: tuple[str, ...]
    """The posts compared."""
    busiest: str | None
    across_change: bool
    """Whether it was told both before and after a change of post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfOther:
    """What the cadre says beside what others say, in years when both could speak."""

    label: SelfOtherLabel
    both: tuple[int, ...]
    self_only: tuple[int, ...]
    others_only: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The other side of the same category: praise beside problems, never netted."""

    label: PatternLabel
    label_text: str
    conflicting_years: tuple[int, ...]
    """Years for which independent sources tell both: 正反并存，建议核实."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One cadre in one category: the label, its probabilities, the facts behind it and what carries it."""

    schema: str = PATTERN_FORMAT
    cadre_id: str
    type: StatementType
    category: Category
    window: tuple[int, int]
    label: PatternLabel
    label_text: str
    probability: float | None
    """The sum that the label was decided by; None where no label was, or where it is withheld."""
    band: Band | None
    provisional: bool
    """待核: something that carries the label was not reviewed."""
    posterior: Posterior | None
    """None where it is withheld."""
    years: tuple[PatternYear, ...]
    facts: Facts
    events: tuple[PatternEvent, ...]
    leverage: tuple[Leverage, ...]
    reasons: tuple[Reason, ...]
    rivals: tuple[PatternLabel, ...]
    """The two likeliest labels, where the reason is `ambiguous`."""
    breadth: Breadth
    self_other: SelfOther | None
    """None for commendations."""
    beside: Beside | None
    older: tuple[str, ...]
    """Findings before the window, and later re-tellings of them: shown, not counted."""
    undated: tuple[str, ...]
    """Findings whose year nobody can tell: shown, not counted."""
    text: str
    params: str
    """Hash of the parameters: `sha256:…`."""
    revisions: str
    """Hash of the findings used, with their revisions and states: the same hash, the same line."""
    computed_at: str
