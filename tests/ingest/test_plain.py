"""Plain text in every encoding that Chinese offices write."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import plain
from schema import BlockRole, UnsupportedFormat
from tests.ingest.builders import OPTIONS, cells, texts

TEXT = "关于巡察整改情况的报告\n局党组高度重视，立行立改。\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode("gb18030"),
    ],
)
def test_reads_every_encoding(content: bytes) -> None:
    reading = plain.read(content, OPTIONS)
    assert texts(reading) == TEXT.split()
    assert not reading.warnings


@pytest.mark.parametrize("name", ["䶮", "𠮷", "㛃", "𬭎"])
def test_keeps_rare_names(name: str) -> None:
    assert texts(plain.read(f"出席：何{name}同志，以及其他班子成员。".encode("gb18030"), OPTIONS)) == [
        f"出席：何{name}同志，以及其他班子成员。"
    ]


def test_reads_big5_that_gb_would_turn_into_nonsense() -> None:
    text = "關於巡察整改情況的報告，黨組成員對照檢查，認真落實整改責任。"
    assert texts(plain.read(text.encode("big5"), OPTIONS)) == [text]


def test_keeps_a_text_cut_in_the_middle_of_a_character() -> None:
    reading = plain.read("整改报告已上报".encode()[:-1], OPTIONS)
    assert texts(reading) == ["整改报告已上"]
    assert reading.degraded
    assert "截断" in reading.warnings[0]


def test_refuses_bytes_that_are_no_text() -> None:
    with pytest.raises(UnsupportedFormat):
        plain.read(bytes(range(256)) * 20, OPTIONS)


def test_makes_a_table_of_lines_with_as_many_columns() -> None:
    reading = plain.read("台账\n序号 | 问题 | 责任人\n1 |  | 何沛\n2 | 作风漂浮 | \n单独一行 | 不成表\n备注".encode(), OPTIONS)
    assert cells(reading) == {
        (0, 0): "序号", (0, 1): "问题", (0, 2): "责任人", (1, 0): "1", (1, 2): "何沛", (2, 0): "2", (2, 1): "作风漂浮",
    }  # fmt: skip
    assert texts(reading, BlockRole.PARAGRAPH) == ["台账", "单独一行 | 不成表", "备注"]


def test_begins_a_new_table_where_the_columns_change() -> None:
    reading = plain.read("甲 | 乙\n丙 | 丁\n一 | 二 | 三\n四 | 五 | 六\n".encode(), OPTIONS)
    assert [len(cells(reading, table)) for table in (0, 1)] == [4, 6]


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=30), max_size=8))
def test_makes_blocks_that_a_document_can_hold(lines: list[str]) -> None:
    try:
        reading = plain.read("\n".join(lines).encode(), OPTIONS)
    except UnsupportedFormat:
        return
    assert all(block.text and "\n" not in block.text and block.text == block.text.strip() for block in reading.blocks)
