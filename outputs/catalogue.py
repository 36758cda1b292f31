"""The documents as pages list them, within what a person may see, with what is done and left of their findings; failures and folders."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, not_, or_, select, tuple_

from schema import BlockUse, Code, DocumentKind, ReviewState, Verdict

from .access.roles import Scope
from .access.within import documents_within
from .database import Database
from .inventory import Covered, FailedFile, Standing
from .tables import coverage, documents, files, findings, notes, occasions

FAILURES = 500
"""Most failures told at a time."""
_ALIVE = not_(and_(findings.c.stale, findings.c.state == ReviewState.PENDING))
_DATE = func.coalesce(documents.c.date, "")


class ReviewProgress(Code):
    """How far a document's findings have come."""

    LEFT = "left", "还有待审"
    UNSURE = "unsure", "有存疑"
    DONE = "done", "已审完"
    NONE = "none", "没有条目"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Which documents; empty means any."""

    name: str = ""
    """Part of its name or title."""
    kind: DocumentKind | None = None
    unit: str = ""
    """Part of the name of the unit that it is of."""
    verdict: Verdict | None = None
    first: str = ""
    """ISO date from which on."""
    last: str = ""
    """ISO date until which, included; of a month or year its whole."""
    progress: ReviewProgress | None = None
    folder: str = ""
    """Only documents whose files lie under this path."""
    superseded: bool = False
    """Also those that newer content has superseded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document in a list."""

    id: str
    name: str
    kind: DocumentKind
    title: str
    date: str | None
    issuer: str | None
    unit: str | None
    """Of whose occasion it is; None where it cannot be told."""
    verdict: Verdict
    warnings: tuple[str, ...]
    standing: Standing
    blocks: int
    pending: int
    """Findings that wait for review."""
    unsure: int
    decided: int
    """Confirmed, rejected or withdrawn."""

    @property
    def findings(self) -> int:
        """All of them."""
        return self.pending + self.unsure + self.decided


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPage:
    """Some documents, the newest first."""

    documents: tuple[Listed, ...]
    next: str | None
    """Where the next page goes on; None at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document with all that is kept beside it."""

    document: Listed
    paths: tuple[str, ...]
    """The files that hold it now."""
    coverage: tuple[Covered, ...]
    notes: tuple[str, ...] = field(default=())


class Catalogue:
    """What documents there are; `Store.catalogue`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, wanted: DocumentFilter, scope: Scope, *, after: str | None = None, limit: int = 50) -> ListedPage:
        """Some of the documents, by date from the newest, those of unknown date last. `after` is the `next` of the page before."""
        rows = _select().where(*_conditions(wanted), documents_within(scope))
        if after is not None:
            date, _, document_id = after.partition("|")
            rows = rows.where(tuple_(_DATE, documents.c.id) < (date, document_id))
        with self._database.reading() as connection:
            found = connection.execute(rows.order_by(_DATE.desc(), documents.c.id.desc()).limit(limit + 1)).all()
            shown = _listed(connection, found[:limit])
        going_on = f"{shown[-1].date or ''}|{shown[-1].id}" if len(found) > limit else None
        return ListedPage(documents=tuple(shown), next=going_on)

    def count(self, wanted: DocumentFilter, scope: Scope) -> int:
        """How many documents there are of these."""
        rows = select(func.count()).select_from(documents).outerjoin(occasions)
        with self._database.reading() as connection:
            return connection.scalars(rows.where(*_conditions(wanted), documents_within(scope))).one()

    def sheet(self, document_id: str, scope: Scope) -> Sheet | None:
        """The document with all that is kept beside it; None when there is none, or none that may be seen."""
        wanted = _select().where(documents.c.id == document_id, documents_within(scope))
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
            if not rows:
                return None
            return Sheet(
                document=_listed(connection, rows)[0], paths=_paths(connection, document_id),
                coverage=_coverage(connection, document_id), notes=_notes(connection, document_id),
            )  # fmt: skip

    def paths(self, document_id: str) -> tuple[str, ...]:
        """The files that hold the document now, as `Source.path` names them."""
        with self._database.reading() as connection:
            return _paths(connection, document_id)

    def failures(self, folder: str = "") -> tuple[FailedFile, ...]:
        """The files at hand that could not be taken in, by path; of a folder, or of all."""
        names = ("path", "stage", "error", "message", "remedy", "page")
        failed = select(*(files.c[name] for name in names)).where(
            files.c.standing == Standing.PRESENT, files.c.stage.is_not(None)
        )
        if folder:
            failed = failed.where(_under(folder))
        with self._database.reading() as connection:
            rows = connection.execute(failed.order_by(files.c.path).limit(FAILURES))
            return tuple(FailedFile(**row._mapping) for row in rows)

    def folders(self) -> tuple[tuple[str, int], ...]:
        """The folders (and archives) that files were met in, with how many files each; by path."""
        counted: dict[str, int] = {}
        with self._database.reading() as connection:
            for path in connection.scalars(select(files.c.path).where(files.c.standing == Standing.PRESENT)):
                folder = str(PurePosixPath(path).parent)
                counted[folder] = counted.get(folder, 0) + 1
        return tuple(sorted(counted.items()))


