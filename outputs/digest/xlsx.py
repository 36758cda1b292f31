"""The digest as a workbook: a sheet for the units, one each for what is new, overdue, back again and waiting, and one that explains."""

from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path
from typing import Any

from schema import Digest, Exhibit

from ..dossier import wording
from ..exports.cells import fitting
from .content import ABOUT, COUNTS, OVERDUE, WAITING, counts, overdue_row, waiting_row, who

ITEMS = ("单位", "文书日期", "当事人", "类型", "类别", "原文", "出处", "提出", "整改（文书所述）", "审核", "编号")
ITEM_WIDTHS = (16, 11, 20, 6, 14, 46, 30, 14, 24, 14, 12)
TEXT = {"text_wrap": True, "valign": "top", "border": 1, "font_name": "宋体"}
HEAD = {"text_wrap": True, "valign": "vcenter", "border": 1, "bold": True, "bg_color": "#F2F2F2", "font_name": "宋体"}
LINE, MOST_HEIGHT = 14.5, 409
"""Points of a line, and the most that Excel lets a row have."""
Rows = Iterable[Sequence[str | int]]


def write(digest: Digest, path: Path) -> None:
    """Write the workbook."""
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(path))
    units = digest.units
    sheets: tuple[tuple[str, Sequence[str], Sequence[int], Rows], ...] = (
        ("汇总", COUNTS, (28, 12, 12, 12, 14, 12), [(unit.unit, *counts(unit)) for unit in units]),
        ("新增", ITEMS, ITEM_WIDTHS, [_item(unit.unit, one) for unit in units for one in unit.new]),
        (
            "逾期",
            ("单位", *OVERDUE),
            (20, 14, 28, 60, 24, 20),
            [(unit.unit, *overdue_row(one)) for unit in units for one in unit.overdue],
        ),
        ("整改后又发生", ITEMS, ITEM_WIDTHS, [_item(unit.unit, one) for unit in units for one in unit.relapsed]),
        (
            "待审",
            ("单位", *WAITING),
            (20, 48, 16, 8, 8),
            [(unit.unit, *waiting_row(one)) for unit in units for one in unit.waiting],
        ),
        ("说明", ("说明",), (100,), [(note,) for note in _about(digest)]),
    )
    for name, heads, widths, rows in sheets:
        _sheet(workbook, digest, name, heads, widths, rows)
    try:
        workbook.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def _item(unit: str, one: Exhibit) -> tuple[str, ...]:
    words = "\n".join(anchor.exact for anchor in one.anchors)
    fix = wording.rectification(one.rectification) if one.rectification else ""
    return (
        unit, one.document.date or "", who(one), one.type.label, one.category.label, words, wording.source(one), wording.voice(one), fix,
        wording.state(one), one.id,
    )  # fmt: skip


def _lines(cell: str | int, width: int) -> int:
    """How many lines a cell takes; a Chinese character is as wide as two others, and a line seldom fills to its end."""
    parts = str(cell).split("\n")
    return sum(ceil((len(part.encode("gb18030", "replace")) + 1) / (width - 1)) or 1 for part in parts)


def _about(digest: Digest) -> tuple[str, ...]:
    first, last = map(wording.day, digest.period)
    return (
        f"{digest.notice}。",
        f"本期：{first}至{last}；逾期和待审截至{wording.day(digest.as_of)}。",
        *ABOUT,
        f"由一贯 {digest.version} 生成。",
    )


def _sheet(workbook: Any, digest: Digest, name: str, heads: Sequence[str], widths: Sequence[int], rows: Rows) -> None:
    """A sheet with the notice above its table and on each of its printed pages."""
    sheet = workbook.add_worksheet(name)
    text, head = workbook.add_format(TEXT), workbook.add_format(HEAD)
    sheet.write_string(0, 0, digest.notice, workbook.add_format({"bold": True, "font_name": "黑体"}))
    for column, (title, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, title, head)
    for row, cells in enumerate(rows, 2):
        # Said outright, because not every program finds the height of wrapped text when it opens a file.
        sheet.set_row(row, min(LINE * max(map(_lines, cells, widths)), MOST_HEIGHT))
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell, text)
            else:
                # As a string whatever it looks like: `=1+1` in a document is words.
                sheet.write_string(row, column, fitting(cell), text)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&C{digest.notice}")
    sheet.set_footer("&C— &P —")
