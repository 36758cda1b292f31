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


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Findings of similar confidence."""

    low: float
    high: float
    """Confidences from `low` to below `high`, 0–1."""
    count: int
    confidence: float
    """Mean confidence."""
    accuracy: float
    """The share that is right."""


def reliability(probabilities: Sequence[float], right: Sequence[bool], bins: int = 10) -> tuple[Band, ...]:
    """Confidence against rightness in bands of equal width; empty bands are left out."""
    said, held = np.array(probabilities), np.array(right, dtype=bool)
    edges = np.minimum((said * bins).astype(int), bins - 1)
    return tuple(
        Band(
            low=number / bins,
            high=(number + 1) / bins,
            count=len(inside),
            confidence=float(said[inside].mean()),
            accuracy=float(held[inside].mean()),
        )
        for number in range(bins)
        if len(inside := np.flatnonzero(edges == number))
    )


def expected_calibration_error(probabilities: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Mean distance of confidence and accuracy over the bands, weighted by their size (Naeini et al. 2015)."""
    bands = reliability(probabilities, right, bins)
    return sum(band.count * abs(band.confidence - band.accuracy) for band in bands) / max(len(probabilities), 1)


def _logit(probability: float) -> float:
    held = min(max(probability, LIMIT), 1 - LIMIT)
    return float(np.log(held / (1 - held)))