def _select() -> Select[Any]:
    names = ("id", "name", "kind", "title", "date", "issuer", "verdict", "warnings", "standing", "block_count")
    return select(*(documents.c[name] for name in names), occasions.c.unit).select_from(documents).outerjoin(occasions)


def _conditions(wanted: DocumentFilter) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool] | None] = [
        None if wanted.superseded else documents.c.standing != Standing.SUPERSEDED,
        or_(_holds(documents.c.name, wanted.name), _holds(documents.c.title, wanted.name)) if wanted.name else None,
        documents.c.kind == wanted.kind if wanted.kind else None,
        _holds(occasions.c.unit, wanted.unit) if wanted.unit else None,
        documents.c.verdict == wanted.verdict if wanted.verdict else None,
        documents.c.date >= wanted.first if wanted.first else None,
        # `2024-06` comes before `2024-06-30` and `2024-07` after both.
        documents.c.date <= wanted.last + "~" if wanted.last else None,
        _stands(wanted.progress) if wanted.progress else None,
        documents.c.id.in_(select(files.c.document_id).where(_under(wanted.folder), files.c.document_id.is_not(None)))
        if wanted.folder
        else None,
    ]
    return [one for one in asked if one is not None]


def _stands(progress: ReviewProgress) -> ColumnElement[bool]:
    """By states alone, which an index answers: whether a pending finding is stale would be read from each of a hundred thousand rows."""

    def having(*states: ReviewState) -> ColumnElement[bool]:
        return documents.c.id.in_(select(findings.c.document_id).where(findings.c.state.in_(states)))

    pending, unsure = having(ReviewState.PENDING), having(ReviewState.UNSURE)
    decided = having(ReviewState.CONFIRMED, ReviewState.REJECTED, ReviewState.WITHDRAWN)
    return {
        ReviewProgress.LEFT: pending,
        ReviewProgress.UNSURE: unsure,
        ReviewProgress.DONE: and_(decided, not_(pending), not_(unsure)),
        ReviewProgress.NONE: not_(having(*ReviewState)),
    }[progress]


def _holds(column: Any, words: str) -> ColumnElement[bool]:
    return column.contains(words.strip(), autoescape=True)  # type: ignore[no-any-return]


def _under(folder: str) -> ColumnElement[bool]:
    # As a range, the table's key serves it: `0` comes after `/`.
    bare = folder.rstrip("/")
    return or_(files.c.path == folder, and_(files.c.path >= f"{bare}/", files.c.path < f"{bare}0"))


def _listed(connection: Connection, rows: Sequence[Row[Any]]) -> list[Listed]:
    counts = _counts(connection, [row.id for row in rows])
    return [
        Listed(
            id=row.id, name=row.name, kind=row.kind, title=row.title, date=row.date, issuer=row.issuer, unit=row.unit,
            verdict=row.verdict, warnings=tuple(json.loads(row.warnings)), standing=row.standing, blocks=row.block_count,
            **counts.get(row.id, {"pending": 0, "unsure": 0, "decided": 0}),
        )
        for row in rows
    ]  # fmt: skip


def _counts(connection: Connection, document_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    stands = case(
        (findings.c.state == ReviewState.PENDING, "pending"), (findings.c.state == ReviewState.UNSURE, "unsure"), else_="decided"
    ).label("stands")  # fmt: skip
    counted = (
        select(findings.c.document_id, stands, func.count().label("number"))
        .where(findings.c.document_id.in_(document_ids), _ALIVE)
        .group_by(findings.c.document_id, stands)
    )
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(counted):
        found.setdefault(row.document_id, {"pending": 0, "unsure": 0, "decided": 0})[row.stands] = row.number
    return found


def _paths(connection: Connection, document_id: str) -> tuple[str, ...]:
    held = select(files.c.path).where(files.c.document_id == document_id, files.c.standing == Standing.PRESENT)
    return tuple(connection.scalars(held.order_by(files.c.path)))


def _coverage(connection: Connection, document_id: str) -> tuple[Covered, ...]:
    rows = connection.execute(select(coverage).where(coverage.c.document_id == document_id))
    told = {row.use: Covered(use=row.use, blocks=row.blocks, characters=row.characters) for row in rows}
    return tuple(told[use] for use in BlockUse if use in told)


def _notes(connection: Connection, document_id: str) -> tuple[str, ...]:
    return tuple(connection.scalars(select(notes.c.note).where(notes.c.document_id == document_id).order_by(notes.c.number)))
