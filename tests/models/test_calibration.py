"""Calibration: honest probabilities, and the measure of how honest they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Calibration, expected_calibration_error, fit_calibration, reliability


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_the_order_of_probabilities_is_kept(one: float, other: float) -> None:
    low, high = sorted((one, other))
    calibrated = Calibration(slope=0.7, offset=-1.0)
    assert 0.0 < calibrated(low) <= calibrated(high) < 1.0


@given(st.floats(0.001, 0.999))
def test_the_plain_calibration_changes_nothing(raw: float) -> None:
    assert Calibration()(raw) == pytest.approx(raw)


@pytest.mark.parametrize("right", [True, False])
def test_without_both_right_and_wrong_ones_nothing_is_learned(right: bool) -> None:
    assert fit_calibration([0.9, 0.8, 0.7], [right] * 3) == Calibration()


def test_overconfidence_is_taken_back() -> None:
    rng = np.random.default_rng(7)
    raw = rng.uniform(0.85, 0.99, size=4000)
    right = rng.random(4000) < 0.6
    calibration = fit_calibration(raw.tolist(), right.tolist())
    assert calibration(0.92) == pytest.approx(0.6, abs=0.04)
    calibrated = [calibration(value) for value in raw.tolist()]
    assert expected_calibration_error(calibrated, right.tolist()) < 0.05
    assert expected_calibration_error(raw.tolist(), right.tolist()) > 0.25


@pytest.mark.parametrize(
    ("probabilities", "right", "expected"),
    [
        ([], [], 0.0),
        ([1.0, 1.0], [True, True], 0.0),
        ([0.95], [False], 0.95),
        # bin 0.9–1: mean 0.92, all right; bin 0.2–0.3: mean 0.25, none right
        ([0.92, 0.92, 0.25, 0.25], [True, True, False, False], (2 * 0.08 + 2 * 0.25) / 4),
        ([0.6, 0.66], [True, False], 0.13),
    ],
)
def test_the_calibration_error_by_hand(probabilities: list[float], right: list[bool], expected: float) -> None:
    assert expected_calibration_error(probabilities, right) == pytest.approx(expected)


def test_bands_hold_every_probability_once_and_tell_its_rightness() -> None:
    bands = reliability([0.05, 0.95, 0.91, 1.0, 0.55], [False, True, False, True, True])
    assert [(band.low, band.count) for band in bands] == [(0.0, 1), (0.5, 1), (0.9, 3)]
    assert bands[-1].confidence == pytest.approx((0.95 + 0.91 + 1.0) / 3)
    assert bands[-1].accuracy == pytest.approx(2 / 3)
