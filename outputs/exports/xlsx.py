"""Findings as a workbook for people: one row a finding, and a sheet that explains the columns.

Written by XlsxWriter row by row: at 50,000 rows it took two thirds of openpyxl's time and half its memory.
"""

from collections.abc import Iterable
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from schema import Finding

from ..inventory import DocumentNote
from .columns import COLUMNS, NOTICE, NUMBER, NUMBER_MEANING, headers, rows
from .files import ExportNote

ROWS_A_SHEET = 1_048_575
"""Findings on one sheet: Excel's rows less the header."""
CELL_LIMIT = 32_767
"""Characters that Excel takes in one cell."""
CUT = "……（过长，全文见 jsonl 导出）"
NUMBER_WIDTH = 8
TEXT = {"text_wrap": True, "valign": "top"}
HEADER = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7E6E6", "border": 1}


def write(findings: Iterable[Finding], path: Path, note: ExportNote, *, rows_a_sheet: int = ROWS_A_SHEET) -> int:
    """Write the findings and the sheet 说明; returns how many findings. Further sheets follow when one is full."""
    import xlsxwriter

    with TemporaryDirectory(dir=path.parent, prefix=f"{path.name}-") as folder:
        workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": folder, "use_zip64": True})
        try:
            count = _write_findings(workbook, findings, rows_a_sheet)
            _write_explanation(workbook, note, count)
            _write_notes(workbook, note.documents)
            workbook.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(str(error)) from error
        finally:
            _let_go(workbook)
    return count


def _let_go(workbook: Any) -> None:
    """Close the rows' files. The workbook's own way out would first finish the file, which may take minutes after Ctrl-C."""
    with ExitStack() as closing:
        for sheet in workbook.worksheets():
            closing.callback(sheet.row_data_fh.close)


def _write_findings(workbook: Any, findings: Iterable[Finding], rows_a_sheet: int) -> int:
    text = workbook.add_format(TEXT)
    count = 0
    for index, page in groupby(rows(findings), key=lambda row: (row[0] - 1) // rows_a_sheet):
        sheet = _add_sheet(workbook, f"清单{index + 1}" if index else "清单")
        row = 0
        for row, (count, cells) in enumerate(page, 1):
            _write_row(sheet, row, count, cells, text)
        sheet.autofilter(0, 0, row, len(COLUMNS))
    if count == 0:
        _add_sheet(workbook, "清单").autofilter(0, 0, 0, len(COLUMNS))
    return count


def _add_sheet(workbook: Any, name: str) -> Any:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for index, width in enumerate((NUMBER_WIDTH, *(column.width for column in COLUMNS))):
        sheet.set_column(index, index, width)
    sheet.write_row(0, 0, headers(), workbook.add_format(HEADER))
    return sheet


def _write_row(sheet: Any, row: int, number: int, cells: tuple[str, ...], text: Any) -> None:
    sheet.write_number(row, 0, number, text)
    for index, cell in enumerate(cells, 1):
        if cell:
            # As a string whatever it looks like: `=1+1` in a document is words.
            sheet.write_string(row, index, cell if len(cell) <= CELL_LIMIT else cell[: CELL_LIMIT - len(CUT)] + CUT, text)


def _write_explanation(workbook: Any, note: ExportNote, count: int) -> None:
    sheet = workbook.add_worksheet("说明")
    text, head = workbook.add_format(TEXT), workbook.add_format(HEADER)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, NOTICE, workbook.add_format({"bold": True}))
    about = (("所含条目", note.state.label), ("条数", str(count)), ("导出时间", note.at), ("一贯版本", note.version))
    explained = ((NUMBER, NUMBER_MEANING), *((column.header, column.meaning) for column in COLUMNS))
    for row, (name, meaning) in enumerate((*about, ("列", "含义"), *explained), 2):
        for index, cell in enumerate((name, meaning)):
            sheet.write_string(row, index, cell, head if name == "列" else text)


def _write_notes(workbook: Any, notes: tuple[DocumentNote, ...]) -> None:
    """A sheet of what reviewers of the documents should look at, where there is something."""
    if not notes:
        return
    sheet = workbook.add_worksheet("文书提示")
    text, head = workbook.add_format(TEXT), workbook.add_format(HEADER)
    for index, (name, width) in enumerate((("文件", 40), ("提示（供核对，与干部无关）", 100), ("文件指纹", 20))):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, name, head)
    for row, one in enumerate(notes, 1):
        for index, cell in enumerate((one.name, one.note, one.document_id)):
            sheet.write_string(row, index, cell, text)
