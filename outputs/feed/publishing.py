"""What changed of findings is appended to the feed in the transaction that changes it: neither can be without the other.

What consumers were last told of each finding is kept, as a digest. Whoever changes something names the findings that it may show
in; they are compared, and what differs becomes a step of the feed. Naming too many costs time and tells nothing twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, text

from schema import ChangeKind

from ..database import upsert_all
from ..marking import in_batches
from ..moments import now
from ..tables import event_marks, findings
from .sights import UNSEEN, Sight, read_sights, read_told
from .tables import changes, told

_LOCK = 7_135_026
"""Any number of our own: whoever holds it appends to the feed of a PostgreSQL database until his transaction ends, so that cursors
come into sight in their order."""
FILL = 5000
"""Findings told at a time when the feed is filled."""


@dataclass(frozen=True, slots=True)
class _Step:
    finding_id: str
    kind: ChangeKind
    before: Sight
    now: Sight


def publish(connection: Connection, finding_ids: Iterable[str]) -> None:
    """Append to the feed what consumers have not been told of these findings, gone ones included.

    Call it after the change, in its transaction, before the audit record is appended to.
    """
    wanted = list(dict.fromkeys(finding_ids))
    if not wanted:
        return
    # Before anything is compared: what is compared must not be another's, still to come.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    before, seen_now = read_told(connection, wanted), read_sights(connection, wanted)
    gone = [one for one in wanted if one in before or one in seen_now]
    pairs = [(one, before.get(one, UNSEEN), seen_now.get(one) or before[one].vanished()) for one in gone]
    differing = [pair for pair in pairs if pair[0] not in before or pair[1] != pair[2]]
    _append(connection, _steps(connection, differing))
    upsert_all(connection, told, [{"finding_id": one, **sight.row()} for one, _, sight in differing])


def fill(connection: Connection) -> None:
    """Tell of everything that there is, when the feed has told of nothing yet: the store is older than the feed."""
    if connection.scalar(select(told.c.finding_id).limit(1)) is not None:
        return
    last = ""
    page = select(findings.c.id).order_by(findings.c.id).limit(FILL)
    while some := connection.scalars(page.where(findings.c.id > last)).all():
        publish(connection, some)
        last = some[-1]


def _steps(connection: Connection, differing: Sequence[tuple[str, Sight, Sight]]) -> list[_Step]:
    moved = {one: (before.event_id, after.event_id) for one, before, after in differing if _stays(before, after)}
    moves = _moves(connection, {one: ids for one, ids in moved.items() if ids[0] != ids[1]})
    steps = []
    for one, before, after in differing:
        kind = _kind(before, after) or moves.get(one)
        if kind is None and _stays(before, after) and before.shows_otherwise(after):
            kind = ChangeKind.CHANGED
        if kind is not None:
            steps.append(_Step(one, kind, before, after))
    return steps


def _kind(before: Sight, after: Sight) -> ChangeKind | None:
    """What becoming visible, released, or neither is told as; None where it is as visible as before."""
    if after.released != before.released:
        return ChangeKind.CONFIRMED if after.released else ChangeKind.WITHDRAWN
    if after.seen != before.seen:
        return ChangeKind.CREATED if after.seen else ChangeKind.WITHDRAWN
    return None


def _stays(before: Sight, after: Sight) -> bool:
    return after.seen and _kind(before, after) is None


def _moves(connection: Connection, moved: dict[str, tuple[str | None, str | None]]) -> dict[str, ChangeKind]:
    """Whether findings whose occurrence bears another name came together with others, or away from them.

    An occurrence is named by its earliest finding: it may only be called otherwise, then it is neither.
    """
    if not moved:
        return {}
    once = _members(connection, told, {event for event, _ in moved.values() if event})
    here = _members(connection, event_marks, {event for _, event in moved.values() if event})
    standing = {one for members in here.values() for one in members}
    left = {one for event, _ in moved.values() if event for one in once[event]} - standing
    for some in in_batches(sorted(left)):
        standing.update(connection.scalars(select(event_marks.c.finding_id).where(event_marks.c.finding_id.in_(some))))
    kinds = {}
    for one, (before, after) in moved.items():
        mates, companions = once[before] if before else set(), here[after] if after else set()
        if companions - mates - {one}:
            kinds[one] = ChangeKind.MERGED
        elif (mates & standing) - companions - {one}:
            kinds[one] = ChangeKind.SPLIT
    return kinds


def _members(connection: Connection, table: Any, events: set[str]) -> defaultdict[str, set[str]]:
    members: defaultdict[str, set[str]] = defaultdict(set)
    for some in in_batches(sorted(events)):
        for row in connection.execute(select(table.c.finding_id, table.c.event_id).where(table.c.event_id.in_(some))):
            members[row.event_id].add(row.finding_id)
    return members


def _append(connection: Connection, steps: Sequence[_Step]) -> None:
    at = now()
    rows = [
        {
            "finding_id": step.finding_id,
            "kind": step.kind,
            "public": step.before.released or step.now.released,
            "revision": step.now.revision,
            "before_event_id": step.before.event_id if step.kind in (ChangeKind.MERGED, ChangeKind.SPLIT) else None,
            "places": step.now.places_with(step.before),
            "at": at,
        }
        for step in steps
    ]
    for some in in_batches(rows):
        connection.execute(insert(changes), some)
