"""The header of a roster: which column is which, whatever the office calls it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schema import RosterError

from .cells import Cell, Grid, Sheet

HEADERS: dict[str, tuple[str, ...]] = {
    "cadre_id": ("cadre_id", "id", "编号", "人员编号", "干部编号", "干部编码", "人员编码", "工号", "人员id", "干部id"),
    "name": ("name", "姓名", "干部姓名", "名字"),
    "gender": ("gender", "性别"),
    "birth": ("birth", "出生年月", "出生年月日", "出生日期", "出生时间", "生日", "出生"),
    "unit": ("unit", "单位", "工作单位", "所在单位", "任职单位", "单位名称", "现工作单位", "现任单位", "现单位", "单位全称"),
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
        "单位及现任职务",
        "工作单位和职务",
        "现任职务及单位",
        "现任职务名称",
        "职务全称",
    ),
    "rank": ("rank", "职级", "级别", "现任职级", "行政级别", "职务层次"),
    "aliases": ("aliases", "曾用名", "别名"),
    "history": ("history", "任职经历", "任职履历", "简历", "工作简历", "工作经历", "履历", "历任职务"),
    "start": (
        "start",
        "任职时间",
        "任现职时间",
        "任现职务时间",
        "现职务任职时间",
        "现任职务时间",
        "任职日期",
        "起任时间",
        "任职年月",
        "任现职年月",
        "任职起始时间",
        "现任职务任职时间",
        "职务任职时间",
    ),
    "end": ("end", "免职时间", "离任时间", "止任时间", "卸任时间", "任职结束时间", "任职截止时间"),
    "identity": (
        "identity",
        "身份证号",
        "身份证号码",
        "身份证",
        "公民身份号码",
        "身份证后四位",
        "身份证号后四位",
        "身份证末四位",
    ),
    "began": ("work_start", "参加工作时间", "参加工作年月", "参工时间", "工作时间"),
}
"""Field and the headers that name it, without blanks and without what stands in brackets."""
REQUIRED = ("name", "post")
"""Without these nobody can be linked. A missing unit is looked for in the post (市水利局局长), a missing id made of name and birth."""
LABELS = {"cadre_id": "编号", "name": "姓名", "post": "现任职务"}
HEADER_WITHIN = 10
"""Rows searched for the header: a title and a note may stand above it."""

_FIELD_OF = {header: field for field, headers in HEADERS.items() for header in headers}
_OTHERS = re.compile(r"家庭|配偶|子女|父|母|亲属|联系人|拟任|拟免|推荐")
"""What groups columns that are not the cadre's own post: their 姓名 and 单位 are another's."""
_BRACKETS = re.compile(r"[（(【\[].*?[）)】\]]")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet whose header is understood."""

    sheet: str
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


class Header(NamedTuple):
    """A header found in a grid."""

    row: int
    """Its first, from 0."""
    height: int
    columns: dict[str, int]
    names: dict[int, str]
    """Column and what stands above it."""


def find_tables(sheets: Sequence[Sheet], path: str) -> tuple[Table, ...]:
    """The sheets that have a roster's header.

    Raises RosterError naming the missing column, when none has all that are needed.
    """
    headers = [(sheet, best_header(sheet.rows, field_of)) for sheet in sheets]
    found = tuple(table_of(sheet, header) for sheet, header in headers if not missing(header))
    if found:
        return found
    best = max((header for _, header in headers), key=lambda header: len(header.columns), default=Header(0, 1, {}, {}))
    if not best.columns:
        raise RosterError(
            message="干部名册里找不到表头", remedy="请在首行写上 编号、姓名、单位、现任职务 等列名", path=path, row=1
        )
    lacking = missing(best)[0]
    raise RosterError(
        message=f"干部名册缺少“{LABELS[lacking]}”列",
        remedy=f"请在第 {best.row + 1} 行表头补上“{LABELS[lacking]}”（或 {lacking}）列并逐人填写",
        path=path, row=best.row + 1, column=lacking,
    )  # fmt: skip


def missing(header: Header) -> tuple[str, ...]:
    """The columns that a roster needs and the header lacks; an id can be made where the birth is told."""
    lacking = [field for field in REQUIRED if field not in header.columns]
    numbered = "cadre_id" in header.columns or "birth" in header.columns
    return tuple(lacking) if numbered else ("cadre_id", *lacking)


def best_header(grid: Grid, field_of: Callable[[Cell], str | None]) -> Header:
    """The header among the first rows that names most fields."""
    found = (_header(grid, index, field_of) for index in range(min(HEADER_WITHIN, len(grid))))
    return max(found, key=lambda header: len(header.columns), default=Header(0, 1, {}, {}))


def table_of(sheet: Sheet, header: Header) -> Table:
    """The table below a header."""
    end = header.row + header.height
    rows = tuple(
        (number, row) for number, row in enumerate(sheet.rows, 1) if number > end and any(cell is not None for cell in row)
    )
    names = {field: header.names[column] for field, column in header.columns.items()}
    return Table(sheet=sheet.name, columns=header.columns, headers=names, rows=rows)


def _header(grid: Grid, index: int, field_of: Callable[[Cell], str | None]) -> Header:
    """The header that begins in this row: of merged cells the lower row refines the upper."""
    upper = grid[index]
    lower = grid[index + 1] if index + 1 < len(grid) else ()
    if not _is_lower(upper, lower, field_of):
        lower = ()
    columns: dict[str, int] = {}
    names: dict[int, str] = {}
    group: Cell = None
    for column in range(max(len(upper), len(lower))):
        own = upper[column] if column < len(upper) else None
        below = lower[column] if column < len(lower) else None
        group = own if own is not None else group
        field = _field(own, below, group, field_of)
        if field and field not in columns:
            columns[field] = column
            names[column] = str(below if below is not None else own)
    return Header(index, 2 if lower else 1, columns, names)


def _field(own: Cell, below: Cell, group: Cell, field_of: Callable[[Cell], str | None]) -> str | None:
    """The field of a column by the cells of its header."""
    if below is None:
        return field_of(own)
    if isinstance(group, str) and _OTHERS.search(group):
        return None
    return field_of(f"{group or ''}{below}") or field_of(below)


def _is_lower(upper: Sequence[Cell], lower: Sequence[Cell], field_of: Callable[[Cell], str | None]) -> bool:
    """Whether the second row is the lower part of a merged header: it names fields, and leaves free what the upper row names."""
    named = [column for column, cell in enumerate(upper) if field_of(cell) in {"name", "cadre_id"}]
    free = all(column >= len(lower) or lower[column] is None or lower[column] == upper[column] for column in named)
    return bool(named) and free and any(_field(None, cell, None, field_of) for cell in lower if cell is not None)


def field_of(cell: Cell) -> str | None:
    """The field that a header cell names: `出生年月（岁）` is `birth`."""
    if not isinstance(cell, str):
        return None
    return _FIELD_OF.get(_BLANK.sub("", _BRACKETS.sub("", cell)).lower())
