"""Clauses: cut at stops, enumeration marks left out, quotations told, and never more than the text holds."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.clauses import Clause, clauses
from schema import Block, BlockRole, Document
from tests.builders import document, made

PUNCTUATED = st.text("学习不深入一二是要第其1２.．、，。；：！？“”‘’「」（）()①② \u3000—％x", max_size=30)


def cut(*texts: str) -> list[tuple[str, str, str]]:
    return [(clause.text, clause.marker, clause.closer) for clause in clauses(document(*texts))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("。，；", []),
        ("（”", []),
        ("学习不深入", [("学习不深入", "", "")]),
        ("学习不深入，调研少。", [("学习不深入", "", "，"), ("调研少", "", "。")]),
        ("首先：开会多:落实少?", [("首先", "", "："), ("开会多:落实少", "", "?")]),
        ("读书、看报、调研都不够", [("读书、看报、调研都不够", "", "")]),
        ("投资1.5亿元，完成3.2%", [("投资1.5亿元", "", "，"), ("完成3.2%", "", "")]),
        ("存在慢作为——拖延两月", [("存在慢作为", "", ""), ("拖延两月", "", "")]),
        ("抓落实不够。（来源：信访件）", [("抓落实不够", "", "。"), ("来源", "", "："), ("信访件", "", "")]),
        ("　　学习不够，拖延 ", [("学习不够", "", "，"), ("拖延", "", "")]),
    ],
)
def test_cuts(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是读书少；二是求稳怕错。", [("读书少", "一是"), ("求稳怕错", "二是")]),
        ("要求：一要学，二要干", [("要求", ""), ("学", "一要"), ("干", "二要")]),
        ("三、存在问题", [("存在问题", "三、")]),
        ("（一）学习不深入。1.调研少，2.下沉不够", [("学习不深入", "（一）"), ("调研少", "1."), ("下沉不够", "2.")]),
        ("①拖拉；②推诿", [("拖拉", "①"), ("推诿", "②")]),
        ("3）资金拨付慢", [("资金拨付慢", "3）")]),
        ("2024年1.2万元", [("2024年1.2万元", "")]),
        ("统一是前提，又是一要点", [("统一是前提", ""), ("又是一要点", "")]),
    ],
)
def test_enumeration_marks_are_kept_beside_the_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, marker) for words, marker, _ in cut(text)] == expected


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "关于“对基层调研不够、指导不力”问题的整改",
            [("关于", False), ("对基层调研不够、指导不力", True), ("问题的整改", False)],
        ),
        ("他说“好的”，走了", [("他说“好的”", False), ("走了", False)]),
        ("“学习不够", [("学习不够", True)]),
        ("反馈“学习少，调研少”", [("反馈", False), ("学习少", True), ("调研少", True)]),
    ],
)
def test_quotations_are_told(text: str, quoted: list[tuple[str, bool]]) -> None:
    assert [(clause.text, clause.quoted) for clause in clauses(document(text))] == quoted


def test_full_stops_and_semicolons_and_blocks_end_sentences() -> None:
    numbers = [clause.sentence for clause in clauses(document("学习少，调研少；下沉少。拖延", "推诿，扯皮"))]
    assert numbers == [0, 0, 1, 2, 3, 3]


def test_blocks_of_unread_roles_are_left_out() -> None:
    blocks = (
        Block(index=0, role=BlockRole.HEADER, text="望川县交通运输局"),
        Block(index=1, role=BlockRole.PARAGRAPH, text="学习不深入。"),
    )
    found = clauses(made(blocks), {BlockRole.HEADER})
    assert [(clause.text, clause.block, clause.index) for clause in found] == [("学习不深入", 1, 0)]


@given(st.lists(PUNCTUATED, min_size=1, max_size=4))
def test_clauses_are_the_text_at_their_spans_in_order_and_in_one_block(texts: list[str]) -> None:
    read = document(*texts)
    found = clauses(read)
    assert [clause.index for clause in found] == list(range(len(found)))
    for clause in found:
        assert_in_place(read, clause)
    for before, after in itertools.pairwise(found):
        assert before.span.end <= after.span.start
        assert before.block <= after.block
        assert before.sentence <= after.sentence
        assert before.block == after.block or before.sentence < after.sentence


def assert_in_place(read: Document, clause: Clause) -> None:
    assert clause.text == read[clause.span]
    assert read.blocks_in(clause.span) == (read.blocks[clause.block],)
    assert any(character.isalnum() for character in clause.text)
    assert not set("，。；！？;?!") & set(clause.text)
    if clause.closer:
        assert clause.closer in read.text[clause.span.end :]


@given(PUNCTUATED)
def test_every_word_is_in_a_clause_or_in_an_enumeration_mark(text: str) -> None:
    read = document(text)
    found = clauses(read)
    covered = {offset for clause in found for offset in range(clause.span.start, clause.span.end)}
    left_out = "".join(character for offset, character in enumerate(text) if offset not in covered and character.isalnum())
    # A mark without words after it is no clause's mark, so only numerals may be missing.
    assert not set(left_out) - set("一二第是要其1２①②"), left_out
