"""Excel ledgers as offices keep them: title over all columns, bordered rows, merged cells for 同上."""

import io
from collections.abc import Iterable

from manuscript import Line, Look, Part, Role, Table
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from packing import repack

THIN = Side(style="thin")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
SHADE = PatternFill("solid", fgColor="D9E1F2")
LONGEST_CENTRED = 8


def to_xlsx(parts: Iterable[Part], look: Look) -> bytes:
    """The ledger as an Excel file with one sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = look.running_head
    for part in parts:
        if isinstance(part, Table):
            _add_table(sheet, part, look)
        else:
            _add_line(sheet, part, len(look.widths))
    _set_page(sheet, look)
    file = io.BytesIO()
    book.save(file)
    return repack(file.getvalue())


def _add_line(sheet: Worksheet, line: Line, columns: int) -> None:
    """A line over all columns."""
    row = sheet.max_row + 1 if sheet["A1"].value else 1
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    cell = sheet.cell(row=row, column=1, value=line.text)
    title = line.role == Role.TITLE
    cell.font = Font(name="方正小标宋简体" if title else "仿宋_GB2312", size=18 if title else 11)
    cell.alignment = Alignment(horizontal="center" if title else "left", vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = 36 if title else 18 * (1 + len(line.text) // 70)


def _add_table(sheet: Worksheet, table: Table, look: Look) -> None:
    top = sheet.max_row + 1
    for offset, cells in enumerate(table.rows):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(row=top + offset, column=column)
            assert isinstance(cell, Cell)
            _fill(cell, text, header=offset == 0)
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    for column in look.merged:
        for first, last in table.runs(column):
            sheet.merge_cells(start_row=top + first, start_column=column + 1, end_row=top + last, end_column=column + 1)


def _fill(cell: Cell, text: str, *, header: bool) -> None:
    cell.value = int(text) if text.isdecimal() else text or None
    centred = header or len(text) <= LONGEST_CENTRED
    cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)
    cell.font = Font(name="黑体" if header else "仿宋_GB2312", size=11)
    cell.border = FRAME
    if header:
        cell.fill = SHADE


def _set_page(sheet: Worksheet, look: Look) -> None:
    for column, width in enumerate(look.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="— &P —"))
