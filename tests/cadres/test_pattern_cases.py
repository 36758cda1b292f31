"""The contract of the analysis: fourteen histories whose reading is beyond dispute, and that nothing moves the wrong way."""

from dataclasses import replace

import pytest

from schema import Category, PatternLabel, VoiceKind
from tests.cadres.pattern_cases import EVERY, MEETINGS, WATCHED, Saying, Story, outcome

L, V = PatternLabel, VoiceKind
TWO_SOURCES = (V.PEER, V.SUPERVISION)


def told_in(*years: int, by: tuple[VoiceKind, ...] = TWO_SOURCES) -> list[Saying]:
    """A new concrete matter each year from each source."""
    return [Saying(year=year, voice=voice, event=100 * year + number) for year in years for number, voice in enumerate(by)]


RETOLD_EIGHT_TIMES = [
    Saying(year=year, voice=voice, event=1, retold=retold)
    for year, voice, retold in (
        (1, V.INSPECTION, False), (1, V.NARRATOR, False), (2, V.INSPECTION, True), (2, V.SELF, False), (3, V.SUPERVISION, True),
        (3, V.NARRATOR, False), (4, V.INSPECTION, True), (4, V.SELF, False),
    )
]  # fmt: skip
PHRASES = [
    Saying(year=year, voice=voice, event=10 * year + number, concrete=False)
    for year in EVERY
    for number, voice in enumerate((V.SELF, V.PEER))
]
ONE_YEAR = {(5, voice): 1 for voice in (V.SELF, V.PEER, V.APPRAISAL)}
CASES = {
    "one event told in eight papers is one event": (
        Story(category=Category.INTEGRITY, looks=WATCHED, sayings=RETOLD_EIGHT_TIMES), {L.ISOLATED, L.CORRECTED},
    ),
    "what everybody writes every year says nothing of a person": (
        Story(category=Category.STUDY, looks=MEETINGS, sayings=PHRASES), {L.GENERIC, L.INSUFFICIENT},
    ),
    "four years, two independent sources, concrete": (
        Story(category=Category.INITIATIVE, looks=WATCHED, sayings=told_in(2, 3, 4, 5)), {L.PERSISTENT},
    ),
    "candour alone never makes a pattern": (
        Story(category=Category.INITIATIVE, looks=MEETINGS, sayings=told_in(*EVERY, by=(V.SELF,))), {L.GENERIC, L.INSUFFICIENT, L.ISOLATED},
    ),
    "three years, rectified and verified, quiet since": (
        Story(category=Category.FINANCE, looks=WATCHED, sayings=told_in(0, 1, 2), completions=[(2, True)]), {L.CORRECTED},
    ),
    "rectified, and new events two years later": (
        Story(category=Category.FINANCE, looks=WATCHED, sayings=told_in(0, 1, 4, 5), completions=[(1, True)]), {L.RELAPSED},
    ),
    "one observed year decides nothing": (
        Story(category=Category.INITIATIVE, looks=ONE_YEAR, sayings=told_in(5, by=(V.PEER, V.APPRAISAL))), {L.INSUFFICIENT},
    ),
    "doubtful unreviewed findings never make a persistent pattern": (
        Story(category=Category.INITIATIVE, looks=WATCHED, sayings=told_in(3, 4, 5)).unreviewed(0.4),
        {L.GENERIC, L.INSUFFICIENT, L.ISOLATED, L.RECURRENT},
    ),
    "twice with years between": (
        Story(category=Category.RISK, looks=WATCHED, sayings=told_in(1, 4, by=(V.INSPECTION, V.SUPERVISION))), {L.RECURRENT},
    ),
    "rejected findings leave nothing": (Story(category=Category.RISK, looks=WATCHED, sayings=[]), {None}),
}  # fmt: skip


@pytest.mark.parametrize(("story", "labels"), CASES.values(), ids=CASES)
def test_the_label(story: Story, labels: set[PatternLabel | None]) -> None:
    assert outcome(story).label in labels


THREE_YEARS = Story(category=Category.INITIATIVE, looks=WATCHED, sayings=told_in(2, 3, 5)).unreviewed(0.9)


def test_another_clean_look_never_makes_it_worse() -> None:
    assert outcome(THREE_YEARS.with_look(4, V.MASSES)).persistent <= outcome(THREE_YEARS).persistent + 1e-9


def test_a_retelling_never_makes_it_worse() -> None:
    again = Saying(year=5, voice=V.NARRATOR, event=200, retold=True, p=0.9, confirmed=False)
    assert (
        outcome(replace(THREE_YEARS, sayings=[*THREE_YEARS.sayings, again])).persistent <= outcome(THREE_YEARS).persistent + 1e-9
    )


@pytest.mark.parametrize("which", range(len(THREE_YEARS.sayings)))
def test_a_rejection_never_makes_it_worse(which: int) -> None:
    left = [one for number, one in enumerate(THREE_YEARS.sayings) if number != which]
    assert outcome(replace(THREE_YEARS, sayings=left)).several <= outcome(THREE_YEARS).several + 1e-9


def test_confirmation_never_makes_it_weaker() -> None:
    confirmed = [replace(one, p=0.99, confirmed=True) for one in THREE_YEARS.sayings]
    assert outcome(replace(THREE_YEARS, sayings=confirmed)).several >= outcome(THREE_YEARS).several - 1e-9
