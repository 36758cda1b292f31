"""A second opinion on pages whose rulings leave a table in doubt: pdfplumber finds cells where rulings cross."""

import io
from bisect import bisect_left

from .frames import Box
from .grids import Grid, GridCell, edges_of


def grids_by_crossings(content: bytes, page: int) -> list[Grid]:
    """The tables of a page, numbered from 1, by the crossings of their rulings: slow, but at ease with gaps in them."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content), pages=[page]) as document:
        tables = document.pages[0].find_tables()
        return [
            _grid([(left, top, right, bottom) for left, top, right, bottom in table.cells]) for table in tables if table.cells
        ]


def _grid(boxes: list[Box]) -> Grid:
    columns = edges_of([side for box in boxes for side in (box[0], box[2])])
    rows = edges_of([side for box in boxes for side in (box[1], box[3])])
    owner = [[-1] * (len(columns) - 1) for _ in range(len(rows) - 1)]
    cells: list[GridCell] = []
    # The smallest first: a cell that another one's rulings run into takes only what is left.
    for box in sorted(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1])):
        left, right = _nearest(columns, box[0]), _nearest(columns, box[2])
        top, bottom = _nearest(rows, box[1]), _nearest(rows, box[3])
        _take(cells, owner, top, left, max(bottom, top + 1), max(right, left + 1), box)
    for row, line in enumerate(owner):
        for column, cell in enumerate(line):
            if cell < 0:
                box = (columns[column], rows[row], columns[column + 1], rows[row + 1])
                _take(cells, owner, row, column, row + 1, column + 1, box)
    return Grid(columns=columns, rows=rows, cells=cells, owner=owner, clear=True)


def _take(cells: list[GridCell], owner: list[list[int]], top: int, left: int, bottom: int, right: int, box: Box) -> None:
    """Give a cell the places that are still free."""
    cells.append(GridCell(row=top, column=left, rows=bottom - top, columns=right - left, box=box))
    for row in range(top, min(bottom, len(owner))):
        for column in range(left, min(right, len(owner[0]))):
            if owner[row][column] < 0:
                owner[row][column] = len(cells) - 1


def _nearest(edges: list[float], place: float) -> int:
    index = bisect_left(edges, place)
    around = [other for other in (index - 1, index) if 0 <= other < len(edges)]
    return min(around, key=lambda other: abs(edges[other] - place))
