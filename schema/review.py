"""Decisions that people take on findings and on links: append-only, never overwritten by the machine."""

from dataclasses import dataclass

from .anchor import Span
from .codes import Code, ReviewState


class LinkVerdict(Code):
    """What a person decided of a mention and a cadre."""

    SAME = "same", "是此人"
    NOT_SAME = "not_same", "不是此人"
    UNSURE = "unsure", "拿不准"
    TAKEN_BACK = "taken_back", "撤回"


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
