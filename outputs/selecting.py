"""A selection of findings as conditions of a query over findings joined with their documents."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, not_, or_, select

from schema import ReviewState

from .inventory import Selection, Standing
from .tables import documents, event_marks, findings, occasions

ORDER = (findings.c.date, findings.c.document_id, findings.c.start, findings.c.id)
"""By date of the document (unknown dates first), document and place."""
OUTDATED = or_(
    documents.c.standing == Standing.SUPERSEDED,
    and_(findings.c.stale, findings.c.state == ReviewState.PENDING),
)
"""Of superseded documents, or no longer made by the newest analysis."""
_EQUAL = ("document_id", "cadre_id", "category", "type", "holder", "status")


def conditions(selection: Selection) -> Sequence[ColumnElement[bool]]:
    """What a selection asks of findings that are joined with their documents."""
    asked = [in_states(selection.states)]
    if not selection.outdated:
        asked.append(not_(OUTDATED))
    asked += [findings.c[name] == wanted for name in _EQUAL if (wanted := getattr(selection, name)) is not None]
    if selection.since is not None:
        asked.append(findings.c.date >= selection.since)
    if selection.until is not None:
        asked.append(findings.c.date <= selection.until)
    if selection.due_by is not None:
        asked += [findings.c.deadline != "", findings.c.deadline <= selection.due_by]
    if selection.rectified:
        asked.append(findings.c.status.is_not(None))
    if selection.event_id is not None:
        members = select(event_marks.c.finding_id).where(event_marks.c.event_id == selection.event_id)
        asked.append(findings.c.id.in_(members))
    if selection.unit is not None:
        at = select(occasions.c.document_id).where(occasions.c.unit == selection.unit)
        asked.append(findings.c.document_id.in_(at))
    return asked


def in_states(states: frozenset[ReviewState]) -> ColumnElement[bool]:
    """One state is looked up in its index; of several, the others are left out along the index that gives the order."""
    if len(states) == 1:
        return findings.c.state == next(iter(states))
    return findings.c.state.not_in([state for state in ReviewState if state not in states])
