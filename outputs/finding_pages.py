"""Pages of selected findings, by key and in either direction: a page costs the same at any depth."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, tuple_

from schema import Finding

from .access import Scope, findings_within
from .inventory import Selection
from .reading import read_some
from .selecting import ORDER, conditions
from .tables import documents, findings

Key = tuple[str, str, int, str]
"""Where a finding stands in the order: date of its document, document, place, id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """Some findings, and where to go on."""

    findings: tuple[Finding, ...]
    next: Key | None
    """The key of the last; None when no more follow."""


def read_page(
    connection: Connection, selection: Selection, scope: Scope, after: Key | None, limit: int, *, newest_first: bool = False
) -> FindingPage:
    """The selected findings that come after the key, at most `limit`."""
    rows = select(*ORDER).join(documents).where(*conditions(selection), findings_within(scope))
    if after is not None:
        rows = rows.where(tuple_(*ORDER) < after if newest_first else tuple_(*ORDER) > after)
    ordered = rows.order_by(*(column.desc() if newest_first else column for column in ORDER)).limit(limit + 1)
    keys = connection.execute(ordered).all()
    told = {one.id: one for one in read_some(connection, [key.id for key in keys[:limit]])}
    last: Any = tuple(keys[limit - 1]) if len(keys) > limit else None
    return FindingPage(findings=tuple(told[key.id] for key in keys[:limit]), next=last)


def read_one(connection: Connection, finding_id: str, selection: Selection, scope: Scope) -> Finding | None:
    """The finding, if it is among the selected and in scope."""
    rows = (
        select(findings.c.id).join(documents).where(findings.c.id == finding_id, *conditions(selection), findings_within(scope))
    )
    if connection.scalar(rows) is None:
        return None
    return read_some(connection, [finding_id])[0]
