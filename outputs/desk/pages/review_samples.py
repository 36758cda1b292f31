"""Passages without findings, mixed into the queue: a look at each tells what the machine misses."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from schema import ReviewStage, SampleState

from ...access import Permission
from ...moments import now
from ...reviewing import Sample
from ..guard import Caller, Desk, DeskHere, Reader, Reviewer
from ..itemview import FIELDS
from ..opened import opened
from ..queueing import WAITING, asked_for, query_of
from ..rendering import page
from ..viewing import viewed

router = APIRouter(prefix="/review/sample")


@router.get("/{number}")
def sample(request: Request, number: int, desk: DeskHere, asking: Reader) -> HTMLResponse:
    """The passage with its document."""
    return page(
        request, asking, "review_item.html.jinja", panel="review_sample.html.jinja", **_view(request, desk, asking, number)
    )


@router.get("/{number}/panel")
def sample_panel(request: Request, number: int, desk: DeskHere, asking: Reader) -> HTMLResponse:
    """The passage alone, to be shown without loading the page anew."""
    return page(request, asking, "review_sample.html.jinja", **_view(request, desk, asking, number))


@router.post("/{number}/verdict")
def judge(request: Request, number: int, desk: DeskHere, asking: Reviewer) -> dict[str, Any]:
    """Nothing was missed here. What was missed is added, which answers for the passage too."""
    _waiting(desk, asking, number)
    desk.store.reviewing.judge_sample(number, SampleState.CLEAR, asking.login, now())
    return {"at": datetime.now().strftime("%H:%M:%S"), "left": _left(request, desk, asking)}


def _view(request: Request, desk: Desk, asking: Caller, number: int) -> dict[str, Any]:
    told = _waiting(desk, asking, number)
    held = opened(desk.store, told.document_id, asking.scope)
    assert held is not None, "a passage in scope stands in a document in scope"
    viewed.note(desk, asking, told.document_id)
    places = held.document.locate(told.span)
    return {
        "told": told,
        "document": held.document,
        "words": held.document[told.span],
        "page": next((place.page for place in places if place.page and place.bbox), None),
        "refusal": "" if asking.person.may(Permission.REVIEW) else "您没有审阅权限，只能查看",
        "left": _left(request, desk, asking),
        "query": query_of(request.query_params),
        "waiting": WAITING[ReviewStage.FIRST],
        "fields": FIELDS,
    }


def _waiting(desk: Desk, asking: Caller, number: int) -> Sample:
    found = desk.store.reviewing.next_sample(asking.scope, number - 1)
    if found is None or found.number != number:
        raise HTTPException(404, "这一段已经看过了，或者不在您的查看范围内")
    return found


def _left(request: Request, desk: Desk, asking: Caller) -> int:
    wanted = asked_for(query_of(request.query_params), asking)
    return desk.store.reviewing.queue(wanted, scope=asking.scope, reader_login=asking.login, limit=1).left
