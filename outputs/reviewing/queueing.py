"""The queue: what waits for a look, filtered and in order, page by page; how much is left is always counted, and nothing is skipped."""

import base64
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, String, and_, func, not_, or_, select

from schema import Category, Code, DocumentKind, HolderKind, ReviewStage, ReviewState, StatementType, StoreError

from ..access import Scope, findings_within
from ..inventory import Standing
from ..marking import in_batches
from ..reading import read_some
from ..tables import documents, findings, occasions
from .giving import SEPARATOR

_LAST = "\U0010ffff"
"""Comes after every character that a unit's name may go on with."""
EXCERPT = 60
"""Characters of the passage that the list shows."""


class ConfidenceBand(Code):
    """How sure the machine is, in the words that people are shown."""

    STRONG = "strong", "依据充分"
    FAIR = "fair", "较充分"
    DOUBTFUL = "doubtful", "有疑点"


BANDS = {ConfidenceBand.STRONG: (0.85, 2.0), ConfidenceBand.FAIR: (0.6, 0.85), ConfidenceBand.DOUBTFUL: (-1.0, 0.6)}
"""From which confidence on, and below which."""


class QueueOrder(Code):
    """In which order the queue is walked."""

    PRIORITY = "priority", "轻重缓急"
    AGE = "age", "等待最久的在前"
    DOCUMENT = "document", "按文档"
    CONFIDENCE = "confidence", "有疑点的在前"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """What of the queue is wanted. A None asks nothing."""

    stage: ReviewStage = ReviewStage.FIRST
    """DONE lists what is settled, to look at it again."""
    state: ReviewState | None = None
    document_id: str | None = None
    cadre_id: str | None = None
    unit: str | None = None
    """The unit of the document's occasion, or one that its name begins with."""
    kind: DocumentKind | None = None
    category: Category | None = None
    band: ConfidenceBand | None = None
    link_doubtful: bool | None = None
    """Whether cadres may be meant and none is linked."""
    before: str | None = None
    """Waiting since before this moment, ISO: the age."""
    order: QueueOrder = QueueOrder.PRIORITY


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """A finding in the queue. Of one that is judged blind, only where it stands."""

    finding_id: str
    document_id: str
    document: str
    """Its title, or its name where it has none."""
    kind: DocumentKind
    date: str | None
    excerpt: str
    stage: ReviewStage
    state: ReviewState
    since: str
    """Waiting since, ISO; empty where it is not known."""
    added_by: str | None
    type: StatementType | None
    category: Category | None
    holder: HolderKind | None
    mention: str | None
    cadre_id: str | None
    link_doubtful: bool | None
    band: ConfidenceBand | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """Some of the queue."""

    items: tuple[QueueItem, ...]
    left: int
    """All that match, on whatever page."""
    next: str | None
    """Where the next page begins; None after the last."""


def band_of(confidence: float) -> ConfidenceBand:
    """The words for a confidence."""
    return next(band for band, (low, high) in BANDS.items() if low <= confidence < high)


def read_queue(
    connection: Connection, wanted: QueueFilter, scope: Scope, reader: str, after: str | None, limit: int
) -> QueuePage:
    """What the reader may take up, from after the mark of the page before."""
    asked = conditions(wanted, scope, reader)
    left = connection.scalars(select(func.count()).select_from(findings).where(*asked)).one()
    order = _ORDERS[_order(wanted)]
    rows = select(findings.c.id, *(column for column, _ in order)).where(*asked)
    if after is not None:
        rows = rows.where(_beyond(order, _unmark(after, order)))
    keys = connection.execute(rows.order_by(*(_directed(*one) for one in order)).limit(limit + 1)).all()
    ids = [key.id for key in keys[:limit]]
    more = _mark(keys[limit - 1][1:]) if len(keys) > limit else None
    return QueuePage(items=_items(connection, ids, blind=wanted.stage is ReviewStage.SECOND), left=left, next=more)


def conditions(wanted: QueueFilter, scope: Scope, reader: str) -> list[ColumnElement[bool]]:
    """What the filter asks of findings, over the columns of the queue's index alone.

    Of what is judged blind, filters by what the machine or the first reviewer said of it ask nothing: they would tell it.
    """
    superseded = select(documents.c.id).where(documents.c.standing == Standing.SUPERSEDED)
    asked = [
        findings.c.stage == wanted.stage,
        not_(and_(findings.c.stale, findings.c.stage == ReviewStage.FIRST)),
        findings.c.document_id.not_in(superseded),
        findings_within(scope),
    ]
    if wanted.stage in (ReviewStage.SECOND, ReviewStage.THIRD):
        asked.append(unspoken(reader))
    if wanted.document_id is not None:
        asked.append(findings.c.document_id == wanted.document_id)
    if wanted.unit is not None:
        unit = occasions.c.unit
        asked.append(findings.c.document_id.in_(_documents(unit >= wanted.unit, unit < wanted.unit + _LAST)))
    if wanted.kind is not None:
        asked.append(findings.c.document_id.in_(select(documents.c.id).where(documents.c.kind == wanted.kind)))
    if wanted.before is not None:
        asked.append(findings.c.since < wanted.before)
    return asked if wanted.stage is ReviewStage.SECOND else asked + _by_attributes(wanted)


