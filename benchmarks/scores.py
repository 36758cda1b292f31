"""Labels and probabilities held against the truth."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from histories import ONCE, Flags, Floats
from tellings import Material

from cadres.pattern_decision import LABELS
from cadres.pattern_engine import Assessment
from schema import PatternLabel

WORSE = (PatternLabel.RECURRENT, PatternLabel.PERSISTENT, PatternLabel.RELAPSED)


def one_off_cadres(found: Iterable[tuple[Material, Assessment]]) -> float:
    """Of the cadres of whom nothing more than something once is true, those who are called 反复 or worse in any category."""
    wrong = total = 0
    for told, assessment in found:
        cadre = told.cells.cadre
        worst = np.zeros(cadre.max() + 1, np.int64)
        np.maximum.at(worst, cadre, told.truth)
        total += int((worst == ONCE).sum())
        called = np.unique(cadre[among(assessment.labels.label, *WORSE)])
        wrong += int((worst[called] == ONCE).sum())
    return wrong / total


def calibration_error(chance: Floats, true: Flags, bands: int = 10) -> float:
    """Expected calibration error over equal bands."""
    band = np.minimum((chance * bands).astype(int), bands - 1)
    return sum(abs(chance[band == one].sum() - true[band == one].sum()) for one in range(bands)) / len(chance)


def among(labels: np.ndarray[Any, Any], *wanted: PatternLabel) -> Flags:
    """Which bear one of the labels."""
    return np.isin(labels, [LABELS.index(one) for one in wanted])


def share(which: Flags, of: Flags) -> float:
    """The part of the second that is in the first."""
    return float(which[of].mean()) if of.any() else float("nan")
