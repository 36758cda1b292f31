"""An evidence file without what its reader may not see: the histories of its matters are also told by papers of other units."""

from collections.abc import Set
from dataclasses import replace

from schema import Course, Dossier, Occurrence, OpenRectification, StepKind

from ..lives import told_by


def tellers(dossier: Dossier) -> set[str]:
    """The findings that tell the histories."""
    courses = [one.course for one in dossier.occurrences if one.course]
    return {finding_id for course in courses for finding_id in (*course.findings, *(step.finding_id for step in course.steps))}


def narrowed(dossier: Dossier, visible: Set[str]) -> Dossier:
    """The file with no more of the histories than these findings tell, and with what is open as these tell it."""
    kept = frozenset(visible)
    cut = {one.event_id: _told(one.course, kept) for one in dossier.occurrences if one.course and not _whole(one.course, kept)}
    return replace(
        dossier, occurrences=tuple(_narrowed(one, cut) for one in dossier.occurrences),
        open=tuple(_reopened(one, cut.get(one.event_id)) for one in dossier.open),
    )  # fmt: skip


def _whole(course: Course, visible: frozenset[str]) -> bool:
    return visible.issuperset((*course.findings, *(step.finding_id for step in course.steps)))


def _told(course: Course, visible: frozenset[str]) -> Course:
    return told_by(course, visible) or Course(event_id=course.event_id, findings=(), steps=())


def _narrowed(one: Occurrence, cut: dict[str, Course]) -> Occurrence:
    return replace(one, course=cut[one.event_id]) if one.course and one.event_id in cut else one


def _reopened(one: OpenRectification, course: Course | None) -> OpenRectification:
    if course is None:
        return one
    late = any(step.kind is StepKind.OVERDUE for step in course.steps)
    return replace(one, standing=course.standing, deadline=course.deadline, overdue=late)
