"""Words of a scanned page: boxes cut at the rulings of tables, and read strip by strip."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .grids import Grid
from .scanengine import STRIP, Engine, Pixels
from .scanimage import Mask, Quads, box_of, cut
from .scantext import as_written

_PADDING = 0.18
"""Of a box's height, set above and below it: the recogniser scales strips to one height, and reads lower letters faster."""
_MARGIN = 8
"""Pixels of paper set at the ends of a strip: without them a full stop at the end is lost."""
_WIDTHS = 64
"""Pixels by which strips differ in width: the runtime keeps something for each width that it has met."""
STACKED = 1.8
"""Height by width from which a box is a column of characters one upon the other."""
_INKED = 3
"""Pixels of ink in a column of a strip that are no noise."""
_INSET = 6
"""Pixels that a cell's rulings may blur into it."""
_LOWEST = 4.0
"""Points that a figure is high at the least."""

PixelBox = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """What was read in a box; pixels."""

    text: str
    score: float
    box: PixelBox


def words_of(grey: Pixels, ink: Mask, quads: Quads, grids: Sequence[Grid], scale: float, engine: Engine) -> list[Words]:
    """All that can be read on a page."""
    boxes = [_trimmed(ink, part) for quad in quads for part in _by_cell(_on_page(box_of(quad), grey), grids, scale)]
    boxes = [box for box in boxes if box[2] - box[0] > 3 and box[3] - box[1] > 3]
    boxes += [box for grid in grids for box in _missed(ink, boxes, grid, scale)]
    parts = [(index, part) for index, box in enumerate(boxes) for part in _unstacked(ink, box)]
    found = engine.read([_strip(grey, part) for _, part in parts])
    texts: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for (index, _), read in zip(parts, found, strict=True):
        texts[index].append(read)
    return [
        Words(text, sum(score for _, score in read) / len(read), boxes[index])
        for index, read in texts.items()
        if (text := as_written("".join(text for text, _ in read)))
    ]


def _on_page(box: PixelBox, grey: Pixels) -> PixelBox:
    high, wide = grey.shape
    left, top, right, bottom = box
    return max(0, left), max(0, top), min(wide, right), min(high, bottom)


def _by_cell(box: PixelBox, grids: Sequence[Grid], scale: float) -> Iterator[PixelBox]:
    """A box cut where rulings part its cells: what stands side by side in a table, or figures one below the other, are found as one."""
    left, top, right, bottom = box
    across, down = (left + right) / 2 * scale, (top + bottom) / 2 * scale
    grid = next((grid for grid in grids if grid.holds(across, down)), None)
    if grid is None:
        yield box
    elif bottom - top > right - left:
        parting = (edge for edge in grid.rows if grid.cell_at(across, edge - 2) != grid.cell_at(across, edge + 2))
        yield from ((left, start, right, end) for start, end in _pieces(top, bottom, parting, right - left, scale))
    else:
        parting = (edge for edge in grid.columns if grid.cell_at(edge - 2, down) != grid.cell_at(edge + 2, down))
        yield from ((start, top, end, bottom) for start, end in _pieces(left, right, parting, bottom - top, scale))


def _pieces(start: int, end: int, edges: Iterable[float], thickness: int, scale: float) -> Iterator[tuple[int, int]]:
    """A stretch cut at edges, but for slivers."""
    least = 0.25 * thickness
    for edge in edges:
        at = round(edge / scale)
        if start + least < at < end - least:
            yield start, at - 1
            start = at + 1
    yield start, end


def _missed(ink: Mask, boxes: Sequence[PixelBox], grid: Grid, scale: float) -> Iterator[PixelBox]:
    """What stands in cells in which no line was found: a figure, a tick."""
    import cv2

    middles = [((left + right) / 2 * scale, (top + bottom) / 2 * scale) for left, top, right, bottom in boxes]
    found = {grid.cell_at(x, y) for x, y in middles if grid.holds(x, y)}
    for index, cell in enumerate(grid.cells):
        if index in found:
            continue
        left, top, right, bottom = (round(side / scale) for side in cell.box)
        inside = cut(ink, (left + _INSET, top + _INSET, right - _INSET, bottom - _INSET))
        if not inside.any():
            continue
        _, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(inside))
        shapes = stats[1:][stats[1:, cv2.CC_STAT_HEIGHT] * scale >= _LOWEST]
        if len(shapes):
            x, y = left + _INSET, top + _INSET
            ends = (shapes[:, :2] + shapes[:, 2:4]).max(axis=0)
            yield x + int(shapes[:, 0].min()), y + int(shapes[:, 1].min()) - _INSET, x + int(ends[0]), y + int(ends[1]) + _INSET


def _trimmed(ink: Mask, box: PixelBox) -> PixelBox:
    """The box without the paper at its sides."""
    left, top, _, bottom = box
    inked = np.flatnonzero(np.count_nonzero(cut(ink, box), axis=0) >= _INKED)
    return (left + int(inked[0]), top, left + int(inked[-1]) + 1, bottom) if inked.size else (left, top, left, bottom)


def _unstacked(ink: Mask, box: PixelBox) -> list[PixelBox]:
    """The characters of a box that holds them one upon the other; the box itself for any other."""
    left, top, right, bottom = box
    if bottom - top < STACKED * (right - left):
        return [box]
    inked = np.count_nonzero(cut(ink, box), axis=1) >= 2
    bounds = np.flatnonzero(np.diff(np.concatenate([[False], inked, [False]]).astype(np.int8)))
    runs = [[top + int(start), top + int(end)] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    parts: list[list[int]] = []
    for run in runs:
        # Parts of one character lie closer than characters do, and together are no higher than it is wide.
        if parts and run[1] - parts[-1][0] <= 1.15 * (right - left):
            parts[-1][1] = run[1]
        else:
            parts.append(run)
    return [(left - 2, start - 2, right + 2, end + 2) for start, end in parts if end - start > 3] or [box]


def _strip(grey: Pixels, box: PixelBox) -> Pixels:
    """A line as the recogniser reads it best: paper around it, nothing of its neighbours, one of few widths."""
    import cv2

    left, top, right, bottom = box
    strip = cut(grey, (left - 3, top, right + 3, bottom))
    paper = int(np.percentile(strip, 90))
    high = round(STRIP / (1 + 2 * _PADDING))
    wide = max(1, round(strip.shape[1] * high / strip.shape[0]))
    strip = cv2.resize(strip, (wide, high), interpolation=cv2.INTER_AREA if high < strip.shape[0] else cv2.INTER_CUBIC)
    above = (STRIP - high) // 2
    spare = -(wide + 2 * _MARGIN) % _WIDTHS
    borders = (above, STRIP - high - above, _MARGIN, _MARGIN + spare)
    return np.asarray(cv2.copyMakeBorder(strip, *borders, cv2.BORDER_CONSTANT, value=paper), np.uint8)
