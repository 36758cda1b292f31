"""The measures of agreement and their uncertainty, as the literature defines them."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

Pairs = Sequence[tuple[Hashable, Hashable]]
"""What two people said of each of several matters."""
Z95 = 1.959963984540054
"""Half the width of the middle 95 % of a normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share that was counted, with the interval that holds the true one in 95 of 100 such counts (Wilson 1927)."""

    hits: int
    looked: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """The share counted; None when nothing was looked at."""
        return self.hits / self.looked if self.looked else None


def share_of(hits: int, looked: int) -> Share:
    """The share with its Wilson interval; from 0 to 1 when nothing was looked at."""
    if looked == 0:
        return Share(hits=0, looked=0, low=0.0, high=1.0)
    rate, square = hits / looked, Z95 * Z95
    middle = (rate + square / (2 * looked)) / (1 + square / looked)
    half = Z95 / (1 + square / looked) * sqrt(rate * (1 - rate) / looked + square / (4 * looked * looked))
    # At the ends the interval touches them; reckoning alone misses them by a hair.
    low, high = 0.0 if hits == 0 else middle - half, 1.0 if hits == looked else middle + half
    return Share(hits=hits, looked=looked, low=low, high=high)


def observed(pairs: Pairs) -> float | None:
    """How often the two said the same; None without pairs."""
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else None


def kappa(pairs: Pairs) -> float | None:
    """Cohen's κ: agreement beyond what each one's habits would bring about by chance. None without pairs or where both never vary."""
    if not pairs:
        return None
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(ones[code] * others[code] for code in ones) / len(pairs) ** 2
    return None if chance == 1 else ((observed(pairs) or 0.0) - chance) / (1 - chance)


def ac1(pairs: Pairs, codes: int) -> float | None:
    """Gwet's AC1, which is AC2 for codes without order: stays sound where nearly all is of one code, as κ does not.

    `codes` is how many codes there are to choose from, used or not; at least 2.
    """
    if not pairs:
        return None
    used = Counter(code for pair in pairs for code in pair)
    shares = [count / (2 * len(pairs)) for count in used.values()]
    chance = sum(share * (1 - share) for share in shares) / (codes - 1)
    return ((observed(pairs) or 0.0) - chance) / (1 - chance)
