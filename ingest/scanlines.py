"""Lines of a scanned page: words joined where they stand side by side, with the size of their type."""

import re
from collections.abc import Sequence
from statistics import median

from .grids import Grid
from .lines import Glyph, Line, beside, ems, on_one_row
from .scansizes import tells_size
from .scanwords import STACKED, Words

_TYPE = 0.58
"""Size of the type by the height of its box, where the page does not tell."""
_BETWEEN = 0.2
"""Ems that type-setters put between Chinese and figures."""
_SEAM = re.compile(r"[\u4e00-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z%](?=[\u4e00-\u9fff])")
_OPENING = "（〔《【“‘［「"
_CLOSING = "。，、；：！？）〕》】”’］」"
_BARE = 0.5
"""Ems that opening signs leave bare at their left, closing ones at their right."""
_NOISE = 0.5
"""Sureness below which what was read is none: rims of seals, specks, handwriting."""
_SURE = 0.8
"""The same for signs without a word."""
_WORD = re.compile(r"\w")


def lines_of(words: Sequence[Words], number: int, scale: float, grids: Sequence[Grid]) -> list[Line]:
    """The words as lines from top to bottom; those of tables apart, cell by cell."""
    kept = [part for part in words if part.score >= (_NOISE if _WORD.search(part.text) else _SURE)]
    told = [_size(part) / (part.box[3] - part.box[1]) for part in kept if tells_size(part.text)]
    ratio = median(told) if told else _TYPE
    lines = [_line(part, number, scale, ratio) for part in kept]
    inside = [any(grid.holds((line.left + line.right) / 2, (line.top + line.bottom) / 2) for grid in grids) for line in lines]
    rows: list[list[tuple[Line, bool]]] = []
    for line, ruled in sorted(zip(lines, inside, strict=True), key=lambda pair: pair[0].top + pair[0].bottom):
        if rows and on_one_row(rows[-1][0][0], line):
            rows[-1].append((line, ruled))
        else:
            rows.append([(line, ruled)])
    ordered: list[Line] = []
    for row in rows:
        for position, (line, ruled) in enumerate(sorted(row, key=lambda pair: pair[0].left)):
            if position and not ruled:
                ordered[-1] = beside(ordered[-1], line, [*(ordered[-1].glyphs or ()), *(line.glyphs or ())])
            else:
                ordered.append(line)
    return ordered


def _size(part: Words) -> float:
    """The size of its type in pixels: its width by the ems of its characters and of what is set between Chinese and figures."""
    bare = _BARE * ((part.text[0] in _OPENING) + (part.text[-1] in _CLOSING))
    return (part.box[2] - part.box[0]) / (ems(part.text) - bare + _BETWEEN * len(_SEAM.findall(part.text)))


def _line(part: Words, number: int, scale: float, ratio: float) -> Line:
    left, top, right, bottom = map(float, part.box)
    size = _size(part) if tells_size(part.text) and right - left > bottom - top else ratio * (bottom - top)
    if bottom - top > STACKED * (right - left):
        size, height = right - left, bottom - top
    else:
        height = 1.2 * size
    middle = (top + bottom) / 2
    if part.text[0] in _OPENING:
        left -= _BARE * size
    line = Line(
        page=number,
        text=part.text,
        left=left * scale,
        top=(middle - height / 2) * scale,
        right=right * scale,
        bottom=(middle + height / 2) * scale,
        size=size * scale,
        start=0,
        end=len(part.text),
    )
    line.glyphs = _spread(line)
    return line


def _spread(line: Line) -> list[Glyph]:
    """Its characters, each where its share of the line says: the recogniser tells no more."""
    whole, at, glyphs = max(ems(line.text), 0.5), line.left, []
    for character in line.text:
        width = (line.right - line.left) * ems(character) / whole
        glyphs.append(Glyph(character, at, line.top, at + width, line.bottom))
        at += width
    return glyphs
