"""How the board keeps up: it follows the feed of changes, and tells anew every matter that a change names.

A board that was never asked for is told in full, once. Matters are told twice: by confirmed findings alone, and by all that stand.
"""

import json
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from cadres import DONE
from schema import Course, Finding, Relation, ReviewState, StatementType, Step, StepKind, latest

from ..database import upsert
from ..feed.tables import changes
from ..inventory import StateFilter
from ..lives import Life, read_lives, told_by
from ..marking import in_batches
from ..tables import event_marks, event_pairs, findings, occasions
from .codes import Stage
from .stages import UNFINISHED, stage_of
from .tables import rectification_bookmark, rectification_tellings, rectifications

FOR_EVER = "9999-12-31"
"""A day by which every deadline has passed: one that was not met by then is not met yet."""
STEPS = 500
"""Steps of the feed that one catching-up takes."""
WORDS = 160
"""Characters of words that the board shows."""
_SILENT = frozenset({StepKind.RAISED, StepKind.RETOLD, StepKind.OVERDUE})


def behind(connection: Connection) -> int | None:
    """How many steps of the feed the board has not taken in; None when it was never told."""
    cursor = connection.scalar(select(rectification_bookmark.c.cursor))
    return None if cursor is None else _head(connection) - int(cursor)


def catch_up(connection: Connection) -> int:
    """Take in some of what has changed since the board was told, and return how many steps of the feed are left."""
    cursor = connection.scalars(select(rectification_bookmark.c.cursor)).one()
    steps = select(changes.c.cursor, changes.c.finding_id).where(changes.c.cursor > cursor)
    rows = connection.execute(steps.order_by(changes.c.cursor).limit(STEPS)).all()
    if not rows:
        return 0
    tell(connection, _touched(connection, {row.finding_id for row in rows}))
    set_bookmark(connection, rows[-1].cursor)
    return _head(connection) - int(rows[-1].cursor)


def everything(connection: Connection) -> tuple[int, list[str]]:
    """What a board that was never told is to be told, and the step of the feed that it then is up to."""
    return _head(connection), sorted(_with_a_fix(connection))


def set_bookmark(connection: Connection, cursor: int) -> None:
    """The board is told up to this step of the feed."""
    upsert(connection, rectification_bookmark, {"number": 1, "cursor": cursor})


def _head(connection: Connection) -> int:
    return connection.scalar(select(func.max(changes.c.cursor))) or 0


def _with_a_fix(connection: Connection) -> set[str]:
    """All occurrences of which a record tells something of the fix, or that came back."""
    told = select(event_marks.c.event_id).join(findings, findings.c.id == event_marks.c.finding_id)
    fixed = told.where(findings.c.status.is_not(None), findings.c.type == StatementType.PROBLEM)
    again = select(event_marks.c.event_id).join(event_pairs, event_pairs.c.finding_id == event_marks.c.finding_id)
    return {*connection.scalars(fixed), *connection.scalars(again.where(event_pairs.c.relation == Relation.RECURS))}


def _touched(connection: Connection, finding_ids: Collection[str]) -> set[str]:
    """The occurrences that these findings tell of, told of before, or tell the coming back of."""
    events: set[str] = set()
    for some in in_batches(sorted(finding_ids)):
        for table in (event_marks, rectification_tellings):
            events.update(connection.scalars(select(table.c.event_id).where(table.c.finding_id.in_(some))))
        before = select(event_marks.c.event_id).join(event_pairs, event_pairs.c.finding_id == event_marks.c.finding_id)
        events.update(
            connection.scalars(before.where(event_pairs.c.relation == Relation.RECURS, event_pairs.c.other_id.in_(some)))
        )
    return events


