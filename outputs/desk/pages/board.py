"""整改: the board by how fixes stand, what is overdue first, reported done apart from verified."""

import threading
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from ...dossier import wording
from ...inventory import StateFilter
from ...rectifying import SECTIONS, Board, BoardFilter, BoardPage, Section
from ...rectifying.board import Place
from ..blindness import check_unreviewed
from ..days import day, today
from ..guard import DeskHere, Reader
from ..rendering import page

router = APIRouter(prefix="/board")
BRIEF = 5
"""Matters of each section that the board's front shows."""
PAGE = 50
Words = Annotated[str, Query(max_length=100)]
_catching_up = threading.Lock()


@router.get("")
def board(
    request: Request, desk: DeskHere, asking: Reader, section: Section | None = None, state: StateFilter = StateFilter.CONFIRMED,
    unit: Words = "", cadre: Words = "", first: Words = "", last: Words = "", after_date: Words = "", after_id: Words = "",
) -> HTMLResponse:  # fmt: skip
    """All sections in brief, or one page by page."""
    on = today()
    if state is not StateFilter.CONFIRMED:
        check_unreviewed(desk, asking)
    wanted = BoardFilter(
        confirmed=state is StateFilter.CONFIRMED, unit=unit.strip(), cadre=cadre.strip(), first=day(first) if first else "",
        last=day(last) if last else "",
    )  # fmt: skip
    left = _kept_up(desk.store.board)
    after = Place(after_date, after_id) if after_id else None
    sections: dict[Section, BoardPage] = {
        one: desk.store.board.page(
            asking.scope, wanted, one, on, after=after if section else None, limit=PAGE if section else BRIEF
        )
        for one in ((section,) if section else SECTIONS)
    }
    asked = {"state": state.value, "unit": unit, "cadre": cadre, "first": first, "last": last}
    return page(
        request, asking, "board.html.jinja", sections=sections, counts=desk.store.board.counts(asking.scope, wanted, on),
        wanted=wanted, chosen=section, on=on, left=left, say=wording, narrowed=any((unit, cadre, first, last, not wanted.confirmed)),
        link=lambda **changes: _link(asked | changes),
    )  # fmt: skip


def _link(asked: dict[str, str]) -> str:
    return f"/board?{urlencode({name: value for name, value in asked.items() if value})}"


def _kept_up(kept: Board) -> int:
    """How many changes the board has not taken in; where there are many, it is brought up to date beside the requests."""
    left = kept.keep_up()
    if left and _catching_up.acquire(blocking=False):
        threading.Thread(target=_catch_up, args=(kept,), name="board", daemon=True).start()
    return left


def _catch_up(kept: Board) -> None:
    try:
        kept.catch_up()
    finally:
        _catching_up.release()
