"""Pages set in two columns: the left one is read to its end before the right one begins."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from .lines import Glyph, Line, line_of

_LEAST = 5
"""Lines of a column."""
_GUTTER = 1.0
"""Ems between the columns."""
_NARROWEST = 9.0
"""Ems of a column: what is narrower is a table's or a list's."""
_FULL = 2.2
"""Ems that a line which fills its column may leave free."""
_SHARE = 0.55
"""Share of a column's lines that fill it: the cells of a table do not."""
_MIDDLE = (0.35, 0.65)
"""Shares of the page's width between which the right column begins."""

GlyphsOf = Callable[[Line], Sequence[Glyph]]


def in_columns(lines: list[Line], width: float, glyphs_of: GlyphsOf, before: Sequence[Line] = ()) -> list[Line]:
    """The lines of a page column by column, each with its column told; as they were on a page that has no two.

    `before` are the lines of the page before: under its columns a few lines are enough, as the last page has them.
    """
    known = min((line.left for line in before if line.column == 2), default=None)
    beyond = _MIDDLE[0] * width
    if sum(1 for line in lines if line.left > beyond or line.gaps) < (_LEAST if known is None else 1):
        return lines
    pieces = [piece for line in lines for piece in _parted(line, glyphs_of)]
    start = _right_start(pieces, width) or known
    if start is None:
        return lines
    left = [piece for piece in pieces if piece.right <= start - _GUTTER * piece.size * 0.8]
    right = [piece for piece in pieces if piece.left >= start - 2]
    goes_on = known is not None and abs(start - known) < 2 and _stand_side_by_side(left, right) > 0
    if goes_on or (_is_column(left) and _is_column(right) and _stand_side_by_side(left, right) >= _LEAST - 1):
        return _by_column(pieces, {id(piece) for piece in left}, {id(piece) for piece in right})
    return lines


def _parted(line: Line, glyphs_of: GlyphsOf) -> list[Line]:
    """A line that the file draws through both columns, as one for each; any other as it is."""
    if not line.gaps:
        return [line]
    glyphs = sorted((glyph for glyph in glyphs_of(line) if glyph.text.strip()), key=lambda glyph: glyph.left)
    cuts = [index + 1 for index, (one, other) in enumerate(pairwise(glyphs)) if other.left - one.right >= _GUTTER * line.size]
    if len(cuts) != 1:
        return [line]
    return [line_of(line.page, part, line.size, line.start, line.end) for part in (glyphs[: cuts[0]], glyphs[cuts[0] :])]


def _right_start(pieces: Sequence[Line], width: float) -> float | None:
    """Where the right column begins: the left edge that most lines beyond the middle keep, indents being further right."""
    low, high = (share * width for share in _MIDDLE)
    lefts = Counter(round(piece.left) for piece in pieces if low < piece.left < high)
    start, count = lefts.most_common(1)[0] if lefts else (0, 0)
    return float(start) if count >= _LEAST - 2 else None


def _is_column(lines: Sequence[Line]) -> bool:
    if len(lines) < _LEAST:
        return False
    size = sorted(line.size for line in lines)[len(lines) // 2]
    edge = sorted(line.right for line in lines)[int(len(lines) * 0.9)]
    if edge - min(line.left for line in lines) < _NARROWEST * size:
        return False
    return sum(1 for line in lines if edge - line.right < _FULL * size) >= _SHARE * len(lines)


def _stand_side_by_side(left: Sequence[Line], right: Sequence[Line]) -> int:
    """Lines of the left column that have a neighbour in the right one."""
    return sum(1 for one in left if any(other.top < one.bottom and one.top < other.bottom for other in right))


def _by_column(pieces: Sequence[Line], left: set[int], right: set[int]) -> list[Line]:
    """Lines that run over both columns part the page in bands, in each of which the left column comes first."""
    ordered: list[Line] = []
    band: list[Line] = []
    for piece in sorted(pieces, key=lambda piece: (round(piece.top), piece.left)):
        if id(piece) in left or id(piece) in right:
            band.append(replace(piece, column=1 + (id(piece) in right)))
        else:
            ordered += [*sorted(band, key=lambda line: line.column), piece]
            band = []
    return [*ordered, *sorted(band, key=lambda line: line.column)]
