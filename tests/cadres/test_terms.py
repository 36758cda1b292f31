"""Terms of office told with a name part persons of one name."""

from dataclasses import replace

import pytest

from schema import Mention, MentionForm, Span
from tests.cadres.builders import cadre, full, index, linked, occasion, post

HEALTH = "云泽市卫生健康委员会"
FIRST = cadre("T1", "马丽", post("2021-02~", HEALTH, "党组成员、副主任"), post("2019-01~2021-01", HEALTH, "办公室主任"))
SECOND = cadre("T2", "马丽", post("2020-04~", HEALTH, "基层卫生科科长"))
THIRD = cadre("T3", "马丽", post("2021-03~", "石渡县人民政府", "副县长"), post("2018-01~2021-03", "石渡县教育局", "局长"))
RECORDS = index(FIRST, SECOND, THIRD)
SETTING = occasion("2023-06-20", HEALTH)


def placed(text: str) -> Mention:
    start = text.index("马丽")
    return Mention(text="马丽", span=Span(start=start, end=start + 2), form=MentionForm.FULL_NAME, name="马丽")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("马丽同志任办公室主任期间，档案没有移交。", "T1"),
        ("马丽在担任石渡县教育局局长期间没有研究过食堂。", "T3"),
        ("马丽同志任基层卫生科科长两年，没有下过乡。", "T2"),
        ("马丽同志任主席期间没有研究过。", None),
        ("马丽同志没有到岗。", None),
    ],
)
def test_a_term_told_after_the_name(text: str, wanted: str | None) -> None:
    assert linked(placed(text), SETTING, RECORDS, text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [("我任副主任两年，下乡少。", "T1"), ("有人任副主任两年，我下乡少。", None)])
def test_a_term_that_the_author_tells_of_himself(text: str, wanted: str | None) -> None:
    own = replace(SETTING, unit=None, people=(full("马丽"),), author=full("马丽"))
    assert linked(full("马丽"), own, RECORDS, text) == wanted
    assert linked(full("马丽"), replace(own, author=None), RECORDS, text) is None
