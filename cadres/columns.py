"""The header of a roster: which column is which, whatever the office calls it."""

import re
from dataclasses import dataclass

from schema import RosterError

from .cells import Cell, Grid

HEADERS: dict[str, tuple[str, ...]] = {
    "cadre_id": ("cadre_id", "id", "编号", "人员编号", "干部编号", "干部编码", "人员编码", "工号", "人员id", "干部id"),
    "name": ("name", "姓名", "干部姓名", "名字"),
    "gender": ("gender", "性别"),
    "birth": ("birth", "出生年月", "出生日期", "出生时间", "生日", "出生"),
    "unit": ("unit", "单位", "工作单位", "所在单位", "任职单位", "单位名称", "现工作单位", "现任单位"),
    "post": (
        "post",
        "职务",
        "现任职务",
        "现职务",
        "现职",
        "任职",
        "单位及职务",
        "工作单位及职务",
        "现任职务全称",
        "职务名称",
        "单位职务",
        "工作单位及现任职务",
    ),
    "rank": ("rank", "职级", "级别", "现任职级", "行政级别", "职务层次"),
    "aliases": ("aliases", "曾用名", "别名"),
    "history": ("history", "任职经历", "任职履历", "简历", "工作简历", "工作经历", "履历", "历任职务"),
    "start": ("start", "任职时间", "任现职时间", "任现职务时间", "现职务任职时间", "现任职务时间", "任职日期", "起任时间"),
}
"""Field and the headers that name it, without blanks and without what stands in brackets."""
REQUIRED = ("cadre_id", "name", "post")
"""Without these nobody can be linked. A missing unit is looked for in the post (市水利局局长)."""
LABELS = {"cadre_id": "编号", "name": "姓名", "post": "现任职务"}
HEADER_WITHIN = 10
"""Rows searched for the header: a title and a note may stand above it."""

_FIELD_OF = {header: field for field, headers in HEADERS.items() for header in headers}
_BRACKETS = re.compile(r"[（(【\[].*?[）)】\]]")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid whose header is understood."""

    columns: dict[str, int]
    """Field to column, from 0."""
    headers: dict[str, str]
    """Field to its header as the file has it."""
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    """Row number from 1, and its cells; empty rows left out."""

    def cell(self, row: tuple[Cell, ...], field: str) -> Cell:
        """The row's cell for the field; None when it is empty or the table lacks the column."""
        column = self.columns.get(field)
        return row[column] if column is not None and column < len(row) else None


def find_table(grids: tuple[Grid, ...], path: str) -> Table:
    """The first grid that has a roster's header.

    Raises RosterError naming the missing column, when no grid has all that are needed.
    """
    best: tuple[int, int, dict[str, int], Grid] | None = None
    for grid in grids:
        for index in range(min(HEADER_WITHIN, len(grid))):
            columns = _columns(grid, index)
            if best is None or len(columns) > len(best[2]):
                best = (index, _header_height(grid, index), columns, grid)
    if best is None or not best[2]:
        raise RosterError(
            message="干部名册里找不到表头", remedy="请在首行写上 编号、姓名、单位、现任职务 等列名", path=path, row=1
        )
    index, height, columns, grid = best
    for field in REQUIRED:
        if field not in columns:
            raise RosterError(
                message=f"干部名册缺少“{LABELS[field]}”列",
                remedy=f"请在第 {index + 1} 行表头补上“{LABELS[field]}”（或 {field}）列并逐人填写",
                path=path, row=index + 1, column=field,
            )  # fmt: skip
    headers = {field: str(grid[index][column] or grid[index + height - 1][column]) for field, column in columns.items()}
    rows = tuple(
        (number, row) for number, row in enumerate(grid, 1) if number > index + height and any(cell is not None for cell in row)
    )
    return Table(columns=columns, headers=headers, rows=rows)


def _columns(grid: Grid, index: int) -> dict[str, int]:
    """Field to column for a header that begins in this row: a merged header's lower row refines the upper."""
    columns: dict[str, int] = {}
    for offset in reversed(range(_header_height(grid, index))):
        for column, cell in enumerate(grid[index + offset]):
            field = field_of(cell)
            if field and field not in columns and column not in columns.values():
                columns[field] = column
    return columns


def _header_height(grid: Grid, index: int) -> int:
    """Two when every cell of the next row is a header, too: the lower part of merged ones."""
    below = [cell for cell in grid[index + 1] if cell is not None] if index + 1 < len(grid) else []
    return 2 if below and all(field_of(cell) for cell in below) else 1


def field_of(cell: Cell) -> str | None:
    """The field that a header cell names: `出生年月（岁）` is `birth`."""
    if not isinstance(cell, str):
        return None
    return _FIELD_OF.get(_BLANK.sub("", _BRACKETS.sub("", cell)).lower())
