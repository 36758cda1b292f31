"""Markdown: read without its marks, and nothing else taken for it."""

import pytest

from ingest import plain
from ingest.markdown import is_markdown
from schema import BlockRole
from tests.ingest.builders import OPTIONS, cells, texts


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["# 整改报告"], True),
        (["| 序号 | 问题 |", "|---|:-:|"], True),
        (["#整改"], False),
        (["```", "# x"], False),
        (["甲 | 乙", "丙 | 丁"], False),
        (["整改报告", "-----"], False),
        (["一、问题", "- 甲"], False),
    ],
)
def test_is_told_by_its_marks(lines: list[str], told: bool) -> None:
    assert is_markdown(lines) is told


def test_reads_the_text_without_its_marks() -> None:
    text = "# 整改 报告 #\n\n**一、问题**清单：见[附件](http://a)。\n- 甲\n* [x] 乙\n1. 丙\n> 引*文*\n\n副题\n---\n```\n# 码\n```\n***\na_b_c \\* 2024"
    reading = plain.read(text.encode(), OPTIONS)
    assert texts(reading) == ["整改 报告", "一、问题清单：见附件。", "甲", "乙", "1. 丙", "引文", "副题", "# 码", "a_b_c * 2024"]
    assert [(block.text, block.level) for block in reading.blocks if block.role is BlockRole.HEADING] == [
        ("整改 报告", 1),
        ("副题", 2),
    ]


def test_joins_wrapped_lines_only() -> None:
    text = f"# 题\n{'甲' * 40}\n{'乙' * 5}。\n时间：今日\n地点：此处"
    assert texts(plain.read(text.encode(), OPTIONS))[1:] == ["甲" * 40 + "乙" * 5 + "。", "时间：今日", "地点：此处"]


def test_reads_tables() -> None:
    reading = plain.read("前\n| 序号 | 问题 |\n|---|:--:|\n| 1 | **学习**不够 |\n| 2 | 甲\\|乙 |\n\n后".encode(), OPTIONS)
    assert cells(reading) == {(0, 0): "序号", (0, 1): "问题", (1, 0): "1", (1, 1): "学习不够", (2, 0): "2", (2, 1): "甲|乙"}
    assert texts(reading, BlockRole.PARAGRAPH) == ["前", "后"]