def unspoken(reader: str) -> ColumnElement[bool]:
    """That the reader has not spoken in the round under way."""
    mine = findings.c.given_by.contains(SEPARATOR + reader + SEPARATOR, autoescape=True)
    return or_(findings.c.given_by.is_(None), not_(mine))


def read_sealed(connection: Connection, finding_ids: Collection[str] | None, reader: str) -> frozenset[str]:
    """Those of the findings, or of all one of them, that await a second look which the reader could still be the one to give."""
    rows = select(findings.c.id).where(findings.c.stage == ReviewStage.SECOND, unspoken(reader))
    if finding_ids is None:
        return frozenset(connection.scalars(rows.limit(1)))
    return frozenset(one for some in in_batches(finding_ids) for one in connection.scalars(rows.where(findings.c.id.in_(some))))


def _documents(*asked: ColumnElement[bool]) -> Any:
    return select(occasions.c.document_id).where(*asked)


def _by_attributes(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    names = ("state", "cadre_id", "category", "link_doubtful")
    asked = [findings.c[name] == value for name in names if (value := getattr(wanted, name)) is not None]
    if wanted.band is not None:
        low, high = BANDS[wanted.band]
        asked.append(and_(findings.c.confidence >= low, findings.c.confidence < high))
    return asked


def _order(wanted: QueueFilter) -> QueueOrder:
    """The order asked for; of what is judged blind, one that does not follow from what the machine said of it."""
    telling = wanted.order in (QueueOrder.PRIORITY, QueueOrder.CONFIDENCE)
    return QueueOrder.AGE if telling and wanted.stage is ReviewStage.SECOND else wanted.order


Ordered = tuple[Column[Any], bool]
"""A column and whether it is walked downwards."""
_ORDERS: dict[QueueOrder, tuple[Ordered, ...]] = {
    QueueOrder.PRIORITY: ((findings.c.priority, True), (findings.c.since, False), (findings.c.id, False)),
    QueueOrder.AGE: ((findings.c.since, False), (findings.c.id, False)),
    QueueOrder.DOCUMENT: (
        (findings.c.date, False), (findings.c.document_id, False), (findings.c.start, False), (findings.c.id, False)
    ),
    QueueOrder.CONFIDENCE: ((findings.c.confidence, False), (findings.c.id, False)),
}  # fmt: skip


def _directed(column: Column[Any], downwards: bool) -> ColumnElement[Any]:
    return column.desc() if downwards else column.asc()


def _beyond(order: Sequence[Ordered], key: Sequence[Any]) -> ColumnElement[bool]:
    """After the key in the order."""
    ways = []
    for number, ((column, downwards), value) in enumerate(zip(order, key, strict=True)):
        same = [one == told for (one, _), told in zip(order[:number], key[:number], strict=True)]
        ways.append(and_(*same, column < value if downwards else column > value))
    # Said first by itself, so that an index leads to where the page begins.
    (first, downwards), value = order[0], key[0]
    return and_(first <= value if downwards else first >= value, or_(*ways))


def _mark(key: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode()


def _unmark(mark: str, order: Sequence[Ordered]) -> list[Any]:
    try:
        key = json.loads(base64.urlsafe_b64decode(mark.encode()))
    except (ValueError, RecursionError) as error:
        raise StoreError("页码标记无效", "请从第一页重新打开") from error
    kinds = tuple(str if isinstance(column.type, String) else float | int for column, _ in order)
    if not isinstance(key, list) or len(key) != len(kinds) or not all(map(isinstance, key, kinds)):
        raise StoreError("页码标记无效", "请从第一页重新打开")
    return key


def _items(connection: Connection, ids: Sequence[str], *, blind: bool) -> tuple[QueueItem, ...]:
    told = {one.id: one for one in read_some(connection, ids)}
    names = ("id", "stage", "since", "added_by", "link_doubtful")
    rows = select(*(findings.c[name] for name in names)).where(findings.c.id.in_(ids))
    kept = {row.id: row for row in connection.execute(rows)}
    return tuple(_item(kept[one], told[one], blind=blind) for one in ids)


def _item(row: Any, finding: Any, *, blind: bool) -> QueueItem:
    return QueueItem(
        finding_id=finding.id,
        document_id=finding.document.id,
        document=finding.document.title or finding.document.name,
        kind=finding.document.kind,
        date=finding.document.date,
        excerpt=finding.anchors[0].exact[:EXCERPT],
        stage=row.stage,
        state=finding.review.state,
        since=row.since,
        added_by=None if blind else row.added_by,
        type=None if blind else finding.type,
        category=None if blind else finding.category.code,
        holder=None if blind else finding.holder.kind,
        mention=None if blind else finding.holder.mention,
        cadre_id=None if blind else finding.holder.cadre_id,
        link_doubtful=None if blind else row.link_doubtful,
        band=None if blind else band_of(finding.confidence),
    )
