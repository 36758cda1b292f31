"""The board as pages read it: by section and date, within the units that the reader may see, page by page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, case, func, or_, select, tuple_

from schema import Cadre, Category, DocumentKind, StepKind, latest

from ..access import Scope, findings_within
from ..database import Database
from ..lives import read_visible
from ..marking import in_batches
from ..packing import unpack_cadre
from ..tables import cadres, documents, findings
from .codes import SECTIONS, Section
from .keeping import behind, catch_up, everything, set_bookmark, tell
from .stages import UNFINISHED, in_section
from .tables import rectification_tellings, rectifications

AT_ONCE = 1000
"""Steps of the feed that a reader waits for; with more the board says how far it is behind."""
CHUNK = 100
"""Matters that one transaction tells: others wait no longer than for these."""
LAST = "\U0010ffff"


class Place(NamedTuple):
    """Where a page of the board ends."""

    by_date: str
    event_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFilter:
    """Which matters; empty asks nothing."""

    confirmed: bool = True
    """Only what confirmed findings tell."""
    unit: str = ""
    """Words in the unit's name."""
    cadre: str = ""
    """A cadre's id, or how his name begins."""
    first: str = ""
    """The earliest deadline, an ISO day."""
    last: str = ""
    """The latest deadline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter on the board."""

    event_id: str
    standing: StepKind
    deadline: str | None
    overdue: bool
    finding_id: str
    """Where it was raised, in words that open at their place."""
    words: str
    document: str
    document_kind: DocumentKind
    since: str | None
    category: Category
    cadre: Cadre | None
    unit: str | None
    told_finding_id: str | None
    """Where the newest of the fix is told; None where nothing is, or the reader may not see it."""
    told_at: str | None
    told_in: str | None
    told_words: str | None
    responsible: tuple[str, ...]
    conflict: bool
    """Whether records of the fix do not agree."""
    unreviewed: bool
    """待核: somebody has still to confirm some of it."""
    partly: bool
    """Whether records tell of it that the reader may not see."""
    report_waits: bool
    """Whether a report of completion is there that nobody has reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """Some matters of a section."""

    matters: tuple[Matter, ...]
    next: Place | None


class Board:
    """Matters with a fix; `Store.board`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_up(self, patience: int = AT_ONCE) -> int:
        """Take in what has changed where a reader can wait for it; else return how many changes, or matters, are to be taken in."""
        with self._database.reading() as connection:
            left = behind(connection)
            if left is None:
                left = len(everything(connection)[1]) or None
        if left is None or 0 < left <= patience:
            self.catch_up()
            return 0
        return left

    def catch_up(self) -> None:
        """Take in all that has changed, however long it takes, others writing in between."""
        with self._database.reading() as connection:
            begun = behind(connection) is not None
            cursor, events = (0, []) if begun else everything(connection)
        if not begun:
            for some in in_batches(events, CHUNK):
                with self._database.writing() as connection:
                    tell(connection, some)
            with self._database.writing() as connection:
                set_bookmark(connection, cursor)
        left = 1
        while left > 0:
            with self._database.writing() as connection:
                left = catch_up(connection)

    def counts(self, scope: Scope, wanted: BoardFilter, today: str) -> dict[Section, int]:
        """How many matters each section has."""
        with self._database.reading() as connection:
            counted = [func.sum(case((in_section(section, today), 1), else_=0)) for section in SECTIONS]
            row = connection.execute(_chosen(scope, wanted).with_only_columns(*counted)).one()
        return {section: count or 0 for section, count in zip(SECTIONS, row, strict=True)}

    def page(
        self, scope: Scope, wanted: BoardFilter, section: Section, today: str, *, after: Place | None = None, limit: int = 50
    ) -> BoardPage:
        """Matters of a section on a day (ISO), by date."""
        with self._database.reading() as connection:
            return _page(connection, scope, wanted, section, today, after, limit)


