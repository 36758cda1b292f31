"""The cells of a roster file: csv in UTF-8 or GB18030, or a workbook."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import python_calamine

from schema import RosterError

Cell = str | int | float | date | None
"""What a cell holds; None when it is empty."""
Grid = tuple[tuple[Cell, ...], ...]
"""Rows of cells as the file has them; the first row is row 1."""

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et"})
TEXTS = frozenset({".csv", ".txt", ".tsv"})
RESAVE = "请用 Excel 或 WPS 打开该文件，另存为 .xlsx 或 UTF-8 编码的 .csv 后重试"
ENCODINGS = ("utf-8-sig", "gb18030")
HEAD = 400
"""Characters in which a csv shows its delimiter: the header, not the histories, which hold semicolons."""
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""Byte order marks of what Excel calls Unicode text."""


class Sheet(NamedTuple):
    """A table of a file."""

    name: str
    """Of the worksheet; empty for a csv."""
    rows: Grid


def sheets(path: Path, content: bytes) -> Iterator[Sheet]:
    """The tables of the file: one of a csv, one for each sheet of a workbook that people see.

    Raises RosterError when it is neither.
    """
    if path.suffix.lower() in WORKBOOKS:
        yield from _sheets(path, content)
    elif path.suffix.lower() in TEXTS:
        yield Sheet("", _csv_grid(path, content))
    else:
        raise RosterError(
            message=f"不认识干部名册的格式“{path.suffix}”",
            remedy="名册请用 .csv、.xlsx、.lrmx、.lrm 文件，或装有这些文件的文件夹、.zip",
            path=str(path),
        )


@contextmanager
def workbook_errors(path: Path) -> Iterator[None]:
    """Translate calamine's errors."""
    try:
        yield
    except python_calamine.PasswordError as error:
        raise RosterError(message="干部名册设有密码，打不开", remedy="请去掉密码后重试", path=str(path)) from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise RosterError(message="干部名册打不开，不是完好的 Excel 文件", remedy=RESAVE, path=str(path)) from error


@contextmanager
def csv_errors(path: Path) -> Iterator[None]:
    """Translate the csv module's errors."""
    try:
        yield
    except csv.Error as error:
        raise RosterError(message="干部名册不是完好的 csv 文件", remedy=RESAVE, path=str(path)) from error


def _sheets(path: Path, content: bytes) -> Iterator[Sheet]:
    with workbook_errors(path):
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        # A hidden sheet is most often last year's copy.
        names = [one.name for one in workbook.sheets_metadata if one.visible is python_calamine.SheetVisibleEnum.Visible]
        found = [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    for name, rows in found:
        yield Sheet(name, tuple(tuple(_cell(value) for value in row) for row in rows))


def _csv_grid(path: Path, content: bytes) -> Grid:
    text = _decoded(path, content)
    delimiter = max(",\t;", key=text[:HEAD].count)
    with csv_errors(path):
        return tuple(
            tuple(cell.strip() or None for cell in row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        )


def _decoded(path: Path, content: bytes) -> str:
    marked = MARKS.get(content[:2])
    for encoding in (marked,) if marked else ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterError(message="干部名册的编码既不是 UTF-8 也不是 GB18030", remedy=RESAVE, path=str(path))


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, date | int | float) and not isinstance(value, bool):
        return value
    return None if value is None else str(value)
