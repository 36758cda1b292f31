"""Verdicts: what a reviewer says of a finding at a stage. Rows are only ever added; one that takes another back names it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from schema import FindingEdit, RejectReason, ReviewStage, ReviewState

from ..editing import pack_edit, unpack_edit
from .tables import verdicts

STEPS = 2000
"""So many of a person's findings are searched for verdicts that he may take back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reviewer says of a finding at a stage."""

    finding_id: str
    stage: ReviewStage
    state: ReviewState
    by: str
    """Login."""
    at: str
    """ISO 8601 with time zone."""
    revision: int
    """The finding's revision that the reviewer saw."""
    reason: RejectReason | None = None
    """Why it is rejected; a rejection needs one."""
    note: str = ""
    edit: FindingEdit | None = None
    """All corrections, not only new ones. When given: None leaves those that stand, an empty edit takes them away."""
    returned: int | None = None
    """Number of the verdict that this row takes back: undone by who gave it, or sent back to him."""
    number: int = 0
    """Its place in the order of all verdicts, given by the store."""


def keep_verdict(connection: Connection, verdict: Verdict) -> None:
    """Append the verdict."""
    names = ("finding_id", "stage", "state", "by", "at", "revision", "reason", "note", "returned")
    row = {name: getattr(verdict, name) for name in names}
    connection.execute(insert(verdicts).values(row | {"edit": pack_edit(verdict.edit)}))


def read_verdicts(connection: Connection, finding_id: str) -> tuple[Verdict, ...]:
    """All that was said of the finding, oldest first, what was taken back among it."""
    rows = select(verdicts).where(verdicts.c.finding_id == finding_id).order_by(verdicts.c.number)
    return tuple(map(verdict_of, connection.execute(rows)))


def verdict_of(row: Row[Any]) -> Verdict:
    """The verdict of a row."""
    return Verdict(**{**row._mapping, "edit": unpack_edit(row.edit)})


def rounds(told: Sequence[Verdict]) -> list[list[Verdict]]:
    """The verdicts that stand, by round: each begins with a first look. Taking one back takes all that rest on it."""
    found: list[list[Verdict]] = []
    for one in told:
        if one.returned is not None:
            found = [kept for every in found if (kept := [other for other in every if other.number < one.returned])]
        elif one.stage is ReviewStage.FIRST:
            found.append([one])
        elif found:
            found[-1].append(one)
    return found


def current(told: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts that stand of the round under way, or that ended last."""
    standing = rounds(told)
    return tuple(standing[-1]) if standing else ()


def read_undoable(connection: Connection, login: str, limit: int) -> tuple[str, ...]:
    """The findings whose newest standing verdict is this person's, by how lately he gave it."""
    newest = select(verdicts.c.finding_id, func.max(verdicts.c.number).label("number")).where(verdicts.c.by == login)
    rows = newest.group_by(verdicts.c.finding_id).order_by(func.max(verdicts.c.number).desc()).limit(STEPS)
    found = []
    for row in connection.execute(rows).all():
        standing = current(read_verdicts(connection, row.finding_id))
        if standing and standing[-1].by == login:
            found.append((standing[-1].number, row.finding_id))
        if len(found) == limit:
            break
    return tuple(finding_id for _, finding_id in sorted(found, reverse=True))
