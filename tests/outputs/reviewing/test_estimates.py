"""Measures of agreement against a reference and against figures worked by hand."""

import random

import pytest
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score

from outputs.reviewing.estimates import ac1, kappa, observed, share_of

WORKED = [("+", "+")] * 118 + [("+", "-")] * 5 + [("-", "+")] * 2 + [("-", "-")] * 0
"""Gwet's example of 2008, where nearly all is of one code: 118 both +, 5 and 2 apart, none both -."""


@pytest.mark.parametrize("seed", range(20))
def test_kappa_is_the_references(seed: int) -> None:
    chance = random.Random(seed)
    codes = "甲乙丙丁"[: chance.randint(2, 4)]
    pairs = []
    for _ in range(chance.randint(5, 200)):
        one = chance.choice(codes)
        pairs.append((one, one if chance.random() < 0.6 else chance.choice(codes)))
    expected = cohen_kappa_score([one for one, _ in pairs], [other for _, other in pairs])
    assert kappa(pairs) == pytest.approx(expected)


def test_ac1_is_what_is_worked_by_hand() -> None:
    # p = 118/125; of 250 marks 243 are + and 7 are -: chance = 2 * 243/250 * 7/250.
    chance = 2 * (243 / 250) * (7 / 250)
    assert ac1(WORKED, 2) == pytest.approx((118 / 125 - chance) / (1 - chance))
    assert ac1(WORKED, 2) == pytest.approx(0.9408, abs=1e-4)
    assert kappa(WORKED) == pytest.approx(-0.0234, abs=1e-4), "κ goes wrong there"


def test_ac1_of_three_codes_is_what_is_worked_by_hand() -> None:
    pairs = [("a", "a")] * 4 + [("b", "b")] * 3 + [("a", "b")] * 2 + [("c", "c")]
    # p = 8/10; marks: a 10, b 8, c 2 of 20; chance = (.5*.5 + .4*.6 + .1*.9) / (3 - 1) = .29.
    assert ac1(pairs, 3) == pytest.approx((0.8 - 0.29) / (1 - 0.29))


def test_who_always_says_the_same_leaves_kappa_untold() -> None:
    assert kappa([("a", "a")] * 5) is None
    assert ac1([("a", "a")] * 5, 2) == 1
    assert (kappa([]), ac1([], 2), observed([])) == (None, None, None)


@pytest.mark.parametrize(("hits", "looked"), [(0, 10), (1, 10), (5, 10), (10, 10), (3, 400), (199, 400)])
def test_the_interval_is_the_references(hits: int, looked: int) -> None:
    share = share_of(hits, looked)
    expected = binomtest(hits, looked).proportion_ci(method="wilson")
    assert (share.low, share.high) == (pytest.approx(expected.low), pytest.approx(expected.high))
    assert share.share == hits / looked


def test_nothing_looked_at_tells_nothing() -> None:
    share = share_of(0, 0)
    assert (share.share, share.low, share.high) == (None, 0, 1)
