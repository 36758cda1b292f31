from datetime import date
from pathlib import Path

import pytest

from cadres import contradictions
from tests.cadres.appointment_forms import RESUME, lrmx

HEADER = "cadre_id,name,gender,birth,unit,post,rank,aliases,history"
TODAY = date(2024, 6, 1)


def faults(folder: Path, *rows: str) -> list[tuple[int | None, str | None, str]]:
    path = folder / "名册.csv"
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    return [(fault.row, fault.column, str(fault)) for fault in contradictions(path, TODAY)]


def test_a_sound_roster_has_none(tmp_path: Path) -> None:
    assert faults(tmp_path, "A,何沛,男,1971-03,水利局,局长,,,2019-03~|水利局|局长;2014-06~2019-03|石渡县|副县长") == []


def test_someone_retired_is_no_contradiction(tmp_path: Path) -> None:
    assert faults(tmp_path, "A,何沛,男,1961-03,水利局,局长,,,2015-03~2021-04|水利局|局长") == []


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("A,何沛,男,2025-03,水利局,局长,,,", "birth", "出生年月 2025-03 不可能"),
        ("A,何沛,男,1871-03,水利局,局长,,,", "birth", "出生年月 1871-03 不可能"),
        ("A,何沛,男,1999-03,水利局,局长,,,2010-03~|水利局|局长", "birth", "却在 2010-03 就任"),
        ("A,何沛,男,,水利局,局长,,,2021-03~2019-05|水利局|局长", "history", "止任时间 2019-05 早于任职时间 2021-03"),
        ("A,何沛,男,,水利局,局长,,,2024-09~|水利局|局长", "history", "任职时间 2024-09 还没有到"),
        ("A,何沛,男,,水利局,局长,,,2019-09~2025-01|水利局|局长", "history", "止任时间 2025-01 还没有到"),
        ("A,何沛,男,,水利局,局长,,,2019-03~|水利局|局长;2018-01~2020-01|水利局|局长", "history", "两段任职时间重叠"),
        (
            "A,何沛,男,,水利局,局长,,,2020-03~|审计局|局长",
            "history",
            "与现任职务（水利局局长）不一致",
        ),
        ("A,何沛,男,,水利局,局长,,,2019-03~|水利局|局长;2020-01~|石渡县|副县长", "history", "没有由近及远排列"),
        ("A,,男,,水利局,局长,,,", "name", "姓名是空的"),
        ("A,何沛,男,1971-20,水利局,局长,,,", "birth", "不是日期"),
    ],
)
def test_finds_it_with_row_and_column(tmp_path: Path, row: str, column: str, message: str) -> None:
    found = faults(tmp_path, row)
    assert len(found) == 1
    assert found[0][:2] == (2, column)
    assert message in found[0][2]


def test_finds_all_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        "A,何沛,男,1971-20,水利局,局长,,,2021-03~2019-05|水利局|局长",
        "B,李静,女,1974-06,水利局,副局长,,,",
        "A,,男,,水利局,科长,,,",
    )
    assert [fault[:2] for fault in found] == [(2, "birth"), (2, "history"), (4, "name"), (4, "cadre_id")]


def test_the_months_that_one_post_follows_another_do_not_overlap(tmp_path: Path) -> None:
    assert faults(tmp_path, "A,何沛,男,,水利局,局长,,,2020-03~|水利局|局长;2016-01~2020-03|水利局|局长") == []


def form_faults(folder: Path, *resume: str, **more: str) -> list[tuple[int | None, str | None, str]]:
    path = folder / "何沛.lrmx"
    path.write_bytes(lrmx(resume, **more))
    return [(fault.row, fault.column, fault.message) for fault in contradictions(path, TODAY)]


def test_a_sound_form_has_none(tmp_path: Path) -> None:
    assert form_faults(tmp_path, *RESUME) == []


@pytest.mark.parametrize(
    ("resume", "row", "column", "message"),
    [
        (("2001.07--2009.03  石渡县水利局科员", "2008.01--  云泽市水利局局长"), 1, "简历", "与第 2 行时间重叠"),
        (("2001.07--  石渡县水利局科员", "2008.01--  云泽市水利局局长"), 1, "简历", "没有止任时间，其后又有新的任职"),
        (("2001.07--1999.03  石渡县水利局科员", "2008.01--  云泽市水利局局长"), 1, "简历", "早于任职时间"),
        (("2001.13--2009.03  石渡县水利局科员", "2008.01--  云泽市水利局局长"), 1, "简历", "不是日期"),
        (("1981.07--2008.01  石渡县水利局科员", "2008.01--  云泽市水利局局长"), None, "出生年月", "却在 1981-07 就任"),
        (("2001.07--2009.03  石渡县水利局科员", "2009.03--  石渡县审计局科长"), None, "现任职务", "与简历最后一段不一致"),
    ],
)
def test_a_form_has_them_by_field_and_line(
    tmp_path: Path, resume: tuple[str, ...], row: int | None, column: str, message: str
) -> None:
    (found,) = form_faults(tmp_path, *resume)
    assert found[:2] == (row, column)
    assert message in found[2]


def test_a_bad_identity_number_of_a_form_is_told(tmp_path: Path) -> None:
    assert [fault[1] for fault in form_faults(tmp_path, *RESUME, ShenFenZheng="12345")] == ["身份证"]


def test_two_heads_at_one_time_are_told_once(tmp_path: Path) -> None:
    (found,) = faults(
        tmp_path,
        "A,何沛,男,,云泽市水利局,党组书记、局长,,,2019-03~|云泽市水利局|党组书记、局长",
        "B,龚成,男,,云泽市水利局,党组书记、局长,,,2021-03~|云泽市水利局|党组书记、局长",
        "C,李静,女,,云泽市水利局,副局长,,,2019-03~|云泽市水利局|副局长",
        "D,赵一,女,,云泽市水利局,副局长,,,2019-03~|云泽市水利局|副局长",
    )
    assert found[:2] == (3, "history")
    assert "何沛（2019-03~今）与龚成（2021-03~今）同时任云泽市水利局" in found[2]
    assert "另一人见第 2 行" in found[2]


def test_files_that_cannot_be_read_are_among_them(tmp_path: Path) -> None:
    (tmp_path / "何沛.lrmx").write_bytes(lrmx())
    (tmp_path / "坏.lrmx").write_bytes(b"<Person>")
    (found,) = contradictions(tmp_path, date(2026, 7, 1))
    assert Path(found.path).name == "坏.lrmx"
