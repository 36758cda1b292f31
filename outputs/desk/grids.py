"""Tables as laid out, from where their cells stand: rows of cells that may cover several rows and columns."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schema import Block

LONGEST = 60
"""Rows in one piece of a table: browsers lay out long tables slowly, and pieces out of sight not at all."""
_FEWEST, _MOST = 5, 60
"""Characters that a column's width is reckoned from, at the least and at the most."""
_EVENED = 0.55
"""Power by which they are evened out: ten characters need more than a sixth of the room of sixty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell with the paragraphs in it, none where it is empty."""

    blocks: tuple[Block, ...] = ()
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table, or a piece of a long one."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    """Of its columns, in percent."""


@dataclass(frozen=True, slots=True)
class _Area:
    """A filled cell: its top left, what it covers, and what is in it."""

    row: int
    column: int
    rows: int
    columns: int
    blocks: tuple[Block, ...]


def cut(blocks: Sequence[Block]) -> Iterator[Grid]:
    """The table that the blocks are the cells of, in pieces none of which cuts a merged cell. Rows and columns without words are left out."""
    areas = _areas(blocks)
    columns = sorted({area.column for area in areas})
    rows = sorted({area.row for area in areas})
    widths = _widths(areas, columns)
    for piece in _pieces(areas, rows):
        yield Grid(rows=tuple(_rows(areas, piece, columns)), widths=widths)


def _areas(blocks: Sequence[Block]) -> list[_Area]:
    held: defaultdict[tuple[int, int], list[Block]] = defaultdict(list)
    for block in blocks:
        cell = block.locations[0].cell
        assert cell is not None, "a block of a table stands in a cell"
        held[cell].append(block)
    areas = []
    for (row, column), inside in sorted(held.items()):
        rows, columns = inside[0].locations[0].span or (1, 1)
        areas.append(_Area(row, column, rows, columns, tuple(inside)))
    return areas


def _pieces(areas: Sequence[_Area], rows: Sequence[int]) -> Iterator[Sequence[int]]:
    """The rows in pieces. A piece goes on while a merged cell reaches into the next row."""
    reach = {row: row for row in rows}
    for area in areas:
        reach[area.row] = max(reach[area.row], area.row + area.rows - 1)
    piece: list[int] = []
    furthest = -1
    for row in rows:
        if len(piece) >= LONGEST and row > furthest:
            yield piece
            piece = []
        piece.append(row)
        furthest = max(furthest, reach[row])
    if piece:
        yield piece


def _rows(areas: Sequence[_Area], rows: Sequence[int], columns: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
    at = {(area.row, area.column): area for area in areas if rows[0] <= area.row <= rows[-1]}
    taken: set[tuple[int, int]] = set()
    for row in rows:
        cells = []
        for column in columns:
            if (row, column) in taken:
                continue
            area = at.get((row, column))
            if area is None:
                cells.append(Cell())
                continue
            down = [one for one in rows if row <= one < row + area.rows]
            across = [one for one in columns if column <= one < column + area.columns]
            # Who wrote over a merged cell meant it: only what is free is covered.
            while any((r, c) != (row, column) and ((r, c) in at or (r, c) in taken) for r in down for c in across):
                (down if len(down) > 1 else across).pop()
            taken |= {(below, beside) for below in down for beside in across}
            cells.append(Cell(blocks=area.blocks, rows=len(down), columns=len(across)))
        yield tuple(cells)


def _widths(areas: Sequence[_Area], columns: Sequence[int]) -> tuple[int, ...]:
    """By the longest text of each column, within bounds, so that a number does not get the room of a sentence."""
    longest = dict.fromkeys(columns, _FEWEST)
    for area in areas:
        if area.columns == 1:
            length = max(len(block.text) for block in area.blocks)
            longest[area.column] = min(max(longest[area.column], length), _MOST)
    shares = {column: longest[column] ** _EVENED for column in columns}
    return tuple(max(1, round(100 * shares[column] / sum(shares.values()))) for column in columns)
