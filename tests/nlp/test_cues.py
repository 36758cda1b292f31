"""Cues: words that qualify the deficiency tell how persistent it is; terms, counts and everyday words do not."""

import pytest

from nlp.cues import cue
from schema import CueKind
from tests.builders import document, span_of


@pytest.mark.parametrize(
    ("problem", "kind", "words"),
    [
        ("个别科室台账漏登", CueKind.ISOLATED, "个别"),
        ("台账屡查屡漏", CueKind.RECURRENT, "屡查屡漏"),
        ("改造方案一拖再拖", CueKind.RECURRENT, "一拖再拖"),
        ("库房长期不盘点", CueKind.PERSISTENT, "长期"),
        ("他总是等批文", CueKind.PERSISTENT, "总是"),
        ("培训计划年年写、年年没有下文", CueKind.PERSISTENT, "年年写、年年"),
        ("个别库房长期不盘点", CueKind.PERSISTENT, "长期"),
    ],
)
def test_words_that_qualify_the_deficiency(problem: str, kind: CueKind, words: str) -> None:
    read = document(f"存在的问题：{problem}。")
    found = cue(read, [span_of(read, problem)])
    assert found.kind is kind
    assert found.span is not None
    assert read[found.span] == words


@pytest.mark.parametrize(
    "problem",
    [
        "食堂结余三年没有公示",
        "全年没有一次研究信访",
        "中长期规划没有编制",
        "其任财务科科长期间账目不清",
        "谈心谈话不够经常",
        "去年年底才补签合同",
        "方案每次都由办公室代写",
        "一次性手套混用",
        "设备正常却报废",
    ],
)
def test_terms_counts_and_parts_of_other_words_tell_nothing(problem: str) -> None:
    read = document(f"{problem}。")
    assert cue(read, [span_of(read, problem)]).kind is CueKind.NONE
