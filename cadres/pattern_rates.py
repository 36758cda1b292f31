"""How often something is told of whom: sums over all cadres, and each cadre's own part in them.

A cadre's own part can be exchanged, so that a review recomputes him alone and gives what recomputing everybody would.
"""

from dataclasses import dataclass, replace

import numpy as np

from .pattern_channels import CATEGORIES, VOICES, Flags, Floats, Integers
from .pattern_slots import Slots
from .pattern_tables import NOBODY, Cells, Population, find, flat, summed

KINDS = 2
"""Generic phrases, and concrete facts."""
GENERIC, CONCRETE = range(KINDS)


class Own:
    """What is told of each of some cadres."""

    def __init__(self, slots: Slots, cells: Cells, people: Population):
        self._years, self.people = people.years, people
        self.cadre, self.category = cells.cadre[slots.cell], cells.category[slots.cell]
        self.slots, self.kind = slots, slots.concrete.astype(np.int64)
        code = self.cadre * len(CATEGORIES) + self.category
        self._keys = flat(slots.year, slots.voice, self._years, code)
        self._hits = np.stack([slots.p * (self.kind == kind) for kind in range(KINDS)])
        self._spans, rows = np.unique(code * len(VOICES) + slots.voice, return_inverse=True)
        self._totals = np.stack([summed(rows.reshape(-1), hits, len(self._spans)) for hits in self._hits])
        # What was told was looked at, also where no look is on record.
        self.weight = np.minimum(people.looks, 1)
        self.weight[self.cadre, slots.year, slots.voice] = 1

    def hits(self, cadre: Integers, category: Integers, year: Integers, voice: Integers) -> Floats:
        """Two rows, generic and concrete: what the cadre is told in the category, year and channel."""
        return at(self._keys, self._hits, flat(year, voice, self._years, cadre * len(CATEGORIES) + category))

    def all_hits(self, cadre: Integers, category: Integers, voice: Integers) -> Floats:
        """The same over all years."""
        return at(self._spans, self._totals, (cadre * len(CATEGORIES) + category) * len(VOICES) + voice)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sums:
    """What is told of all cadres, with how often they were looked at."""

    unit_keys: Integers
    """Unit, year, channel and category, rising."""
    unit_hits: Floats
    """Two rows: generic, concrete."""
    unit_looks: Floats
    """By unit, year and channel (`flat`)."""
    level_hits: Floats
    """Generic or concrete × level × channel × category."""
    level_looks: Floats
    """Level × channel."""
    level_size: Integers

    def exchanged(self, before: Own, after: Own) -> "Sums":
        """The levels' sums with what some cadres were told before replaced by what they are told now."""
        shape, looks = self.level_hits.shape, self.level_looks.copy()
        np.add.at(looks, before.people.level, after.weight.sum(1, dtype=np.float64) - before.weight.sum(1, dtype=np.float64))
        hits = self.level_hits - _level_hits(before, shape[1]) + _level_hits(after, shape[1])
        return replace(self, level_hits=hits, level_looks=looks)


def sums(own: Own) -> Sums:
    """The sums over all cadres."""
    people, slots = own.people, own.slots
    levels = int(people.level.max(initial=0)) + 1
    level_looks = np.zeros((levels, len(VOICES)))
    np.add.at(level_looks, people.level, own.weight.sum(1, dtype=np.float64))
    unit = people.unit[own.cadre, slots.year]
    placed: Flags = unit != NOBODY
    key = flat(slots.year, slots.voice, people.years, unit) * len(CATEGORIES) + own.category
    keys, rows = np.unique(key[placed], return_inverse=True)
    hits = [summed(rows.reshape(-1), slots.p[placed] * (own.kind[placed] == kind), len(keys)) for kind in range(KINDS)]
    return Sums(
        unit_keys=keys, unit_hits=np.stack(hits), unit_looks=_unit_looks(own), level_hits=_level_hits(own, levels),
        level_looks=level_looks, level_size=np.bincount(people.level, minlength=levels),
    )  # fmt: skip


def _level_hits(own: Own, levels: int) -> Floats:
    shape = (KINDS, levels, len(VOICES), len(CATEGORIES))
    within = np.ravel_multi_index((own.kind, own.people.level[own.cadre], own.slots.voice, own.category), shape)
    return summed(within, own.slots.p, int(np.prod(shape))).reshape(shape)


def _unit_looks(own: Own) -> Floats:
    people, years = own.people, own.people.years
    total = np.zeros(((int(people.unit.max(initial=0)) + 1) * years, len(VOICES)))
    for year in range(years):
        placed = people.unit[:, year] != NOBODY
        rows = people.unit[placed, year] * years + year
        for voice in range(len(VOICES)):
            total[:, voice] += summed(rows, own.weight[placed, year, voice], len(total))
    return total.reshape(-1)


def at(keys: Integers, values: Floats, wanted: Integers) -> Floats:
    """The columns of the values at the wanted keys, of which the known ones rise; 0 where there is none."""
    if not len(keys):
        return np.zeros((len(values), len(wanted)))
    place, known = find(keys, wanted)
    return np.asarray(values[:, place] * known)
