"""Ruled tables of a pdf page: rulings become a grid, the grid becomes cells with spans."""

from bisect import bisect_right
from dataclasses import dataclass

from .frames import Box
from .rulings import Ruling, Rulings

_TOUCH = 3.0
"""Points within which two rulings are taken to meet."""
_SAME = 2.5
"""Points within which rulings make one edge."""
_MOST_CELLS = 20_000


@dataclass(slots=True, kw_only=True)
class GridCell:
    """A cell of a grid, with what it covers and where it is seen."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(slots=True, kw_only=True)
class Grid:
    """A ruled table on one page."""

    columns: list[float]
    """Left edges of the columns and the right edge of the last, in points."""
    rows: list[float]
    cells: list[GridCell]
    owner: list[list[int]]
    """Index of the cell that covers a place, by row and column."""
    clear: bool
    """Whether rulings part all cells: if not, they leave the table in doubt."""

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the table."""
        left, top, right, bottom = self.box
        return left - 2 <= x <= right + 2 and top - 2 <= y <= bottom + 2

    def cell_at(self, x: float, y: float) -> int:
        """Index of the cell in which a point lies; the nearest one for a point on the edge."""
        row = min(max(bisect_right(self.rows, y) - 1, 0), len(self.owner) - 1)
        column = min(max(bisect_right(self.columns, x) - 1, 0), len(self.owner[0]) - 1)
        return self.owner[row][column]


def grids_of(rulings: Rulings) -> list[Grid]:
    """The tables that the rulings make, from top to bottom."""
    if len(rulings.across) < 2 or len(rulings.down) < 2:
        return []
    grids = []
    for top, bottom in _stretches(rulings.down):
        down = [ruling for ruling in rulings.down if ruling.start >= top - _TOUCH and ruling.end <= bottom + _TOUCH]
        columns = edges_of([ruling.at for ruling in down])
        across = [
            ruling
            for ruling in rulings.across
            if top - _TOUCH <= ruling.at <= bottom + _TOUCH
            and ruling.start < columns[-1] + _TOUCH
            and ruling.end > columns[0] - _TOUCH
        ]
        rows = edges_of([ruling.at for ruling in across])
        if len(columns) >= 2 and len(rows) >= 2 and (len(rows) - 1) * (len(columns) - 1) <= _MOST_CELLS:
            grids.append(grid(columns, rows, across, down))
    return grids


def _stretches(down: list[Ruling]) -> list[tuple[float, float]]:
    """Heights of the page that rulings cover without a gap: a table each."""
    found: list[list[float]] = []
    for ruling in sorted(down, key=lambda ruling: ruling.start):
        if found and ruling.start <= found[-1][1] + _TOUCH:
            found[-1][1] = max(found[-1][1], ruling.end)
        else:
            found.append([ruling.start, ruling.end])
    return [(top, bottom) for top, bottom in found]


def edges_of(places: list[float]) -> list[float]:
    """Places that lie together, as one each."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= _SAME:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def grid(columns: list[float], rows: list[float], across: list[Ruling], down: list[Ruling]) -> Grid:
    """The cells between edges: two places are one cell where no ruling parts them."""
    wide, high = len(columns) - 1, len(rows) - 1
    right_open = [[not _ruled(down, columns[c + 1], (rows[r] + rows[r + 1]) / 2) for c in range(wide - 1)] for r in range(high)]
    below_open = [
        [not _ruled(across, rows[r + 1], (columns[c] + columns[c + 1]) / 2) for c in range(wide)] for r in range(high - 1)
    ]
    owner = [[-1] * wide for _ in range(high)]
    cells: list[GridCell] = []
    for row in range(high):
        for column in range(wide):
            if owner[row][column] >= 0:
                continue
            end = column + 1
            while end < wide and right_open[row][end - 1] and owner[row][end] < 0:
                end += 1
            last = row + 1
            while last < high and all(below_open[last - 1][column:end]):
                last += 1
            for line in owner[row:last]:
                line[column:end] = [len(cells)] * (end - column)
            box = (columns[column], rows[row], columns[end], rows[last])
            cells.append(GridCell(row=row, column=column, rows=last - row, columns=end - column, box=box))
    clear = all(owner[r][c] == owner[r][c + 1] for r in range(high) for c in range(wide - 1) if right_open[r][c])
    clear = clear and all(owner[r][c] == owner[r + 1][c] for r in range(high - 1) for c in range(wide) if below_open[r][c])
    return Grid(columns=columns, rows=rows, cells=cells, owner=owner, clear=clear)


def _ruled(rulings: list[Ruling], at: float, along: float) -> bool:
    return any(abs(ruling.at - at) < _TOUCH and ruling.start - 2 <= along <= ruling.end + 2 for ruling in rulings)
