import pytest

from cadres.corroboration import grade
from cadres.pattern_parameters import load_parameters
from cadres.self_other import conflicting_years, self_other
from schema import Grade, SelfOtherLabel, VoiceKind

V = VoiceKind
LIMITS = load_parameters().self_other
YEARS = range(2019, 2025)


@pytest.mark.parametrize(
    ("own", "others", "label"),
    [
        (YEARS, YEARS, SelfOtherLabel.AGREES), ((), YEARS, SelfOtherLabel.UNMENTIONED), ((2019, 2020), (2019, 2020), SelfOtherLabel.INSUFFICIENT),
        ((2019, 2020), (2019, 2020, 2021, 2022), SelfOtherLabel.INSUFFICIENT), (YEARS, (), SelfOtherLabel.INSUFFICIENT),
    ],
)  # fmt: skip
def test_what_others_tell_is_owned_up_to_or_not(own: tuple[int, ...], others: tuple[int, ...], label: SelfOtherLabel) -> None:
    assert self_other(own, others, YEARS, LIMITS).label is label


def test_only_years_in_which_both_could_speak_count() -> None:
    found = self_other((), (2019, 2020, 2021, 2022), (2021, 2022), LIMITS)
    assert (found.label, found.others_only) == (SelfOtherLabel.INSUFFICIENT, (2021, 2022))


def test_praise_and_blame_conflict_only_from_independent_sources() -> None:
    problems = {2021: {"insiders"}, 2022: {"inspection"}, 2023: {"masses"}}
    assert conflicting_years(problems, {2021: {"insiders"}, 2022: {"insiders"}}) == (2022,)


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ({V.PEER, V.INSPECTION}, Grade.A), ({V.SELF, V.AUDIT}, Grade.A), ({V.INSPECTION, V.SUPERVISION}, Grade.B), ({V.APPRAISAL}, Grade.B),
        ({V.PEER, V.MASSES}, Grade.C), ({V.SELF, V.PEER}, Grade.C), ({V.PEER, V.SUPERIOR}, Grade.D), ({V.PETITION}, Grade.D), ({V.SELF}, Grade.E),
    ],
)  # fmt: skip
def test_an_event_is_graded_by_independent_groups(voices: set[VoiceKind], expected: Grade) -> None:
    channels = load_parameters().channels
    assert grade(voices, channels) is expected
    assert grade(voices, channels, contradicted=True) is Grade.X
