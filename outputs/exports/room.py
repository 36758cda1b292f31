"""Room for rows in a sheet that goes on below them: what stands there moves down whole, and formulas over the rows reach over the new ones.

openpyxl inserts rows without moving merged cells, heights, rules or references; this does.
"""

import re
from copy import copy
from typing import Any

_REFERENCE = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d{1,7})(?::(\$?[A-Z]{1,3}\$?)(\d{1,7}))?(?![\d(A-Za-z_.])")


def is_free(sheet: Any, row: int, numbered: int | None) -> bool:
    """Whether a row is prepared to be filled: nothing in it but its number, and formulas that look at the row itself."""
    if any(area.min_row <= row <= area.max_row and area.max_row > area.min_row for area in sheet.merged_cells.ranges):
        return False
    for column in range(1, sheet.max_column + 1):
        cell = sheet.cell(row, column)
        if cell.value is None or (column == numbered and _is_number(cell.value)):
            continue
        if cell.data_type != "f" or not _looks_at_its_row(str(cell.value), row):
            return False
    return True


def make_room(workbook: Any, sheet: Any, row: int, more: int, *, at_least_one: bool) -> None:
    """Move what stands from a row on down by so many rows.

    References to what moves follow it; ranges that end at the last row above, where `at_least_one` row was prepared, reach over
    the new ones.
    """
    last = row - 1 if at_least_one else None
    _move_formulas(workbook, sheet, row, more, last)
    areas = [area for area in sheet.merged_cells.ranges if area.min_row >= row]
    for area in areas:
        sheet.merged_cells.remove(area)
    heights = {at: copy(sheet.row_dimensions[at]) for at in sorted(sheet.row_dimensions) if at >= row}
    if sheet.max_row >= row:
        sheet.move_range(f"A{row}:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}", rows=more)
    for at in heights:
        del sheet.row_dimensions[at]
    for at, dimension in heights.items():
        moved = sheet.row_dimensions[at + more]
        moved.height, moved.hidden = dimension.height, dimension.hidden
    for area in areas:
        area.shift(row_shift=more)
        sheet.merged_cells.add(area)
    _move_rules(sheet, row, more, last)


def refilled(sheet: Any, pattern: int, row: int) -> None:
    """Dress a row as the first one is: styles, height, and formulas that look at their own row."""
    from openpyxl.formula.translate import Translator

    if row == pattern:
        return
    height = sheet.row_dimensions[pattern].height
    if height is not None and sheet.row_dimensions[row].height is None:
        sheet.row_dimensions[row].height = height
    for column in range(1, sheet.max_column + 1):
        like, cell = sheet.cell(pattern, column), sheet.cell(row, column)
        if like.has_style and not cell.has_style:
            cell._style = copy(like._style)
        if like.data_type == "f" and cell.value is None:
            cell.value = Translator(like.value, origin=like.coordinate).translate_formula(cell.coordinate)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) or str(value).strip().isdigit()


def _looks_at_its_row(formula: str, row: int) -> bool:
    rows = {int(part) for found in _REFERENCE.finditer(formula) for part in (found[2], found[4]) if part}
    return rows <= {row}


def _shifted(reference: str, row: int, more: int, last: int | None) -> str:
    """References in a formula's operand, or a range, after rows were put in before `row`."""

    def moved(found: re.Match[str]) -> str:
        start = end = int(found[2])
        if found[4]:
            end = int(found[4])
        reaches = found[4] is not None and last is not None and start <= last <= end
        start, end = start + (more if start >= row else 0), end + (more if end >= row or reaches else 0)
        return f"{found[1]}{start}:{found[3]}{end}" if found[4] else f"{found[1]}{start}"

    return _REFERENCE.sub(moved, reference)


def _move_formulas(workbook: Any, sheet: Any, row: int, more: int, last: int | None) -> None:
    names = {sheet.title, f"'{sheet.title}'"}
    for other in workbook.worksheets:
        for cells in other.iter_rows():
            for cell in cells:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = _moved_formula(cell.value, row, more, last, names, here=other is sheet)


def _moved_formula(formula: str, row: int, more: int, last: int | None, names: set[str], *, here: bool) -> str:
    from openpyxl.formula import Tokenizer

    parts = ["="]
    for token in Tokenizer(formula).items:
        text = token.value
        if token.type == "OPERAND" and token.subtype == "RANGE":
            of, mark, reference = text.rpartition("!")
            if (mark and of in names) or (not mark and here):
                text = of + mark + _shifted(reference, row, more, last)
        parts.append(text)
    return "".join(parts)


def _move_rules(sheet: Any, row: int, more: int, last: int | None) -> None:
    """Checks of what is typed, colours by condition, filters, tables and the printed area."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.worksheet.cell_range import MultiCellRange

    def shifted(reference: object) -> str:
        areas = (one if ":" in one else f"{one}:{one}" for one in str(reference).split())
        return " ".join(_shifted(area, row, more, last) for area in areas)

    for check in sheet.data_validations.dataValidation:
        check.sqref = MultiCellRange(shifted(check.sqref))
    before, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    for formatting in before:
        for rule in formatting.rules:
            sheet.conditional_formatting.add(shifted(formatting.sqref), rule)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = shifted(sheet.auto_filter.ref)
    for table in sheet.tables.values():
        table.ref = shifted(table.ref)
    if sheet.print_area:
        sheet.print_area = [shifted(area.rpartition("!")[2]) for area in str(sheet.print_area).split(",")]
