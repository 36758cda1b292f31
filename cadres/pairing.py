"""Which findings are compared: those of one cadre or one house that share something rare. So the work grows with the findings, not their square."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .commonness import Commonness
from .matters import Matter
from .units import parse_unit

TELLING = 24
"""The rarest words of a finding by which others are looked for."""
CROWD = 60
"""Findings of a block that may share a word before it tells nothing there."""
LEAST = 2
"""Rare words that two must share, where no figure is shared."""
MOST = 40
"""Findings that one is compared with, those that share most."""


def blocks(matters: Sequence[Matter]) -> Iterator[list[int]]:
    """Numbers of the findings that may belong together: of one cadre, or of papers of one house."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, matter in enumerate(matters):
        for key in _keys(matter):
            found[key].append(number)
    yield from (members for _, members in sorted(found.items()) if len(members) > 1)


def candidates(matters: Sequence[Matter], common: Commonness) -> Iterator[tuple[int, int]]:
    """The pairs worth comparing, each once, in order."""
    words = [_telling(matter, common) for matter in matters]
    pairs: set[tuple[int, int]] = set()
    for members in blocks(matters):
        pairs.update(_within(members, words))
    yield from sorted(pairs)


def _within(members: Sequence[int], words: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number in members:
        for word in words[number]:
            holders[word].append(number)
    crowd = max(CROWD, len(members) // 20)
    for number in members:
        shared: defaultdict[int, int] = defaultdict(int)
        for word in words[number]:
            others = holders[word]
            if len(others) <= crowd:
                for other in others:
                    shared[other] += LEAST if word[0] == "#" else 1
        del shared[number]
        close = sorted((other for other, n in shared.items() if n >= LEAST), key=lambda other: (-shared[other], other))
        yield from ((min(number, other), max(number, other)) for other in close[:MOST])


def _telling(matter: Matter, common: Commonness) -> frozenset[str]:
    pairs = sorted((gram for gram in matter.grams if len(gram) == 2), key=lambda gram: (-common.rarity(gram), gram))
    figures = matter.figures
    return frozenset((*pairs[:TELLING], *(f"#{value:g}" for value in figures.sums), *(f"#{value:g}{unit}" for value, unit in figures.counts if value >= 10), *(f"#{a}/{b}" for a, b in figures.days), *(f"#{name}" for name in figures.quoted)))


def _keys(matter: Matter) -> Iterable[str]:
    units = [*matter.houses, *([matter.unit] if matter.unit else [])]
    keys = {key for unit in units if (key := _key(unit))}
    return sorted(keys | ({f"@{matter.cadre_id}"} if matter.cadre_id else set()))


def _key(unit: str) -> str:
    """What a unit's names have in common: first and last character of its body, or the place."""
    parsed = parse_unit(unit)
    if parsed.body:
        return parsed.body[0] + parsed.body[-1]
    return parsed.places[-1][0] if parsed.places else ""
