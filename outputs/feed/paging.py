"""The feed as it is read: by cursor, each step with its finding as it is now, or a tombstone.

What is served is never older than the store: a step that released a finding is served as a tombstone once the finding was
withdrawn, from whatever cursor one reads again.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from schema import Change, ChangeKind, ChangePage, Finding, ReviewState, StoreError

from ..access.roles import Scope
from ..access.within import findings_within
from ..inventory import Selection, StateFilter
from ..marking import in_batches
from ..reading import read_some
from ..tables import findings
from .tables import changes

LIMIT = 1000
"""The longest page."""
LOOKED_AT = 2000
"""Steps looked at for one page of who is bound to units; a page may then be short."""
_PENDING = Selection(states=StateFilter.ALL.states)


def read_changes(connection: Connection, after: int, limit: int, scope: Scope, *, pending: bool) -> ChangePage:
    """What follows the cursor. Raises StoreError when the cursor is another store's, or of before it was restored."""
    if after > read_head(connection):
        raise StoreError(f"没有游标 {after}，存储库可能已从备份恢复", "请从 0 重新读取")
    rows, last, more = _rows(connection, after, max(1, min(limit, LIMIT)), scope, pending=pending)
    shown = _shown(connection, [row.finding_id for row in rows], scope, pending=pending)
    return ChangePage(changes=tuple(_change(row, shown.get(row.finding_id)) for row in rows), next=last, more=more)


def read_head(connection: Connection) -> int:
    """The newest cursor; 0 while nothing was told."""
    return connection.scalar(select(func.max(changes.c.cursor))) or 0


def read_public_head(connection: Connection) -> int:
    """The newest cursor of what concerns released findings; 0 while there is none."""
    return connection.scalar(select(func.max(changes.c.cursor)).where(changes.c.public)) or 0


def _rows(connection: Connection, after: int, limit: int, scope: Scope, *, pending: bool) -> tuple[list[Row[Any]], int, bool]:
    """The steps, the cursor of the last one looked at, and whether there are more."""
    page = select(changes).order_by(changes.c.cursor)
    if not pending:
        page = page.where(changes.c.public)
    if scope.units is None:
        rows = connection.execute(page.where(changes.c.cursor > after).limit(limit + 1)).all()
        more = len(rows) > limit
        kept = list(rows[:limit])
        return kept, kept[-1].cursor if kept else after, more
    within: list[Row[Any]] = []
    following = page.where(changes.c.cursor > after).limit(LOOKED_AT + 1)
    for number, row in enumerate(connection.execute(following.execution_options(yield_per=200))):
        if number == LOOKED_AT or len(within) == limit:
            return within, after, True
        after = row.cursor
        if any(scope.covers(unit) for unit in json.loads(row.places)):
            within.append(row)
    return within, after, False


def _shown(connection: Connection, finding_ids: Sequence[str], scope: Scope, *, pending: bool) -> dict[str, Finding]:
    """The findings that the consumer may see now."""
    distinct = list(dict.fromkeys(finding_ids))
    if scope.units is not None:
        allowed = select(findings.c.id).where(findings_within(scope))
        parts = in_batches(distinct)
        distinct = [one for some in parts for one in connection.scalars(allowed.where(findings.c.id.in_(some)))]
    selection = _PENDING if pending else Selection()
    return {finding.id: finding for finding in read_some(connection, distinct, selection)}


def _change(row: Row[Any], finding: Finding | None) -> Change:
    if finding is None:
        return Change(
            cursor=row.cursor, kind=ChangeKind.WITHDRAWN, finding_id=row.finding_id, revision=row.revision, released=False,
            event_id=None, before_event_id=None, at=row.at, finding=None,
        )  # fmt: skip
    released = finding.review.state is ReviewState.CONFIRMED
    return Change(
        cursor=row.cursor, kind=_kind(row.kind, released=released), finding_id=row.finding_id, revision=finding.review.revision,
        released=released, event_id=finding.event.id if finding.event else None, before_event_id=row.before_event_id, at=row.at,
        finding=finding,
    )  # fmt: skip


def _kind(then: ChangeKind, *, released: bool) -> ChangeKind:
    """What a step is now, whose finding is shown."""
    if then is ChangeKind.WITHDRAWN:
        return ChangeKind.CONFIRMED if released else ChangeKind.CHANGED
    if then is ChangeKind.CONFIRMED and not released:
        return ChangeKind.CHANGED
    return then
