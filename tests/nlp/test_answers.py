"""Acts of rectification and the pairs that they may make with problems."""

import pytest

from nlp import Gazetteer, outline
from nlp.acts import acts
from nlp.answers import LEAST_ANSWER, LEAST_BEST, Pair, chosen, pairs
from nlp.item_numbers import numbers_named
from nlp.outline import Outline
from nlp.problems import Problem
from schema import Document, DocumentKind
from tests.builders import document, span_of


def laid_out(read: Document) -> Outline:
    return outline(read, Gazetteer(("方婷", "何沛")))


def problem(found: Outline, words: str, holder: str | None = None, speaker: str | None = None) -> Problem:
    span = span_of(found.document, words)
    inside = [clause.index for clause in found.clauses if clause.span.overlaps(span)]
    return Problem(spans=(span,), first=inside[0], last=inside[-1], holder=holder, speaker=speaker)


def signs(found: Outline, act: str, problems: list[Problem]) -> dict[int, tuple[str, ...]]:
    """The signs of the act with each problem."""
    span = span_of(found.document, act)
    inside = [clause.index for clause in found.clauses if clause.span.overlaps(span)]
    tags = ["O"] * len(found.clauses)
    for number, index in enumerate(inside):
        tags[index] = "I-M" if number else "B-M"
    made = pairs(found.document, acts(tags, found.clauses), problems, found.clauses, found.places, found.scenes)
    return {pair.problem: pair.signs for pair in made}


def test_acts_join_within_a_block_and_keep_statuses_apart() -> None:
    found = laid_out(document("立即清退，退款到人，已整改到位。", "建立台账。"))
    joined = acts(["B-M", "I-M", "S", "I-M"], found.clauses)
    assert [found.document[act.span] for act in joined] == ["立即清退，退款到人", "已整改到位", "建立台账"]
    assert [act.tells_status for act in joined] == [False, True, False]


def test_the_likest_problem_ranks_first() -> None:
    found = laid_out(document("一是下站所少。二是报销卡压着不批。三是群众来信没人回。", "来信三日内逐件回复到人。"))
    problems = [problem(found, words) for words in ("下站所少", "报销卡压着不批", "群众来信没人回")]
    told = signs(found, "来信三日内逐件回复到人", problems)
    assert "rank:0" in told[2]
    assert "rank:0" not in told[0]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("第1项、第6项尚未启动整改", {1, 6}),
        ("第（八）项由各县清理专户", {8}),
        ("第二至四项已销号", {2, 3, 4}),
        ("追回资金12万元", set()),
    ],
)
def test_numbers_that_a_sentence_names(sentence: str, named: set[int]) -> None:
    found = laid_out(document(sentence + "。"))
    act = acts(["B-M"] + ["I-M"] * (len(found.clauses) - 1), found.clauses)[0]
    assert numbers_named(found.document, act, found.clauses) == named


def test_a_named_number_reaches_its_problem_from_afar() -> None:
    points = "".join(
        f"{i}.{words}。\n" for i, words in enumerate(("超标购车", "坐支水费", "白条入账", *["账实不符"] * 12), start=1)
    )
    found = laid_out(document(*points.split(), "第2项已整改到位。", kind=DocumentKind.AUDIT))
    problems = [problem(found, words) for words in ("超标购车", "坐支水费", "白条入账")]
    told = signs(found, "第2项已整改到位", problems)
    assert "number named:True" in told[1]
    assert "number named:False" in told[0]


def test_an_act_without_a_sure_problem_answers_its_best() -> None:
    made = [Pair(act=0, problem=0, signs=()), Pair(act=0, problem=1, signs=()), Pair(act=1, problem=1, signs=())]
    between = (LEAST_ANSWER + LEAST_BEST) / 2
    assert [pair.problem for pair in chosen(made, [between, between - 0.01, LEAST_BEST / 2])] == [0]
    assert [(pair.act, pair.problem) for pair in chosen(made, [0.9, 0.8, 0.7])] == [(0, 0), (0, 1), (1, 1)]
