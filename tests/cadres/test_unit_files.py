"""A units file beside the roster: what else units are called, and where it contradicts itself."""

from pathlib import Path

import openpyxl
import pytest

from cadres import contradictions, read_roster
from cadres.unit_book import UnitBook
from schema import Post, RosterError, UnitRecord

ROSTER = "编号,姓名,单位,现任职务,任职时间\nA,何沛,云泽市生态环境局,局长,2016.03\nB,李静,云泽市测绘局,局长,2020.01\n"
HEADER = "单位名称,简称,级别,上级单位,起用时间,停用时间,更名为,并入"
UNITS = (
    f"{HEADER}\n云泽市环境保护局,市环保局,县处级,云泽市,,2019-03,云泽市生态环境局,\n"
    "云泽市生态环境局,市生态局,县处级,云泽市,2019-03,,,\n云泽市测绘局,,乡科级,云泽市,,,,\n"
)
BOOK = UnitBook(
    (
        UnitRecord(name="云泽市规划局", end="2019-03", merged_into="云泽市资源局"),
        UnitRecord(name="云泽市国土局", end="2019-03", merged_into="云泽市资源局"),
        UnitRecord(name="云泽市资源局", aliases=("市资源局",), start="2019-03", end="2024-01", renamed_to="云泽市自然资源局"),
        UnitRecord(name="云泽市自然资源局", start="2024-01"),
        UnitRecord(name="一中", parent="石渡县教育局"),
        # an old name that was used again, of another unit
        UnitRecord(name="云泽市重点办", end="2010-01", renamed_to="云泽市项目局"),
        UnitRecord(name="云泽市项目局", start="2010-01"),
        UnitRecord(name="云泽市重点办", start="2015-01", aliases=("市重大项目办",)),
        UnitRecord(name="云泽市旅游局", renamed_to="云泽市文旅局"),
        # a ring
        UnitRecord(name="甲局", renamed_to="乙局"),
        UnitRecord(name="乙局", renamed_to="甲局"),
    )
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "名册.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "单位.csv").write_text(UNITS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("unit", "start", "end", "wanted"),
    [
        ("云泽市自然资源局", "2020-01", None, {"云泽市资源局", "市资源局"}),
        ("云泽市自然资源局", "2015-01", None, {"云泽市资源局", "市资源局", "云泽市规划局", "云泽市国土局"}),
        ("云泽市规划局", "2015-01", "2019-03", {"云泽市资源局", "市资源局", "云泽市自然资源局"}),
        ("云泽市规划局", "2011-01", "2015-01", set()),
        ("云泽市规划局", "2011-01", None, {"云泽市资源局", "市资源局", "云泽市自然资源局"}),
        ("一中", "2011-01", None, {"石渡县一中"}),
        ("云泽市旅游局", "2011-01", None, {"云泽市文旅局"}),
        ("云泽市没有局", "2011-01", None, set()),
        ("甲局", "2011-01", None, set()),
    ],
)
def test_what_else_the_unit_of_a_post_is_called(unit: str, start: str, end: str | None, wanted: set[str]) -> None:
    assert set(BOOK.named(Post(unit=unit, title="局长", start=start, end=end)).also) == wanted


def test_a_name_that_was_used_again_is_told_apart_by_time() -> None:
    old = BOOK.named(Post(unit="云泽市重点办", title="主任", start="2006-01", end="2009-01"))
    assert "云泽市项目局" in old.also
    assert "市重大项目办" not in old.also


def test_a_units_file_in_the_folder_names_the_units_of_posts(folder: Path) -> None:
    he, li = read_roster(folder).cadres
    assert set(he.posts[0].also) == {"云泽市环境保护局", "市环保局", "云泽市环保局", "市生态局", "云泽市生态局"}
    assert li.posts[0].also == ()


def test_a_units_sheet_in_the_workbook_does_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, text in (("名册", ROSTER), ("单位", UNITS)):
        sheet = book.create_sheet(title)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.save(tmp_path / "名册.xlsx")
    assert "市环保局" in read_roster(tmp_path / "名册.xlsx").cadres[0].posts[0].also


def test_units_without_persons_are_no_roster(folder: Path) -> None:
    with pytest.raises(RosterError, match="只有单位表，没有干部名册"):
        read_roster(folder / "单位.csv")


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("云泽市测绘局,,,,,,,", "单位名称", "同名单位时间重叠"),
        ("云泽市林业局,,,,2020,2019,,", "停用时间", "早于起用时间"),
        ("云泽市林业局,,,,2020-13,,,", "起用时间", "不是日期"),
        ("云泽市林业局,,,云泽市农委,,,,", "上级单位", "单位表里没有“云泽市农委”"),
        ("云泽市林业局,,,,,,云泽市林草局,", "更名为", "单位表里没有“云泽市林草局”"),
        ("云泽市林业局,,,,,,,云泽市大局", "并入", "单位表里没有“云泽市大局”"),
        ("云泽市林业局,,,,,,云泽市林业局,", "更名为", "又更回自己"),
        (",市林业局,,,,,,", "单位名称", "是空的"),
    ],
)
def test_contradictions_of_the_units_have_their_place(folder: Path, line: str, column: str, message: str) -> None:
    (folder / "单位.csv").write_text(UNITS + line, encoding="utf-8")
    (found,) = contradictions(folder)
    assert (Path(found.path).name, found.row, found.column) == ("单位.csv", 5, column)
    assert message in found.message


def test_a_post_in_an_unknown_unit_is_told(folder: Path) -> None:
    assert contradictions(folder) == ()
    text = ROSTER.replace("云泽市测绘局", "云泽市测汇局") + "C,田野,市环保局,局长,2001.02\n"
    (folder / "名册.csv").write_text(text, encoding="utf-8")
    (found,) = contradictions(folder)
    assert (Path(found.path).name, found.row, found.column) == ("名册.csv", 3, "单位")
    assert "单位表里没有“云泽市测汇局”" in found.message
