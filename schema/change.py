"""What other systems are told of findings, and what becomes of the telling."""

from dataclasses import dataclass

from .codes import Code
from .finding import Finding


class ChangeKind(Code):
    """What happened to a finding, as its consumers see it."""

    CREATED = "created", "新增待审"
    CHANGED = "changed", "内容变化"
    CONFIRMED = "confirmed", "已确认"
    WITHDRAWN = "withdrawn", "撤下"
    MERGED = "merged", "归并"
    SPLIT = "split", "拆分"


class DeliveryState(Code):
    """What became of telling a webhook of a change."""

    WAITING = "waiting", "待发送"
    DELIVERED = "delivered", "已送达"
    DEAD = "dead", "多次失败，已搁置"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step of the feed, as it is served: with the finding as it is now, not as it was then."""

    cursor: int
    """Grows with every change; gaps mean nothing."""
    kind: ChangeKind
    """`withdrawn` exactly when `finding` is null."""
    finding_id: str
    revision: int
    released: bool
    """Whether the finding is confirmed and current now."""
    event_id: str | None
    """The occurrence that it tells of now."""
    before_event_id: str | None
    """The occurrence that it told of before it was merged or split."""
    at: str
    """When it happened: ISO 8601 with time zone."""
    finding: Finding | None
    """Null is a tombstone: who holds the finding takes it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """Some steps of the feed, by cursor."""

    changes: tuple[Change, ...]
    next: int
    """The cursor to ask from for what follows."""
    more: bool
    """Whether more was there already; a page may be short, or empty, and have more behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that is told of released findings."""

    id: int
    url: str
    kinds: tuple[ChangeKind, ...]
    """What it is told of; `withdrawn` is always among them."""
    units: tuple[str, ...] | None
    """Whose findings it is told; None: everybody's."""
    active: bool
    created_by: str
    created_at: str
    cursor: int
    """Up to where the feed was taken up for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One change on its way to a webhook."""

    number: int
    webhook: int
    cursor: int
    finding_id: str
    state: DeliveryState
    attempts: int
    next_at: str | None
    """When it is tried again; ISO 8601 with time zone."""
    status: int | None
    """What the receiver answered last, as an HTTP status; None: it did not answer."""
    error: str | None
    """Why the last attempt failed, in Chinese."""
    at: str | None
    """When it was last tried."""
