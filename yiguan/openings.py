"""Rectifications that are not closed: what is under way, what is reported done and not verified, what is overdue."""

from collections.abc import Sequence

from cadres import DONE
from schema import Exhibit, Occurrence, OpenRectification, RectificationStatus, StatementType, StepKind, earliest, latest

CLOSED = frozenset({StepKind.VERIFIED, StepKind.CLOSED})
STANDINGS = {
    RectificationStatus.COMPLETED: StepKind.CLAIMED, RectificationStatus.MOSTLY: StepKind.PROGRESS,
    RectificationStatus.IN_PROGRESS: StepKind.PROGRESS, RectificationStatus.LONG_TERM: StepKind.PROGRESS,
    RectificationStatus.PLANNED: StepKind.PLANNED, RectificationStatus.NOT_STARTED: StepKind.STALLED,
    RectificationStatus.RELAPSED: StepKind.RELAPSED, RectificationStatus.UNSTATED: StepKind.MEASURE,
}  # fmt: skip
"""How a fix stands by a document's own words, where no history was put together."""


def open_rectifications(
    occurrences: Sequence[Occurrence], exhibits: Sequence[Exhibit], as_of: str
) -> tuple[OpenRectification, ...]:
    """The rectifications that are not closed on the day, overdue ones first, then by deadline.

    Problems before the window are left out, and those of which no paper says that anything was to be done.
    """
    quoted = {one.number: one for one in exhibits}
    found = []
    for one in occurrences:
        if one.type is not StatementType.PROBLEM or one.older:
            continue
        told = [quoted[number] for number in one.exhibits]
        standing, deadline = _standing(one, told), _deadline(one, told)
        if standing not in CLOSED and (standing is not StepKind.RAISED or deadline):
            found.append(_open(one, told, standing, deadline, as_of))
    return tuple(sorted(found, key=lambda one: (not one.overdue, one.deadline or "9999", one.since or "9999", one.exhibits)))


def _open(
    occurrence: Occurrence, told: Sequence[Exhibit], standing: StepKind, deadline: str | None, as_of: str
) -> OpenRectification:
    if occurrence.course is not None:
        late = any(step.kind is StepKind.OVERDUE for step in occurrence.course.steps)
    else:
        late = deadline is not None and standing not in DONE and latest(deadline) < earliest(as_of)
    named = (person.mention for one in told if one.rectification for person in one.rectification.responsible)
    return OpenRectification(
        event_id=occurrence.event_id, category=occurrence.category, exhibits=occurrence.exhibits, standing=standing, deadline=deadline,
        overdue=late, since=occurrence.date, responsible=tuple(dict.fromkeys(named)),
    )  # fmt: skip


def _standing(occurrence: Occurrence, told: Sequence[Exhibit]) -> StepKind:
    if occurrence.course is not None:
        return occurrence.course.standing
    known = [one.rectification.status for one in told if one.rectification]
    return STANDINGS[known[-1]] if known else StepKind.RAISED


def _deadline(occurrence: Occurrence, told: Sequence[Exhibit]) -> str | None:
    if occurrence.course is not None and occurrence.course.deadline:
        return occurrence.course.deadline
    set_by = [one.rectification.deadline for one in told if one.rectification and one.rectification.deadline]
    return set_by[-1] if set_by else None
