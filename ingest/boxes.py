"""Where the words of a span stand on the pages of a pdf: computed when somebody asks, from the file opened again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pypdfium2 as pdfium

from schema import Block, Document, Location, Span

from .characters import clean
from .filekinds import FileKind, tell
from .frames import Box, frame_of, rounded
from .lines import Glyph
from .options import ReadOptions
from .pagetext import PageText
from .pdf import pdf_errors

_EDGE = 1.0
"""Points by which a character's middle may stand outside its block: boxes are kept to a tenth."""

_Placed = tuple[Glyph, Location, int]
"""A character, the place of its block that it stands in, and its line there."""


def boxes(content: bytes, document: Document, span: Span) -> tuple[Location, ...]:
    """Where a person finds the span: a box for each line of it, where `content` is a pdf that has text.

    `content` is the file that `document` was read from. The places of the blocks, as `document.locate` gives them, for other
    files and for words that are not found letter by letter: those of scans, or of heads left out. Raises IngestError.
    """
    return boxes_of_all(content, document, (span,))[0]


def boxes_of_all(content: bytes, document: Document, spans: Sequence[Span]) -> tuple[tuple[Location, ...], ...]:
    """The same of several spans: the file is opened, and each page read, once."""
    if tell(content, ReadOptions()) is not FileKind.PDF:
        return tuple(document.locate(span) for span in spans)
    with pdf_errors(), _opened(content) as pages:
        return tuple(_of_span(pages, document, span) for span in spans)


def _of_span(pages: "_Pages", document: Document, span: Span) -> tuple[Location, ...]:
    found: list[Location] = []
    for block in document.blocks_in(span):
        start = document.starts[block.index]
        found += _in_block(pages, block, max(span.start - start, 0), min(span.end - start, len(block.text)))
    return tuple(found)


class _Pages:
    """The characters of the pages asked for, each page read once."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._lines: dict[int, list[list[Glyph]]] = {}

    def lines(self, number: int) -> list[list[Glyph]]:
        """The characters of a page, numbered from 1, by line."""
        if number not in self._lines:
            page = self._document[number - 1]
            text = PageText(page, frame_of(page))
            try:
                self._lines[number] = [list(text.glyphs_of(line)) for line in text.lines(number)]
            finally:
                text.close()
                page.close()
        return self._lines[number]


@contextmanager
def _opened(content: bytes) -> Iterator[_Pages]:
    document = pdfium.PdfDocument(content)
    try:
        yield _Pages(document)
    finally:
        document.close()


def _in_block(pages: _Pages, block: Block, start: int, end: int) -> list[Location]:
    if start >= end:
        return []
    placed = [glyph for place in block.locations for glyph in _standing_in(pages, place)]
    if "".join(glyph.text for glyph, _, _ in placed) != _solid(block.text):
        return list(block.locations)
    first = len(_solid(block.text[:start]))
    chosen = placed[first : first + len(_solid(block.text[start:end]))]
    rows: dict[tuple[int, int], list[_Placed]] = {}
    for one in chosen:
        rows.setdefault((id(one[1]), one[2]), []).append(one)
    return [_around(row) for row in rows.values()]


def _standing_in(pages: _Pages, place: Location) -> list[_Placed]:
    """The visible characters within a block's box, from top to bottom."""
    if place.page is None or place.bbox is None:
        return []
    lines = [[glyph for glyph in line if clean(glyph.text) and _holds(place.bbox, glyph)] for line in pages.lines(place.page)]
    lines = sorted((line for line in lines if line), key=lambda line: round(max(glyph.bottom for glyph in line)))
    return [(glyph, place, index) for index, line in enumerate(lines) for glyph in line]


def _holds(box: Box, glyph: Glyph) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] - _EDGE <= x <= box[2] + _EDGE and box[1] - _EDGE <= y <= box[3] + _EDGE


def _around(row: list[_Placed]) -> Location:
    glyphs, place = [glyph for glyph, _, _ in row], row[0][1]
    box = (
        min(glyph.left for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )
    return Location(page=place.page, bbox=rounded(box), block=place.block, cell=place.cell, span=place.span)


def _solid(text: str) -> str:
    return "".join(text.split())
