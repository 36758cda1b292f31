"""The histories of several occurrences at once, and what is recorded beside several findings: for pages that tell of many."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from cadres import course
from schema import Course, EventMark, Finding, Relation, Remark, StepKind

from .access import Scope, findings_within
from .marking import in_batches, read_pairs
from .reading import read_some
from .remarks import standing_remarks
from .tables import event_marks, findings, remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """An occurrence with its history."""

    course: Course
    findings: tuple[Finding, ...]
    """Those that tell of it, and those that tell of its happening anew, whatever their state."""


def read_lives(connection: Connection, event_ids: Collection[str], as_of: str) -> dict[str, Life]:
    """The occurrences of these ids that there are, as they stood on a day (ISO)."""
    lives: dict[str, Life] = {}
    for some in in_batches(sorted(event_ids)):
        lives |= _some_lives(connection, some, as_of)
    return lives


def read_standing_remarks(connection: Connection, finding_ids: Iterable[str]) -> dict[str, tuple[Remark, ...]]:
    """The remarks on these findings that nobody took back; findings without any are missing."""
    told: defaultdict[str, list[Remark]] = defaultdict(list)
    for some in in_batches(finding_ids):
        rows = select(remarks).where(remarks.c.finding_id.in_(some)).order_by(remarks.c.number)
        for row in connection.execute(rows):
            told[row.finding_id].append(Remark(**row._mapping))
    return {finding_id: standing for finding_id, every in told.items() if (standing := standing_remarks(tuple(every)))}


def read_visible(connection: Connection, finding_ids: Iterable[str], scope: Scope) -> frozenset[str]:
    """Those of the findings that are in scope."""
    return frozenset(
        one
        for some in in_batches(finding_ids)
        for one in connection.scalars(select(findings.c.id).where(findings.c.id.in_(some), findings_within(scope)))
    )


def told_by(course: Course, believed: frozenset[str]) -> Course | None:
    """The history by these findings alone; None where none of them tells of it."""
    steps = tuple(one for one in course.steps if one.finding_id in believed)
    if not steps:
        return None
    return replace(
        course, findings=tuple(one for one in course.findings if one in believed), steps=steps,
        conflicts=tuple(one for one in course.conflicts if {one.claimed.finding_id, one.found.finding_id} <= believed),
        # Which of them set it, the history says of one that has passed alone.
        deadline=course.deadline if believed.issuperset(course.findings)
        else next((step.date for step in steps if step.kind is StepKind.OVERDUE), None),
    )  # fmt: skip


def _some_lives(connection: Connection, event_ids: list[str], as_of: str) -> dict[str, Life]:
    rows = connection.execute(
        select(event_marks.c.finding_id, event_marks.c.event_id).where(event_marks.c.event_id.in_(event_ids))
    )
    event_of: dict[str, str] = {row.finding_id: row.event_id for row in rows}
    again: defaultdict[str, set[str]] = defaultdict(set)
    for pair in read_pairs(connection, sorted(event_of)):
        event = event_of.get(pair.finding_id)
        if pair.relation is Relation.RECURS and event and event_of.get(pair.other_id) != event:
            again[event].add(pair.other_id)
    wanted = {*event_of, *(other for others in again.values() for other in others)}
    told = {one.id: one for one in read_some(connection, sorted(wanted))}
    members: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding_id, event in sorted(event_of.items()):
        if finding_id in told:
            members[event].append(told[finding_id])
    lives = {}
    for event, mine in members.items():
        anew = [told[other] for other in sorted(again[event]) if other in told]
        known = {one.id: mark_of(one) for one in mine}
        lives[event] = Life(course=course(mine, known, as_of, anew), findings=(*mine, *anew))
    return lives


def mark_of(finding: Finding) -> EventMark:
    """What grouping left on the finding, which must be one that it has seen."""
    event = finding.event
    assert event is not None, "a finding of an occurrence"
    return EventMark(
        finding_id=finding.id, event_id=event.id, primary=event.primary, concrete=event.concrete, ref_year=event.ref_year,
        setting=event.setting,
    )  # fmt: skip
