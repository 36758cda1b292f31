"""Roles, labels and depths of blocks."""

from ingest.layout import lay_out
from ingest.reading import Blocks, Reading
from schema import BlockRole, Verdict
from tests.ingest.builders import document


def test_gives_headings_their_depth_and_leaves_run_in_ones_paragraphs() -> None:
    blocks = document(
        "民主生活会会议记录", "一、对照检查", "（一）理论学习方面", "1.学得不深。中心组学习代替研讨。", "正文。"
    ).blocks
    assert [(block.role.value, block.label, block.level) for block in blocks] == [
        ("title", "", 0), ("heading", "一、", 1), ("heading", "（一）", 2), ("paragraph", "1.", 0), ("paragraph", "", 0),
    ]  # fmt: skip


def test_believes_a_heading_style_unless_a_whole_paragraph_wears_it() -> None:
    blocks = Blocks()
    blocks.add("会议记录")
    blocks.add("会前准备", role=BlockRole.HEADING, level=2)
    blocks.add("会" * 90 + "。", role=BlockRole.HEADING, level=1)
    laid = lay_out(blocks.reading(), id="sha256:0", name="x").blocks
    assert [(block.role.value, block.level) for block in laid[1:]] == [("heading", 2), ("paragraph", 0)]


def test_believes_the_number_that_a_list_displays() -> None:
    blocks = Blocks()
    blocks.add("会议记录")
    blocks.add("A、理论学习", label="A、")
    laid = lay_out(blocks.reading(), id="sha256:0", name="x").blocks
    assert (laid[1].role, laid[1].label, laid[1].level) == (BlockRole.HEADING, "A、", 1)


def test_leaves_cells_notes_and_heads_as_they_are() -> None:
    blocks = Blocks()
    blocks.add("会议记录")
    blocks.add_cell("一、学习", 0, 0, 0)
    blocks.add("1.脚注", role=BlockRole.NOTE)
    blocks.add("一、页眉", role=BlockRole.HEADER)
    laid = lay_out(blocks.reading(), id="sha256:0", name="x").blocks
    assert [(block.role.value, block.label) for block in laid[1:]] == [("cell", ""), ("note", ""), ("header", "")]


def test_tells_how_well_the_file_was_read() -> None:
    blocks = Blocks()
    blocks.add("会议记录")
    reading = Reading(blocks=tuple(blocks.blocks), warnings=("第 2 页没有文字",), degraded=True)
    document_ = lay_out(reading, id="sha256:0", name="x")
    assert (document_.verdict, document_.warnings) == (Verdict.DEGRADED, ("第 2 页没有文字",))
