"""Quality figures against figures worked out by hand."""

from dataclasses import replace

import pytest

from cadres import Link
from schema import (
    Analysis,
    Category,
    Cue,
    CueKind,
    Held,
    HolderKind,
    Mention,
    MentionForm,
    Occasion,
    Provenance,
    Rejected,
    Rejection,
    Said,
    Statement,
    StatementType,
    VoiceKind,
)
from tests.builders import document, span_of
from yiguan.assembly import assemble
from yiguan.scoring import Figures, GoldLinks, Scored, best_matches, characters

READ = document("学习不深入，调研少。", "资金拨付慢，台账乱。", "成效明显。")
PERSON = Mention(text="我", form=MentionForm.OTHER)
NOBODY = GoldLinks(holder=None, speaker=None, responsible=frozenset())


def statement(words: str, category: Category = Category.STUDY, kind: StatementType = StatementType.PROBLEM) -> Statement:
    return Statement(
        type=kind,
        spans=(span_of(READ, words),),
        category=category,
        category_score=1.0,
        held=Held(kind=HolderKind.CADRE, mention=PERSON),
        said=Said(kind=VoiceKind.SELF, speaker=None),
        cue=Cue(kind=CueKind.NONE, span=None),
        rectified=None,
        score=0.8,
    )


def analysis(*statements: Statement, traps: tuple[str, ...] = ()) -> Analysis:
    return Analysis(
        occasion=Occasion(date=None, unit=None, people=()),
        statements=statements,
        rejected=tuple(Rejected(span=span_of(READ, words), rejected_as=Rejection.CAUSE, score=1.0) for words in traps),
        skipped=(),
    )


def table(gold: Analysis, found: Analysis, linked: str | None = None, holder: str | None = None) -> dict[str, dict[str, float]]:
    link = Link(cadre_id=linked, score=1.0 if linked else None, candidates=(), comparisons=())
    findings = assemble(READ, found, lambda mention: link, Provenance(pipeline="", model="", run=""))
    links = [replace(NOBODY, holder=holder) for _ in gold.statements]
    figures = Figures()
    figures.add(Scored(document=READ, gold=gold, gold_links=links, found=found, findings=findings))
    return figures.table()


@pytest.mark.parametrize(
    ("gold", "found", "pairs"),
    [
        ([], [], []),
        ([{1, 2}], [{3}], []),
        ([{1, 2, 3, 4}], [{1, 2}], [(0, 0)]),
        ([{1, 2, 3, 4, 5}], [{1, 2}], []),
        # the second found one is closer: the first goes without
        ([{1, 2, 3, 4}], [{1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5}], [(0, 1)]),
        ([{1, 2}, {3, 4}], [{1, 2, 3, 4}], [(0, 0)]),
        ([{1, 2, 3}, {4, 5, 6}], [{4, 5, 6}, {1, 2, 3, 4}], [(1, 0), (0, 1)]),
    ],
)
def test_matches_are_used_once_the_closest_first(
    gold: list[set[int]], found: list[set[int]], pairs: list[tuple[int, int]]
) -> None:
    assert best_matches(gold, found) == pairs


def test_blanks_never_count() -> None:
    read = document("学 习\u3000少")
    assert characters(read, [span_of(read, "学 习\u3000少")]) == {0, 2, 4}


def test_items_and_characters_by_hand() -> None:
    # annotated: 9 + 5 + 3 characters; found: 5 of the first (5/9 matches), the third not, one wrong (台账乱 is annotated: right)
    gold = analysis(statement("学习不深入，调研少"), statement("资金拨付慢"), statement("台账乱"))
    found = analysis(statement("学习不深入"), statement("台账乱"), statement("成效明显"))
    figures = table(gold, found)
    assert figures["problem items"] == pytest.approx({"precision": 2 / 3, "recall": 2 / 3, "f1": 2 / 3, "n": 3})
    assert figures["problem characters"] == pytest.approx({"precision": 8 / 12, "recall": 8 / 17, "f1": 16 / 29})
    assert figures["commendation items"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "n": 0}


def test_the_type_must_be_the_same() -> None:
    praise = statement("成效明显", kind=StatementType.COMMENDATION)
    figures = table(analysis(praise), analysis(statement("成效明显")))
    assert figures["commendation items"]["recall"] == 0.0
    assert table(analysis(praise), analysis(praise))["commendation items"]["f1"] == 1.0


def test_attributes_over_matched_ones_by_hand() -> None:
    gold = analysis(statement("学习不深入"), statement("调研少", Category.MASSES), statement("资金拨付慢", Category.FINANCE))
    found = analysis(statement("学习不深入"), statement("调研少"), statement("台账乱", Category.FINANCE))
    figures = table(gold, found)["problem category"]
    # study: found twice, right once: P 1/2, R 1, F1 2/3; masses: never found: 0
    assert figures == pytest.approx({"accuracy": 0.5, "macro_f1": (2 / 3 + 0) / 2, "n": 2})


@pytest.mark.parametrize(
    ("holder", "linked", "precision", "recall", "wrong"),
    [
        ("A1", "A1", 1.0, 1.0, 0),
        ("A1", "A2", 0.0, 0.0, 1),
        ("A1", None, 0.0, 0.0, 0),
        (None, "A2", 0.0, 0.0, 1),
        (None, None, 0.0, 0.0, 0),
    ],
)
def test_links_by_hand(holder: str | None, linked: str | None, precision: float, recall: float, wrong: int) -> None:
    one = analysis(statement("学习不深入"))
    figures = table(one, one, linked, holder)["holder link"]
    assert (figures["precision"], figures["recall"], figures["wrong"]) == (precision, recall, wrong)


def test_a_trap_counts_as_taken_when_half_of_it_is_found() -> None:
    gold = analysis(traps=("学习不深入", "资金拨付慢", "台账乱"))
    figures = table(gold, analysis(statement("学习不"), statement("资金")))["traps taken"]
    assert figures == pytest.approx({"share": 1 / 3, "n": 3})


def test_a_trap_inside_an_annotated_problem_is_not_counted() -> None:
    assert table(analysis(statement("学习不深入"), traps=("学习不深入",)), analysis())["traps taken"]["n"] == 0