def _chosen(scope: Scope, wanted: BoardFilter) -> Select[Any]:
    table = rectifications.c
    rows = select(table.event_id).where(table.confirmed == wanted.confirmed)
    if scope.units is not None:
        rows = rows.where(table.finding_id.in_(select(findings.c.id).where(findings_within(scope))))
    if wanted.unit:
        rows = rows.where(table.unit.contains(wanted.unit, autoescape=True))
    if wanted.cadre:
        named = select(cadres.c.id).where(cadres.c.name >= wanted.cadre, cadres.c.name < wanted.cadre + LAST)
        rows = rows.where(or_(table.cadre_id == wanted.cadre, table.cadre_id.in_(named)))
    if wanted.first:
        rows = rows.where(table.deadline >= wanted.first)
    if wanted.last:
        rows = rows.where(table.deadline <= wanted.last)
    return rows


def _page(
    connection: Connection, scope: Scope, wanted: BoardFilter, section: Section, today: str, after: Place | None, limit: int
) -> BoardPage:
    table = rectifications.c
    rows = _chosen(scope, wanted).with_only_columns(rectifications).where(in_section(section, today))
    if after is not None:
        rows = rows.where(tuple_(table.by_date, table.event_id) > tuple_(*after))
    found = connection.execute(rows.order_by(table.by_date, table.event_id).limit(limit + 1)).all()
    shown = found[:limit]
    raised = _documents(connection, [row.finding_id for row in shown])
    people = _cadres(connection, [row.cadre_id for row in shown if row.cadre_id])
    seen = read_visible(connection, [row.told_finding_id for row in shown if row.told_finding_id], scope)
    beyond = _told_beyond(connection, [row.event_id for row in shown], scope)
    return BoardPage(
        matters=tuple(_matter(row, raised, people, seen, today, beyond.get(row.event_id)) for row in shown),
        next=Place(shown[-1].by_date, shown[-1].event_id) if len(found) > limit else None,
    )


def _told_beyond(connection: Connection, event_ids: Sequence[str], scope: Scope) -> dict[str, frozenset[str]]:
    """The matters of which records beyond the scope tell, too, each with the deadlines (ISO days) that records within it set."""
    if scope.units is None or not event_ids:
        return {}
    tellings = rectification_tellings.c
    told = select(tellings.event_id, tellings.finding_id, findings.c.deadline).join(
        findings, findings.c.id == tellings.finding_id
    )
    rows: Any = connection.execute(told.where(tellings.event_id.in_(event_ids))).all()
    seen = read_visible(connection, [row.finding_id for row in rows], scope)
    return {
        event: frozenset(
            latest(row.deadline).isoformat() for row in rows if row.event_id == event and row.finding_id in seen and row.deadline
        )
        for event in {row.event_id for row in rows if row.finding_id not in seen}
    }


def _matter(
    row: Row[Any],
    raised: dict[str, Row[Any]],
    people: dict[str, Cadre],
    seen: frozenset[str],
    today: str,
    deadlines: frozenset[str] | None,
) -> Matter:
    """`deadlines`: where records tell of it that the reader may not see, those that the others set: what else stands may be theirs."""
    document = raised[row.finding_id]
    visible, partly = row.told_finding_id in seen, deadlines is not None
    return Matter(
        event_id=row.event_id, standing=row.standing,
        deadline=row.deadline if deadlines is None or row.deadline in deadlines else None, partly=partly, overdue=row.stage in UNFINISHED and row.by_date < today,
        finding_id=row.finding_id, words=row.words, document=document.title or document.name, document_kind=document.kind,
        since=row.since, category=row.category, cadre=people.get(row.cadre_id), unit=row.unit,
        told_finding_id=row.told_finding_id if visible else None, told_at=row.told_at if visible else None,
        told_in=row.told_in if visible else None, told_words=row.told_words if visible else None,
        responsible=() if partly else tuple(json.loads(row.responsible)), conflict=row.conflict and not partly, unreviewed=row.unreviewed, report_waits=row.report_waits,
    )  # fmt: skip


def _documents(connection: Connection, finding_ids: Sequence[str]) -> dict[str, Row[Any]]:
    rows = select(findings.c.id, documents.c.title, documents.c.name, documents.c.kind).join(documents)
    found: Any = connection.execute(rows.where(findings.c.id.in_(finding_ids))).all()
    return {row.id: row for row in found}


def _cadres(connection: Connection, cadre_ids: Sequence[str]) -> dict[str, Cadre]:
    rows = select(cadres.c.id, cadres.c.record).where(cadres.c.until.is_(None), cadres.c.id.in_(set(cadre_ids)))
    return {row.id: unpack_cadre(row.record) for row in connection.execute(rows)}
