"""How common words are in office documents: what two statements share tells the more, the rarer it is elsewhere."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("commonness.tsv")
"""Statements of the training corpus that hold a character or a pair; the first line gives how many statements there are."""
_BLANK = re.compile(r"[\W\d_A-Za-z]+|[的了在是和与及对把被我你他她这那个就也都还要将已有]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_RUN = 4
"""Characters of a run that two statements hardly share by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commonness:
    """In how many statements characters and pairs of characters are found."""

    total: int
    counts: Mapping[str, int] = field(repr=False)

    def rarity(self, gram: str) -> float:
        """The weight of a character or pair: the square of its information."""
        return math.log((2 + self.total) / (1 + self.counts.get(gram, 0))) ** 2 / 10

    def weight(self, found: Iterable[str]) -> float:
        """The weight of all."""
        return sum(map(self.rarity, found))

    def with_statements(self, texts: Iterable[str]) -> "Commonness":
        """Also counting these statements: what is in everybody's mouth in a place is common there."""
        counts, total = Counter(self.counts), self.total
        for text in texts:
            counts.update(grams(text))
            total += 1
        return Commonness(total=total, counts=counts)


@cache
def shipped() -> Commonness:
    """The table that comes with yiguan."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    counts = {gram: int(count) for gram, count in (line.split("\t") for line in lines[1:])}
    return Commonness(total=int(lines[0].removeprefix("# ")), counts=counts)


@lru_cache(maxsize=1 << 13)
def grams(text: str) -> frozenset[str]:
    """The characters and pairs of neighbouring characters that tell of the matter."""
    pieces = _BLANK.sub(" ", text).split()
    return frozenset(piece[i : i + n] for piece in pieces for n in (1, 2) for i in range(len(piece) - n + 1))


@lru_cache(maxsize=1 << 13)
def runs(text: str) -> frozenset[str]:
    """The runs of four characters, stops left out."""
    letters = re.sub(r"[^\w]+", "", text)
    return frozenset(letters[i : i + _RUN] for i in range(len(letters) - _RUN + 1))


def is_rare(pair: str) -> bool:
    """Whether a pair of characters is hardly ever met in office documents, as in names of places and projects."""
    return pair not in shipped().counts


def is_telling(name: str) -> bool:
    """Whether a name in quotation marks is met seldom: a paper's title and 爱搬不搬 are, 一把手 is not."""
    return bool(re.search(r"[0-9A-Za-z《]", name)) or any(is_rare(name[i : i + 2]) for i in range(len(name) - 1))


@lru_cache(maxsize=1 << 14)
def longest_run(one: str, other: str) -> str:
    """The longest run of Chinese characters that both hold; empty when no two neighbours are shared."""
    best = ""
    for piece in _HAN.findall(one):
        start = 0
        for end in range(1, len(piece) + 1):
            while start < end and piece[start:end] not in other:
                start += 1
            if end - start > len(best):
                best = piece[start:end]
    return best if len(best) > 1 else ""
