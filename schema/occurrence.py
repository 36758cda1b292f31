"""Occurrences: which findings tell of the same one, what people decided of that, what became of it, and what protects the cadre."""

from dataclasses import dataclass

from .codes import Code, VoiceKind


class PairVerdict(Code):
    """What a person decided of two findings."""

    SAME = "same", "是同一件事"
    NOT_SAME = "not_same", "不是同一件事"
    TAKEN_BACK = "taken_back", "撤回"


class Relation(Code):
    """How two findings are suggested to belong together."""

    SAME = "same", "同一件事"
    RECURS = "recurs", "整改后又发生"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDecision:
    """What a person decided of two findings: whether they tell of the same occurrence."""

    finding_id: str
    other_id: str
    verdict: PairVerdict
    by: str
    at: str
    """ISO 8601 with time zone."""
    seen: int = 0
    """Number of the newest decision on the two that the person had before him; 0 when there was none."""
    note: str = ""
    number: int = 0
    """Its place in the order of all such decisions, given by the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPair:
    """A suggestion that two findings belong together."""

    finding_id: str
    """The one whose document is earlier."""
    other_id: str
    relation: Relation
    score: float
    """Probability 0–1."""
    reasons: tuple[str, ...]
    """In plain Chinese, most telling first."""


class RemarkKind(Code):
    """What is recorded beside a finding."""

    CLARIFICATION = "clarification", "澄清"
    LENIENCE = "lenience", "容错"
    STATEMENT = "statement", "本人说明"
    TAKEN_BACK = "taken_back", "撤回"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is recorded beside a finding for the cadre's protection; never changed, only taken back by another."""

    finding_id: str
    kind: RemarkKind
    text: str
    """The conclusion of a clarification, the reason for lenience, or the cadre's own words."""
    basis: str = ""
    """What it rests on: the paper that clarifies (澄清正名通知书), the provision and the body that allowed lenience (三个区分开来)."""
    by: str
    at: str
    """ISO 8601 with time zone."""
    takes_back: int | None = None
    """Number of the remark that it takes back."""
    seen: int = 0
    """The finding's revision that the person had before him; asked for where the remark changes how the finding stands in review."""
    number: int = 0
    """Its place in the order of all remarks, given by the store."""


class StepKind(Code):
    """What a record tells of an occurrence's life."""

    RAISED = "raised", "提出"
    RETOLD = "retold", "重提"
    PLANNED = "planned", "承诺整改"
    MEASURE = "measure", "采取措施"
    PROGRESS = "progress", "整改推进"
    STALLED = "stalled", "未见进展"
    CLAIMED = "claimed", "报告完成"
    VERIFIED = "verified", "经复核完成"
    CLOSED = "closed", "销号"
    OVERDUE = "overdue", "逾期"
    RELAPSED = "relapsed", "整改后又发生"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One dated, sourced entry of an occurrence's history."""

    kind: StepKind
    date: str | None
    """The document's date; of `overdue` the deadline that passed."""
    finding_id: str
    document_id: str
    document: str
    """The document's title, or its name where it has none."""
    voice: VoiceKind
    words: str
    """In the document's words."""
    retold: bool = False
    """Whether the finding only tells the occurrence again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two records that do not agree, side by side: reported done, found undone."""

    claimed: Step
    found: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """An occurrence's history, oldest entry first."""

    event_id: str
    findings: tuple[str, ...]
    """Those that tell of it, by date."""
    steps: tuple[Step, ...]
    conflicts: tuple[Conflict, ...] = ()
    deadline: str | None = None
    """The newest that was set."""

    @property
    def standing(self) -> StepKind:
        """The newest of what was told of the fix; `raised` where nothing was."""
        told = [step.kind for step in self.steps if step.kind not in (StepKind.RETOLD, StepKind.OVERDUE)]
        return told[-1] if told else StepKind.RAISED
