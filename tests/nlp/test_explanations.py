"""Why a statement is one: its clauses, category, voice and holder, with grounds that add up."""

import pytest

from models import Models
from nlp import Analyser, Gazetteer, Outline, explain, outline, shipped_types
from schema import Statement
from yiguan.gold import GoldDocument

MINUTES = 2
"""Which of the examples is explained."""


@pytest.fixture(scope="module")
def explained(tiny: Models, gold: tuple[GoldDocument, ...]) -> tuple[Outline, Statement]:
    document = gold[MINUTES].document
    found = Analyser(tiny, []).analyse(document).statements
    return outline(document, Gazetteer([])), found[0]


def test_every_clause_of_the_statement_is_told(explained: tuple[Outline, Statement], tiny: Models) -> None:
    laid, statement = explained
    told = explain(laid, statement, tiny, shipped_types())
    words = "".join(laid.document[span] for span in statement.spans)
    assert told.clauses
    assert all(one.of in words for one in told.clauses)
    assert [one.of for one in told.attributes] == ["类别", "提出方", "当事人类别"]
    assert told.attributes[0].label == statement.category.label
    assert told.attributes[1].label == statement.said.kind.label


def test_grounds_are_chinese_and_strongest_first(explained: tuple[Outline, Statement], tiny: Models) -> None:
    told = explain(*explained, tiny, shipped_types())
    for judgement in (*told.clauses, *told.attributes):
        assert judgement.whole
        assert judgement.label != judgement.rival
        pro = [ground.weight for ground in judgement.grounds if ground.weight > 0]
        con = [ground.weight for ground in judgement.grounds if ground.weight < 0]
        assert pro == sorted(pro, reverse=True)
        assert con == sorted(con)
        assert not any("标记" in ground.words for ground in judgement.grounds)


def test_words_stand_in_the_text(explained: tuple[Outline, Statement], tiny: Models) -> None:
    laid, statement = explained
    told = explain(laid, statement, tiny, shipped_types())
    for judgement in told.clauses:
        for ground in judgement.grounds:
            if ground.words.startswith("词语「"):
                assert ground.words.removeprefix("词语「").removesuffix("」") in judgement.of


def test_the_setting_is_told(tiny: Models, gold: tuple[GoldDocument, ...]) -> None:
    for one in gold:
        laid = outline(one.document, Gazetteer([]))
        for statement in one.analysis.statements[:3]:
            told = explain(laid, statement, tiny, shipped_types())
            place = laid.places[laid.document.block_at(statement.spans[0].start).index]
            assert any(line.startswith("所在标题") for line in told.setting) is bool(place.headings)
            assert any(line.startswith("在表格") for line in told.setting) is (place.cell is not None)
