"""Lines of type on a pdf page, and the characters that they are made of."""

from dataclasses import dataclass
from itertools import pairwise

from .characters import is_cjk

BLANKS = " \t\r\u3000\xa0\x00\ufeff"
"""What may stand at the ends of a line."""
WIDE_GAP = 0.9
"""Ems between two words from which a blank that the library made up stands for a real one (a tab stop), not for autospacing."""
_CHINESE_GAP = 0.22
"""The same between two Chinese characters, which nothing spaces by itself."""
_WORD_GAP = 0.2
"""The same between letters of other scripts."""
_OPEN_ROWS = 8
"""Lines of type, drawn last, that a glyph may still belong to."""


@dataclass(slots=True)
class Glyph:
    """A character where it is drawn."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True, kw_only=True)
class Line:
    """A line of text."""

    page: int
    """From 1."""
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    """Of its first letter, in points."""
    start: int
    """Index of its first character in the page's text, as the library counts: in UTF-16 units."""
    end: int
    gaps: bool = False
    """Whether there are gaps in it as wide as those between cells."""
    glyphs: list[Glyph] | None = None
    """Its characters one by one, where those from `start` to `end` are not all of it, or not its alone."""
    column: int = 0
    """On a page of two columns the one it stands in, from 1; 0 for a line that runs over both, and on other pages."""


def rows_of(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs by the line of type they stand in, from top to bottom, each line from left to right."""
    rows: list[tuple[float, list[Glyph]]] = []
    for glyph in glyphs:
        middle = (glyph.top + glyph.bottom) / 2
        reach = max(0.5 * (glyph.bottom - glyph.top), 1.0)
        row = next((row for at, row in reversed(rows[-_OPEN_ROWS:]) if abs(at - middle) < reach), None)
        if row is None:
            rows.append((middle, [glyph]))
        else:
            row.append(glyph)
    return [sorted(row, key=lambda glyph: glyph.left) for _, row in sorted(rows, key=lambda row: row[0])]


def line_of(page: int, glyphs: list[Glyph], size: float, start: int, end: int) -> Line:
    """A line of glyphs that stand from left to right."""
    return Line(
        page=page,
        text=spaced(glyphs, size) or "\ufffd",
        left=glyphs[0].left,
        top=min(glyph.top for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        bottom=max(glyph.bottom for glyph in glyphs),
        size=size,
        start=start,
        end=end,
        gaps=True,
        glyphs=glyphs,
    )


def on_one_row(last: Line, line: Line) -> bool:
    """Whether two lines, drawn one after the other, are parts of one."""
    between = abs((last.top + last.bottom) - (line.top + line.bottom)) / 2
    if between < 0.3 * line.size:
        return True
    # A sign of another font may hang low, but clings to its word.
    return (
        len(line.text) <= 2 and not line.text.isalnum() and between < line.size and abs(line.left - last.right) < 0.3 * line.size
    )


def beside(last: Line, line: Line, glyphs: list[Glyph] | None) -> Line:
    """Two parts of a line as one; `glyphs` are those of both, where they are known."""
    apart = " " if line.left - last.right > WIDE_GAP * line.size else ""
    return Line(
        page=last.page,
        text=last.text + apart + line.text,
        left=last.left,
        top=min(last.top, line.top),
        right=max(last.right, line.right),
        bottom=max(last.bottom, line.bottom),
        size=last.size,
        start=last.start,
        end=line.end,
        gaps=True,
        glyphs=glyphs,
    )


def spaced(glyphs: list[Glyph], size: float) -> str:
    """Glyphs of one line as words: a blank stands where a gap is too wide for letters of the same word."""
    glyphs = [glyph for glyph in glyphs if glyph.text != " "]
    if not glyphs:
        return ""
    gaps = [(lower.left - upper.right) / max(size, 1.0) for upper, lower in pairwise(glyphs)]
    wide = [gap > _least_gap(upper, lower) for gap, (upper, lower) in zip(gaps, pairwise(glyphs), strict=True)]
    # Letters set wide apart, as letterheads are, or lines stretched to the margin: no gap parts words.
    spread = len(wide) > 1 and sum(wide) > 0.5 * len(wide) and max(gaps) < 2 * sum(gaps) / len(gaps)
    parts = ["", *("" if spread or not blank else " " for blank in wide)]
    return "".join(part + glyph.text for part, glyph in zip(parts, glyphs, strict=True)).strip(BLANKS)


def _least_gap(upper: Glyph, lower: Glyph) -> float:
    """Ems from which a gap between two characters parts words."""
    one, other = is_cjk(upper.text), is_cjk(lower.text)
    if one and other:
        return _CHINESE_GAP
    return WIDE_GAP if one or other else _WORD_GAP


def in_reading_order(lines: list[Line]) -> list[Line]:
    """The lines as drawn, or from top to bottom when the file draws them in no order that a reader would follow."""
    steps = list(pairwise(lines))
    back = sum(1 for upper, lower in steps if lower.bottom < upper.top)
    if len(steps) < 4 or back <= 0.25 * len(steps):
        return lines
    return sorted(lines, key=lambda line: (round(line.top), line.left))


def ems(line: str) -> float:
    """Ems that the letters of a line take: one for a Chinese character, half for another, none for a blank."""
    letters = line.replace(" ", "")
    wide = (len(letters.encode("utf-8", "replace")) - len(letters)) / 2
    return wide + (len(letters) - wide) / 2
