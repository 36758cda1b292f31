import numpy as np
import pytest
from scipy import stats

from cadres.breadth import breadth, spread
from cadres.pattern_parameters import load_parameters
from schema import BreadthLabel

LIMITS = load_parameters().breadth


@pytest.mark.parametrize(
    ("events", "looks", "label"),
    [
        ((6, 0), (3.0, 3.0), BreadthLabel.ONE), ((4, 4), (3.0, 3.0), BreadthLabel.ACROSS), ((2, 0), (3.0, 3.0), BreadthLabel.INSUFFICIENT),
        ((9,), (3.0,), BreadthLabel.INSUFFICIENT), ((3, 0), (3.0, 0.2), BreadthLabel.INSUFFICIENT),
        ((8, 1), (8.0, 1.0), BreadthLabel.ACROSS), ((3, 3, 0, 0), (3.0, 3.0, 3.0, 3.0), BreadthLabel.INSUFFICIENT),
    ],
)  # fmt: skip
def test_settings_are_compared_by_how_much_each_was_looked_at(
    events: tuple[int, ...], looks: tuple[float, ...], label: BreadthLabel
) -> None:
    assert spread(events, looks, LIMITS).label is label


def test_the_probability_is_that_of_two_gamma_rates() -> None:
    random = np.random.default_rng(4)
    here, rest = random.gamma(5.5, 1 / 2.0, 400_000), random.gamma(1.5, 1 / 3.0, 400_000)
    assert spread((5, 1), (2.0, 3.0), LIMITS).p_one == pytest.approx((here > LIMITS.ratio * rest).mean(), abs=0.005)
    assert spread((5, 1), (2.0, 3.0), LIMITS).p_one == pytest.approx(float(stats.beta.sf(6 / 9, 5.5, 1.5)))


def test_a_change_of_post_between_events_is_told() -> None:
    found = breadth(["市水利局 局长", "市教育局 局长"], {"市水利局 局长": 2.0, "市教育局 局长": 1.0}, LIMITS)
    assert found.across_change
    assert found.settings == ("市教育局 局长", "市水利局 局长")
    assert not breadth(["市水利局 局长", ""], {"市水利局 局长": 2.0}, LIMITS).across_change
