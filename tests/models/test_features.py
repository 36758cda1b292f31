"""Features: the same text gives the same columns, and nothing crosses a block."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Unit, sequence_matrix
from models.features import PASSAGE_PARTS, normalised, passage_matrix, sign_matrix
from tests.builders import unit


def columns(units: list[Unit], row: int) -> dict[int, float]:
    line = sequence_matrix(units)[row]
    return dict(zip(line.indices.tolist(), line.data.tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("超支12.5万元", "超支0万元"), ("２０２３年", "0年"), ("3个项目、15次", "0个项目、0次"), ("无数字", "无数字"), ("", "")],
)
def test_numbers_count_by_their_presence(text: str, expected: str) -> None:
    assert normalised(text) == expected


@given(st.lists(st.text("学习不深入，调研少3", min_size=1, max_size=6), min_size=1, max_size=5))
def test_the_same_text_gives_the_same_columns(texts: list[str]) -> None:
    units = [unit(text, "want", sentence=index // 2, heading="问题") for index, text in enumerate(texts)]
    first, second = sequence_matrix(units), sequence_matrix(list(units))
    assert first.shape == second.shape
    assert first.shape[0] == len(texts)
    assert (first != second).nnz == 0


def test_amounts_differ_in_nothing() -> None:
    assert columns([unit("超支12万元")], 0) == columns([unit("超支9.5万元")], 0)


@pytest.mark.parametrize(
    "neighbour", [unit("不及时", "delay", sentence=1, group=1), unit("成效显著", "gain", sentence=2, group=1)]
)
def test_neighbours_of_other_blocks_are_no_context(neighbour: Unit) -> None:
    alone = columns([unit("学习不深入", "want")], 0)
    assert columns([unit("学习不深入", "want"), neighbour], 0) == alone
    assert columns([neighbour, unit("学习不深入", "want", sentence=5)], 1) == alone


@pytest.mark.parametrize("row", [0, 1])
def test_neighbours_of_the_block_are_context(row: int) -> None:
    units = [unit("学习不深入", "want"), unit("不及时", "delay")]
    with_neighbour, alone = columns(units, row), columns([units[row]], 0)
    assert alone.items() <= with_neighbour.items()
    assert len(with_neighbour) > len(alone)


def test_what_stands_before_is_told_from_what_stands_after() -> None:
    said = unit("学习不深入")
    other = unit("不及时", sentence=0)
    assert columns([other, said], 1) != columns([said, other], 0)


def test_the_neighbouring_sentence_tells_its_signs() -> None:
    said = unit("学习不深入", sentence=1)
    with_signs = columns([unit("会议指出", "normative", sentence=0), said], 1)
    without = columns([unit("会议指出", sentence=0), said], 1)
    assert without.items() <= with_signs.items()
    assert len(with_signs) > len(without)


@pytest.mark.parametrize(
    "changed", [unit("拖延", heading="存在问题"), unit("拖延", column="问题表现"), unit("拖延", "want"), unit("推诿")]
)
def test_heading_column_signs_and_text_each_count(changed: Unit) -> None:
    assert columns([changed], 0) != columns([unit("拖延")], 0)


def test_passages_are_of_norm_one_in_each_part() -> None:
    matrix = passage_matrix(["学习不深入", "调研少"], ["存在问题", "存在问题"], [("want", "kind:minutes"), ("want",)])
    assert matrix.shape == (2, sum(PASSAGE_PARTS))
    edges = np.cumsum((0, *PASSAGE_PARTS))
    for start, end in itertools.pairwise(edges):
        assert np.sqrt(matrix[:, start:end].multiply(matrix[:, start:end]).sum(axis=1)) == pytest.approx(1.0)


def test_an_empty_passage_has_no_features() -> None:
    assert passage_matrix([""], [""], [()]).nnz == 0


def test_a_sign_said_twice_counts_once() -> None:
    assert (sign_matrix([("want", "want")]) != sign_matrix([("want",)])).nnz == 0
