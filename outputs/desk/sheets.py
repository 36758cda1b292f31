"""A document as HTML, from its blocks: headings, paragraphs, turns of speech and tables as laid out, with the marks on its words.

The text of each element that bears `data-start` is the block's own, to the letter: pages count offsets in it. A long document is cut into
pieces, so that the one that is read first is there at once.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise

from schema import Block, BlockRole, BlockUse, Document, DocumentKind, Span

from .grids import Grid, cut
from .marks import Mark, Tone

CHUNK = 40
"""Blocks in one section: a browser lays out the sections in sight and leaves the others for later."""
PIECE = 400
"""Blocks in one piece, or a little more."""
_TURN = re.compile(r"[^：:。，；、\s“”]{2,18}[：:]")
"""How a turn of speech begins: 「秦守田：」."""
_SPOKEN = frozenset({DocumentKind.MINUTES, DocumentKind.CRITICISM, DocumentKind.APPRAISAL})
_TAGS = {BlockRole.TITLE: "h2", BlockRole.HEADING: "h3"}
_TOLD = frozenset({BlockUse.LETTERHEAD, BlockUse.SIGNATURE})

Section = tuple[Block, ...] | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of the document: its sections, and what of the text stands in them."""

    sections: tuple[Section, ...]
    span: Span


def pieces(document: Document) -> tuple[Piece, ...]:
    """The document in pieces; one that holds nothing where it has no words."""
    found: list[Piece] = []
    held: list[Section] = []
    count = 0
    for section in _sections(document):
        held.append(section)
        count += len(_blocks(section))
        if count >= PIECE:
            found.append(_piece(document, held))
            held, count = [], 0
    return (*found, _piece(document, held)) if held or not found else tuple(found)


def sheet(document: Document, piece: Piece, uses: Sequence[BlockUse], marks: Sequence[Mark]) -> str:
    """A piece of the document. `uses` tells what became of each block, or nothing."""
    return "".join(_Sheet(document, uses, marks).parts(piece))


class _Sheet:
    def __init__(self, document: Document, uses: Sequence[BlockUse], marks: Sequence[Mark]) -> None:
        self._document = document
        self._uses = uses
        self._marks = _by_block(document, marks)
        self._spoken = document.kind in _SPOKEN

    def parts(self, piece: Piece) -> Iterator[str]:
        page: int | None = None
        for section in piece.sections:
            yield '<section class="chunk">'
            if isinstance(section, Grid):
                yield from self._grid(section)
            else:
                for block in section:
                    here = next((place.page for place in block.locations if place.page is not None), page)
                    if here != page:
                        page = here
                        yield f'<div class="page-break" role="separator" aria-label="第 {page} 页" data-page="{page}"></div>'
                    yield self._block(block)
            yield "</section>"

    def _grid(self, grid: Grid) -> Iterator[str]:
        yield '<table class="grid">'
        yield "".join(f'<col width="{width}%">' for width in grid.widths)
        for row in grid.rows:
            yield "<tr>"
            for cell in row:
                tag = "th" if cell.blocks and self._use(cell.blocks[0]) is BlockUse.COLUMN_HEAD else "td"
                inside = "".join(self._paragraph(block, "p", "cell") for block in cell.blocks)
                yield f"<{tag}{_covers('row', cell.rows)}{_covers('col', cell.columns)}>{inside}</{tag}>"
            yield "</tr>"
        yield "</table>"

    def _block(self, block: Block) -> str:
        role = block.role
        if role is BlockRole.PARAGRAPH and self._spoken and _TURN.match(block.text):
            return self._paragraph(block, "p", "turn")
        level = f" level-{min(block.level, 4)}" if role is BlockRole.HEADING else ""
        return self._paragraph(block, _TAGS.get(role, "p"), str(role) + level)

    def _paragraph(self, block: Block, tag: str, kind: str) -> str:
        use, start = self._use(block), self._document.starts[block.index]
        kinds = f"{kind} {use}" if use in _TOLD else kind
        words = self._words(block, start, kind == "turn")
        return f'<{tag} class="{kinds}" data-start="{start}">{words}</{tag}>'

    def _words(self, block: Block, start: int, turn: bool) -> str:
        """The text, cut where a mark begins or ends."""
        text, here = block.text, self._marks.get(block.index, ())
        if not here and not turn:
            return escape(text)
        label = _TURN.match(text) if turn else None
        said = label.end() if label else 0
        cuts = {0, said, len(text)}
        for mark in here:
            cuts |= {max(mark.span.start - start, 0), min(mark.span.end - start, len(text))}
        edges = sorted(cuts)
        parts = []
        for left, right in pairwise(edges):
            words = escape(text[left:right])
            over = [mark for mark in here if mark.span.start - start <= left and right <= mark.span.end - start]
            words = _marked(words, over) if over else words
            parts.append(f"<b>{words}</b>" if right <= said else words)
        return "".join(parts)

    def _use(self, block: Block) -> BlockUse | None:
        return self._uses[block.index] if self._uses else None


def _sections(document: Document) -> Iterator[Section]:
    for table, members in groupby(document.blocks, key=lambda block: block.table):
        blocks = tuple(members)
        if table is not None and all(block.locations and block.locations[0].cell is not None for block in blocks):
            yield from cut(blocks)
        else:
            yield from (blocks[start : start + CHUNK] for start in range(0, len(blocks), CHUNK))


def _blocks(section: Section) -> Sequence[Block]:
    return [block for row in section.rows for cell in row for block in cell.blocks] if isinstance(section, Grid) else section


def _piece(document: Document, sections: Sequence[Section]) -> Piece:
    held = [block.index for section in sections for block in _blocks(section)]
    if not held:
        return Piece(sections=(), span=Span(start=0, end=1))
    last = document.blocks[max(held)]
    start, end = document.starts[min(held)], document.starts[last.index] + len(last.text)
    return Piece(sections=tuple(sections), span=Span(start=start, end=max(end, start + 1)))


def _by_block(document: Document, marks: Sequence[Mark]) -> Mapping[int, Sequence[Mark]]:
    found: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.span.end <= len(document.text):
            for block in document.blocks_in(mark.span):
                found[block.index].append(mark)
    return found


def _marked(words: str, over: Sequence[Mark]) -> str:
    ids: dict[Tone, str] = {}
    state = ""
    for mark in over:
        ids[mark.tone] = f"{ids[mark.tone]} {mark.finding_id}" if mark.tone in ids else mark.finding_id
        if mark.tone is Tone.FINDING and not state:
            state = f' data-state="{mark.state}"'
    told = "".join(f' data-{tone}="{names}"' for tone, names in ids.items())
    return f"<span{told}{state}>{words}</span>"


def _covers(name: str, count: int) -> str:
    return f' {name}span="{count}"' if count > 1 else ""
