"""The cadre records as the store keeps them: each in every state that rosters gave it, so that old links can be explained.

A row of `cadres` is a record from one import (`since`) until another that told it otherwise or no longer had it (`until`; null
while it stands). Rows are added and closed, never changed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, insert, or_, select, text, update

from cadres import record_added, record_changed, record_gone
from schema import Cadre, RecordChange, Roster, RosterChanges, StoreError

from .access.units import forget_units, keep_units
from .packing import pack_cadre, unpack_cadre
from .tables import cadres, roster_imports

BATCH = 2000
"""Records written at a time: a province's roster is never held twice."""
KEYS = 500
"""Values in one IN list; SQLite of old took 999."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterImport:
    """One taking in of a roster."""

    number: int
    roster: str
    """The roster's id."""
    source: str
    at: str
    cadres: int
    added: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CadreVersion:
    """A record as one roster told it."""

    cadre: Cadre
    since: int
    """Number of the first import that told it so."""
    until: int | None
    """Number of the import that told it otherwise or no longer had it; None while it stands."""


def import_roster(connection: Connection, roster: Roster, *, at: str, pipeline: str) -> RosterChanges:
    """Bring the records up to date by id. The roster that was taken in last, read by the same pipeline, changes nothing."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE roster_imports IN EXCLUSIVE MODE"))
    last = connection.execute(select(roster_imports).order_by(roster_imports.c.number.desc()).limit(1)).one_or_none()
    if last is not None and (last.roster, last.pipeline) == (roster.id, pipeline):
        return RosterChanges(same=last.cadres)
    row = {"roster": roster.id, "source": roster.source, "at": at, "pipeline": pipeline, "cadres": len(roster.cadres)}
    fresh = insert(roster_imports).values(row | {"added": 0, "changed": 0, "gone": 0}).returning(roster_imports.c.number)
    number: int = connection.execute(fresh).scalar_one()
    changes = _take_in(connection, roster, number)
    counts = {"added": len(changes.added), "changed": len(changes.changed), "gone": len(changes.gone)}
    connection.execute(update(roster_imports).where(roster_imports.c.number == number).values(counts))
    return changes


def read_imports(connection: Connection) -> tuple[RosterImport, ...]:
    """All imports, oldest first."""
    names = list(RosterImport.__dataclass_fields__)
    rows = select(*(roster_imports.c[name] for name in names)).order_by(roster_imports.c.number)
    return tuple(RosterImport(**row._mapping) for row in connection.execute(rows))


def read_changes(connection: Connection, number: int) -> RosterChanges:
    """What the import of this number changed, told from the records that it opened and closed."""
    opened = {row.id: row for row in connection.execute(select(cadres).where(cadres.c.since == number).order_by(cadres.c.id))}
    closed = {row.id: row for row in connection.execute(select(cadres).where(cadres.c.until == number).order_by(cadres.c.id))}
    total = connection.scalar(select(roster_imports.c.cadres).where(roster_imports.c.number == number))
    if total is None:
        raise StoreError(f"没有第 {number} 次名册导入")
    return RosterChanges(
        added=tuple(record_added(unpack_cadre(row.record)) for key, row in opened.items() if key not in closed),
        changed=tuple(_changed(closed[key].record, row.record) for key, row in opened.items() if key in closed),
        gone=tuple(record_gone(key, row.name) for key, row in closed.items() if key not in opened),
        same=total - len(opened),
    )


def read_roster(connection: Connection, roster_id: str) -> Roster:
    """The records as the roster of this id told them. Raises StoreError when it was never taken in."""
    newest = select(roster_imports).where(roster_imports.c.roster == roster_id).order_by(roster_imports.c.number.desc())
    found = connection.execute(newest.limit(1)).one_or_none()
    if found is None:
        raise StoreError("存储库里没有这份名册", "请用 --roster 给出当时所用的名册")
    rows = connection.execute(select(cadres.c.record).where(_standing_at(found.number)).order_by(cadres.c.id))
    return Roster(cadres=tuple(unpack_cadre(row.record) for row in rows), source=found.source, id=found.roster)


def read_versions(connection: Connection, cadre_id: str) -> tuple[CadreVersion, ...]:
    """Every state of a cadre's record, oldest first; none when no roster had the id."""
    rows = connection.execute(select(cadres).where(cadres.c.id == cadre_id).order_by(cadres.c.since))
    return tuple(CadreVersion(cadre=unpack_cadre(row.record), since=row.since, until=row.until) for row in rows)


def is_unknown(connection: Connection, cadre_id: str) -> bool:
    """Whether rosters were taken in and none had the id."""
    if connection.scalar(select(cadres.c.since).where(cadres.c.id == cadre_id).limit(1)) is not None:
        return False
    return connection.scalar(select(roster_imports.c.number).limit(1)) is not None


def _take_in(connection: Connection, roster: Roster, number: int) -> RosterChanges:
    standing = select(cadres.c.id, cadres.c.digest).where(cadres.c.until.is_(None))
    known: dict[str, str] = {row.id: row.digest for row in connection.execute(standing)}
    added: list[RecordChange] = []
    changed: list[RecordChange] = []
    same = 0
    source = iter(roster.cadres)
    while batch := tuple(islice(source, BATCH)):
        rows = [_row(cadre, number) for cadre in batch]
        fresh = [row for row in rows if known.get(row["id"]) != row["digest"]]
        same += len(rows) - len(fresh)
        added += (record_added(cadre) for cadre in batch if cadre.id not in known)
        renewed = [row["id"] for row in fresh if row["id"] in known]
        before = _records(connection, renewed)
        _close(connection, renewed, number)
        if fresh:
            connection.execute(insert(cadres), fresh)
            told = {row["id"] for row in fresh}
            keep_units(connection, [cadre for cadre in batch if cadre.id in told])
        changed += (_changed(before[row["id"]].record, row["record"]) for row in fresh if row["id"] in known)
        for cadre in batch:
            known.pop(cadre.id, None)
    left = sorted(known)
    gone = tuple(record_gone(row.id, row.name) for row in _records(connection, left).values())
    _close(connection, left, number)
    forget_units(connection, left)
    return RosterChanges(added=tuple(added), changed=tuple(changed), gone=gone, same=same)


def _row(cadre: Cadre, number: int) -> dict[str, Any]:
    record = pack_cadre(cadre)
    digest = hashlib.sha256(record.encode()).hexdigest()[:32]
    return {"id": cadre.id, "since": number, "until": None, "name": cadre.name, "digest": digest, "record": record}


def _changed(before: str, after: str) -> RecordChange:
    return record_changed(unpack_cadre(before), unpack_cadre(after))


def _records(connection: Connection, ids: Sequence[str]) -> dict[str, Row[Any]]:
    rows: dict[str, Row[Any]] = {}
    for some in _chunks(ids):
        found = select(cadres).where(cadres.c.until.is_(None), cadres.c.id.in_(some)).order_by(cadres.c.id)
        rows |= {row.id: row for row in connection.execute(found)}
    return rows


def _close(connection: Connection, ids: Sequence[str], number: int) -> None:
    if ids:
        closed = update(cadres).where(cadres.c.id == bindparam("key"), cadres.c.until.is_(None)).values(until=number)
        connection.execute(closed, [{"key": one} for one in ids])


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + KEYS] for start in range(0, len(ids), KEYS))


def _standing_at(number: int) -> ColumnElement[bool]:
    return and_(cadres.c.since <= number, or_(cadres.c.until.is_(None), cadres.c.until > number))
