"""The paths: what a history would be called were it known, and that the posterior is a probability."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cadres.pattern_parameters import load_parameters
from cadres.pattern_paths import CORRECTED, ISOLATED, NONE, PERSISTENT, RECURRENT, RELAPSED, Histories, label_of, posterior

SHAPES = load_parameters().shapes


@pytest.mark.parametrize(
    ("path", "completed", "label"),
    [
        ("000000", "", NONE), ("001000", "", ISOLATED), ("001000", "2", ISOLATED), ("010100", "", RECURRENT), ("000011", "", RECURRENT),
        ("000111", "", PERSISTENT), ("101111", "", PERSISTENT), ("110100", "", CORRECTED), ("111000", "", CORRECTED),
        ("111110", "", PERSISTENT), ("111110", "4", CORRECTED), ("111110", "2", PERSISTENT), ("110011", "1", RELAPSED),
        ("110011", "", RECURRENT), ("110011", "5", RECURRENT), ("101", "1", RELAPSED), ("011", "0", RECURRENT), ("1", "", ISOLATED),
    ],
)  # fmt: skip
def test_a_known_history_has_its_name(path: str, completed: str, label: int) -> None:
    years = [str(year) in completed for year in range(len(path))]
    assert label_of(tuple(map(int, path)), years, SHAPES) == label


def history(weights: list[float], observed: str = "", exits: dict[int, float] | None = None, completed: str = "") -> Histories:
    years = len(weights)
    leaving = np.zeros((1, years))
    for year, factor in (exits or {}).items():
        leaving[0, year] = factor
    return Histories(
        weight=np.array([weights]), observed=np.array([[one != "." for one in observed or "o" * years]]), exits=leaving,
        completed=np.array([[str(year) in completed for year in range(years)]]),
    )  # fmt: skip


def test_no_observed_year_says_nothing() -> None:
    chances, active = posterior(history([0.0, 0.0], ".."), SHAPES)
    assert chances[0].tolist() == [0.5, 0.5, 0, 0, 0, 0]
    assert not active.any()


def test_an_unobserved_year_is_left_out() -> None:
    with_gap = posterior(history([3.0, 9.0, 3.0], "o.o"), SHAPES)[0]
    assert np.allclose(with_gap, posterior(history([3.0, 3.0]), SHAPES)[0])


def test_a_completion_in_an_unobserved_year_belongs_to_the_year_before() -> None:
    moved = posterior(history([5.0, 5.0, 0.0, -1.0], "oo.o", completed="2"), SHAPES)[0]
    assert np.allclose(moved, posterior(history([5.0, 5.0, -1.0], completed="1"), SHAPES)[0])


def test_evidence_of_an_end_makes_the_end_likelier() -> None:
    without, recorded = (posterior(history([4.0, 4.0, -1.0], exits=exits), SHAPES)[1][0, 2] for exits in ({}, {1: 2.0}))
    assert recorded < without


@given(
    arrays(np.float64, (5, 6), elements=st.floats(-1.4, 6.9)), arrays(bool, (5, 6)), arrays(np.float64, (5, 6), elements=st.floats(0, 2)),
    arrays(bool, (5, 6)),
)  # fmt: skip
def test_it_is_a_probability_whatever_is_recorded(weight, observed, exits, completed) -> None:  # type: ignore[no-untyped-def]
    chances, active = posterior(Histories(weight=weight, observed=observed, exits=exits, completed=completed), SHAPES)
    assert np.allclose(chances.sum(1), 1)
    assert (chances >= 0).all()
    assert ((active >= 0) & (active <= 1 + 1e-9)).all()
    assert not active[~observed].any()


@given(arrays(np.float64, (4, 6), elements=st.floats(-1.4, 6.9)), st.integers(0, 5), st.floats(0.1, 3))
def test_more_evidence_in_a_year_never_makes_that_year_quieter(weight, year: int, more: float) -> None:  # type: ignore[no-untyped-def]
    flags = np.ones(weight.shape, bool)

    def active(weights) -> float:  # type: ignore[no-untyped-def]
        return posterior(Histories(weight=weights, observed=flags, exits=weights * 0, completed=~flags), SHAPES)[1][:, year]

    heavier = weight.copy()
    heavier[:, year] += more
    assert (active(heavier) >= active(weight) - 1e-9).all()
