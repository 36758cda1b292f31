"""How like passages of a document are to each other: shared characters and pairs of them, those rare in the document weighing more."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

BLANK = re.compile(r"[\W\d_]+|[的了在是和与及对把被我你他她这那个就也都还要将已]")
"""What tells nothing of a passage's matter: stops, figures, function words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How rare each character and pair is in the document."""

    rarity: Mapping[str, float]
    unseen: float
    _totals: dict[str, float] = field(default_factory=dict, repr=False, compare=False)
    """The weight of whole passages, by their text."""

    def share(self, passage: str, of: str) -> float:
        """The share of `of` that the passage holds too, by rarity: 0–1."""
        total = self._total(of)
        return self._weight(grams(of) & grams(passage)) / total if total else 0.0

    def between(self, passage: str, other: str) -> float:
        """How much two passages share, neither's length mattering: 0–1."""
        together = math.sqrt(self._total(passage) * self._total(other))
        return self._weight(grams(passage) & grams(other)) / together if together else 0.0

    def _total(self, passage: str) -> float:
        if passage not in self._totals:
            self._totals[passage] = self._weight(grams(passage))
        return self._totals[passage]

    def _weight(self, found: Iterable[str]) -> float:
        return sum(self.rarity.get(gram, self.unseen) for gram in found)


def likeness(passages: Iterable[str]) -> Likeness:
    """Count a document's passages."""
    every = [grams(passage) for passage in passages]
    counts = Counter(gram for one in every for gram in one)
    return Likeness(
        rarity={gram: math.log((1 + len(every)) / n) ** 2 for gram, n in counts.items()}, unseen=math.log(1 + len(every)) ** 2
    )


@lru_cache(maxsize=4096)
def grams(text: str) -> frozenset[str]:
    """The characters and pairs of neighbouring characters that tell of the matter."""
    pieces = BLANK.sub(" ", text).split()
    pairs = {piece[i : i + 2] for piece in pieces for i in range(len(piece) - 1)}
    return frozenset(pairs | {character for piece in pieces for character in piece})
