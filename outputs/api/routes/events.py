"""Occurrences: the released findings that tell of one, and what became of it; and problems whose rectification is open."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from schema import Course, Finding, RectificationStatus, StatementType

from ...desk.days import today
from ...desk.guard import DeskHere
from ...inventory import Selection, StateFilter
from ..answers import answer
from ..guard import FindingReader
from ..paging import After, Limit, read, written
from .findings import Day, Findings, Text, check_state, released_to

router = APIRouter(tags=["events"])


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAnswer:
    """An occurrence as the caller may see it."""

    id: str
    findings: tuple[Finding, ...]
    """Those that tell of it, earliest first."""
    course: Course | None
    """Its history as the documents tell it; null when the caller sees only some of the findings that it rests on."""


@router.get("/events/{event_id}", response_model=EventAnswer, summary="一个事项及其整改经过 / one occurrence and its course")
def event(
    request: Request, desk: DeskHere, calling: FindingReader,
    event_id: Annotated[str, Path(pattern="^e-[0-9a-f]+$", description="事项编号 / event id")], as_of: Day = None,
) -> Response:  # fmt: skip
    """The findings of one occurrence that are released to the caller, with its course."""
    selection = Selection(states=released_to(calling).states, event_id=event_id)
    seen = desk.store.finding_page(selection, scope=calling.scope, limit=1000).findings
    if not seen:
        raise HTTPException(404, f"没有编号为 {event_id} 的事项，或其中没有已确认且在范围内的条目")
    course = desk.store.occurrences.course(event_id, as_of or today())
    # A history that others' unreleased findings are part of does not leave.
    whole = {step.finding_id for step in course.steps} <= {one.id for one in seen}
    return answer(request, EventAnswer, EventAnswer(id=event_id, findings=seen, course=course if whole else None))


@router.get("/rectifications", response_model=Findings, summary="整改事项 / findings with rectification")
def rectifications(
    request: Request, desk: DeskHere, calling: FindingReader, limit: Limit = 100, cursor: After = None,
    state: StateFilter = StateFilter.CONFIRMED, status: RectificationStatus | None = None,
    due_by: Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="时限不晚于 / deadline no later than")] = None,
    unit: Text = None, cadre: Text = None,
) -> Response:  # fmt: skip
    """Problems of which a document tells how the fix stands, by date of the document."""
    check_state(calling, state)
    selection = Selection(
        states=state.states, type=StatementType.PROBLEM, status=status, rectified=True, due_by=due_by, unit=unit, cadre_id=cadre
    )
    found = desk.store.finding_page(selection, scope=calling.scope, after=read(cursor, str, str, int, str), limit=limit)
    return answer(request, Findings, Findings(items=found.findings, next=written(found.next)))
