"""Which file holds which document, and what stands of a document whose files change, move or vanish.

A row of `files` says that a path held certain bytes: `present` while it does, `superseded` once other bytes were read at the
path, `missing` when nothing is there or what is there cannot be read. A document's standing follows from its rows alone, so that
it depends neither on the order in which a run meets the files nor on where a run was cut off.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, false, func, or_, select, update

from .database import upsert
from .feed import publish
from .inventory import FailedFile, Source, Standing
from .tables import documents, files, findings

BATCH = 500
"""Values in one IN list; SQLite of old took 999."""


class Holding(NamedTuple):
    """A path that holds or held a document."""

    path: str
    standing: Standing
    run: int
    """Number of the last run that saw it so."""


def standing_of(holdings: Collection[Holding]) -> Standing:
    """What stands of a document that these paths hold or held.

    The paths that held it last decide: it is superseded when one of them has other bytes now, else missing.
    """
    if any(holding.standing is Standing.PRESENT for holding in holdings):
        return Standing.PRESENT
    last = max(holding.run for holding in holdings)
    superseded = any(holding.run == last and holding.standing is Standing.SUPERSEDED for holding in holdings)
    return Standing.SUPERSEDED if superseded else Standing.MISSING


def stored_path(path: str) -> str:
    """The path as the database can hold it: bytes of a name that is no UTF-8 are written out."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def hold(connection: Connection, run: int, source: Source, *, document_id: str | None, failure: FailedFile | None = None) -> None:
    """Note that the path holds these bytes in this run, and settle the documents it ever held."""
    path, content = stored_path(source.path), source.content or ""
    others = and_(files.c.path == path, files.c.content != content)
    connection.execute(delete(files).where(others, files.c.document_id.is_(None)))
    if failure is None:
        connection.execute(update(files).where(others).values(standing=Standing.SUPERSEDED))
    else:
        left = update(files).where(others, files.c.standing == Standing.PRESENT)
        connection.execute(left.values(standing=Standing.MISSING))
    upsert(connection, files, _row(connection, run, source, document_id, failure))
    settle(
        connection, connection.scalars(select(files.c.document_id).where(files.c.path == path, files.c.document_id.is_not(None)))
    )


def touch(connection: Connection, run: int, paths: Sequence[str]) -> None:
    """Note that the run saw the paths unchanged."""
    if not paths:
        return
    seen = update(files).where(files.c.path == bindparam("at"), files.c.standing == Standing.PRESENT, files.c.run < run)
    connection.execute(seen.values(run=run), [{"at": stored_path(path)} for path in paths])


def lose(connection: Connection, run: int, roots: Collection[str]) -> int:
    """Note that the paths under the roots which the run did not see are gone, and settle their documents.

    Returns how many documents' paths are gone.
    """
    gone = and_(files.c.standing == Standing.PRESENT, files.c.run < run, or_(false(), *map(_under, roots)))
    connection.execute(delete(files).where(gone, files.c.document_id.is_(None)))
    lost = connection.scalars(select(files.c.document_id).where(gone)).all()
    connection.execute(update(files).where(gone).values(standing=Standing.MISSING))
    settle(connection, lost)
    return len(lost)


def settle(connection: Connection, document_ids: Iterable[str]) -> None:
    """Bring the standing and the name of the documents in line with their files, and tell the feed of their findings."""
    distinct = tuple(dict.fromkeys(document_ids))
    for start in range(0, len(distinct), BATCH):
        _settle(connection, distinct[start : start + BATCH])


def _settle(connection: Connection, document_ids: Sequence[str]) -> None:
    holdings = defaultdict(list)
    rows = select(files.c.document_id, files.c.path, files.c.standing, files.c.run)
    for row in connection.execute(rows.where(files.c.document_id.in_(document_ids))):
        holdings[row.document_id].append(Holding(row.path, row.standing, row.run))
    names = select(documents.c.id, documents.c.standing, documents.c.name).where(documents.c.id.in_(document_ids))
    changed = []
    for document_id, standing, name in connection.execute(names).all():
        settled = {"standing": standing, "name": name} | _settled(holdings[document_id])
        if settled != {"standing": standing, "name": name}:
            connection.execute(update(documents).where(documents.c.id == document_id).values(settled))
            changed.append(document_id)
    if changed:
        publish(connection, connection.scalars(select(findings.c.id).where(findings.c.document_id.in_(changed))).all())


def _settled(holdings: Collection[Holding]) -> dict[str, str]:
    """What stands of the document, and its name: that of the first path that holds it; as it was when none does."""
    if not holdings:
        return {}
    return {"standing": standing_of(holdings)} | _name(holdings)


def _name(holdings: Collection[Holding]) -> dict[str, str]:
    paths = [holding.path for holding in holdings if holding.standing is Standing.PRESENT]
    return {"name": min(paths).rpartition("/")[2]} if paths else {}


def _row(connection: Connection, run: int, source: Source, document_id: str | None, failure: FailedFile | None) -> dict[str, Any]:
    path, content = stored_path(source.path), source.content or ""
    # A run that began later may have been here already.
    seen = connection.scalar(select(files.c.run).where(files.c.path == path, files.c.content == content))
    return {
        "path": path,
        "content": content,
        "size": source.size,
        "mtime_ns": source.mtime_ns,
        "standing": Standing.PRESENT,
        "run": max(run, seen or 0),
        "document_id": document_id,
        "stage": failure and failure.stage,
        "error": failure and failure.error,
        "message": failure and failure.message,
        "remedy": failure and failure.remedy,
        "page": failure and failure.page,
    }


def _under(root: str) -> ColumnElement[bool]:
    folder = stored_path(root).rstrip("/") + "/"
    return or_(files.c.path == stored_path(root), func.substr(files.c.path, 1, len(folder)) == folder)
