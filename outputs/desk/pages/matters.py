"""事项: one occurrence with all its tellings, its course, what may belong to it, and people's decisions on that."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from schema import PairDecision, PairVerdict

from ...access import Permission
from ...dossier import wording
from ...moments import now
from ..blindness import sealed, shown
from ..days import today
from ..guard import Caller, Desk, DeskHere, Reader, Reviewer
from ..matters import SEEN, matter_page
from ..rendering import page

router = APIRouter(prefix="/events")


@router.get("/{event_id}")
def matter(request: Request, event_id: str, desk: DeskHere, asking: Reader) -> HTMLResponse:
    """Everything that tells of one occurrence."""
    found = matter_page(desk.store, event_id, partial(shown, desk, asking), today())
    if found is None:
        raise HTTPException(404, f"没有编号为 {event_id} 的事项，或者不在您的查看范围内；归并可能已随新的材料改变")
    cadre_id = found.first.holder.cadre_id
    cadre = desk.store.cadres.cadre(cadre_id, asking.scope) if cadre_id else None
    return page(
        request, asking, "matter.html.jinja", matter=found, cadre=cadre, say=wording, decides=asking.person.may(Permission.REVIEW),
        people={one.login: one.name for one in desk.store.access.people()},
    )  # fmt: skip


@router.post("/{event_id}/pairs")
def decide(
    desk: DeskHere, asking: Reviewer, finding_id: Annotated[str, Form()], other_id: Annotated[str, Form()],
    verdict: Annotated[PairVerdict, Form()], seen: Annotated[int, Form()] = 0, note: Annotated[str, Form(max_length=500)] = "",
) -> RedirectResponse:  # fmt: skip
    """Whether two findings tell of one occurrence; taken back by another decision."""
    for one in (finding_id, other_id):
        if desk.store.finding_within(one, SEEN, scope=asking.scope) is None or sealed(desk, asking, [one]):
            raise HTTPException(404, f"没有编号为 {one} 的条目，或者不在您的查看范围内")
    desk.store.occurrences.decide(
        PairDecision(
            finding_id=finding_id, other_id=other_id, verdict=verdict, by=asking.login, at=now(), seen=seen, note=note.strip()
        )
    )
    return RedirectResponse(f"/events/{_event_of(desk, asking, finding_id)}", status_code=303)


def _event_of(desk: Desk, asking: Caller, finding_id: str) -> str:
    finding = desk.store.finding_within(finding_id, SEEN, scope=asking.scope)
    if finding is None or finding.event is None:
        raise HTTPException(404)
    return finding.event.id
