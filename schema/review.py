"""Decisions that people take on findings and on links: append-only, never overwritten by the machine."""

from dataclasses import dataclass

from .anchor import Span
from .codes import Category, Code, CueKind, HolderKind, RectificationStatus, ReviewState, StatementType, VoiceKind


class LinkVerdict(Code):
    """What a person decided of a mention and a cadre."""

    SAME = "same", "是此人"
    NOT_SAME = "not_same", "不是此人"
    UNSURE = "unsure", "拿不准"
    TAKEN_BACK = "taken_back", "撤回"


class RejectReason(Code):
    """Why a reviewer rejected a finding (驳回原因)."""

    NOT_A_PROBLEM = "not_a_problem", "不是问题"
    REQUIREMENT = "requirement", "要求或假设"
    NEGATED = "negated", "否定"
    DUPLICATE = "duplicate", "重复"
    WRONG_HOLDER = "wrong_holder", "当事人错"
    OTHER = "other", "其他"


class ReviewStage(Code):
    """Whose look a finding waits for (复核)."""

    FIRST = "first", "初审"
    SECOND = "second", "复核"
    THIRD = "third", "裁定"
    DONE = "done", "审结"


class SampleState(Code):
    """What a look at a passage without findings came to."""

    WAITING = "waiting", "待看"
    CLEAR = "clear", "没有遗漏"
    MISSED = "missed", "有遗漏"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEdit:
    """What a reviewer corrected of a finding; None leaves the machine's words. The link to a person is corrected by a `LinkDecision`."""

    type: StatementType | None = None
    spans: tuple[Span, ...] | None = None
    """The passage, in the document's canonical text."""
    category: Category | None = None
    holder: HolderKind | None = None
    mention: str | None = None
    """How the document names the holder; empty: it names none."""
    voice: VoiceKind | None = None
    speaker: str | None = None
    """How the document names who asserts it; empty: it names none."""
    cue: CueKind | None = None
    rectified: bool | None = None
    """False: the document says nothing of a rectification."""
    status: RectificationStatus | None = None
    measures: tuple[Span, ...] | None = None
    deadline: str | None = None
    """ISO date; empty: the document names none."""
    problem_type: str | None = None
    """Code of the configured list; empty: none fits."""

    def __bool__(self) -> bool:
        return self != FindingEdit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer decided of a finding."""

    finding_id: str
    state: ReviewState
    by: str
    at: str
    """ISO 8601 with time zone."""
    revision: int
    """The finding's revision that this decision makes, from 2."""
    note: str = ""
    reason: RejectReason | None = None
    """Why it was rejected."""
    edit: FindingEdit | None = None
    """All corrections that stand after this decision, not only those made by it; None: no corrections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDecision:
    """What a person decided of a mention in a document: whether it means the cadre."""

    document_id: str
    mention: str
    """The person in the document's words: `何局`."""
    cadre_id: str
    verdict: LinkVerdict
    by: str
    at: str
    """ISO 8601 with time zone."""
    span: Span | None = None
    """Where the decision holds, in the document's canonical text: 副局长 may be one person here and another there. None: wherever
    the document has the mention."""
    seen: int = 0
    """Number of the newest decision on the document's mention that the person had before him; 0 when there was none."""
    note: str = ""
    number: int = 0
    """Its place in the order of all such decisions, given by the store."""
