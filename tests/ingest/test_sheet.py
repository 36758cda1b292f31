"""Excel workbooks: values as shown, merges, hidden sheets, and cells where no one looks."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest

from ingest import sheet
from ingest.archive import Archive
from ingest.readers import read
from ingest.sheetxml import forms_of
from schema import BlockRole, DamagedFile
from tests.ingest.builders import OPTIONS, cells, spans, texts, written, xlsx, zipped

LEDGER = [
    ["县教育局巡察反馈问题整改台账"],
    ["填报单位：县教育局　填报日期：2024年3月1日"],
    ["序号", "问题", "责任人", "完成率"],
    ["一、党的建设方面"],
    [1, "理论学习不够系统", "何沛", 0.85],
    [2, "", "秋生", 1],
    ["备注：以上问题均已明确责任领导。"],
]


def test_sets_lines_of_text_apart_from_the_table() -> None:
    reading = sheet.read(xlsx(LEDGER), OPTIONS)
    assert texts(reading, BlockRole.PARAGRAPH) == [LEDGER[0][0], LEDGER[1][0], LEDGER[3][0], LEDGER[6][0]]
    assert cells(reading) == {
        (0, 0): LEDGER[0][0], (1, 0): LEDGER[1][0], (2, 0): "序号", (2, 1): "问题", (2, 2): "责任人", (2, 3): "完成率", (3, 0): LEDGER[3][0],
        (4, 0): "1", (4, 1): "理论学习不够系统", (4, 2): "何沛", (4, 3): "0.85", (5, 0): "2", (5, 2): "秋生", (5, 3): "1", (6, 0): LEDGER[6][0],
    }  # fmt: skip


def test_keeps_a_lonely_number_in_the_table() -> None:
    reading = sheet.read(xlsx([["序号", "问题"], [1, ""], [2, "作风漂浮"]]), OPTIONS)
    assert (1, 0) in cells(reading)
    assert texts(reading, BlockRole.PARAGRAPH) == []


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (0.85, "0.0%", "85.0%"),
        (0.85, "0%", "85%"),
        (12345.6, "#,##0.00", "12,345.60"),
        (True, "General", "TRUE"),
        (date(2024, 1, 8), 'yyyy"年"m"月"d"日"', "2024年1月8日"),
        (date(2024, 1, 8), "yyyy-mm-dd", "2024-01-08"),
        (date(2024, 1, 8), "yyyy/m/d", "2024/1/8"),
        (date(2024, 1, 8), 'yyyy"年"m"月"', "2024年1月"),
        (datetime(2024, 1, 8, 9, 5), "yyyy/m/d h:mm", "2024/1/8 9:05"),
        ("责任\n单位", "General", "责任单位"),
    ],
)
def test_shows_values_as_excel_does(value: Any, code: str, shown: str) -> None:
    def form(book: Any) -> None:
        book["表1"]["B1"].number_format = code

    assert cells(sheet.read(xlsx([["甲", value]], change=form), OPTIONS))[0, 1] == shown


def test_reads_merged_cells_with_what_they_cover() -> None:
    def merge(book: Any) -> None:
        book["表1"].merge_cells("A1:C1")
        book["表1"].merge_cells("A2:A3")

    reading = sheet.read(xlsx([["台账"], ["党建", "问题一", "何沛"], ["", "问题二", "秋生"]], change=merge), OPTIONS)
    assert spans(reading) == {(0, 0): (1, 3), (1, 0): (2, 1)}
    assert [block.role for block in reading.blocks][:2] == [BlockRole.PARAGRAPH, BlockRole.CELL]


def test_leaves_hidden_sheets_out_and_says_so() -> None:
    def hide(book: Any) -> None:
        book["表2"].sheet_state = "hidden"

    reading = sheet.read(xlsx([["甲", "乙"]], [["密"]], change=hide), OPTIONS)
    assert texts(reading) == ["甲", "乙"]
    assert reading.warnings == ("工作表“表2”是隐藏的，未读取",)


def test_names_the_sheets_when_there_are_several() -> None:
    reading = sheet.read(xlsx([["甲", "乙"]], [["丙", "丁"]]), OPTIONS)
    assert texts(reading, BlockRole.HEADING) == ["表1", "表2"]
    assert cells(reading, 1) == {(0, 0): "丙", (0, 1): "丁"}


def test_visits_far_cells_without_the_room_between() -> None:
    def far(book: Any) -> None:
        book["表1"]["XFD1048576"] = "孤"

    assert cells(sheet.read(xlsx([["甲", "乙"]], change=far), OPTIONS)) == {(0, 0): "甲", (0, 1): "乙", (1048575, 16383): "孤"}


def test_a_far_cell_in_a_sheet_that_breaks_off_is_damage() -> None:
    def far(book: Any) -> None:
        book["表1"]["XFD1048576"] = "孤"

    with zipfile.ZipFile(io.BytesIO(xlsx([["甲", "乙"]], change=far))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-30]
    with pytest.raises(DamagedFile, match="损坏"):
        sheet.read(zipped(parts), OPTIONS)


def test_warns_of_citizen_numbers_stored_as_numbers() -> None:
    reading = sheet.read(xlsx([["姓名", "身份证号"], ["何沛", 510101197001011234]]), OPTIONS)
    assert "身份证号" in reading.warnings[0]


def test_warns_of_formulas_never_calculated() -> None:
    reading = sheet.read(xlsx([["合计", "=SUM(B2:B3)"]]), OPTIONS)
    assert reading.degraded
    assert "1 个公式" in reading.warnings[0]


def test_reads_cells_without_references() -> None:
    def strip(content: bytes) -> bytes:
        import io
        import re
        import zipfile

        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        name = "xl/worksheets/sheet1.xml"
        members[name] = re.sub(rb' r="[A-Z]+\d+"', b"", bytes(members[name]))  # type: ignore[arg-type]
        return zipped(members)

    assert cells(sheet.read(strip(xlsx([["甲", "乙"], ["丙", 2]])), OPTIONS)) == {
        (0, 0): "甲",
        (0, 1): "乙",
        (1, 0): "丙",
        (1, 1): "2",
    }


def test_tells_a_broken_workbook() -> None:
    with pytest.raises(DamagedFile):
        sheet.read(zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), OPTIONS)


def test_takes_the_ledger_for_one(tmp_path: Any) -> None:
    document = read(written(tmp_path, "台账.xlsx", xlsx(LEDGER)))
    assert (document.kind, document.title, document.date) == ("ledger", LEDGER[0][0], "2024-03-01")
    assert document.blocks[0].role is BlockRole.TITLE
    assert document.blocks[0].locations[0].cell == (0, 0)


def test_a_cell_beyond_every_sheet_asks_for_no_memory() -> None:
    source = zipfile.ZipFile(io.BytesIO(xlsx([["问题", "措施"], ["学习不够", "每月学习"]])))
    members = {name: source.read(name) for name in source.namelist()}
    part = next(name for name in members if name.startswith("xl/worksheets/sheet"))
    assert b'r="B2"' in members[part]
    members[part] = members[part].replace(b'r="B2"', b'r="B4294967295"')
    (form,) = forms_of(Archive(zipped(dict(members)), OPTIONS))
    assert form.rows == 4294967295
    assert "学习不够" in texts(sheet.read(zipped(dict(members)), OPTIONS))
