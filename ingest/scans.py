"""Scanned pages and pictures of documents: read by the recogniser, laid out like any other page."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .grids import Grid, grids_of
from .lines import Line
from .options import ReadOptions
from .pages import Page, page_numbers
from .patience import ask_for
from .pdftables import Table, fill
from .recognised import FROM_PICTURES
from .scanengine import engine
from .scanimage import Picture, grey_of, ink_of, set_upright
from .scanlines import lines_of
from .scanrulings import erased, rulings_in
from .scansizes import settle
from .scantext import quoted
from .scanwords import Words, words_of

SURE = 0.9
"""Sureness of a page below which its text is not to be relied on."""
_WEAK = 0.8
"""Sureness of a line below which a person should look at it."""
_SHORT = 4
"""Characters of a line below which it is no matter for a warning: page numbers, strokes of a signature."""
_BLANK = 0.002
"""Share of ink below which there is nothing to read."""
_NAMED = 10
"""Pages that a warning names."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that the recogniser read."""

    page: Page
    confidence: float
    """Mean over its characters, from 0 to 1."""
    weak: int
    """Lines that a person should look at."""
    unread: bool
    """Whether there is something on it, but nothing that could be read."""


def scan(picture: Picture, number: int, options: ReadOptions) -> Scan:
    """Read a scanned page. Raises IngestError without the extra `ocr`."""
    ask_for(options.scan_seconds)
    reader = engine()
    upright = set_upright(grey_of(picture), reader)
    grey, scale = upright.grey, picture.scale
    ink = ink_of(grey)
    rulings, mask = rulings_in(ink, scale)
    grids = grids_of(rulings)
    if grids:
        grey = erased(grey, mask, [grid.box for grid in grids], scale)
        ink = ink_of(grey)
    words = words_of(grey, ink, upright.quads, grids, scale, reader)
    lines = lines_of(words, number, scale, grids)
    page = Page(
        number=number,
        width=grey.shape[1] * scale,
        height=grey.shape[0] * scale,
        lines=lines,
        tables=[(grid, _filled(grid, lines, number)) for grid in grids],
        doubtful=not all(grid.clear for grid in grids),
        turn=upright.turn.scaled(scale),
    )
    unread = not lines and float(np.count_nonzero(ink)) > _BLANK * ink.size
    return Scan(page, _confidence(words), sum(part.score < _WEAK and len(part.text) >= _SHORT for part in words), unread)


def _filled(grid: Grid, lines: Sequence[Line], number: int) -> Table:
    inside = [line for line in lines if grid.holds((line.left + line.right) / 2, (line.top + line.bottom) / 2)]
    table = fill(grid, lambda line: line.glyphs or [], inside, number)
    for cell in table.cells:
        # Marks may open on one line of a narrow cell and close on the next.
        cell.text = quoted(cell.text)
    return table


def _confidence(words: Sequence[Words]) -> float:
    characters = sum(len(part.text) for part in words)
    return sum(part.score * len(part.text) for part in words) / characters if characters else 1.0


def settled(scans: Sequence[Scan]) -> list[Page]:
    """The pages, with the sizes and margins of all of them made to agree."""
    settle([scan.page.free() for scan in scans])
    return [scan.page for scan in scans]


def doubts(scans: Sequence[Scan]) -> tuple[list[str], bool]:
    """What a person should know of the pages, as warnings, and whether text may be missing or wrong."""
    read = [scan for scan in scans if scan.page.lines]
    warnings = []
    if read:
        sure = sum(scan.confidence for scan in read) / len(read)
        warnings.append(
            f"第 {page_numbers([scan.page.number for scan in read])} 页是扫描页，{FROM_PICTURES}，平均可信度 {sure:.2f}"
        )
    low = [scan for scan in read if scan.confidence < SURE]
    if low:
        each = "、".join(f"第 {scan.page.number} 页 {scan.confidence:.2f}" for scan in low[:_NAMED])
        warnings.append(f"识别可信度低，请对照原件核对：{each}{' 等' if len(low) > _NAMED else ''}")
    if weak := [scan for scan in read if scan.weak and scan not in low]:
        each = "、".join(f"第 {scan.page.number} 页 {scan.weak} 行" for scan in weak[:_NAMED])
        warnings.append(f"个别行识别把握不大，请核对：{each}{' 等' if len(weak) > _NAMED else ''}")
    if unread := [scan.page.number for scan in scans if scan.unread]:
        warnings.append(f"第 {page_numbers(unread)} 页有图像但没有识别出文字")
    return warnings, bool(low or unread)
