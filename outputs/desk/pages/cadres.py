"""干部: the list, the evidence file of one (一人一档) with its year strips, and its download."""

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from starlette.background import BackgroundTask

from schema import Cadre, Dossier, Post

from ...audit import AuditAction
from ...cadre_lists import Place
from ...dossier import narrowed, tellers, wording, write_dossier
from ...inventory import StateFilter
from ..blindness import check_unreviewed
from ..cadre_sheets import sheets, strips
from ..days import day
from ..guard import Caller, Desk, DeskHere, Exporter, Reader
from ..rendering import page

router = APIRouter(prefix="/cadres")
FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
Words = Annotated[str, Query(max_length=100)]
States = Annotated[StateFilter, Query()]


@router.get("")
def list_of_cadres(
    request: Request, desk: DeskHere, asking: Reader, q: Words = "", after_name: Words = "", after_id: Words = ""
) -> HTMLResponse:
    """The cadres in the records, by name."""
    after = Place(after_name, after_id) if after_id else None
    found = desk.store.cadres.page(asking.scope, words=q, after=after)
    shared = _shared([one.name for one in found.cadres])
    return page(
        request, asking, "cadres.html.jinja", found=found, words=q.strip(), shared=shared, post=_newest, period=wording.period
    )  # fmt: skip


@router.get("/{cadre_id}")
def file_of_cadre(
    request: Request, cadre_id: str, desk: DeskHere, asking: Reader, state: States = StateFilter.CONFIRMED, as_of: Words = ""
) -> HTMLResponse:
    """What the records hold of one cadre, for people to judge by. Each look at it is recorded."""
    cadre, on = _seen(desk, asking, cadre_id), day(as_of)
    dossier = _dossier(desk, asking, cadre, state, on)
    detail = {"state": state.value, "as_of": on, "exhibits": len(dossier.exhibits)}
    desk.store.audit.record(asking.login, AuditAction.VIEW_CADRE, f"cadre:{cadre.id}", detail)
    return page(
        request, asking, "cadre.html.jinja", dossier=dossier, strips=strips(dossier), sheets=sheets(dossier), say=wording,
        quoted={one.number: one for one in dossier.exhibits}, state=state, namesakes=desk.store.cadres.namesakes(cadre),
        newest=_newest(cadre), formats=tuple(FORMATS),
    )  # fmt: skip


@router.get("/{cadre_id}/dossier.{form}")
def download(
    cadre_id: str, form: str, desk: DeskHere, asking: Exporter, state: States = StateFilter.CONFIRMED, as_of: Words = ""
) -> Response:
    """The evidence file to keep or print: docx, html or json."""
    if form not in FORMATS:
        raise HTTPException(404, f"不会把一人一档写成 {form} 格式")
    cadre, on = _seen(desk, asking, cadre_id), day(as_of)
    dossier = _dossier(desk, asking, cadre, state, on)
    folder = tempfile.TemporaryDirectory(prefix="yiguan-")
    path = Path(folder.name) / f"dossier.{form}"
    write_dossier(dossier, path)
    detail = {"format": form, "state": state.value, "as_of": on, "exhibits": len(dossier.exhibits)}
    desk.store.audit.record(asking.login, AuditAction.DOSSIER, f"cadre:{cadre.id}", detail)
    return FileResponse(
        path,
        media_type=FORMATS[form],
        filename=f"{cadre.name}（{cadre.id}）一人一档_{on}.{form}",
        background=BackgroundTask(folder.cleanup),
    )


def _seen(desk: Desk, asking: Caller, cadre_id: str) -> Cadre:
    cadre = desk.store.cadres.cadre(cadre_id, asking.scope)
    if cadre is None:
        raise HTTPException(404)
    return cadre


def _dossier(desk: Desk, asking: Caller, cadre: Cadre, state: StateFilter, on: str) -> Dossier:
    if state is StateFilter.PENDING:
        raise HTTPException(400, "一人一档收录已确认的条目，或连同待审和存疑的条目")
    if state is not StateFilter.CONFIRMED:
        check_unreviewed(desk, asking)
    dossier = desk.services.dossier(cadre.id, states=state, as_of=on)
    return narrowed(dossier, desk.store.occurrences.visible(tellers(dossier), asking.scope))


def _newest(cadre: Cadre) -> Post | None:
    return cadre.posts[0] if cadre.posts else None


def _shared(names: list[str]) -> frozenset[str]:
    """Names that more than one of the list bears."""
    return frozenset(one for one in names if names.count(one) > 1)
