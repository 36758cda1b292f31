"""Findings filled into a user's own ledger: an .xlsx whose columns are known by their headers, everything else of it left as it is."""

import zipfile
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schema import Finding, StatementType

from .cells import fitting, looks_like_a_formula
from .files import ExportError, ExportNote
from .heads import Head, head_of
from .ledger import FURTHER, KNOWN, LEDGER, NUMBER, values_of
from .room import is_free, make_room, refilled

WITHDRAWN = "已撤下"
"""The sheet of an increment's tombstones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What became of a template."""

    count: int
    """Findings written."""
    commendations: int
    """Findings left out: a ledger lists problems."""
    sheet: str
    filled: tuple[str, ...]
    """Headers of the columns that were filled."""
    unknown: tuple[str, ...]
    """Headers of the columns that were left empty: nobody told what stands in them."""


def fill(findings: Iterable[Finding], template: Path, path: Path, note: ExportNote) -> Filled:
    """Write the findings below the template's header row, to another file.

    Raises ExportError when the template cannot be read or none of its sheets has a header that is known.
    """
    workbook = _opened(template)
    head = _head(workbook, template)
    sheet = workbook[head.sheet]
    told, commendations = [], 0
    for finding in findings:
        if finding.type is StatementType.COMMENDATION:
            commendations += 1
        else:
            told.append(values_of(finding, head.columns.keys()))
    first = head.bottom + 1
    free = 0
    while first + free <= sheet.max_row and is_free(sheet, first + free, head.columns.get(NUMBER)):
        free += 1
    if len(told) > free:
        make_room(workbook, sheet, first + free, len(told) - free, at_least_one=free > 0)
    for index, cells in enumerate(told):
        refilled(sheet, first, first + index)
        _write_row(sheet, first + index, head, index + 1, cells)
    _write_withdrawn(workbook, note)
    workbook.save(path)
    return Filled(
        count=len(told), commendations=commendations, sheet=head.sheet, filled=head.known, unknown=head.unknown
    )  # fmt: skip


def _opened(template: Path) -> Any:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    if not template.is_file():
        raise ExportError(f"没有模板 {template}", "请核对模板的文件名")
    try:
        return openpyxl.load_workbook(template)
    except (
        OSError, KeyError, ValueError, TypeError, AttributeError, SyntaxError, zipfile.BadZipFile, InvalidFileException,
    ) as error:  # fmt: skip
        raise ExportError(
            f"模板 {template} 不是可以打开的 .xlsx 工作簿", "请在表格软件中打开模板，另存为 .xlsx，且不加密"
        ) from error


def _head(workbook: Any, template: Path) -> Head:
    heads = [head for sheet in workbook.worksheets if (head := head_of(sheet, KNOWN)) is not None]
    if not heads:
        names = "、".join(column.header for column in (*LEDGER, *FURTHER))
        raise ExportError(
            f"模板 {template} 里没有认得的表头",
            f"各工作表前若干行中应有这样的列名：{NUMBER}、{names}（或其常见写法，如 整改时限、完成时限、牵头单位）",
        )
    return max(heads, key=lambda head: len(head.columns))


def _write_row(sheet: Any, row: int, head: Head, number: int, cells: dict[str, str]) -> None:
    for header, column in head.columns.items():
        cell = sheet.cell(row, column)
        if header == NUMBER:
            cell.value = number
            continue
        text = fitting(cells[header])
        cell.value = text or None
        if text:
            # Whatever it looks like, it is text: `=1+1` in a document is words, also after somebody edits the cell.
            cell.data_type = "s"
            cell.quotePrefix = looks_like_a_formula(text)
            if "\n" in text and not cell.alignment.wrap_text:
                alignment = copy(cell.alignment)
                alignment.wrap_text = True
                cell.alignment = alignment


def _write_withdrawn(workbook: Any, note: ExportNote) -> None:
    if not note.withdrawn:
        return
    sheet = workbook.create_sheet(WITHDRAWN)
    sheet.append(("编号", "游标"))
    for one in note.withdrawn:
        sheet.append((one.id, one.cursor))
