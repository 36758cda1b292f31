"""Word tables: the cells of a table with their rows, columns and spans."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .numbering import W, value_of
from .runs import Runs

_ROW, _CELL = W + "tr", W + "tc"
_WRAPPERS = frozenset({W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"})
_MOST_COLUMNS = 1000
"""More columns than Word allows; a larger span is a fault in the file."""

_NARROW = 20
"""Twentieths of a point below which a column is none."""


@dataclass(slots=True, kw_only=True)
class Cell:
    """A cell, with all that it covers."""

    row: int
    column: int
    rows: int
    columns: int
    element: etree._Element


def cells_of(table: etree._Element, runs: Runs) -> list[Cell]:
    """The cells in reading order. Rows that a tracked change deletes go to the deletions of `runs`."""
    cells: list[Cell] = []
    open_: dict[int, Cell] = {}
    slivers = _slivers(table)
    row = 0
    for element in _children(table, _ROW):
        properties = element.find(W + "trPr")
        if properties is not None and (deleted := properties.find(W + "del")) is not None:
            runs.delete(element, deleted)
            continue
        place = _count(value_of(properties, "gridBefore"), 0)
        column = place - sum(1 for sliver in slivers if sliver < place)
        last: Cell | None = None
        for cell in _children(element, _CELL):
            of_cell = cell.find(W + "tcPr")
            start, columns = place, _count(value_of(of_cell, "gridSpan"), 1)
            place += columns
            columns = max(1, columns - sum(1 for sliver in slivers if start <= sliver < place)) if slivers else columns
            if last is not None and _continues(of_cell, "hMerge"):
                last.columns += columns
            elif column in open_ and _continues(of_cell, "vMerge"):
                open_[column].rows += 1
                last = open_[column]
            else:
                last = Cell(row=row, column=column, rows=1, columns=columns, element=cell)
                cells.append(last)
                merged = of_cell is not None and of_cell.find(W + "vMerge") is not None
                _cover(open_, last, merged)
            column += columns
        row += 1
    return cells


def _slivers(table: etree._Element) -> list[int]:
    """Columns too narrow to hold anything: edges that rows round differently make them."""
    grid = table.find(W + "tblGrid")
    widths = [column.get(W + "w") or "" for column in (() if grid is None else grid.iterchildren(W + "gridCol"))]
    narrow = [index for index, width in enumerate(widths) if width.isdigit() and int(width) < _NARROW]
    return narrow if len(narrow) < len(widths) / 2 and len(widths) <= _MOST_COLUMNS else []


def _cover(open_: dict[int, Cell], cell: Cell, merged: bool) -> None:
    open_.pop(cell.column, None)
    if merged:
        open_[cell.column] = cell


def _continues(properties: etree._Element | None, name: str) -> bool:
    merge = None if properties is None else properties.find(W + name)
    return merge is not None and merge.get(W + "val") != "restart"


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _count(value: str | None, default: int) -> int:
    return min(int(value), _MOST_COLUMNS) if value and value.isdigit() else default
