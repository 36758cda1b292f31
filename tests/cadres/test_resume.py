"""Résumés as appointment forms hold them."""

import pytest

from cadres.resume import Resume, lines_of, read_resume


def told(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.post.unit, one.post.title, one.post.start, one.post.end) for one in read_resume(text).stints]


def test_a_line_is_a_post_with_its_line_number() -> None:
    resume = read_resume("2001.07--2009.03  石渡县水利局科员\n2009.03--         石渡县水利局副局长")
    assert [(one.post.title, one.line) for one in resume.stints] == [("副局长", 2), ("科员", 1)]


def test_a_hanging_line_goes_on_with_the_one_before() -> None:
    assert told("2001.07--2009.03  石渡县水利局副\n                  局长、党组成员") == [
        ("石渡县水利局", "副局长、党组成员", "2001-07", "2009-03")
    ]


def test_what_happened_meanwhile_is_a_post_only_when_it_is_one() -> None:
    text = (
        "2009.03--2015.02  石渡县水利局副局长\n"
        "                  （其间：2010.03--2010.07在云泽市委党校学习；2011.03--2012.03挂职任云泽市审计局副局长；\n"
        "                  2013.09--2016.06省委党校在职研究生班学习）"
    )
    assert told(text) == [
        ("云泽市审计局", "副局长（挂职）", "2011-03", "2012-03"),
        ("石渡县水利局", "副局长", "2009-03", "2015-02"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2011.05--2012.05在省水利厅规划处挂职任副处长", "省水利厅规划处"),
        ("2011.05--2012.05挂职任省水利厅规划处副处长", "省水利厅规划处"),
        ("2011.05--2012.05省水利厅规划处副处长（挂职）", "省水利厅规划处"),
    ],
)
def test_a_secondment_in_its_wordings(text: str, wanted: str) -> None:
    found = told(f"2009.03--2015.02  石渡县水利局副局长（其间：{text}）")
    assert found[0] == (wanted, "副处长（挂职）", "2011-05", "2012-05")


def test_a_line_with_one_date_was_held_until_the_next() -> None:
    assert told("2001.07 石渡县水利局科员\n2009.03 任石渡县水利局副局长") == [
        ("石渡县水利局", "副局长", "2009-03", None),
        ("石渡县水利局", "科员", "2001-07", "2009-03"),
    ]


def test_what_is_held_still_comes_first() -> None:
    text = "2015.03--         石渡县人大代表、石渡县水利局局长\n2016.01--2018.01  石渡县河长办主任"
    assert [one[1] for one in told(text)][-1] == "主任"


@pytest.mark.parametrize(
    ("line", "reason"),
    [("2020.13-- 石渡县水利局局长", "不是日期"), ("曾任石渡县水利局局长", "没有起止时间")],
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(line: str, reason: str) -> None:
    resume = read_resume(f"{line}\n2009.03--2015.02  石渡县水利局副局长")
    assert [(number, reason in message) for number, message in resume.faults] == [(1, True)]
    assert [one.post.title for one in resume.stints] == ["副局长"]


@pytest.mark.parametrize("text", ["", "  \r\n ", "无"])
def test_an_empty_field_tells_nothing(text: str) -> None:
    assert read_resume(text).stints == ()
    assert read_resume("") == Resume(stints=())


@pytest.mark.parametrize(
    "mark", ["\r\n", "\n", "\r", "<br>", "<BR/>", "&lt;br /&gt;", "&amp;lt;br&amp;gt;", "\\n", "\\r\\n", "</p><p>"]
)
def test_whatever_stands_for_a_line_break(mark: str) -> None:
    assert [line for line in lines_of(f"一{mark}二") if line] == ["一", "二"]
