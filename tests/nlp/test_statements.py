"""Statements: tags become passages, block by block, trap by trap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import STATEMENT_TAGS
from nlp.clauses import clauses
from nlp.statements import closed, drafts, seemings
from schema import Document, StatementType
from tests.builders import document, span_of

READ = document("学习少，调研少，下沉少。作风虚", "拖延，推诿", "扯皮")
CLAUSES = clauses(READ)


def drafted(*tags: str) -> list[tuple[str, list[str]]]:
    return [(str(one.type), [READ[span] for span in one.spans]) for one in drafts(tags, chances(tags), STATEMENT_TAGS, CLAUSES)]


def chances(tags: tuple[str, ...]) -> np.ndarray:
    return np.array([[0.9 if label == tag else 0.02 for label in STATEMENT_TAGS] for tag in tags])


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O O O O O O O", []),
        ("T T O O O O T", []),
        ("B-P I-P O O O O O", [("problem", ["学习少，调研少"])]),
        ("B-P B-P O O O O O", [("problem", ["学习少"]), ("problem", ["调研少"])]),
        ("B-P I-P B-C I-C O O O", [("problem", ["学习少，调研少"]), ("commendation", ["下沉少。作风虚"])]),
        ("B-P I-C O O O O O", [("problem", ["学习少"]), ("commendation", ["调研少"])]),
        ("O I-P I-P O O O O", [("problem", ["调研少，下沉少"])]),
        ("B-P O I-P O O O O", [("problem", ["学习少"]), ("problem", ["下沉少"])]),
        ("B-P T I-P O O O O", [("problem", ["学习少"]), ("problem", ["下沉少"])]),
        ("O O O B-P I-P I-P I-P", [("problem", ["作风虚", "拖延，推诿", "扯皮"])]),
    ],
)
def test_tags_to_passages(tags: str, expected: list[tuple[str, list[str]]]) -> None:
    assert drafted(*tags.split()) == expected


def test_a_statement_does_not_jump_over_a_block() -> None:
    read = document("学习少", "——", "调研少")
    found = drafts(("B-P", "I-P"), chances(("B-P", "I-P")), STATEMENT_TAGS, clauses(read))
    assert [[read[span] for span in one.spans] for one in found] == [["学习少"], ["调研少"]]


def test_the_chance_of_a_passage_is_that_of_its_type() -> None:
    rows = np.array([[0.1, 0.0, 0.6, 0.2, 0.1, 0.0], [0.2, 0.2, 0.1, 0.5, 0.0, 0.0], *([[1.0, 0, 0, 0, 0, 0]] * 5)])
    (found,) = drafts(("B-P", "I-P", *"OOOOO"), rows, STATEMENT_TAGS, CLAUSES)
    assert found.type is StatementType.PROBLEM
    assert found.raw == pytest.approx((0.8 + 0.6) / 2)
    assert (found.first, found.last) == (0, 1)


@pytest.mark.parametrize(
    ("tag", "chance", "kept"), [("B-P", 0.6, True), ("B-P", 0.3, False), ("B-C", 0.45, True), ("B-C", 0.3, False)]
)
def test_an_improbable_passage_is_none(tag: str, chance: float, kept: bool) -> None:
    rows = np.array([[chance if label == tag else 0.0 for label in STATEMENT_TAGS]] * len(CLAUSES))
    assert bool(drafts((tag, *"OOOOOO"), rows, STATEMENT_TAGS, CLAUSES)) is kept


def test_traps_of_one_sentence_are_one_passage() -> None:
    tags = ("T", "T", "O", "T", "T", "O", "T")
    found = seemings(tags, chances(tags), STATEMENT_TAGS, CLAUSES)
    assert [READ[one.span] for one in found] == ["学习少，调研少", "作风虚", "拖延", "扯皮"]
    assert all(one.raw == pytest.approx(0.9) for one in found)


@given(st.lists(st.sampled_from(STATEMENT_TAGS), min_size=len(CLAUSES), max_size=len(CLAUSES)))
def test_every_asserting_clause_is_in_one_passage(tags: list[str]) -> None:
    found = drafts(tags, chances(tuple(tags)), STATEMENT_TAGS, CLAUSES)
    members = [index for one in found for index in range(one.first, one.last + 1)]
    assert members == [index for index, tag in enumerate(tags) if tag not in ("O", "T")]
    for one in found:
        assert all(len(READ.blocks_in(span)) == 1 for span in one.spans)
        assert 0.0 <= one.raw <= 1.0


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("有的“等靠要”。", "有的“等靠要", "有的“等靠要”"),
        ("学习少（笔记不全）。", "学习少（笔记不全", "学习少（笔记不全）"),
        ("指出“学习少”。", "学习少”", "“学习少”"),
        ("指出“学习少”。", "学习少", "学习少"),
        ("“学习少，调研少。", "“学习少", "“学习少"),
    ],
)
def test_quotation_marks_and_brackets_are_closed(text: str, words: str, expected: str) -> None:
    read: Document = document(text)
    assert read[closed(read, span_of(read, words))] == expected
