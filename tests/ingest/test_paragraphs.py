"""Which lines go on and which begin."""

import pytest

from ingest.lines import Line
from ingest.paragraphs import Merger, flush_depths, measure, opening_ems

SIZE, LEFT, RIGHT, PITCH = 16.0, 80.0, 528.0, 28.0


def lines(*texts: str, page: int = 1) -> list[Line]:
    """Lines set 28 characters wide; `>` at the head is an indent of two characters, `|` at the end says that the line is full."""
    made = []
    for index, text in enumerate(texts):
        indent = 2 * SIZE * text.startswith(">")
        words = text.strip(">|")
        right = RIGHT if text.endswith("|") else LEFT + indent + SIZE * len(words)
        top = 100 + index * PITCH
        made.append(
            Line(page=page, text=words, left=LEFT + indent, top=top, right=right, bottom=top + SIZE, size=SIZE, start=0, end=1)
        )
    return made


BODY = lines(*[">起段落的一行文字|", "接着的一行文字|", "末行。"] * 4)


def merged(*texts: str) -> list[str]:
    whole = measure(BODY, SIZE)
    return [paragraph.text for paragraph in Merger(whole, flush=flush_depths(BODY, whole)).merge(lines(*texts))]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([">甲|", "乙|", "丙。", ">丁|", "戊。"], ["甲乙丙。", "丁戊。"]),
        ([">甲。|", ">乙|"], ["甲。", "乙"]),
        ([">（一）关于问题的整改|", ">经与施工单位谈判|"], ["（一）关于问题的整改", "经与施工单位谈判"]),
        ([">时间：2024年", ">地点：会议室"], ["时间：2024年", "地点：会议室"]),
        (["各乡镇党委：", ">现将情况通报如下|"], ["各乡镇党委：", "现将情况通报如下"]),
        ([">通过网站|", "www.example.gov.cn收集诉求|"], ["通过网站www.example.gov.cn收集诉求"]),
        ([">see|", "also|"], ["see also"]),
    ],
)
def test_joins_what_goes_on(texts: list[str], expected: list[str]) -> None:
    assert merged(*texts) == expected


def test_goes_on_after_a_line_that_a_long_word_left_short() -> None:
    first = "字" * 20
    assert merged(">" + first, "www.example.gov.cn收集群众诉求|") == [first + "www.example.gov.cn收集群众诉求"]


@pytest.mark.parametrize(
    ("text", "ems"), [("会议", 1), ("会，议", 2), ("2024年", 2), ("“会”议", 4), ("在“会议", 3), ("www.gov.cn收", 5)]
)
def test_measures_what_a_line_opens_with(text: str, ems: float) -> None:
    assert opening_ems(text) == ems
