"""一线一面: whether what is told goes with one post, or shows wherever the cadre has been. Compared by what each post was looked at."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc

from schema import Breadth, BreadthLabel

from .pattern_parameters import BreadthParameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What the comparison of settings comes to."""

    label: BreadthLabel
    p_one: float | None
    """Probability that the busiest setting's rate is so many times that of the rest; None where nothing can be compared."""
    busiest: int | None


def spread(events: Iterable[float], looks: Iterable[float], limits: BreadthParameters) -> Spread:
    """Compare settings by their discriminative events and by the summed sensitivity of the looks there."""
    n, e = np.array(tuple(events), float), np.array(tuple(looks), float)
    places = np.flatnonzero(e > 0)
    n, e = n[places], e[places]
    if n.sum() < limits.least_events or len(n) < 2:
        return Spread(label=BreadthLabel.INSUFFICIENT, p_one=None, busiest=None)
    busiest = int(np.argmax((n + limits.prior) / (e + limits.prior * e.mean())))
    here, rest = limits.ratio * e[busiest], e.sum() - e[busiest]
    # Two gamma rates: the chance that one exceeds so many times the other is a tail of a beta distribution.
    sure = 1 - float(betainc(n[busiest] + limits.prior, n.sum() - n[busiest] + limits.prior, here / (here + rest)))
    label = BreadthLabel.INSUFFICIENT
    if n[busiest] >= limits.least_events and sure >= limits.sure:
        label = BreadthLabel.ONE
    elif sure <= 1 - limits.sure and (n > 0).sum() >= 2 and (n > 0).mean() >= limits.least_share:
        label = BreadthLabel.ACROSS
    return Spread(label=label, p_one=sure, busiest=int(places[busiest]))


def breadth(events: Iterable[str], looks: Mapping[str, float], limits: BreadthParameters) -> Breadth:
    """Whether events, each named by the post in which it fell, gather in one of the posts that were looked at."""
    told = Counter(post for post in events if post)
    settings = tuple(sorted({*told, *(post for post, value in looks.items() if value > 0)}))
    found = spread([told[one] for one in settings], [looks.get(one, 0.0) for one in settings], limits)
    return Breadth(
        label=found.label, p_one=found.p_one, settings=settings,
        busiest=settings[found.busiest] if found.busiest is not None else None, across_change=len(told) > 1,
    )  # fmt: skip
