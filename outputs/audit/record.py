"""The record as `Store.audit` gives it: appended to, paged through, verified."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from ..database import Database
from . import chain, verifying
from .actions import AuditAction
from .chain import Head
from .tables import audit
from .verifying import Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """A row of the record."""

    number: int
    at: str
    actor: str
    """Login of who did it; `system` where nobody signed in."""
    action: AuditAction | str
    """A plain text when a newer yiguan wrote it."""
    object: str
    """`finding:f-…`, `cadre:YZ001`, `document:sha256:…`, `person:7`; empty where there is none."""
    detail: Mapping[str, Any]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which rows; empty means any."""

    actor: str = ""
    action: AuditAction | None = None
    object: str = ""
    """The whole of it, or its kind with the colon: `cadre:`."""
    first: str = ""
    """ISO day from which on."""
    last: str = ""
    """ISO day until which, included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Some rows, newest first."""

    entries: tuple[AuditEntry, ...]
    next: int | None
    """The `before` of the page after this one; None when it is the last."""


class Audit:
    """The chained record; `Store.audit`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, actor: str, action: AuditAction, object: str, detail: Mapping[str, Any] | None = None) -> None:
        """Append a row of its own. Once this returns, it is on disk."""
        with self._database.writing() as connection:
            chain.append(connection, actor=actor, action=action, object=object, detail=detail)

    def entries(self, wanted: AuditFilter | None = None, *, before: int | None = None, limit: int = 100) -> AuditPage:
        """The newest rows that the filter lets through, those before a number when one is given."""
        with self._database.reading() as connection:
            rows = _read(connection, wanted or AuditFilter(), before, limit + 1)
        shown = rows[:limit]
        return AuditPage(entries=tuple(shown), next=shown[-1].number if len(rows) > limit else None)

    def head(self) -> Head:
        """The last row, to be printed and kept elsewhere."""
        with self._database.reading() as connection:
            return chain.read_head(connection)

    def verify(self, head: Head | None = None) -> Verification:
        """Read the whole chain; with a head that was kept, also find a tail that was cut off or a chain that was written anew."""
        with self._database.reading() as connection:
            return verifying.verify(connection, head)


def _read(connection: Connection, wanted: AuditFilter, before: int | None, limit: int) -> list[AuditEntry]:
    rows = select(audit).order_by(audit.c.number.desc()).limit(limit)
    if before is not None:
        rows = rows.where(audit.c.number < before)
    if wanted.actor:
        rows = rows.where(audit.c.actor == wanted.actor)
    if wanted.action:
        rows = rows.where(audit.c.action == wanted.action.value)
    if wanted.object.endswith(":"):
        rows = rows.where(audit.c.object >= wanted.object, audit.c.object < wanted.object[:-1] + ";")
    elif wanted.object:
        rows = rows.where(audit.c.object == wanted.object)
    if wanted.first:
        rows = rows.where(audit.c.at >= wanted.first)
    if wanted.last:
        rows = rows.where(audit.c.at < wanted.last + "U")  # After the day's last moment, which goes on with a T.
    return [_entry(row) for row in connection.execute(rows)]


def _entry(row: Row[Any]) -> AuditEntry:
    known = row.action in AuditAction._value2member_map_
    return AuditEntry(
        number=row.number, at=row.at, actor=row.actor, action=AuditAction(row.action) if known else row.action, object=row.object,
        detail=json.loads(row.detail), digest=row.digest,
    )  # fmt: skip