def tell(connection: Connection, events: Collection[str]) -> None:
    """Tell these occurrences anew."""
    for some in in_batches(sorted(events), 200):
        for table in (rectifications, rectification_tellings):
            connection.execute(delete(table).where(table.c.event_id.in_(some)))
        lives = read_lives(connection, some, FOR_EVER)
        units = _units(connection, {one.document.id for life in lives.values() for one in life.findings})
        rows = [row for life in lives.values() for row in _rows(life, units)]
        if rows:
            connection.execute(insert(rectifications), rows)
        shown = {row["event_id"] for row in rows}
        members = [(one, event) for event in shown for one in lives[event].course.findings]
        if members:
            kept = [{"finding_id": finding_id, "event_id": event} for finding_id, event in members]
            connection.execute(
                delete(rectification_tellings).where(rectification_tellings.c.finding_id.in_([one for one, _ in members]))
            )
            connection.execute(insert(rectification_tellings), kept)


def _rows(life: Life, units: dict[str, str | None]) -> Iterator[dict[str, Any]]:
    for confirmed in (True, False):
        states = (StateFilter.CONFIRMED if confirmed else StateFilter.ALL).states
        believed = {one.id: one for one in life.findings if one.review.state in states}
        course = told_by(life.course, frozenset(believed))
        members = [believed[one] for one in course.findings] if course else []
        setting = next((one for one in reversed(members) if one.rectification and one.rectification.deadline), None)
        deadline = setting.rectification.deadline if setting and setting.rectification else None
        stage = stage_of(course, deadline) if course else None
        if course is None or stage is None or not members or members[0].type is not StatementType.PROBLEM:
            continue
        # A report that nobody has reviewed yet holds back the alarm, and no more.
        reports = [step for step in life.course.steps if step.kind in DONE]
        met = setting is None or any((step.date or "") >= (setting.document.date or "") for step in reports)
        yield _row(course, stage, members, units, deadline, met=met) | {
            "confirmed": confirmed,
            "report_waits": stage in UNFINISHED and any(step.finding_id not in believed for step in reports),
        }


def _row(
    course: Course, stage: Stage, members: list[Finding], units: dict[str, str | None], deadline: str | None, *, met: bool
) -> dict[str, Any]:
    first = next((one for one in members if one.event and one.event.primary), members[0])
    newest = next((step for step in reversed(course.steps) if step.kind not in _SILENT), None)
    due = latest(deadline).isoformat() if deadline else None
    pressing = None if met else due
    told = newest.date if newest else None
    return {
        "event_id": course.event_id, "stage": stage, "standing": course.standing, "deadline": due,
        "by_date": (pressing if stage in UNFINISHED else told) or FOR_EVER,
        "finding_id": first.id, "cadre_id": next((one.holder.cadre_id for one in (first, *members) if one.holder.cadre_id), None),
        "unit": (first.event.setting.unit if first.event else None) or units.get(first.document.id), "category": first.category.code,
        "since": members[0].document.date, "words": _cut("，".join(anchor.exact for anchor in first.anchors)),
        "responsible": json.dumps(_responsible(members), ensure_ascii=False), "conflict": bool(course.conflicts),
        "unreviewed": any(one.review.state is not ReviewState.CONFIRMED for one in members),
        **_told(newest),
    }  # fmt: skip


def _told(step: Step | None) -> dict[str, str | None]:
    """The newest that was told of the fix, in the document's words."""
    if step is None:
        return dict.fromkeys(("told_finding_id", "told_at", "told_in", "told_words"))
    return {
        "told_finding_id": step.finding_id, "told_at": step.date, "told_in": step.document, "told_words": _cut(step.words)
    }  # fmt: skip


def _responsible(members: list[Finding]) -> list[str]:
    named = (person.mention for one in members if one.rectification for person in one.rectification.responsible)
    return list(dict.fromkeys(named))


def _units(connection: Connection, document_ids: Collection[str]) -> dict[str, str | None]:
    rows = select(occasions.c.document_id, occasions.c.unit)
    return {
        row.document_id: row.unit
        for some in in_batches(sorted(document_ids))
        for row in connection.execute(rows.where(occasions.c.document_id.in_(some)))
    }


def _cut(words: str) -> str:
    return words if len(words) <= WORDS else f"{words[:WORDS]}……"
