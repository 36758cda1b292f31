"""Excel workbooks (.xlsx, and old ones by their forms): every visible sheet a table, values as shown, merged cells with what they cover."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import Any

import python_calamine as calamine

from schema import BlockRole, DamagedFile, EncryptedFile, IngestError

from .archive import Archive
from .characters import clean
from .heading import number_of
from .numberformats import date_text, number_text, shows_digits_lost
from .options import ReadOptions
from .reading import Blocks, Reading, SheetCell
from .sheetxml import SheetForm, forms_of

Values = dict[tuple[int, int], Any]
"""Values by row and column in reading order, empty ones left out."""
Merges = dict[tuple[int, int], tuple[int, int]]
"""Rows and columns that the cell at a place covers, where it covers more than itself."""
_LONG = 10
"""Characters from which words alone in a row are a line of text, not the first cell of a row that is otherwise empty."""


@contextmanager
def sheet_errors() -> Iterator[None]:
    """Translate what the libraries raise."""
    try:
        yield
    except IngestError:
        raise
    except calamine.PasswordError as error:
        raise EncryptedFile("工作簿设有打开密码", "请用 Excel 打开，去掉密码后另存") from error
    except (calamine.CalamineError, ValueError, KeyError, OSError, TypeError, IndexError) as error:
        raise _damaged() from error
    except BaseException as error:
        # A panic of the fast library is no Exception: it would end the process.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged() from error


def _damaged() -> DamagedFile:
    return DamagedFile("工作簿已损坏，无法读取", "请用 Excel、WPS 打开修复后另存")


def read(content: bytes, options: ReadOptions) -> Reading:
    """Read an .xlsx. Raises IngestError."""
    return read_forms(content, forms_of(Archive(content, options)), options)


def read_forms(content: bytes, forms: Sequence[SheetForm], options: ReadOptions) -> Reading:
    """Read a workbook, new or old, whose forms are known. Raises IngestError."""
    shown = [form for form in forms if not form.hidden]
    warnings = [f"工作表“{form.name}”是隐藏的，未读取" for form in forms if form.hidden]
    blocks = Blocks()
    with sheet_errors():
        book = _Book(content, options)
        for index, form in enumerate(shown):
            values, merges = book.cells(form)
            if len(shown) > 1 and values:
                blocks.add(clean(form.name) or f"工作表{index + 1}", role=BlockRole.HEADING, level=1)
            blocks.add_cells(index, _cells(values, merges, form.formats))
            warnings += _doubts(values, form)
    return blocks.reading(tuple(warnings), degraded=any(form.lost for form in shown))


class _Book:
    """A workbook opened by the fast library, and by the patient one only for sheets too vast for it."""

    def __init__(self, content: bytes, options: ReadOptions) -> None:
        self._content, self._limit = content, options.cells
        self._fast: Any = None

    def cells(self, form: SheetForm) -> tuple[Values, Merges]:
        """The values and merges of a sheet."""
        if form.rows * form.columns > self._limit:
            return self._far_cells(form.name)
        if self._fast is None:
            self._fast = calamine.CalamineWorkbook.from_filelike(io.BytesIO(self._content))
        sheet = self._fast.get_sheet_by_name(form.name)
        rows = enumerate(sheet.to_python(skip_empty_area=False))
        values = {(r, c): value for r, row in rows for c, value in enumerate(row) if value != ""}
        merges = {
            start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in sheet.merged_cell_ranges or () if start != end
        }
        return values, merges

    def _far_cells(self, name: str) -> tuple[Values, Merges]:
        """One cell at XFD1048576 would make the fast library ask for memory that ends the process: this one keeps only what is there."""
        import openpyxl

        try:
            sheet = openpyxl.load_workbook(io.BytesIO(self._content), data_only=True)[name]
        except Exception as error:
            # It tells of damage in the words of whatever part of it met with it: of the archive, the XML, a style.
            raise _damaged() from error
        values = {(r - 1, c - 1): cell.value for (r, c), cell in sorted(sheet._cells.items()) if cell.value not in (None, "")}
        merges = {
            (area.min_row - 1, area.min_col - 1): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
            for area in sheet.merged_cells.ranges
        }
        return values, merges


def _cells(values: Values, merges: Merges, formats: Mapping[tuple[int, int], str]) -> Iterator[SheetCell]:
    alone, narrow = _alone(values, merges)
    for place, value in values.items():
        text = clean(value) if isinstance(value, str) else _text(value, formats.get(place, ""))
        if text:
            span = merges.get(place)
            line = place[0] in alone and (narrow or _is_line(text, span))
            yield text, place, span, BlockRole.PARAGRAPH if line else BlockRole.CELL


def _alone(values: Values, merges: Merges) -> tuple[set[int], bool]:
    """Rows that hold words in their first cell only, and are not under a cell that covers them; whether the sheet has no other."""
    counts: dict[int, list[int]] = {}
    for row, column in values:
        counts.setdefault(row, []).append(column)
    first = min((column for _, column in values), default=0)
    covered = {row + step for (row, _), (rows, _) in merges.items() for step in range(1, min(rows, 10_000))}
    wide = max((len(columns) for columns in counts.values()), default=0)
    return {row for row, columns in counts.items() if columns == [first] and row not in covered}, wide == 1


def _is_line(text: str, span: tuple[int, int] | None) -> bool:
    """Whether words alone in their row are a line of text: a title, a section's name, a note."""
    return (span is not None and span[1] > 1 and span[0] == 1) or len(text) >= _LONG or bool(number_of(text)[0])


def _text(value: Any, code: str) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value, code)
    if isinstance(value, date | time | timedelta):
        return clean(date_text(value, code))
    return clean(str(value))


def _doubts(values: Values, form: SheetForm) -> list[str]:
    doubts = []
    long = sum(1 for value in values.values() if isinstance(value, float) and shows_digits_lost(value))
    if long:
        doubts.append(f"工作表“{form.name}”有 {long} 个超过 15 位的数字按数值存储，末几位已失真（身份证号应存为文本）")
    if form.lost:
        doubts.append(f"工作表“{form.name}”有 {form.lost} 个公式没有保存计算结果，未能读取")
    return doubts
