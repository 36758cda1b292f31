"""Every block is accounted for once: by what it is, whether it was searched, and why not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import Gazetteer, outline
from schema import Block, BlockRole, BlockUse, Document
from tests.builders import document, made, table

ROLES = {
    BlockRole.HEADER: BlockUse.HEADER,
    BlockRole.FOOTER: BlockUse.FOOTER,
    BlockRole.COMMENT: BlockUse.COMMENT,
    BlockRole.REVISION: BlockUse.REVISION,
    BlockRole.NOTE: BlockUse.NOTE,
    BlockRole.TITLE: BlockUse.TITLE,
    BlockRole.HEADING: BlockUse.HEADING,
    BlockRole.PARAGRAPH: BlockUse.PROSE,
}
texts = st.text(st.sampled_from("学习不够，。；：“”（）1 　—一、市局"), max_size=12)


def uses(read: Document) -> tuple[BlockUse, ...]:
    return outline(read, Gazetteer([])).coverage


@pytest.mark.parametrize("role", ROLES)
def test_a_block_is_taken_for_what_it_was_laid_out_as(role: BlockRole) -> None:
    assert uses(made((Block(index=0, role=role, text="理论学习不够深入，调研偏少。"),))) == (ROLES[role],)


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("会议时间：2024年1月18日", BlockUse.ATTENDANCE),
        ("参加人员：何沛、岳秋生", BlockUse.ATTENDANCE),
        ("主持人：何沛", BlockUse.ATTENDANCE),
        ("望交发〔2024〕12号", BlockUse.LETTERHEAD),
        ("2024年1月20日", BlockUse.SIGNATURE),
        ("审核：岳秋生", BlockUse.SIGNATURE),
        ("填报要求：实事求是填写，严禁虚报进度", BlockUse.PROSE),
        ("——", BlockUse.WORDLESS),
        ("时间观念不强，多次迟到。", BlockUse.PROSE),
        ("主持召开会议时不注意听取意见。", BlockUse.PROSE),
    ],
)
def test_lines_of_a_paper(text: str, use: BlockUse) -> None:
    assert uses(document("一、存在问题", text))[1] is use


def test_the_issuer_alone_signs() -> None:
    read = replace(document("理论学习不够深入。", "中共望川县委巡察组"), issuer="望川县委巡察组")
    assert uses(read) == (BlockUse.PROSE, BlockUse.SIGNATURE)


def test_a_table_has_heads_and_rows() -> None:
    blocks = table(("序号", "问题", "整改措施"), ("1", "学习不深入", "每周学习"), above=("问题整改台账说明。",))
    assert uses(made(blocks)) == (BlockUse.PROSE, *[BlockUse.COLUMN_HEAD] * 3, *[BlockUse.ROW] * 3)


@given(st.lists(st.tuples(st.sampled_from([role for role in BlockRole if role is not BlockRole.CELL]), texts), max_size=8))
def test_every_block_once_and_what_is_left_out_is_never_searched(blocks: list[tuple[BlockRole, str]]) -> None:
    read = made(tuple(Block(index=index, role=role, text=text) for index, (role, text) in enumerate(blocks)))
    laid = outline(read, Gazetteer([]))
    assert len(laid.coverage) == len(read.blocks)
    searched = {clause.block for clause in laid.clauses}
    assert searched == {index for index, use in enumerate(laid.coverage) if use.searched}
    assert [(one.block, one.reason) for one in laid.skipped] == [
        (index, use.label) for index, use in enumerate(laid.coverage) if not use.searched
    ]
