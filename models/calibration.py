"""Calibration: raw probabilities to such that of the findings at 0.9 nine in ten are right (Platt's logistic, two numbers)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

LIMIT = 1e-4
"""Raw probabilities are held off 0 and 1 by this much before their log-odds are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """`probability = expit(slope · logit(raw) + offset)`."""

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, raw: float) -> float:
        """The calibrated probability of a raw one."""
        return float(expit(self.slope * _logit(raw) + self.offset))


def fit_calibration(raw: Sequence[float], right: Sequence[bool]) -> Calibration:
    """Fit on held-out predictions; without both right and wrong ones the identity."""
    if len(set(right)) < 2:
        return Calibration()
    model = LogisticRegression(C=1e6).fit(np.array([[_logit(value)] for value in raw]), np.array(right))
    return Calibration(slope=float(model.coef_[0, 0]), offset=float(model.intercept_[0]))


def expected_calibration_error(probabilities: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Mean distance of confidence and accuracy over equal-width bins, weighted by their size (Naeini et al. 2015)."""
    edges = np.minimum((np.array(probabilities) * bins).astype(int), bins - 1)
    total = 0.0
    for number in range(bins):
        inside = np.flatnonzero(edges == number)
        if len(inside):
            total += len(inside) * abs(np.mean(np.array(probabilities)[inside]) - np.mean(np.array(right)[inside]))
    return float(total / max(len(probabilities), 1))


def _logit(probability: float) -> float:
    held = min(max(probability, LIMIT), 1 - LIMIT)
    return float(np.log(held / (1 - held)))
