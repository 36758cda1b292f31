"""Which findings are compared: those of one cadre or one house that share something rare. So the work grows with the findings, not their square."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from schema import Category, VoiceKind

from .commonness import Commonness
from .couples import RAISES, soon
from .matters import Matter
from .units import parse_unit

TELLING = 24
"""The rarest words of a finding by which others are looked for."""
TELLING_COUNT = 10
"""The least number by which others are looked for."""
CROWD = 60
"""Findings of a block that may share a word before it tells nothing there."""
LEAST = 2
"""Rare words that two must share, where no figure is shared."""
RECALLED = 100
"""Findings of a cadre among which words that lead back are searched."""
MOST = 40
"""Findings that one is compared with, those that share most."""


def blocks(matters: Sequence[Matter]) -> Iterator[list[int]]:
    """Numbers of the findings that may belong together: of one cadre, or of papers of one house."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, matter in enumerate(matters):
        for key in _keys(matter):
            found[key].append(number)
    yield from (members for _, members in sorted(found.items()) if len(members) > 1)


def candidates(matters: Sequence[Matter], common: Commonness) -> list[tuple[int, int]]:
    """The pairs worth comparing, each once, in order."""
    words = [_telling(matter, common) for matter in matters]
    pairs: set[tuple[int, int]] = set()
    for members in blocks(matters):
        pairs.update(_within(members, words))
        pairs.update(_answering(members, matters))
        pairs.update(_recalling(members, matters))
    return sorted(pairs)


def _within(members: Sequence[int], words: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
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


def _answering(members: Sequence[int], matters: Sequence[Matter]) -> Iterator[tuple[int, int]]:
    """What a paper that answers may mean in a few words of its own: what a paper of the house raised in the same category."""
    raised: defaultdict[tuple[VoiceKind, Category], list[int]] = defaultdict(list)
    for number in members:
        matter = matters[number]
        if matter.kind in RAISES.get(matter.voice, ()):
            raised[matter.voice, matter.category].append(number)
    for number in members:
        matter = matters[number]
        if matter.replies:
            for other in raised.get((matter.voice, matter.category), ()):
                one = matters[other]
                if one.date <= matter.date and soon(one, matter):
                    yield min(number, other), max(number, other)


def _recalling(members: Sequence[int], matters: Sequence[Matter]) -> Iterator[tuple[int, int]]:
    """What words that lead back may mean: whatever was told before of the same cadre."""
    of_cadre: defaultdict[str, list[int]] = defaultdict(list)
    for number in members:
        if (cadre := matters[number].cadre_id) is not None:
            of_cadre[cadre].append(number)
    for number in members:
        matter = matters[number]
        if matter.retells and matter.cadre_id is not None:
            earlier = (other for other in of_cadre[matter.cadre_id] if matters[other].date < matter.date)
            yield from ((min(number, other), max(number, other)) for other in islice(earlier, RECALLED))


def _telling(matter: Matter, common: Commonness) -> tuple[str, ...]:
    pairs = sorted((gram for gram in matter.grams if len(gram) == 2), key=lambda gram: (-common.rarity(gram), gram))
    figures = matter.figures
    told = (
        *(f"#{value:g}" for value in figures.sums),
        *(f"#{value:g}{unit}" for value, unit in figures.counts if value >= TELLING_COUNT),
        *(f"#{a}/{b}" for a, b in figures.days),
        *(f"#{name}" for name in figures.quoted),
    )
    return (*pairs[:TELLING], *told)


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
