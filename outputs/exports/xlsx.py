"""Findings as a workbook for people: a ledger (台账) of the problems in the columns that offices use, a list of everything, and what explains them.

Written by XlsxWriter row by row: at 50,000 rows it took two thirds of openpyxl's time and half its memory.
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from schema import Finding, StatementType, Tombstone

from ..inventory import DocumentNote
from .cells import FORMULA_SIGNS, cut
from .columns import COLUMNS, NOTICE, NUMBER, NUMBER_MEANING, cells_of, headers
from .files import ExportNote
from .ledger import LEDGER, ledger_cells

ROWS_A_SHEET = 1_048_575
"""Findings on one sheet: Excel's rows less the header."""
NUMBER_WIDTH = 8
TEXT = {"text_wrap": True, "valign": "top"}
HEADER = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7E6E6", "border": 1}
LEDGER_HEADERS = (NUMBER, *(column.header for column in LEDGER))
LEDGER_WIDTHS = (NUMBER_WIDTH, *(column.width for column in LEDGER))
WIDTHS = (NUMBER_WIDTH, *(column.width for column in COLUMNS))
WITHDRAWN = "已撤下"
"""The sheet of an increment's tombstones."""


def write(findings: Iterable[Finding], path: Path, note: ExportNote, *, rows_a_sheet: int = ROWS_A_SHEET) -> int:
    """Write the findings and the sheet 说明; returns how many findings. Further sheets follow when one is full."""
    import xlsxwriter

    with TemporaryDirectory(dir=path.parent, prefix=f"{path.name}-") as folder:
        workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": folder, "use_zip64": True})
        try:
            count = _write_findings(workbook, findings, rows_a_sheet)
            _write_explanation(workbook, note, count)
            _write_notes(workbook, note.documents)
            _write_withdrawn(workbook, note.withdrawn)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Formats:
    text: Any
    quoted: Any
    """Of text that must not become a formula when somebody edits the cell."""


def _write_findings(workbook: Any, findings: Iterable[Finding], rows_a_sheet: int) -> int:
    formats = _Formats(text=workbook.add_format(TEXT), quoted=workbook.add_format(TEXT | {"quote_prefix": True}))
    ledger, whole = _add_sheets(workbook, 0)
    count = problems = row = ledger_row = 0
    for finding in findings:
        if row == rows_a_sheet:
            _filter(ledger, ledger_row, whole, row)
            ledger, whole = _add_sheets(workbook, count // rows_a_sheet)
            row = ledger_row = 0
        count, row = count + 1, row + 1
        _write_row(whole, row, count, cells_of(finding), formats)
        if finding.type is StatementType.PROBLEM:
            problems, ledger_row = problems + 1, ledger_row + 1
            _write_row(ledger, ledger_row, problems, ledger_cells(finding), formats)
    _filter(ledger, ledger_row, whole, row)
    return count


def _add_sheets(workbook: Any, index: int) -> tuple[Any, Any]:
    number = index + 1 if index else ""
    return (
        _add_sheet(workbook, f"台账{number}", LEDGER_HEADERS, LEDGER_WIDTHS),
        _add_sheet(workbook, f"清单{number}", headers(), WIDTHS),
    )


def _filter(ledger: Any, ledger_row: int, whole: Any, row: int) -> None:
    ledger.autofilter(0, 0, ledger_row, len(LEDGER))
    whole.autofilter(0, 0, row, len(COLUMNS))


def _add_sheet(workbook: Any, name: str, header: Sequence[str], widths: Sequence[int]) -> Any:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    sheet.write_row(0, 0, header, workbook.add_format(HEADER))
    return sheet


def _write_row(sheet: Any, row: int, number: int, cells: Sequence[str], formats: _Formats) -> None:
    sheet.write_number(row, 0, number, formats.text)
    write, text = sheet.write_string, formats.text
    for index, cell in enumerate(cells, 1):
        if cell:
            # As a string whatever it looks like: `=1+1` in a document is words.
            write(row, index, cut(cell), formats.quoted if cell[0] in FORMULA_SIGNS else text)


def _write_explanation(workbook: Any, note: ExportNote, count: int) -> None:
    sheet = workbook.add_worksheet("说明")
    text, head = workbook.add_format(TEXT), workbook.add_format(HEADER)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, NOTICE, workbook.add_format({"bold": True}))
    about = [("所含条目", note.state.label), ("条数", str(count)), ("导出时间", note.at), ("一贯版本", note.version)]
    if note.cursor is not None:
        about.append(("下次增量的游标", str(note.cursor)))
    if note.masked:
        about.append(("人名", "已换成化名：同一密钥下同一人化名相同"))
    ledger = tuple((column.header, column.meaning) for column in LEDGER)
    whole = ((NUMBER, NUMBER_MEANING), *((column.header, column.meaning) for column in COLUMNS))
    for row, (name, meaning) in enumerate((*about, ("列", "含义（台账）"), *ledger, ("列", "含义（清单）"), *whole), 2):
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


def _write_withdrawn(workbook: Any, tombstones: Sequence[Tombstone]) -> None:
    """A sheet of what an increment takes back, where it does."""
    if not tombstones:
        return
    sheet = _add_sheet(workbook, WITHDRAWN, ("编号", "游标"), (28, 12))
    for row, one in enumerate(tombstones, 1):
        sheet.write_string(row, 0, one.id)
        sheet.write_number(row, 1, one.cursor)
