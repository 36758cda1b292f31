"""What goes into the store and comes out of it, beside the types of the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schema import (
    BlockUse,
    Category,
    Code,
    DocumentKind,
    HolderKind,
    RectificationStatus,
    ReviewState,
    StatementType,
    Verdict,
)


class Standing(Code):
    """Whether a document's bytes are still where they were found."""

    PRESENT = "present", "在"
    MISSING = "missing", "文件已不在，或已读不出"
    SUPERSEDED = "superseded", "已被新内容取代"


class RunOutcome(Code):
    """How a run ended. A run that was killed has none."""

    COMPLETE = "complete", "全部完成"
    FAILURES = "failures", "完成，有文件未能读取"
    INTERRUPTED = "interrupted", "中断"


class StateFilter(Code):
    """Which findings a way out lets pass, by what people decided of them."""

    CONFIRMED = "confirmed", "已确认"
    PENDING = "pending", "待审"
    ALL = "all", "已确认、待审和存疑"

    @property
    def states(self) -> frozenset[ReviewState]:
        """The review states that pass. Rejected and withdrawn findings pass none: ask for them by name, in a `Selection`."""
        return _STATES[self]


_STATES = {
    StateFilter.CONFIRMED: frozenset({ReviewState.CONFIRMED}),
    StateFilter.PENDING: frozenset({ReviewState.PENDING}),
    StateFilter.ALL: frozenset({ReviewState.CONFIRMED, ReviewState.PENDING, ReviewState.UNSURE}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which findings to read. A None asks nothing."""

    states: frozenset[ReviewState] = StateFilter.CONFIRMED.states
    outdated: bool = False
    """Also the findings of superseded documents, and suggestions that the newest analysis no longer makes."""
    document_id: str | None = None
    cadre_id: str | None = None
    """The holder's."""
    category: Category | None = None
    type: StatementType | None = None
    holder: HolderKind | None = None
    status: RectificationStatus | None = None
    since: str | None = None
    """First date of the document, ISO; documents without a date are then left out."""
    until: str | None = None
    """Last date of the document, ISO."""
    due_by: str | None = None
    """Last deadline of the rectification, ISO; findings without one are then left out."""
    rectified: bool = False
    """Only those of which the document tells how the fix stands."""
    event_id: str | None = None
    unit: str | None = None
    """The unit of the document's occasion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that a run has met."""

    path: str
    """Names the file for ever: absolute, with `/` between folders; inside an archive `…/归档.zip/内层.docx`."""
    size: int
    """Bytes."""
    mtime_ns: int
    content: str | None = None
    """`sha256:` of the bytes, equal to the document's id; None while they were not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedFile:
    """A file that is at hand and could not be taken in."""

    path: str
    stage: str
    """Where it failed: `read`, `analyse`."""
    error: str
    """The error's class: `EncryptedFile`."""
    message: str
    remedy: str
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document as the store lists it."""

    id: str
    name: str
    kind: DocumentKind
    title: str
    date: str | None
    issuer: str | None
    verdict: Verdict
    warnings: tuple[str, ...]
    standing: Standing
    paths: tuple[str, ...]
    """The files that hold it now."""
    blocks: int
    skipped: int
    """Blocks that were not searched for statements."""
    rejected: int
    """Passages that speak of deficiencies and assert none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Blocks that one and the same became of."""

    use: BlockUse
    blocks: int
    characters: int
    """Of their texts, without the line feeds between blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNote:
    """What a reviewer of a document should look at."""

    document_id: str
    name: str
    note: str
    """A Chinese sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """What a run did, in files."""

    unchanged: int = 0
    added: int = 0
    failed: int = 0
    missing: int = 0
    findings: int = 0
    """Findings of the files added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A run as the store remembers it."""

    id: str
    started_at: str
    ended_at: str | None
    """None while it runs, and for ever when it was killed."""
    pipeline: str
    model: str
    roster: str
    outcome: RunOutcome | None
    counts: RunCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is in the store."""

    documents: Mapping[Standing, int]
    findings: Mapping[ReviewState, int]
    """Of documents that are not superseded; without suggestions that the newest analysis no longer makes."""
    stale: int
    """Decided findings that the newest analysis no longer makes."""
    failures: int
    last_run: RunRecord | None
    coverage: Mapping[BlockUse, Covered] = field(default_factory=dict)
    """What became of the blocks of the documents at hand."""
    uncounted: int = 0
    """Documents at hand that were analysed before coverage was kept."""
    notes: tuple[DocumentNote, ...] = ()
