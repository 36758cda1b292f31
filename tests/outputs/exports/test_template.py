"""A user's own ledger is filled by its headers, and everything else of it stays."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from outputs import ExportError
from outputs.exports import template
from outputs.exports.ledger import KNOWN, LEDGER, duty_of, folded_header
from schema import Finding, Responsible, StatementType, Tombstone
from tests.outputs.builders import document, finding
from tests.outputs.exports.ledgers import HEADERS, merged, plain
from tests.outputs.test_exports import FINDINGS as ALL
from tests.outputs.test_exports import FULL, NOTE, SPREAD

FINDINGS = (*ALL[:2], replace(SPREAD, type=StatementType.PROBLEM))
"""Three problems."""


def sheet_of(path: Path, name: str = "整改台账") -> Any:
    return openpyxl.load_workbook(path)[name]


def filled(
    tmp_path: Path, findings: tuple[Finding, ...] = FINDINGS, made: Path | None = None, **changes: Any
) -> tuple[template.Filled, Path]:
    source = made or plain(tmp_path / "模板.xlsx", **changes)
    out = tmp_path / "台账.xlsx"
    return template.fill(findings, source, out, NOTE), out


def column(sheet: Any, header: str) -> list[Any]:
    """The cells of the findings under a header."""
    at = [cell.value for cell in sheet[3]].index(header) + 1
    return [sheet.cell(row, at).value for row in range(4, 4 + len(FINDINGS))]


def test_each_column_holds_what_its_header_means(tmp_path: Path) -> None:
    told, out = filled(tmp_path)
    assert (told.count, told.sheet, told.unknown) == (3, "整改台账", ("备注",))
    sheet = sheet_of(out)
    assert column(sheet, "序号") == [1, 2, 3]
    assert column(sheet, "问题来源")[0] == "相互批评：市水利局党组民主生活会会议记录（2024-01-18）"
    assert column(sheet, "存在的问题")[0] == "理论武装：任务进度、目标、排名落后"
    assert column(sheet, "具体表现")[0] == "多次学习不够"
    assert column(sheet, "责任单位")[0] == "办公室"
    assert column(sheet, "责任人")[0] == "王敏"
    assert column(sheet, "整改措施")[0] == "1. 每周集中学习\n2. 建立台账"
    assert column(sheet, "整改\n时限")[0] == "2024-06-30"
    assert column(sheet, "进展情况")[0] == "正在整改"
    assert column(sheet, "完成情况")[0] == "正在整改"
    assert column(sheet, "备注") == [None, None, None]


def test_commendations_are_left_out_and_counted(tmp_path: Path) -> None:
    told, out = filled(tmp_path, ALL)
    assert (told.count, told.commendations) == (2, 1)
    assert sheet_of(out)["A6"].value == "合计"


def test_the_evidence_names_document_place_words_and_id(tmp_path: Path) -> None:
    _, out = filled(tmp_path)
    told = column(sheet_of(out), "佐证材料")
    assert told[0] == f"《纪要.docx》第1页第1段：“多次学习不够”\n（条目编号 {FULL.id}）"
    assert "《纪要.docx》第2页第1段；第3页第1段：“张建国同志" in told[2]
    assert "《纪要.docx》第4行第2列：“" in told[2]


def test_without_a_column_for_the_words_they_stand_under_the_problem(tmp_path: Path) -> None:
    _, out = filled(tmp_path, headers=("序号", "存在问题", "责任人", "编号"))
    sheet = sheet_of(out)
    assert [sheet.cell(4, at).value for at in range(1, 5)] == [1, "多次学习不够", "王敏、办公室", FULL.id]


@pytest.mark.parametrize("prepared", [1, 2, 3, 7])
def test_what_stands_below_moves_down_whole(tmp_path: Path, prepared: int) -> None:
    _, out = filled(tmp_path, prepared=prepared)
    sheet = sheet_of(out)
    last = max(6, 3 + prepared)
    assert (sheet.cell(last + 1, 1).value, sheet.cell(last + 1, 3).value) == ("合计", f"=COUNTA(C4:C{last})")
    assert sheet.cell(last + 2, 1).value.startswith("审核人")
    assert set(map(str, sheet.merged_cells.ranges)) == {"A1:M1", f"A{last + 2}:M{last + 2}"}
    assert sheet.row_dimensions[last + 2].height == 33
    assert str(sheet.data_validations.dataValidation[0].sqref) == f"K4:K{last}"
    assert [str(one.sqref) for one in sheet.conditional_formatting] == [f"K4:K{last}"]
    assert sheet.print_area == f"'整改台账'!$A$1:$M${last + 2}"
    assert sheet_of(out, "汇总")["B1"].value == f"=整改台账!C{last + 1}"


def test_styles_are_the_templates(tmp_path: Path) -> None:
    _, out = filled(tmp_path)
    sheet = sheet_of(out)
    assert sheet["A1"].font.name == "方正小标宋简体"
    assert sheet["C3"].fill.fgColor.rgb == "00FFDDDD"
    assert [(sheet.cell(row, 3).font.name, sheet.cell(row, 3).border.left.style) for row in (4, 5, 6)] == [
        ("仿宋_GB2312", "thin")
    ] * 3
    assert [sheet.row_dimensions[row].height for row in (4, 5, 6)] == [60] * 3
    assert sheet.freeze_panes == "A4"


def test_a_header_of_two_rows_on_another_sheet_is_found(tmp_path: Path) -> None:
    told, out = filled(tmp_path, made=merged(tmp_path / "模板.xlsx"))
    assert (told.sheet, told.unknown) == ("台账", ("销号时间",))
    sheet = sheet_of(out, "台账")
    shown = [sheet.cell(6, at).value for at in range(1, 11)]
    assert shown[0] == 1
    assert shown[2] == "多次学习不够"
    assert shown[3:10] == [None, "办公室", "王敏", "1. 每周集中学习\n2. 建立台账", "2024-06-30", "正在整改", None]
    assert sheet["D4"].value == "责 任"
    assert "D4:F4" in map(str, sheet.merged_cells.ranges)


def test_formulas_of_a_row_are_carried_to_every_row(tmp_path: Path) -> None:
    made = plain(tmp_path / "模板.xlsx", headers=("序号", "问题", "时限", "剩余天数"))
    workbook = openpyxl.load_workbook(made)
    for row in (4, 5):
        workbook["整改台账"].cell(row, 4, f'=IF(C{row}="","",C{row}-TODAY())')
    workbook.save(made)
    _, out = filled(tmp_path, made=made)
    assert [sheet_of(out).cell(row, 4).value for row in (4, 5, 6)] == [f'=IF(C{row}="","",C{row}-TODAY())' for row in (4, 5, 6)]


@pytest.mark.parametrize("words", ["=1+1", "+86 电话", "-不实", "@某人", '=HYPERLINK("x")', "=cmd|' /C calc'!A0"])
def test_words_never_become_a_formula(tmp_path: Path, words: str) -> None:
    read = document(words)
    _, out = filled(tmp_path, (finding(read, words),))
    cell = sheet_of(out).cell(4, HEADERS.index("具体表现") + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)


def test_signs_that_a_workbook_cannot_hold_are_left_out(tmp_path: Path) -> None:
    read = document("不\x07实\x0b的情况")
    _, out = filled(tmp_path, (finding(read, read.text),))
    assert sheet_of(out).cell(4, HEADERS.index("具体表现") + 1).value == "不实的情况"


def test_withdrawn_findings_have_a_sheet(tmp_path: Path) -> None:
    note = replace(NOTE, withdrawn=(Tombstone(id="f-1", cursor=7),))
    template.fill(FINDINGS, plain(tmp_path / "模板.xlsx"), tmp_path / "台账.xlsx", note)
    assert list(sheet_of(tmp_path / "台账.xlsx", "已撤下").iter_rows(values_only=True)) == [("编号", "游标"), ("f-1", 7)]


def test_a_template_without_a_known_header_is_refused_and_told_what_was_looked_for(tmp_path: Path) -> None:
    made = plain(tmp_path / "模板.xlsx", headers=("甲", "乙"))
    with pytest.raises(ExportError, match=r"模板\.xlsx 里没有认得的表头.*序号、来源、问题、具体表现.*整改时限"):
        template.fill(FINDINGS, made, tmp_path / "台账.xlsx", NOTE)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", "序号,问题".encode()])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "模板.xlsx").write_bytes(content)
    with pytest.raises(ExportError, match=r"另存为 \.xlsx"):
        template.fill(FINDINGS, tmp_path / "模板.xlsx", tmp_path / "台账.xlsx", NOTE)


def test_a_missing_template_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="没有模板"):
        template.fill(FINDINGS, tmp_path / "无.xlsx", tmp_path / "台账.xlsx", NOTE)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("整改时限", "时限"), ("完 成\n时 限", "时限"), ("整改时限（年/月/日）", "时限"), ("完成时限*", "时限"), ("序　号", "序号"),
        ("牵头单位", "责任单位"), ("责任单位：", "责任单位"), ("整改责任人", "责任人"), ("分管领导", "责任领导"), ("问题表现", "具体表现"),
        ("佐证材料", "佐证"), ("整改举措", "整改措施"), ("问题来源", "来源"), ("整改落实情况", "进展"),
    ],
)  # fmt: skip
def test_variants_of_headers_are_known(header: str, column: str) -> None:
    assert KNOWN[folded_header(header)] == column


def test_the_ledger_has_the_columns_that_offices_use() -> None:
    assert [column.header for column in LEDGER[:10]] == [
        "来源",
        "问题",
        "具体表现",
        "责任领导",
        "责任人",
        "整改措施",
        "时限",
        "进展",
        "状态",
        "佐证",
    ]


@pytest.mark.parametrize(
    ("mention", "cadre_id", "duty"),
    [
        ("党组书记、局长秦守田", "YZ1", "责任领导"), ("副主任王敏", None, "责任领导"), ("王敏", "YZ7", "责任人"), ("何局", "YZ8", "责任人"),
        ("王敏", None, "责任人"), ("市水利局", None, "责任单位"), ("办公室", None, "责任单位"), ("机关党委", None, "责任单位"),
        ("各科室负责人", None, "责任人"), ("局办公室主任", None, "责任领导"), ("何局", None, "责任人"),
    ],
)  # fmt: skip
def test_who_is_responsible_stands_where_the_document_puts_him(mention: str, cadre_id: str | None, duty: str) -> None:
    assert duty_of(Responsible(mention=mention, cadre_id=cadre_id)) == duty
