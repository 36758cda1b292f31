"""What stands beside an item: the document as HTML or as its pages, where its findings stand, and boxes on pages."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, HTTPException, Query, Response
from fastapi.responses import HTMLResponse

from schema import Document, Span

from ...access import Permission
from ...places import Place
from ..finding_words import span_of
from ..guard import Caller, Desk, DeskHere, Reader
from ..marks import Mark, Tone, marks, settled
from ..opened import Opened, opened
from ..pictures import Picture, picture
from ..sheets import Piece, sheet
from ..viewing import viewed

router = APIRouter(prefix="/review/document")
PASSAGE = "passage"
"""Stands for the id of a finding at a passage that has none: a sample."""
_TALL = 842.0
"""Points of a page's height, where only the order matters."""


@router.get("/{document_id}/sheet")
def document_as_text(
    document_id: str, desk: DeskHere, asking: Reader, start: int | None = None, end: int | None = None, piece: int | None = None,
    near: int = 0,
) -> Response:  # fmt: skip
    """A piece of the document as HTML, with what is found in it underlined: the one asked for, or that in which `near` stands."""
    held, places = _opened(desk, asking, document_id)
    number = piece if piece is not None else _near(held.pieces, near if start is None else start)
    if not 0 <= number < len(held.pieces):
        raise HTTPException(404, "文档没有这一部分，请刷新页面")
    part = held.pieces[number]
    shown = marks(places, held.analysis, blind=_blind(asking), within=part.span)
    body = sheet(held.document, part, held.analysis.coverage, (*shown, *_passage(held.document, start, end)))
    return HTMLResponse(body, headers={"X-Piece": str(number), "X-Pieces": str(len(held.pieces))})


@router.get("/{document_id}/places")
def places_in_document(document_id: str, desk: DeskHere, asking: Reader) -> dict[str, Any]:
    """Where the findings stand, from 0 at the document's head to 1 at its end, and how they stand in review."""
    held, places = _opened(desk, asking, document_id)
    last = _last_page(held.document)
    return {
        "places": [
            {"id": one.finding_id, "state": settled(one.state, one.stage), **_where(held.document, one, last)} for one in places
        ]
    }


@router.get("/{document_id}/boxes")
def boxes_on_page(
    document_id: str, desk: DeskHere, asking: Reader, page: int, start: int | None = None, end: int | None = None
) -> dict[str, Any]:
    """The boxes on a page of everything to be marked there, in points from its top left."""
    held, places = _opened(desk, asking, document_id)
    everything = (*marks(places, held.analysis, blind=_blind(asking)), *_passage(held.document, start, end))
    here = [mark for mark in everything if _touches(held.document, mark.span, page)]
    found = desk.services.boxes(document_id, [mark.span for mark in here]) if here else ()
    return {"boxes": [_boxed(mark, boxes, page) for mark, boxes in zip(here, found, strict=True) if boxes]}


@router.get("/{document_id}/original")
def original_of_document(document_id: str, desk: DeskHere, asking: Reader) -> Response:
    """The pdf, byte for byte; nothing, and how else the document can be shown, where it is none or its file is gone."""
    _check(desk, asking, document_id)
    original = desk.services.original(document_id)
    if original is None or original.media_type != "application/pdf":
        shown_as = "picture" if original is not None and original.media_type.startswith("image/") else "text"
        return Response(status_code=204, headers={"X-Shown-As": shown_as})
    viewed.note(desk, asking, document_id)
    return Response(original.content, media_type="application/pdf", headers={"Content-Disposition": "inline"})


@router.get("/{document_id}/picture")
def picture_of_page(document_id: str, desk: DeskHere, asking: Reader, page: int = Query(ge=1)) -> Response:
    """A page of a picture, as browsers show it; the headers tell its size in points and how many pages there are."""
    _check(desk, asking, document_id)
    original = desk.services.original(document_id)
    made: Picture | None = None
    if original is not None and original.media_type.startswith("image/"):
        made = picture(original.content, page)
    if made is None:
        raise HTTPException(404, "原件已不在原处，或浏览器无法显示，以下按读取时的文字显示")
    viewed.note(desk, asking, document_id)
    told = {"X-Page-Width": f"{made.width:.1f}", "X-Page-Height": f"{made.height:.1f}", "X-Page-Count": str(made.pages)}
    return Response(made.content, media_type=made.media_type, headers=told)


@router.get("/{document_id}/words")
def words_on_page(document_id: str, desk: DeskHere, asking: Reader, page: int, words: str, before: str = "") -> dict[str, Any]:
    """Where words that were selected on a page stand in the document's text. `before`: what stands before them on the page."""
    held, _ = _opened(desk, asking, document_id)
    spans = span_of(held.document, page, words, before)
    if not spans:
        raise HTTPException(404, "选中的文字与读取的文字对不上，请只选一段连续的正文")
    return {"spans": [[one.start, one.end] for one in spans]}


def _check(desk: Desk, asking: Caller, document_id: str) -> None:
    if not desk.store.places.shows_document(document_id, asking.scope):
        raise HTTPException(404, "没有这份文档，或者不在您的查看范围内")


def _opened(desk: Desk, asking: Caller, document_id: str) -> tuple[Opened, tuple[Place, ...]]:
    """The document with its findings, for somebody who may see it; that he did is recorded."""
    held = opened(desk.store, document_id, asking.scope)
    if held is None:
        raise HTTPException(404, "没有这份文档，或者不在您的查看范围内")
    viewed.note(desk, asking, document_id)
    return held, desk.store.places.of(document_id, asking.scope, held.analysis)


def _near(pieces: Sequence[Piece], offset: int) -> int:
    return next((number for number, piece in enumerate(pieces) if offset < piece.span.end), len(pieces) - 1)


def _blind(asking: Caller) -> bool:
    """Whether verdicts that await a second look are kept from her: she may be the one to give it."""
    return asking.person.may(Permission.SECOND)


def _passage(document: Document, start: int | None, end: int | None) -> tuple[Mark, ...]:
    if start is None or end is None or not 0 <= start < end <= len(document.text):
        return ()
    return (Mark(span=Span(start=start, end=end), tone=Tone.FINDING, finding_id=PASSAGE, state="pending"),)


def _touches(document: Document, span: Span, page: int) -> bool:
    if span.end > len(document.text):
        return False
    return any(place.page == page for block in document.blocks_in(span) for place in block.locations)


def _boxed(mark: Mark, found: Any, page: int) -> dict[str, Any]:
    boxes = [place.bbox for place in found if place.page == page and place.bbox is not None]
    return {"id": mark.finding_id, "tone": mark.tone.value, "state": mark.state, "boxes": boxes}


def _where(document: Document, place: Place, last: int) -> dict[str, Any]:
    start = min(place.spans[0].start, max(len(document.text) - 1, 0))
    block = document.block_at(start)
    spot = next((one for one in block.locations if one.page is not None), None)
    if spot is None or spot.page is None:
        return {"at": round(start / max(len(document.text), 1), 4), "page": None}
    top, bottom = (spot.bbox[1], spot.bbox[3]) if spot.bbox else (0.0, 0.0)
    within = (start - document.starts[block.index]) / max(len(block.text), 1)
    return {"at": round((spot.page - 1 + min((top + (bottom - top) * within) / _TALL, 1.0)) / last, 4), "page": spot.page}


def _last_page(document: Document) -> int:
    return max((place.page for block in document.blocks for place in block.locations if place.page is not None), default=1)
