"""The title, wherever letterheads and numbers leave it."""

import pytest

from ingest.reading import Align, Blocks, Mark
from ingest.title import title_of
from schema import BlockRole
from tests.ingest.builders import document


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["县水利局党组2023年度民主生活会会议记录", "时间：2024年1月18日"], "县水利局党组2023年度民主生活会会议记录"),
        (["中共石磨坪镇委员会", "关于巡察反馈意见整改进展情况的报告", "县委巡察办："], "关于巡察反馈意见整改进展情况的报告"),
        (["砚审〔2018〕17号", "关于何沛同志经济责任履行情况的审计报告"], "关于何沛同志经济责任履行情况的审计报告"),
        (["附件2", "审计查出问题整改情况清单", "（截至2024年11月30日）"], "审计查出问题整改情况清单"),
        (["特急", "县委办公室文件", "关于作风督查情况的通报"], "关于作风督查情况的通报"),
        (["会议名称：中共麻柳湾村支部组织生活会", "日期：2025年2月20日"], "中共麻柳湾村支部组织生活会"),
        (["机关支部组织生活会记录（2021年3月25日晚，会议室）", "到会党员17人。"], "机关支部组织生活会记录"),
        (["民主生活会发言记录（摘要）", "主持：何沛"], "民主生活会发言记录（摘要）"),
        (["在全县干部大会上的", "讲话", "何沛"], "在全县干部大会上的讲话"),
        (["我这一年", "石桥镇中心学校　施永平", "我在石桥当了十四年校长。"], "我这一年"),
        (["会议纪要", "县医院2024年度民主生活会纪要", "2025年1月3日"], "县医院2024年度民主生活会纪要"),
        (["这是一句正文。", "又是一句。"], "这是一句正文。"),
    ],
)
def test_finds_the_title(lines: list[str], title: str) -> None:
    assert document(*lines).title == title


def test_marks_the_blocks_of_the_title() -> None:
    roles = [block.role for block in document("在全县干部大会上的", "讲话", "何沛", "一、形势").blocks]
    assert roles == [BlockRole.TITLE, BlockRole.TITLE, BlockRole.PARAGRAPH, BlockRole.HEADING]


def test_joins_lines_set_as_large() -> None:
    blocks = Blocks()
    large = Mark(align=Align.CENTER, size=22.0)
    for text in ("县教育局党组巡察整改", "专题民主生活会", "会议记录"):
        blocks.add(text, mark=large)
    blocks.add("时间：2024年1月18日", mark=Mark(size=16.0))
    assert title_of(blocks.blocks, blocks.marks) == ("县教育局党组巡察整改专题民主生活会会议记录", frozenset({0, 1, 2}))


def test_has_no_title_without_lines() -> None:
    assert title_of((), {}) == ("", frozenset())
