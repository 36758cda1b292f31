"""What people decided of a mention, at a place or in the whole document: the newest counts, and taking back undoes."""

from collections.abc import Sequence

import pytest

from cadres import Ruling, ruling
from schema import LinkDecision, LinkVerdict, Span

SAME, NOT_SAME, UNSURE, TAKEN_BACK = LinkVerdict.SAME, LinkVerdict.NOT_SAME, LinkVerdict.UNSURE, LinkVerdict.TAKEN_BACK
HERE, THERE = Span(start=10, end=20), Span(start=30, end=40)


def decisions(*told: tuple[str, LinkVerdict, Span | None]) -> list[LinkDecision]:
    return [
        LinkDecision(document_id="d", mention="何局", cadre_id=cadre, verdict=verdict, by="甲", at="t", span=span, number=number)
        for number, (cadre, verdict, span) in enumerate(told, 1)
    ]


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ([], Ruling()),
        ([("A", SAME, None)], Ruling(same="A")),
        ([("A", NOT_SAME, None)], Ruling(not_same=frozenset("A"))),
        ([("A", UNSURE, None)], Ruling(unsure=frozenset("A"))),
        ([("A", SAME, None), ("A", TAKEN_BACK, None)], Ruling()),
        ([("A", NOT_SAME, None), ("A", TAKEN_BACK, None), ("A", SAME, None)], Ruling(same="A")),
        ([("A", SAME, None), ("A", NOT_SAME, None)], Ruling(not_same=frozenset("A"))),
        ([("A", SAME, None), ("B", SAME, None)], Ruling(same="B")),
        ([("A", SAME, None), ("B", SAME, None), ("B", TAKEN_BACK, None)], Ruling(same="A")),
        ([("A", SAME, HERE)], Ruling(same="A")),
        ([("A", SAME, THERE)], Ruling()),
        ([("A", NOT_SAME, HERE), ("A", SAME, None)], Ruling(not_same=frozenset("A"))),
        ([("B", SAME, HERE), ("A", SAME, None)], Ruling(same="B")),
        ([("A", SAME, None), ("A", NOT_SAME, HERE), ("A", TAKEN_BACK, HERE)], Ruling(same="A")),
        ([("A", SAME, None), ("A", TAKEN_BACK, HERE)], Ruling(same="A")),
    ],
)
def test_what_decisions_come_to(told: Sequence[tuple[str, LinkVerdict, Span | None]], wanted: Ruling) -> None:
    made = decisions(*told)
    assert ruling(made, "何局", [HERE]) == wanted
    assert ruling(made[::-1], "何局", [HERE]) == wanted
    assert ruling(made, "何书记", [HERE]) == Ruling()
