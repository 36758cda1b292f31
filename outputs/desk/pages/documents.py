"""文档: the documents that were read, what became of each of their blocks, and what was found in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from schema import Block, BlockUse, Document, DocumentKind, Finding, ReviewState, Span, Verdict

from ...access import Permission
from ...catalogue import DocumentFilter, ReviewProgress, Sheet
from ...inventory import Selection
from ...search.grams import phrases
from ...search.snippets import matches
from ..guard import Caller, Desk, DeskHere, Reader
from ..marks import Mark, Tone, marks, standing
from ..opened import Opened, opened
from ..rendering import page
from ..sheets import sheet
from ..viewing import viewed

router = APIRouter(prefix="/documents")
SIZE = 50
"""Rows on a page."""
UNSEARCHED = 300
"""Most blocks that were not searched which are listed."""
LONGEST = 19
"""Digits of a number that is none of ours."""
SOUGHT = "sought"
"""Stands for the id of a finding at words that were looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A finding of a document in its list."""

    finding: Finding
    state: str
    hidden: bool
    """Whether what the machine made of it is kept back: a second look is awaited."""


@router.get("")
def documents(request: Request, desk: DeskHere, asking: Reader, after: str = "") -> HTMLResponse:
    """The documents by date, filtered."""
    asked = {name: _printed(request.query_params.get(name, "")) for name in FILTERS}
    wanted = _filter(asked)
    found = desk.store.catalogue.page(wanted, asking.scope, after=after or None, limit=SIZE)
    kept = {name: value for name, value in asked.items() if value}
    return page(
        request, asking, "documents.html.jinja", found=found, asked=asked, filtered=bool(kept), first=not after,
        count=desk.store.catalogue.count(wanted, asking.scope) if not after else None,
        going_on=f"/documents?{urlencode({**kept, 'after': found.next})}" if found.next else "",
        kinds=tuple(DocumentKind), verdicts=tuple(Verdict), progresses=tuple(ReviewProgress),
        may_upload=asking.person.may(Permission.UPLOAD), megabytes=desk.options.upload_megabytes,
    )  # fmt: skip


@router.get("/{document_id}")
def document(request: Request, document_id: str, desk: DeskHere, asking: Reader, after: str = "") -> HTMLResponse:
    """A document: what it is, how well it was read, what was not searched and why, its notes and its findings."""
    told = _sheet(desk, asking, document_id)
    rows, going_on = _rows(desk, asking, document_id, after)
    left = _unsearched(_opened(desk, asking, document_id))
    return page(
        request, asking, "document.html.jinja", told=told, rows=rows, going_on=going_on, left=left[:UNSEARCHED],
        more_left=max(0, len(left) - UNSEARCHED), first=not after, may_upload=asking.person.may(Permission.UPLOAD),
    )  # fmt: skip


@router.get("/{document_id}/text")
def text(
    request: Request, document_id: str, desk: DeskHere, asking: Reader, q: str = "", at: int = 0, piece: int | None = None
) -> HTMLResponse:
    """The document as it was read, a long one in parts, with its findings underlined and the words that were looked for marked."""
    told = _sheet(desk, asking, document_id)
    held = _opened(desk, asking, document_id)
    document, analysis, parts = held.document, held.analysis, held.pieces
    number = next((index for index, part in enumerate(parts) if at < part.span.end), len(parts) - 1) if piece is None else piece
    if not 0 <= number < len(parts):
        raise HTTPException(404, "文档没有这一部分，请刷新页面")
    part = parts[number]
    places = desk.store.places.of(document_id, asking.scope, analysis)
    found = marks(places, analysis, blind=asking.person.may(Permission.SECOND), within=part.span)
    sought = tuple(_sought(document, part.span, q))
    body = sheet(document, part, analysis.coverage, (*sought, *found))
    return page(
        request,
        asking,
        "document_text.html.jinja",
        told=told,
        body=body,
        q=q,
        at=at,
        sought=len(sought),
        number=number,
        count=len(parts),
    )


@router.get("/{document_id}/original")
def original(document_id: str, desk: DeskHere, asking: Reader) -> Response:
    """The file itself, to be kept: never shown by the browser as a page of ours."""
    _sheet(desk, asking, document_id)
    found = desk.services.original(document_id)
    if found is None:
        raise HTTPException(404, "原件已不在原处，或内容已经改变；可以查看读取时的文字")
    told = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    return Response(found.content, media_type="application/octet-stream", headers={"Content-Disposition": told})


FILTERS = ("name", "kind", "unit", "verdict", "first", "last", "progress", "folder", "superseded")


def _printed(typed: str) -> str:
    """What was typed, without what no database keeps in a text."""
    return "".join(one for one in typed if one.isprintable()).strip()


def _filter(asked: Mapping[str, str]) -> DocumentFilter:
    def code(kind: Any, name: str) -> Any:
        return kind(asked[name]) if asked[name] in set(kind) else None

    return DocumentFilter(
        name=asked["name"], unit=asked["unit"], first=asked["first"], last=asked["last"], folder=asked["folder"],
        kind=code(DocumentKind, "kind"), verdict=code(Verdict, "verdict"), progress=code(ReviewProgress, "progress"),
        superseded=asked["superseded"] == "1",
    )  # fmt: skip


def _sheet(desk: Desk, asking: Caller, document_id: str) -> Sheet:
    """The document, for somebody who may see it; that he did is recorded."""
    told = desk.store.catalogue.sheet(document_id, asking.scope)
    if told is None:
        raise HTTPException(404, "没有这份文档，或者不在您的查看范围内")
    viewed.note(desk, asking, document_id)
    return told


def _rows(desk: Desk, asking: Caller, document_id: str, after: str) -> tuple[list[Row], str]:
    selection = Selection(states=frozenset(ReviewState), document_id=document_id, outdated=True)
    key = _key(after, document_id)
    found = desk.store.finding_page(selection, scope=asking.scope, after=key, limit=SIZE)
    blind = asking.person.may(Permission.SECOND)
    places = desk.store.places.of(document_id, asking.scope, _opened(desk, asking, document_id).analysis)
    stands = {place.finding_id: standing(place, blind=blind) for place in places}
    rows = [
        Row(finding=one, state=stands[one.id], hidden=stands[one.id] == "second") for one in found.findings if one.id in stands
    ]
    following = f"{found.next[0]}|{found.next[2]}|{found.next[3]}" if found.next else ""
    return rows, f"/documents/{document_id}?{urlencode({'after': following})}" if following else ""


def _key(after: str, document_id: str) -> tuple[str, str, int, str] | None:
    date, _, rest = after.partition("|")
    start, _, finding_id = rest.partition("|")
    return (date, document_id, int(start), finding_id) if start.isdecimal() and len(start) < LONGEST else None


def _sought(document: Document, within: Span, words: str) -> Iterator[Mark]:
    """Every place of each of the words within a part of the document."""
    asked = phrases(words)
    for block in document.blocks_in(within) if asked else ():
        start = document.starts[block.index]
        for one in (one for phrase in asked for one in matches(block.text, (phrase,))):
            span = Span(start=start + one.start, end=start + one.end)
            yield Mark(span=span, tone=Tone.FINDING, finding_id=SOUGHT, state=SOUGHT)


def _unsearched(held: Opened) -> list[tuple[Block, BlockUse]]:
    """The blocks in which nothing was looked for, each with the reason."""
    return [(block, use) for block, use in zip(held.document.blocks, held.analysis.coverage, strict=False) if not use.searched]


def _opened(desk: Desk, asking: Caller, document_id: str) -> Opened:
    held = opened(desk.store, document_id, asking.scope)
    if held is None:
        raise HTTPException(404, "没有这份文档，或者不在您的查看范围内")
    return held
