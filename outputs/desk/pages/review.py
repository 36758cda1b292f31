"""审阅台: the queue, and the item with its document. Looking decides nothing: what is asked for here changes only the record of views."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from schema import ReviewStage

from ...access import Permission
from ..guard import Caller, Desk, DeskHere, Reader
from ..items import at_the_time
from ..itemview import item_view
from ..queueing import CHOICES, WAITING, asked_for, query_of, without
from ..rendering import page
from ..viewing import viewed

router = APIRouter(prefix="/review")
ROWS = 50
STEPS = 20
"""Items that the browser is told of at a time."""


@router.get("")
def queue(request: Request, desk: DeskHere, asking: Reader, after: str = "") -> HTMLResponse:
    """What waits for a look, filtered and in order, and how much of it is left."""
    query = query_of(request.query_params)
    wanted = asked_for(query, asking)
    found = desk.store.reviewing.queue(wanted, scope=asking.scope, reader_login=asking.login, after=after or None, limit=ROWS)
    return page(
        request, asking, "review_queue.html.jinja", query=query, wanted=wanted, found=found, choices=CHOICES, without=without,
        stages=list(ReviewStage), waiting=WAITING[wanted.stage],
    )  # fmt: skip


@router.get("/trail")
def trail(request: Request, desk: DeskHere, asking: Reader, after: str = "", sampled: int = 0) -> dict[str, Any]:
    """The next steps of the queue, for the page that walks it: findings, and here and there a passage without findings to look at.

    `sampled` is the number of the last such passage that it was told of.
    """
    wanted = asked_for(query_of(request.query_params), asking)
    found = desk.store.reviewing.queue(wanted, scope=asking.scope, reader_login=asking.login, after=after or None, limit=STEPS)
    steps = [{"kind": "finding", "id": one.finding_id} for one in found.items]
    return {"steps": _mixed(desk, asking, wanted.stage, steps, sampled), "left": found.left, "next": found.next or ""}


@router.get("/undoable")
def undoable(desk: DeskHere, asking: Reader) -> dict[str, str]:
    """The finding that she spoke of last and may take it back; nothing when there is none."""
    found = [one for one in desk.store.reviewing.undoable(asking.login, 5) if desk.store.places.shows_finding(one, asking.scope)]
    return {"id": found[0] if found else ""}


@router.get("/{finding_id}")
def item(request: Request, finding_id: str, desk: DeskHere, asking: Reader) -> HTMLResponse:
    """The item with its document."""
    return page(request, asking, "review_item.html.jinja", **_view(request, desk, asking, finding_id))


@router.get("/{finding_id}/panel")
def panel(request: Request, finding_id: str, desk: DeskHere, asking: Reader) -> HTMLResponse:
    """The item alone, to be shown without loading the page anew."""
    return page(request, asking, "review_panel.html.jinja", **_view(request, desk, asking, finding_id))


@router.get("/{finding_id}/why")
def why(request: Request, finding_id: str, desk: DeskHere, asking: Reader) -> HTMLResponse:
    """Why the machine thinks so. Not for who is to judge without knowing what it thinks."""
    _check(desk, asking, finding_id)
    if desk.store.reviewing.item(finding_id, asking.login).blind:
        raise HTTPException(403, "盲审期间不显示机器的判断，作答之后再看")
    return page(request, asking, "review_why.html.jinja", why=desk.services.why(finding_id))


@router.get("/{finding_id}/people")
def people(request: Request, finding_id: str, desk: DeskHere, asking: Reader, words: str = "") -> HTMLResponse:
    """Cadres of the records by name, unit or number, of whom one may be meant."""
    _check(desk, asking, finding_id)
    told = desk.store.reviewing.item(finding_id, asking.login)
    cadres = desk.store.cadres.page(asking.scope, words=words, limit=8).cadres if words.strip() else ()
    found = [at_the_time(one, told.document.date) for one in cadres]
    return page(request, asking, "review_people.html.jinja", found=found, words=words)


def _view(request: Request, desk: Desk, asking: Caller, finding_id: str) -> dict[str, Any]:
    _check(desk, asking, finding_id)
    view = item_view(desk, asking, finding_id)
    query = query_of(request.query_params)
    viewed.note(desk, asking, view["told"].document.id)
    wanted = asked_for(query, asking)
    left = desk.store.reviewing.queue(wanted, scope=asking.scope, reader_login=asking.login, limit=1).left
    return view | {"left": left, "query": query, "waiting": WAITING[wanted.stage]}


def _check(desk: Desk, asking: Caller, finding_id: str) -> None:
    if not desk.store.places.shows_finding(finding_id, asking.scope):
        raise HTTPException(404, "没有这个条目，或者不在您的查看范围内")


def _mixed(desk: Desk, asking: Caller, stage: ReviewStage, steps: list[dict[str, str]], sampled: int) -> list[dict[str, str]]:
    """A passage without findings after the first half of the steps, while there are any to be looked at."""
    if stage is not ReviewStage.FIRST or not steps or not asking.person.may(Permission.REVIEW):
        return steps
    sample = desk.store.reviewing.next_sample(asking.scope, sampled)
    if sample is None:
        return steps
    middle = (len(steps) + 1) // 2
    return [*steps[:middle], {"kind": "sample", "id": str(sample.number)}, *steps[middle:]]
