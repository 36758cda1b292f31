"""Tables without rulings: a row of heads, and rows below it that keep to the heads' columns."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .grids import Grid, GridCell
from .lines import Glyph, Line

_GAP = 1.0
"""Ems between the cells of a row."""
_RIVER = 0.4
"""Ems of white that part two columns from top to bottom."""
_COLUMNS, _ROWS = 3, 3
"""Fewer columns or rows, heads included, are a list, or two lines of signatures."""
_FILLED = 0.6
"""Share of cells that hold words."""
_APART = 1.35
"""Leadings between two lines from which the lower one opens a row."""
_FAR = 4.0
"""Leadings between two lines from which the lower one belongs to something else."""
_LONGEST_HEAD = 14
# Words that ledgers and statistics put at the head of a column: names in a grid, as those present, have none.
_HEAD = re.compile(
    r"^(?:序号|编号|姓名|单位|部门|科室|职务|职级|性别|日期|时间|地点|项目|类别|类型|名称|内容|事项|数量|人数|次数|件数|金额|比例|得分|票数|备注|合计|"
    r"年份|年度|学历|电话|联系方式|来源|指标|分值)$|"
    r"(?:问题|措施|责任人|责任单位|责任领导|责任部门|责任科室|时限|情况|进展|进度|成效|状态|结果|表现|原因|意见|职务|时间|单位|名称|人数|数量|次数|率)$"
)

GlyphsOf = Callable[[Line], Sequence[Glyph]]


@dataclass(slots=True)
class _Piece:
    """Words with a gap on either side."""

    left: float
    right: float
    text: str


@dataclass(slots=True)
class _Row:
    """Lines of type that stand side by side."""

    top: float
    bottom: float
    size: float
    pieces: list[_Piece]


def unruled_grids(lines: Sequence[Line], glyphs_of: GlyphsOf) -> list[Grid]:
    """The tables without rulings among the lines of a page, from top to bottom."""
    rows = _rows(lines, glyphs_of)
    grids: list[Grid] = []
    index = 0
    while index < len(rows):
        found = _table(rows[index:]) if _is_head(rows[index]) else None
        if found is None:
            index += 1
        else:
            grid, count = found
            grids.append(grid)
            index += count
    return grids


def _rows(lines: Sequence[Line], glyphs_of: GlyphsOf) -> list[_Row]:
    rows: list[_Row] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        pieces = _pieces(line, glyphs_of) if line.gaps else [_Piece(line.left, line.right, line.text)]
        middle = (line.top + line.bottom) / 2
        if rows and rows[-1].top < middle < rows[-1].bottom:
            rows[-1].pieces += pieces
        else:
            rows.append(_Row(line.top, line.bottom, max(line.size, 1.0), pieces))
    return rows


def _pieces(line: Line, glyphs_of: GlyphsOf) -> list[_Piece]:
    pieces: list[_Piece] = []
    for glyph in sorted((glyph for glyph in glyphs_of(line) if glyph.text.strip()), key=lambda glyph: glyph.left):
        if pieces and glyph.left - pieces[-1].right < _GAP * line.size:
            pieces[-1].right = max(pieces[-1].right, glyph.right)
            pieces[-1].text += glyph.text
        else:
            pieces.append(_Piece(glyph.left, glyph.right, glyph.text))
    return pieces


def _is_head(row: _Row) -> bool:
    words = [piece.text.replace(" ", "") for piece in row.pieces]
    if len(words) < _COLUMNS or any(len(word) > _LONGEST_HEAD or word.endswith(("：", ":", "。")) for word in words):
        return False
    return sum(1 for word in words if _HEAD.search(word)) * 2 >= len(words)


def _table(rows: Sequence[_Row]) -> tuple[Grid, int] | None:
    """The table that opens with the first row, and how many of the rows are its own."""
    columns = sorted([piece.left, piece.right] for piece in rows[0].pieces)
    taken = [rows[0]]
    steps: list[float] = []
    for row in rows[1:]:
        step = row.top - taken[-1].top
        wider = _with(columns, row)
        if wider is None or step > _FAR * 1.3 * row.size or (len(row.pieces) == 1 and _stands_alone(row, columns, step)):
            break
        columns = wider
        steps.append(step)
        taken.append(row)
    starts = _starts(taken, columns, steps)
    filled = sum(len(_held(taken[first:last], columns)) for first, last in pairwise([*starts, len(taken)]))
    if len(starts) < _ROWS or filled < _FILLED * len(starts) * len(columns):
        return None
    return _grid(taken, starts, columns), len(taken)


def _with(columns: list[list[float]], row: _Row) -> list[list[float]] | None:
    """The columns made wide enough for a row; None when its words run over two of them, or stand in none."""
    wider = [list(column) for column in columns]
    for piece in row.pieces:
        near = [column for column in wider if piece.left < column[1] and column[0] < piece.right]
        if not near:
            # Narrow words under a wide gap: they belong to the nearest head.
            near = [min(wider, key=lambda column: abs(column[0] + column[1] - piece.left - piece.right))]
        if len(near) > 1:
            return None
        near[0][0], near[0][1] = min(near[0][0], piece.left), max(near[0][1], piece.right)
    if any(lower[0] - upper[1] < _RIVER * row.size for upper, lower in pairwise(wider)):
        return None
    return wider


def _stands_alone(row: _Row, columns: list[list[float]], step: float) -> bool:
    """Whether words alone in their row are no part of the table: a line of text under it, further off than its rows."""
    return row.pieces[0].left < columns[0][1] and step > 2.2 * row.size


def _held(rows: Sequence[_Row], columns: list[list[float]]) -> set[int]:
    return {
        index
        for row in rows
        for piece in row.pieces
        for index, column in enumerate(columns)
        if column[0] <= piece.left and piece.right <= column[1]
    }


def _starts(rows: Sequence[_Row], columns: list[list[float]], steps: Sequence[float]) -> list[int]:
    """Indexes of the lines of type that open a row of the table.

    Where the rows are set apart, the white tells; else a row opens with words in its first column.
    """
    leading = min(steps, default=0.0)
    apart = [0, *(index + 1 for index, step in enumerate(steps) if step > _APART * leading)]
    firsts = [index for index, row in enumerate(rows) if 0 in _held([row], columns)]
    between = [sum(1 for index in firsts if first <= index < last) for first, last in pairwise([*apart, len(rows)])]
    return apart if len(apart) >= _ROWS and all(count >= 1 for count in between) else sorted({0, *firsts})


def _grid(rows: Sequence[_Row], starts: Sequence[int], columns: list[list[float]]) -> Grid:
    downs = [columns[0][0] - 1, *((one[1] + other[0]) / 2 for one, other in pairwise(columns)), columns[-1][1] + 1]
    acrosses = [rows[0].top - 1, *((rows[first - 1].bottom + rows[first].top) / 2 for first in starts[1:]), rows[-1].bottom + 1]
    wide, high = len(downs) - 1, len(acrosses) - 1
    cells = [
        GridCell(row=r, column=c, rows=1, columns=1, box=(downs[c], acrosses[r], downs[c + 1], acrosses[r + 1]))
        for r in range(high)
        for c in range(wide)
    ]
    owner = [[r * wide + c for c in range(wide)] for r in range(high)]
    return Grid(columns=downs, rows=acrosses, cells=cells, owner=owner, clear=True)
