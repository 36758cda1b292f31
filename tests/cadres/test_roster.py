"""Rosters written here, in every form that offices keep them, and read."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cadres import read_roster
from schema import Cadre, Post, RosterError

HEADER = "cadre_id,name,gender,birth,unit,post,rank,aliases,history"
WATER = "云泽市水利局"
HISTORY = "2019-03~|云泽市水利局|党组书记、局长;2014-06~2019-03|石渡县人民政府|副县长"
ROW = f"YZ001,何沛,男,1971-03,{WATER},党组书记、局长,正处级,何小沛;何培,{HISTORY}"
WANTED = Cadre(
    id="YZ001",
    name="何沛",
    gender="男",
    birth="1971-03",
    rank="正处级",
    aliases=("何小沛", "何培"),
    posts=(
        Post(unit=WATER, title="党组书记、局长", start="2019-03", end=None),
        Post(unit="石渡县人民政府", title="副县长", start="2014-06", end="2019-03"),
    ),
)


def csv_file(folder: Path, *lines: str, encoding: str = "utf-8", name: str = "名册.csv") -> Path:
    path = folder / name
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def workbook(folder: Path, *rows: tuple[object, ...], merged: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(folder / "名册.xlsx")
    return folder / "名册.xlsx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_reads_a_csv_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    assert read_roster(csv_file(tmp_path, HEADER, ROW, encoding=encoding)).cadres == (WANTED,)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "编号,姓名,性别,出生年月,单位,现任职务,职级,曾用名,任职经历",
            f"YZ001,何　沛,男,1971.03,{WATER},党组书记、局长,正处级,何小沛、何培,{HISTORY}",
        ),
        (
            "序号,工号,姓名,性别,出生年月（岁）,工作单位,职务,级别,曾用名,简历",
            f"1,YZ001,何沛,男,71年3月,{WATER},党组书记、局长,正处级,何小沛 何培,"
            f"2019.03—至今 {WATER} 党组书记、局长；2014年6月至2019年3月 石渡县人民政府 副县长",
        ),
        (
            "人员编号,姓名,性别,出生日期,工作单位及职务,职级,别名,履历",
            f"YZ001,何沛,男,197103,{WATER}党组书记、局长,正处级,何小沛;何培,"
            f"201903~|{WATER}|党组书记、局长;201406~201903石渡县人民政府副县长",
        ),
    ],
    ids=["Chinese header", "other words, dates and dashes", "unit and post in one column"],
)
def test_understands_what_offices_call_their_columns(tmp_path: Path, header: str, row: str) -> None:
    assert read_roster(csv_file(tmp_path, header, row)).cadres == (WANTED,)


def test_reads_a_workbook_with_a_title_a_merged_header_numbers_and_excel_dates(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ("云泽市管干部名册", None, None, None, None, None, None),
        ("编号", "姓名", "性别", "出生年月", "现任", None, "任职时间"),
        (None, None, None, None, "单位", "职务", None),
        (1001, "何沛", "男", date(1971, 3, 1), WATER, "党组书记、局长", date(2019, 3, 15)),
        (None, None, None, None, None, None, None),
        (1002.0, "李静", "女", 197406, WATER, "副局长", "2020.05"),
        merged=("A1:G1", "E2:F2", "A2:A3"),
    )
    roster = read_roster(path)
    assert [(cadre.id, cadre.name, cadre.birth, cadre.posts) for cadre in roster.cadres] == [
        ("1001", "何沛", "1971-03", (Post(unit=WATER, title="党组书记、局长", start="2019-03-15", end=None),)),
        ("1002", "李静", "1974-06", (Post(unit=WATER, title="副局长", start="2020-05", end=None),)),
    ]
    assert roster.source == str(path)
    assert roster.id.startswith("sha256:")


@pytest.mark.parametrize(
    "rows",
    [
        # the lower row of a merged header names what nobody asks for, too
        (
            ("编号", "姓名", "出生", "现任", None, None, "任职时间"),
            (None, None, "年月", "单位", "职务", "学历", None),
            ("A", "何沛", "1971.03", WATER, "局长", "大学", "2019.03"),
        ),
        # the family has names and units, too
        (
            ("编号", "姓名", "出生年月", "单位", "职务", "任现职时间", "家庭成员", None),
            (None, None, None, None, None, None, "姓名", "工作单位"),
            ("A", "何沛", "75年3月".replace("75", "71"), WATER, "局长", 2019.03, "苗青", "县一中"),
        ),
        # a title, a note, line breaks and blanks in the header, a post with its level
        (
            ("云泽市管干部名册",),
            ("（截至2026年6月）",),
            ("编 号", "姓　名", "出生\n年月", "工作单位", "现任职务\n（职级）", "任职\n时间"),
            ("A", "何沛", 197103, WATER, "局长", date(2019, 3, 1)),
        ),
        # nothing merged: one post column holds all
        (("序号", "编号", "姓名", "出生年月", "工作单位及现任职务", "任现职务时间"), (1, "A", "何沛", "1971-03", WATER + "局长", "2019/03")),
    ],
    ids=["lower row with more", "family columns", "title and line breaks", "one column"],
)  # fmt: skip
def test_finds_the_columns_of_a_workbook(tmp_path: Path, rows: tuple[tuple[object, ...], ...]) -> None:
    (cadre,) = read_roster(workbook(tmp_path, *rows)).cadres
    (post,) = cadre.posts
    assert (cadre.id, cadre.name, cadre.birth) == ("A", "何沛", "1971-03")
    assert (post.unit, post.title, (post.start or "")[:7]) == (WATER, "局长", "2019-03")


def test_a_resume_in_a_cell_is_read_by_its_lines(tmp_path: Path) -> None:
    resume = "2001.07--2019.03  石渡县水利局科员\n（其间：2003.09--2006.07省委党校学习）\n2019.03--  云泽市水利局局长"
    path = workbook(tmp_path, ("编号", "姓名", "现任职务", "简历"), ("A", "何沛", "云泽市水利局局长", resume))
    assert [(post.title, post.start, post.end) for post in read_roster(path).cadres[0].posts] == [
        ("局长", "2019-03", None),
        ("科员", "2001-07", "2019-03"),
    ]


def test_an_end_and_an_identity_number_in_columns_of_their_own(tmp_path: Path) -> None:
    header = "编号,姓名,单位,职务,任职时间,免职时间,身份证号"
    path = csv_file(tmp_path, header, "A,何沛,水利局,局长,2015.03,2021.04,110101197103074512", "B,李静,水利局,局长,2021.04,,4512")
    he, li = read_roster(path).cadres
    assert (he.posts[0].end, li.posts[0].end) == ("2021-04", None)
    assert he.identity
    assert "4512" not in he.identity
    assert he.identity != li.identity


def test_keeps_a_current_post_that_the_history_does_not_repeat(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER, "A,何沛,,,云泽市审计局,局长,,,2014-06~2019-03|石渡县|副县长")
    assert [post.title for post in read_roster(path).cadres[0].posts] == ["局长", "副县长"]


@pytest.mark.parametrize(
    ("lines", "row", "column", "message"),
    [
        (("cadre_id,name,unit", "A,何沛,局"), 1, "post", "缺少“现任职务”列"),
        (("name,unit,post", "何沛,局,局长"), 1, "cadre_id", "缺少“编号”列"),
        ((HEADER, ROW, ROW), 3, "cadre_id", "编号“YZ001”与第 2 行重复"),
        ((HEADER, ROW.replace("何沛,", ",")), 2, "name", "姓名是空的"),
        ((HEADER, ROW.replace("YZ001", "")), 2, "cadre_id", "编号是空的"),
        ((HEADER, ROW.replace("1971-03", "1971-13")), 2, "birth", "“1971-13”不是日期"),
        ((HEADER, ROW.replace("2014-06~", "2014-60~")), 2, "history", "“2014-60”不是日期"),
        ((HEADER, ROW.replace("石渡县人民政府|副县长", "")), 2, "history", "没有职务"),
        ((HEADER, ROW.replace("2014-06~2019-03|", "早年|")), 2, "history", "不是“起~止|单位|职务”的写法"),
        ((HEADER,), None, None, "没有人"),
        (("这是一封信", "没有表头"), 1, None, "找不到表头"),
    ],
)
def test_says_what_is_wrong_and_where(tmp_path: Path, lines: tuple[str, ...], row: int, column: str, message: str) -> None:
    with pytest.raises(RosterError) as caught:
        read_roster(csv_file(tmp_path, *lines))
    assert (caught.value.row, caught.value.column) == (row, column)
    assert message in str(caught.value)
    assert caught.value.remedy
    assert caught.value.path.endswith("名册.csv")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("名册.xlsx", b"PK\x03\x04 broken", "不是完好的 Excel"),
        ("名册.xlsx", b"", "不是完好的 Excel"),
        ("名册.csv", b"\xff\xfe\xff", "编码"),
        ("名册.csv", b"", "找不到表头"),
        ("名册.pdf", b"%PDF", "不认识"),
    ],
)
def test_refuses_a_file_that_is_no_roster(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(RosterError, match=message):
        read_roster(path)


def test_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="读不了"):
        read_roster(tmp_path / "没有.csv")
