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
    parted = [(line, _parted(line, glyphs_of)) for line in lines]
    start = _right_start([piece for _, parts in parted for piece in parts], width) or known
    if start is None:
        return lines
    pieces = [(piece, line) for line, parts in parted for piece in (parts if _fit(parts, start) else [line])]
    found = [_set(band, start, known is not None and abs(start - known) < 2) for band in _bands(pieces, start)]
    if all(columns is None for columns, _ in found):
        return lines
    return [line for columns, whole in found for line in (whole if columns is None else columns)]


def _parted(line: Line, glyphs_of: GlyphsOf) -> list[Line]:
    """A line that the file draws through both columns, as one for each; any other as it is."""
    if not line.gaps:
        return [line]
    glyphs = sorted((glyph for glyph in glyphs_of(line) if glyph.text.strip()), key=lambda glyph: glyph.left)
    cuts = [index + 1 for index, (one, other) in enumerate(pairwise(glyphs)) if other.left - one.right >= _GUTTER * line.size]
    if len(cuts) != 1:
        return [line]
    parts = (glyphs[: cuts[0]], glyphs[cuts[0] :])
    return [
        replace(line_of(line.page, part, line.size, line.start, line.end), top=line.top, bottom=line.bottom) for part in parts
    ]


def _fit(parts: Sequence[Line], start: float) -> bool:
    """Whether a line was parted where the columns are."""
    return len(parts) == 1 or (_is_left(parts[0], start) and parts[1].left >= start - 2)


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


_Piece = tuple[Line, Line]
"""A line, or its part in one column, and the line that it is a part of."""


def _bands(pieces: Sequence[_Piece], start: float) -> list[list[_Piece]]:
    """The page from top to bottom: lines that run over both columns stand alone, what is between them together."""
    bands: list[list[_Piece]] = [[]]
    for piece, line in sorted(pieces, key=lambda pair: (round(pair[0].top), pair[0].left)):
        if _is_left(piece, start) or piece.left >= start - 2:
            bands[-1].append((piece, line))
        else:
            bands += [[(piece, line)], []]
    return [band for band in bands if band]


def _set(band: Sequence[_Piece], start: float, goes_on: bool) -> tuple[list[Line] | None, list[Line]]:
    """The lines of a band column by column, None where it has no two, and as they were."""
    left = [piece for piece, _ in band if _is_left(piece, start)]
    right = [piece for piece, _ in band if piece.left >= start - 2]
    pairs = sum(1 for one in left if any(other.top < one.bottom and one.top < other.bottom for other in right))
    whole = list({id(line): line for _, line in band}.values())
    if (goes_on and pairs) or (pairs >= _LEAST - 1 and _is_column(left) and _is_column(right)):
        return [replace(piece, column=1 + index) for index, column in enumerate((left, right)) for piece in column], whole
    return None, whole


def _is_left(piece: Line, start: float) -> bool:
    return piece.right <= start - 0.8 * _GUTTER * piece.size
