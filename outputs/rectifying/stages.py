"""Where a matter stands on the board: by what the records say of its fix, and by the day."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_

from schema import Course, StepKind

from .codes import Section, Stage
from .tables import rectifications

SOON = timedelta(days=30)
"""A deadline within it is near."""


_STAGES = {
    StepKind.CLAIMED: Stage.CLAIMED, StepKind.VERIFIED: Stage.VERIFIED, StepKind.CLOSED: Stage.VERIFIED, StepKind.RELAPSED: Stage.RELAPSED,
}  # fmt: skip
UNFINISHED = (Stage.OPEN, Stage.RELAPSED)


def stage_of(course: Course, deadline: str | None) -> Stage | None:
    """The stage; None where no record says that anything was to be done."""
    if course.standing is StepKind.RAISED and deadline is None:
        return None
    return _STAGES.get(course.standing, Stage.OPEN)


def in_section(section: Section, today: str) -> ColumnElement[bool]:
    """The rows of the section on a day (ISO)."""
    stage, by = rectifications.c.stage, rectifications.c.by_date
    soon = (date.fromisoformat(today) + SOON).isoformat()
    if section is Section.OVERDUE:
        return and_(stage.in_(UNFINISHED), by < today)
    if section is Section.DUE:
        return and_(stage == Stage.OPEN, by >= today, by <= soon)
    if section is Section.OPEN:
        return and_(stage == Stage.OPEN, by > soon)
    if section is Section.RELAPSED:
        return and_(stage == Stage.RELAPSED, by >= today)
    return stage == (Stage.CLAIMED if section is Section.CLAIMED else Stage.VERIFIED)
