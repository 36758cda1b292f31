"""A document's own counts: what is taken for one, with which numbers, by whom, and when it disagrees with what is listed."""

import pytest

from nlp.counting import Tally, compared
from nlp.counts import counts
from nlp.numerals import number_of
from schema import Disagreement, DocumentKind
from tests.builders import document

LISTED = Tally(problems=25, rows=0, completed=19, mostly=0, told=25, excerpt=False)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("25", 25),
        ("十", 10),
        ("十九", 19),
        ("二十五", 25),
        ("两", 2),
        ("一百零八", 108),
        ("三百二十", 320),
        ("〇", 0),
        ("四六", 46),
    ],
)
def test_numerals(written: str, value: int) -> None:
    assert number_of(written) == value


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("巡察反馈的25个问题已完成19个，其余6个正在推进。", [("total", 25), ("completed", 19), ("in_progress", 6)]),
        ("反馈的3个方面32项问题，已整改30项。", [("total", 32), ("completed", 30)]),
        ("列出问题六类二十五个，二十五个问题已完成十八个。", [("total", 25), ("completed", 18)]),
        ("本次共指出11个问题。", [("total", 11)]),
        ("全部18项，已销号7项，基本完成2项，推进中6项，未启动1项，长期坚持1项，反弹1项。",
         [("total", 18), ("completed", 7), ("mostly", 2), ("in_progress", 6), ("not_started", 1), ("long_term", 1), ("relapsed", 1)]),
        ("反馈的32个问题，21个已完成，9个正在推进，2个需长期坚持。",
         [("total", 32), ("completed", 21), ("in_progress", 9), ("long_term", 2)]),
        ("上年度16个问题销了13个，剩下3个接着办。", [("total", 16), ("completed", 13), ("rest", 3)]),
        ("剩余2项正在推进。", [("rest", 2)]),
        ("3.17个问题已销号7个，其余按时限办。", [("total", 17), ("completed", 7)]),
    ],
)  # fmt: skip
def test_what_is_counted(text: str, numbers: list[tuple[str, int]]) -> None:
    found = max(counts(document(text)), key=lambda one: len(one.numbers))
    assert [(one.kind, one.number) for one in found.numbers] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "二是关于“4个村支部书记说不清”问题的整改。",
        "第12、13项为跨年度事项。",
        "涉及项目6个，金额300万元。",
        "我讲两个问题，点名的同志不要有情绪。",
        "纪委全年没有主动发现一条问题线索。",
        "对未完成的7个问题挂图作战。",
    ],
)
def test_what_is_no_count(text: str) -> None:
    assert counts(document(text)) == ()


def test_a_count_tells_where_and_by_whom() -> None:
    read = document("一、总体情况", "截至11月底，市委巡察反馈的25个问题，已完成19个。")
    (found,) = counts(read)
    assert read[found.span] == "市委巡察反馈的25个问题，已完成19个"
    assert found.by is not None
    assert read[found.by] == "市委巡察反馈"
    assert [read[one.span] for one in found.numbers] == ["25个问题", "已完成19个"]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("巡察反馈的25个问题，已完成19个。", True),
        ("上年度查摆的17个问题，14个已经销号。", False),
        ("2020年度民主生活会查摆的14个问题，已完成12个。", False),
        ("截至2024年5月底，18个问题中，已完成整改15个。", True),
    ],
)
def test_an_earlier_list_is_not_this_paper_s(text: str, own: bool) -> None:
    (found,) = counts(document(text, date="2024-06-10"))
    assert found.own is own


def doubts(text: str, listed: Tally, kind: DocumentKind = DocumentKind.RECTIFICATION) -> list[tuple[Disagreement, int, int]]:
    read = document(text, kind=kind)
    return [(one.kind, one.stated, one.found) for count in compared(counts(read), read, listed) for one in count.doubts]


def tally(**changes: int | bool) -> Tally:
    values = {name: getattr(LISTED, name) for name in ("problems", "rows", "completed", "mostly", "told", "excerpt")} | changes
    return Tally(**values)  # type: ignore[arg-type]


AGREES = "巡察反馈的25个问题，已完成19个，其余6个正在推进。"


def test_a_count_that_agrees_raises_no_doubt() -> None:
    assert doubts(AGREES, LISTED) == []
    assert doubts(AGREES, tally(problems=31, rows=25)) == []


def test_fewer_problems_than_counted_are_told() -> None:
    assert doubts(AGREES, tally(problems=22)) == [(Disagreement.LISTED, 25, 22)]
    assert doubts(AGREES, tally(problems=23, rows=24)) == [(Disagreement.LISTED, 25, 24)]


def test_an_excerpt_need_not_list_all() -> None:
    assert doubts(AGREES, tally(problems=12, completed=8, told=12, excerpt=True)) == []


def test_some_more_statements_than_points_are_no_wonder() -> None:
    assert doubts(AGREES, tally(problems=29)) == []
    assert doubts(AGREES, tally(problems=40)) == [(Disagreement.LISTED, 25, 40)]


def test_done_is_compared_where_the_statuses_are_told() -> None:
    assert doubts(AGREES, tally(completed=15)) == [(Disagreement.COMPLETED, 19, 15)]
    assert doubts(AGREES, tally(completed=17, mostly=2)) == []
    assert doubts(AGREES, tally(completed=3, told=5)) == []
    assert doubts(AGREES, tally(completed=21)) == [(Disagreement.COMPLETED, 19, 21)]


def test_parts_must_add_up() -> None:
    assert doubts("巡察反馈的25个问题，已完成19个，正在推进5个。", LISTED) == []
    assert doubts("巡察反馈的25个问题，已完成19个，其余5个正在推进。", LISTED) == [(Disagreement.SUM, 25, 24)]
    assert doubts("巡察反馈的25个问题，已完成19个，正在推进9个。", LISTED)[0] == (Disagreement.SUM, 25, 28)


def test_minutes_and_earlier_lists_are_not_compared() -> None:
    assert doubts(AGREES, tally(problems=3), DocumentKind.MINUTES) == []
    assert doubts("上年度查摆的17个问题，14个已经销号。", tally(problems=3)) == []
