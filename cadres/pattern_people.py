"""The peers: everyone who was looked at in the window, with level, unit of each year, posts, and how often each channel looked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from schema import Cadre, Look, Post

from .pattern_channels import VOICES
from .pattern_tables import NOBODY, Population, codes
from .tenure import months_held

YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class People:
    """The population and what its codes stand for."""

    population: Population
    ids: tuple[str, ...]
    row: Mapping[str, int]
    """The place of each cadre's id."""
    window: tuple[int, int]
    """First and last year."""
    posts: Mapping[str, tuple[Post, ...]]

    def held(self, cadre_id: str, year: int) -> dict[str, float]:
        """The posts held in the year, as 单位 and 职务, each with its share of the months; the newest first."""
        months = {f"{post.unit} {post.title}".strip(): _months(post, year) for post in self.posts.get(cadre_id, ())}
        held = {post: count for post, count in months.items() if count}
        total = sum(held.values())
        return {post: count / total for post, count in held.items()}


def people(looks: Iterable[Look], named: Iterable[str], cadres: Sequence[Cadre], window: tuple[int, int]) -> People:
    """The people who were looked at or named in the window. A look outside it does not count."""
    first, last = window
    counted = [look for look in looks if first <= look.ref_year <= last]
    ids = tuple(sorted({*named, *(look.cadre_id for look in counted)}))
    row = {cadre_id: number for number, cadre_id in enumerate(ids)}
    table = np.zeros((len(ids), last - first + 1, len(VOICES)), np.float32)
    for look in counted:
        table[row[look.cadre_id], look.ref_year - first, VOICES.index(look.voice)] += look.weight
    known = {cadre.id: cadre for cadre in cadres if cadre.id in row}
    levels, _ = codes([known[one].rank if one in known else "" for one in ids])
    posts = {cadre_id: cadre.posts for cadre_id, cadre in known.items()}
    units = [_unit(posts.get(one, ()), year) for one in ids for year in range(first, last + 1)]
    unit, names = codes(units)
    if names and names[0] == "":
        unit = unit - 1
        assert NOBODY == -1
    return People(
        population=Population(looks=table, unit=unit.reshape(len(ids), last - first + 1), level=levels),
        ids=ids,
        row=row,
        window=window,
        posts=posts,
    )


def _unit(posts: Sequence[Post], year: int) -> str:
    """The unit in which most of the year was spent, empty where the records tell none; of several the newest."""
    best = max(posts, key=lambda post: _months(post, year), default=None)
    return best.unit if best is not None and _months(best, year) else ""


def _months(post: Post, year: int) -> int:
    """Months of the year in which the post was held. A post without a start is not known to have been held then."""
    if post.start is None:
        return 0
    first, last = months_held(post)
    return max(0, min(last, year * YEAR + YEAR) - max(first, year * YEAR + 1) + 1)
