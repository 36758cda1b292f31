"""Signs: what lexicon, layout and section tell of a clause."""

import pytest

from nlp import Gazetteer, outline
from nlp.clauses import clauses
from nlp.signs import lexical_classes
from schema import Document, DocumentKind
from tests.builders import document, made, table


def signs_of(read: Document, words: str) -> set[str]:
    laid = outline(read, Gazetteer(()))
    return next(set(unit.signs) for unit in laid.units if words in unit.text)


@pytest.mark.parametrize(
    ("text", "words", "expected", "unexpected"),
    [
        (
            "一是学习不深入。",
            "学习",
            {"marker:一是", "closer:。", "sentence opens", "unquoted", "kind:minutes"},
            {"digit", "table", "heading"},
        ),
        ("拖延了3个月，群众有意见。", "拖延", {"digit", "marker:none", "closer:，", "sentence opens"}, {"marker:一是"}),
        ("拖延了3个月，群众有意见。", "群众", {"closer:。", "before:，&none"}, {"digit", "sentence opens"}),
    ],
)
def test_layout(text: str, words: str, expected: set[str], unexpected: set[str]) -> None:
    found = signs_of(document(text), words)
    assert expected <= found
    assert not unexpected & found


def test_a_quoted_clause_and_the_one_after_it() -> None:
    read = document("关于“对基层调研不够、指导不力”问题的整改")
    assert {"quoted", "quotation opens", "quotation closes"} <= signs_of(read, "调研不够")
    assert "after quotation" in signs_of(read, "问题的整改")
    assert "quoted" not in signs_of(read, "问题的整改")


def test_the_section_and_the_kind_of_document_count() -> None:
    read = document("一、存在的主要问题", "学习不深入。", "二、整改措施", "加强学习。", kind=DocumentKind.FEEDBACK)
    assert {"kind:feedback", "section:problem", "heading:problem"} <= signs_of(read, "学习不深入")
    assert "heading:measure" in signs_of(read, "加强学习")
    assert "heading:problem" not in signs_of(read, "加强学习")
    assert "heading" in signs_of(read, "存在的主要问题")


def test_cells_tell_their_column() -> None:
    read = made(table(("序号", "存在问题", "整改措施"), ("1", "学习不深入", "加强学习")), kind=DocumentKind.LEDGER)
    assert {"table", "column:problem", "column:存在问题"} <= signs_of(read, "学习不深入")
    assert {"table", "header"} <= signs_of(read, "整改措施")


@pytest.mark.parametrize("text", ["学习不深入", "对基层指导不够", "作风不实"])
def test_deficiencies_are_told_from_merits(text: str) -> None:
    wanting, favourable = signs_of(document(text), text), signs_of(document("成效显著"), "成效显著")
    assert "none&wanting" in wanting
    assert "none&favourable" in favourable
    assert "none&wanting" not in favourable


def test_a_word_counts_for_the_clause_that_holds_it_and_opens_it_when_near_its_start() -> None:
    read = document("要求加强学习，学习不深入", "学习不深入")
    found = lexical_classes(read, clauses(read))
    assert len(found) == 3
    assert found[1] == found[2]
    assert found[0] != found[1]
    assert all(name.removesuffix("^") in classes for classes in found for name in classes)
