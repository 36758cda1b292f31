"""The digest in both formats: by unit, quoted exactly, nothing of what nobody reviewed, nothing ordered by how much there is of it."""

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from outputs import ExportError, write_digest
from schema import Category, Digest, Exhibit, OpenRectification, Overdue, StepKind, UnitDigest, Waiting
from tests.outputs.papers import NOTICE, WORDS, exhibit


def fix(one: Exhibit) -> OpenRectification:
    return OpenRectification(
        event_id="e-1", category=Category.LEADERSHIP, exhibits=(one.number,), standing=StepKind.PLANNED, deadline="2024-06-30",
        overdue=True, since="2024-01-18", responsible=("办公室",),
    )  # fmt: skip


def digest() -> Digest:
    """One unit with much and one with little, the little one first by name."""
    new, late, back = exhibit(1), exhibit(2, words="=1+1也不能当公式"), exhibit(3, words="整改后又出现同样的情况")
    waiting = (Waiting(document=replace(new.document, title="巡察反馈意见"), pending=3, unsure=1),)
    full = UnitDigest(
        unit="市水利局", new=(new,), overdue=(Overdue(exhibit=late, rectification=fix(late)),), relapsed=(back,), waiting=waiting
    )
    little = UnitDigest(unit="市审计局", new=(exhibit(4, words="查账不细"),), overdue=(), relapsed=(), waiting=())
    return Digest(
        notice=NOTICE, period=("2024-01-01", "2024-01-31"), as_of="2024-07-15", unit=None, units=(little, full),
        made_at="2024-07-15T08:00:00+08:00", version="0.1.0",
    )  # fmt: skip


def sheets(path: Path) -> dict[str, list[list[object]]]:
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in openpyxl.load_workbook(path)}


def test_the_paper_tells_each_unit_in_the_order_given(tmp_path: Path) -> None:
    write_digest(digest(), tmp_path / "汇总.docx")
    document = Document(str(tmp_path / "汇总.docx"))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings == [
        "一、总体情况", "二、市审计局", "（一）本期新增", "三、市水利局", "（一）本期新增", "（二）逾期未完成", "（三）整改后又发生", "（四）待审", "四、说明",
    ]  # fmt: skip
    assert WORDS in [one.text for one in document.paragraphs]
    assert [cell.text for cell in document.tables[0].rows[2].cells] == ["市水利局", "1", "0", "1", "1", "4"]


def test_the_notice_is_on_every_page(tmp_path: Path) -> None:
    write_digest(digest(), tmp_path / "汇总.docx")
    section = Document(str(tmp_path / "汇总.docx")).sections[0]
    assert {part.paragraphs[0].text for part in (section.header, section.even_page_header)} == {NOTICE}
    write_digest(digest(), tmp_path / "汇总.xlsx")
    with zipfile.ZipFile(tmp_path / "汇总.xlsx") as package:
        pages = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(pages) == 6
    assert all(f"&amp;C{NOTICE}" in page for page in pages)


def test_the_workbook_has_a_sheet_for_each_question(tmp_path: Path) -> None:
    write_digest(digest(), tmp_path / "汇总.xlsx")
    told = sheets(tmp_path / "汇总.xlsx")
    assert list(told) == ["汇总", "新增", "逾期", "整改后又发生", "待审", "说明"]
    assert all(rows[0][0] == NOTICE for rows in told.values())
    assert told["汇总"][2:] == [["市审计局", 1, 0, 0, 0, 0], ["市水利局", 1, 0, 1, 1, 4]]
    assert told["新增"][3][5] == WORDS
    assert told["新增"][3][6] == "《市水利局党组民主生活会会议记录》第2页第17段"
    assert told["逾期"][2][1:] == [
        "2024-06-30", "秦守田（时任市水利局党组书记、局长）", "“=1+1也不能当公式”（《市水利局党组民主生活会会议记录》第2页第17段）",
        "已逾期：承诺整改", "办公室",
    ]  # fmt: skip
    assert told["待审"][2:] == [["市水利局", "《巡察反馈意见》", "2024-01-18", 3, 1]]


def test_words_that_look_like_a_formula_stay_words(tmp_path: Path) -> None:
    one = digest()
    one = replace(one, units=(replace(one.units[0], new=(exhibit(1, words="=SUM(A1:A9)"),)),))
    write_digest(one, tmp_path / "汇总.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["新增"]["F3"]
    assert (cell.value, cell.data_type) == ("=SUM(A1:A9)", "s")


def test_nothing_to_tell(tmp_path: Path) -> None:
    write_digest(replace(digest(), units=()), tmp_path / "汇总.docx")
    assert "没有新增" in "".join(one.text for one in Document(str(tmp_path / "汇总.docx")).paragraphs)


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"请用 \.docx、\.xlsx 之一"):
        write_digest(digest(), tmp_path / "汇总.html")
