"""质量: how far reviewers agree, how much the machine misses, what people correct, by kind of document, with what the figures mean."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from ...access import EVERYTHING, Permission
from ...moments import now
from ...reviewing import Agreement, KindQuality
from ...reviewing.estimates import Share
from ..guard import Administrator, DeskHere, Reader
from ..rendering import page

router = APIRouter(prefix="/quality")
ENOUGH_PAIRS = 20
"""Doubly reviewed findings below which a measure of agreement says more of chance than of people."""
ENOUGH_LOOKS = 30
"""Passages, links or findings below which a share is not told."""
GOOD, FAIR = 0.8, 0.6
"""Where agreement is called good and fair, after Landis and Koch."""
MOST = 200
"""Passages of each kind that may be drawn at once."""


@router.get("")
def quality(request: Request, desk: DeskHere, asking: Reader) -> HTMLResponse:
    """The figures of the documents that the reader may see."""
    found = desk.store.reviewing.quality(asking.scope)
    rows: list[tuple[str, KindQuality]] = [(kind.label, one) for kind, one in found.kinds.items()]
    if len(rows) > 1:
        rows.append(("全部", found.overall))
    return page(
        request, asking, "quality.html.jinja", rows=rows, share=share, measure=measure, verdict=verdict, most=MOST,
        draws=asking.person.may(Permission.ADMINISTER) and asking.scope == EVERYTHING, enough_pairs=ENOUGH_PAIRS, enough_looks=ENOUGH_LOOKS,
    )  # fmt: skip


@router.post("/samples")
def draw(desk: DeskHere, asking: Administrator, each: Annotated[int, Form(ge=1, le=MOST)]) -> RedirectResponse:
    """Draw passages without findings of all units, to be looked at among the findings of the queue."""
    if asking.scope != EVERYTHING:
        raise HTTPException(404)
    desk.store.reviewing.draw_samples(each, asking.login, now())
    return RedirectResponse("/quality", status_code=303)


def share(told: Share) -> str:
    """A share in words, with its interval; where too little was looked at, that."""
    if not told.looked:
        return "还没有"
    if told.looked < ENOUGH_LOOKS:
        return f"{told.hits} / {told.looked}，太少，还说不准"
    return f"{told.hits} / {told.looked}，约 {percent(told.hits / told.looked)}（{percent(told.low)}–{percent(told.high)}）"


def measure(told: Agreement, value: float | None) -> str:
    """A measure of agreement, where there are enough pairs to tell it."""
    return "—" if value is None or told.pairs < ENOUGH_PAIRS else f"{value:.2f}"


def verdict(told: Agreement) -> str:
    """What the agreement comes to, in words, by AC1: κ misleads where nearly all is of one kind."""
    if not told.pairs:
        return "还没有双人审阅"
    if told.pairs < ENOUGH_PAIRS or told.ac1 is None:
        return "太少，还说不准"
    return "一致性好" if told.ac1 >= GOOD else "一致性尚可" if told.ac1 >= FAIR else "一致性偏低，宜统一尺度"


def percent(value: float) -> str:
    """A share of passages or findings, never of a person."""
    return f"{value * 100:.1f}%" if value < 0.1 else f"{value * 100:.0f}%"
