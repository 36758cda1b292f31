"""What a query finds: documents within a scope with their passages, newest or closest first, page by page."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, not_, select

from schema import ReviewState

from ..access.within import documents_within, findings_within
from ..inventory import Standing
from ..packing import glance
from ..tables import documents, findings, occasions
from . import index
from .passages import passages
from .results import Asked, FoundDocument, FoundFinding, FoundPage, Hit, SearchOrder
from .snippets import matches, snippet
from .tables import indexed

BATCH = 200
"""Passages fetched at a time."""
MOST_OF_ONE = 3
"""Passages shown of each document."""
RANKED = 2000
"""The newest passages among which the closest are looked for."""
MOST = 5000
"""Passages counted of one document."""
DIGITS = 19
"""Of the highest number."""
MOST_OPENED = 300
"""Documents opened for a page: where many hold the words only apart, a page may hold few documents, and go on."""
_SHOWN = and_(findings.c.state != ReviewState.WITHDRAWN, not_(and_(findings.c.stale, findings.c.state == ReviewState.PENDING)))


def find(connection: Connection, asked: Asked, *, limit: int, after: str | None) -> FoundPage:
    """A page of documents with their passages; within one document, a page of its passages."""
    if asked.document_id is not None:
        return _within_one(connection, asked, limit, after)
    if asked.order is SearchOrder.CLOSEST:
        return _closest(connection, asked, limit, after)
    return _newest(connection, asked, limit, after)


def _newest(connection: Connection, asked: Asked, limit: int, after: str | None) -> FoundPage:
    found: list[FoundDocument] = []
    before, opened = _number(after), 0
    while rows := connection.scalars(_numbers(connection, asked, before, BATCH)).all():
        ends = len(rows) < BATCH
        for slot, together in groupby(rows, key=index.slot_in):
            held = list(together)
            before = index.floor(held[0])
            if not ends and held[-1] == rows[-1]:
                held = _all_of(connection, asked, held[0])
            found += _document(connection, asked, slot, held, MOST_OF_ONE)
            opened += 1
            if len(found) == limit or opened == MOST_OPENED:
                return FoundPage(documents=tuple(found), next=None if ends and before <= rows[-1] else str(before))
        if ends:
            break
    return FoundPage(documents=tuple(found), next=None)


def _closest(connection: Connection, asked: Asked, limit: int, after: str | None) -> FoundPage:
    ranked = _numbers(connection, asked, index.LAST, RANKED).add_columns(
        index.closeness(connection, asked.phrases).label("closeness")
    )
    rows = sorted(connection.execute(ranked).all(), key=lambda row: (row.closeness, -row.rowid))
    places: dict[int, list[int]] = {}
    for row in rows:
        places.setdefault(index.slot_in(row.rowid), []).append(row.rowid)
    slots = list(places)
    start = slots.index(index.slot_in(_number(after))) + 1 if after and index.slot_in(_number(after)) in places else 0
    found: list[FoundDocument] = []
    for at, slot in enumerate(slots[start:], start):
        found += _document(connection, asked, slot, places[slot], MOST_OF_ONE)
        if len(found) == limit or at - start == MOST_OPENED:
            going_on = str(places[slot][0]) if at + 1 < len(slots) else None
            return FoundPage(documents=tuple(found), next=going_on, bounded=len(rows) == RANKED)
    return FoundPage(documents=tuple(found), next=None, bounded=len(rows) == RANKED)


def _within_one(connection: Connection, asked: Asked, limit: int, after: str | None) -> FoundPage:
    held = connection.scalars(_numbers(connection, asked, _number(after), MOST)).all()
    if not held:
        return FoundPage(documents=(), next=None)
    shown = _document(connection, asked, index.slot_in(held[0]), held, limit)
    going_on = str(shown[0].hits[-1].number) if shown and shown[0].more else None
    return FoundPage(documents=tuple(shown), next=going_on)


def _number(after: str | None) -> int:
    return int(after) if after and after.isdecimal() and len(after) <= DIGITS and int(after) <= index.LAST else index.LAST


def _numbers(connection: Connection, asked: Asked, before: int, limit: int) -> Select[Any]:
    """The numbers of passages (or findings) that may hold the words, from the newest."""
    holding = select(index.number).where(*_holding(connection, asked), index.number < before)
    return holding.where(index.slot_of.in_(_slots(asked))).order_by(index.number.desc()).limit(limit)


def _holding(connection: Connection, asked: Asked) -> tuple[ColumnElement[bool], ...]:
    return index.holds(connection, asked.phrases), not_(index.is_text) if asked.findings_only else index.is_text


def _all_of(connection: Connection, asked: Asked, first: int) -> list[int]:
    holding = select(index.number).where(*_holding(connection, asked))
    own = holding.where(index.number.between(index.floor(first), first)).order_by(index.number.desc()).limit(MOST)
    return list(connection.scalars(own))


def _slots(asked: Asked) -> Select[Any]:
    """The slots of documents that may be shown; those that newer content has superseded are passed over when they are opened."""
    alive = select(indexed.c.slot)
    if asked.document_id is not None:
        alive = alive.where(indexed.c.document_id == asked.document_id)
    if asked.scope.units is None:
        return alive
    if asked.findings_only:
        # A finding may be his to see through its cadre, though its document is not.
        return alive.where(indexed.c.document_id.in_(select(findings.c.document_id).where(findings_within(asked.scope))))
    return alive.where(indexed.c.document_id.in_(select(documents.c.id).where(documents_within(asked.scope))))


def _document(connection: Connection, asked: Asked, slot: int, numbers: Sequence[int], most: int) -> list[FoundDocument]:
    """The document with its passages of these numbers; nothing when none of them holds the words after all."""
    columns = (documents.c.id, documents.c.name, documents.c.title, documents.c.kind, documents.c.date, occasions.c.unit)
    told = select(*columns).join(indexed).outerjoin(occasions).where(indexed.c.slot == slot)
    row = connection.execute(told.where(documents.c.standing != Standing.SUPERSEDED)).one_or_none()
    if row is None:
        return []
    if asked.findings_only:
        found = list(_findings_found(connection, asked, row.id, numbers))
        hits, more = found[:most], max(0, len(found) - most)
    else:
        hits = list(islice(_passages_found(connection, asked, row.id, numbers), most))
        # What comes behind the last hit was not looked at: a passage now and then may hold the words only apart.
        more = len(numbers) - numbers.index(hits[-1].number) - 1 if hits else 0
    if not hits:
        return []
    return [
        FoundDocument(
            id=row.id, name=row.name, title=row.title, kind=row.kind, date=row.date, unit=row.unit, hits=tuple(hits), more=more
        )
    ]  # fmt: skip


def _passages_found(connection: Connection, asked: Asked, document_id: str, numbers: Sequence[int]) -> Iterator[Hit]:
    cut = passages(glance(connection.scalars(select(documents.c.blocks).where(documents.c.id == document_id)).one()))
    for number in numbers:
        passage = cut[index.place_of(number)]
        if marks := matches(passage.text, asked.phrases):
            here = findings.c.start.between(passage.start, passage.end - 1)
            yield Hit(
                number=number, start=passage.start + marks[0].start, snippet=snippet(passage.text, marks),
                findings=tuple(found for found, _ in _findings(connection, asked, document_id, here)),
            )  # fmt: skip


def _findings_found(connection: Connection, asked: Asked, document_id: str, numbers: Sequence[int]) -> Iterator[Hit]:
    """The findings that hold all the words themselves, after those of the pages before; only their own words are shown."""
    passed = len(_all_of(connection, asked, index.ceiling(numbers[0]))) - len(numbers)
    holding = [
        (found, words, marks)
        for found, words in _findings(connection, asked, document_id)
        if (marks := matches(words, asked.phrases))
    ]
    for number, (found, words, marks) in zip(numbers, holding[passed:], strict=False):
        yield Hit(number=number, start=found.start, snippet=snippet(words, marks), findings=(found,))


def _findings(
    connection: Connection, asked: Asked, document_id: str, *where: ColumnElement[bool]
) -> list[tuple[FoundFinding, str]]:
    columns = (findings.c.id, findings.c.type, findings.c.category, findings.c.state, findings.c.stage, findings.c.start)
    held = select(*columns, findings.c.wire, findings.c.edit).where(
        findings.c.document_id == document_id, _SHOWN, findings_within(asked.scope)
    )
    rows = connection.execute(held.where(*where).order_by(findings.c.start, findings.c.id))
    return [(_finding(row), index.words_of(row.wire, row.edit)) for row in rows]


def _finding(row: Any) -> FoundFinding:
    return FoundFinding(id=row.id, type=row.type, category=row.category, state=row.state, stage=row.stage, start=row.start)
