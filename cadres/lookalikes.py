"""Characters that are taken for one another in names because they look alike: 侯 and 候, 己 and 已."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("lookalikes.tsv")


@cache
def lookalikes() -> Mapping[str, frozenset[str]]:
    """For each character those that may stand in its place."""
    families: defaultdict[str, set[str]] = defaultdict(set)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for character in line.split():
                families[character].update(line.split())
    return {character: frozenset(family - {character}) for character, family in families.items()}


def corrections(name: str) -> Iterator[str]:
    """The names that a name may be a slip for: one character put right."""
    for place, character in enumerate(name):
        for other in sorted(lookalikes().get(character, ())):
            yield f"{name[:place]}{other}{name[place + 1 :]}"
