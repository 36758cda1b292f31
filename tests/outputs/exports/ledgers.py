"""Templates as offices have them, for the tests of what is filled in."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

THIN = Border(*(Side(style="thin") for _ in range(4)))
HEADERS = (
    "序号",
    "问题来源",
    "存在的问题",
    "具体表现",
    "牵头领导",
    "责任单位",
    "责任人",
    "整改措施",
    "整改\n时限",
    "进展情况",
    "完成情况",
    "佐证材料",
    "备注",
)


def plain(path: Path, headers: tuple[str, ...] = HEADERS, *, prepared: int = 2, title: str = "××局问题整改台账") -> Path:
    """A title over all columns, a header in row 3, some prepared rows with borders, and a line to sign below with a count."""
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = "整改台账"
    sheet["A1"] = title
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headers))
    sheet["A1"].font = Font(name="方正小标宋简体", size=22)
    sheet["A2"] = "填报单位：××局"
    for column, header in enumerate(headers, 1):
        cell = sheet.cell(3, column, header)
        cell.fill, cell.border = PatternFill("solid", fgColor="FFDDDD"), THIN
    for row in range(4, 4 + prepared):
        sheet.row_dimensions[row].height = 60
        for column in range(1, len(headers) + 1):
            cell = sheet.cell(row, column)
            cell.border, cell.font = THIN, Font(name="仿宋_GB2312", size=11)
    below, last = 4 + prepared, 3 + prepared
    sheet.cell(below, 1, "合计")
    sheet.cell(below, 3, f"=COUNTA(C4:C{last})")
    sheet.cell(below + 1, 1, "审核人：        填报人：")
    sheet.merge_cells(start_row=below + 1, start_column=1, end_row=below + 1, end_column=len(headers))
    sheet.row_dimensions[below + 1].height = 33
    check = DataValidation(type="list", formula1='"已完成,正在整改"')
    check.add(f"K4:K{last}")
    sheet.add_data_validation(check)
    sheet.conditional_formatting.add(
        f"K4:K{last}", CellIsRule(operator="equal", formula=['"已完成"'], fill=PatternFill(bgColor="00FF00"))
    )
    sheet.print_area = f"A1:M{below + 1}"
    sheet.freeze_panes = "A4"
    other: Any = workbook.create_sheet("汇总")
    other["A1"], other["B1"] = "共", f"=整改台账!C{below}"
    workbook.save(path)
    return path


def merged(path: Path) -> Path:
    """A header of two rows: 责任 over 领导, 单位 and 人, 整改 over its parts; the other columns are merged downwards."""
    workbook = Workbook()
    workbook.active.title = "说明"  # type: ignore[union-attr]
    workbook["说明"]["A1"] = "填表说明：请勿改动列名"
    sheet: Any = workbook.create_sheet("台账")
    sheet["A1"] = "问题整改台账"
    sheet.merge_cells("A1:J1")
    above = {"A": "序号", "B": "问题来源", "C": "问题描述", "D": "责 任", "G": "整改", "J": "销号时间"}
    for column, text in above.items():
        sheet[f"{column}4"] = text
    sheet.merge_cells("D4:F4")
    sheet.merge_cells("G4:I4")
    for column in "ABCJ":
        sheet.merge_cells(f"{column}4:{column}5")
    for column, text in zip("DEFGHI", ("领导", "单位", "人", "措施", "时限", "状态"), strict=True):
        sheet[f"{column}5"] = text
    workbook.save(path)
    return path
