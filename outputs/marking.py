"""The marks that grouping leaves on findings, and the suggestions that it rests on, as the store keeps them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, delete, insert, or_, select

from schema import Event, EventMark, EventPair, Finding, Setting

from .tables import event_marks, event_pairs

BATCH = 500
"""Rows of one statement; SQLite of old took 999 values."""
Item = TypeVar("Item")


def in_batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """The items, some at a time."""
    source = iter(items)
    while some := list(islice(source, size)):
        yield some


def marked(connection: Connection, told: Sequence[Finding]) -> list[Finding]:
    """The findings with what grouping found of them; without an event where it has not seen them."""
    events = {mark.finding_id: _event(mark) for mark in read_marks(connection, [one.id for one in told])}
    return [replace(one, event=events.get(one.id)) for one in told]


def read_marks(connection: Connection, finding_ids: Iterable[str]) -> Iterator[EventMark]:
    """The marks of these findings."""
    for some in in_batches(finding_ids):
        yield from map(_mark, connection.execute(select(event_marks).where(event_marks.c.finding_id.in_(some))))


def read_all_marks(connection: Connection) -> Iterator[EventMark]:
    """Every mark, by finding."""
    yield from map(_mark, connection.execute(select(event_marks).order_by(event_marks.c.finding_id)))


def read_members(connection: Connection, event_id: str) -> tuple[str, ...]:
    """The ids of the findings that tell of an occurrence."""
    rows = select(event_marks.c.finding_id).where(event_marks.c.event_id == event_id).order_by(event_marks.c.finding_id)
    return tuple(connection.scalars(rows))


def read_pairs(connection: Connection, finding_ids: Iterable[str]) -> list[EventPair]:
    """The suggestions that these findings are part of, likeliest first."""
    found: dict[tuple[str, str], EventPair] = {}
    for some in in_batches(finding_ids, BATCH // 2):
        rows = select(event_pairs).where(or_(event_pairs.c.finding_id.in_(some), event_pairs.c.other_id.in_(some)))
        found |= {(row.finding_id, row.other_id): _pair(row) for row in connection.execute(rows)}
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.finding_id, pair.other_id))


def replace_marks(connection: Connection, marks: Iterable[EventMark], pairs: Iterable[EventPair]) -> None:
    """Make these the only marks and suggestions."""
    connection.execute(delete(event_marks))
    connection.execute(delete(event_pairs))
    for some in in_batches(marks):
        connection.execute(insert(event_marks), [_mark_row(mark) for mark in some])
    for others in in_batches(pairs):
        connection.execute(insert(event_pairs), [_pair_row(pair) for pair in others])


def renew_marks(connection: Connection, marks: Sequence[EventMark], gone: Iterable[str]) -> None:
    """Make these the marks of their findings, and take those of the others away."""
    for some in in_batches(chain((mark.finding_id for mark in marks), gone)):
        connection.execute(delete(event_marks).where(event_marks.c.finding_id.in_(some)))
    if marks:
        connection.execute(insert(event_marks), [_mark_row(mark) for mark in marks])


def _event(mark: EventMark) -> Event:
    return Event(
        id=mark.event_id, primary=mark.primary, concrete=mark.concrete, ref_year=mark.ref_year, setting=mark.setting
    )  # fmt: skip


def _mark(row: Row[Any]) -> EventMark:
    return EventMark(
        finding_id=row.finding_id, event_id=row.event_id, primary=row.primary, concrete=row.concrete, ref_year=row.ref_year,
        setting=Setting(unit=row.unit, post=row.post, line=row.line),
    )  # fmt: skip


def _mark_row(mark: EventMark) -> dict[str, Any]:
    names = ("finding_id", "event_id", "primary", "concrete", "ref_year")
    setting = {name: getattr(mark.setting, name) for name in ("unit", "post", "line")}
    return {name: getattr(mark, name) for name in names} | setting


def _pair(row: Row[Any]) -> EventPair:
    return EventPair(
        finding_id=row.finding_id, other_id=row.other_id, relation=row.relation, score=row.score,
        reasons=tuple(json.loads(row.reasons)),
    )  # fmt: skip


def _pair_row(pair: EventPair) -> dict[str, Any]:
    names = ("finding_id", "other_id", "relation", "score")
    return {name: getattr(pair, name) for name in names} | {"reasons": json.dumps(pair.reasons, ensure_ascii=False)}
