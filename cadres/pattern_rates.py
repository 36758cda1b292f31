"""Base rates: how often such a statement is made of peers. What everybody is told distinguishes nobody.

Rates are sums that a single cadre can be taken out of and put back into, so that a review recomputes him alone and exactly.
"""

from dataclasses import dataclass, replace

import numpy as np

from .pattern_channels import CATEGORIES, PEER, PETITION, SELF, VOICES, Flags, Floats, Integers
from .pattern_parameters import PatternParameters
from .pattern_slots import Slots
from .pattern_tables import NOBODY, Cells, Population, flat, summed

GENERIC, CONCRETE = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """What is told of some cadres, summed as the rates need it."""

    unit_keys: Integers
    """Unit, year, channel and category, rising."""
    unit_hits: Floats
    """Two rows: generic, concrete."""
    unit_looks: Floats
    level_hits: Floats
    """Generic or concrete × level × channel × category."""
    level_looks: Floats
    """Level × channel."""
    level_size: Integers
    looked: Flags
    """Cadre × year × channel."""

    def without(self, other: "Told") -> "Told":
        """These cadres' sums less the other's, whose unit keys are among these."""
        return self._and(other, -1.0)

    def along(self, other: "Told") -> "Told":
        """These sums with the other's; a unit key that only the other has is left out, as nobody else can be compared by it."""
        return self._and(other, 1.0)

    def _and(self, other: "Told", sign: float) -> "Told":
        hits = self.unit_hits.copy()
        place, known = _find(self.unit_keys, other.unit_keys)
        hits[:, place[known]] += sign * other.unit_hits[:, known]
        return replace(
            self, unit_hits=hits, unit_looks=self.unit_looks + sign * other.unit_looks,
            level_hits=self.level_hits + sign * other.level_hits, level_looks=self.level_looks + sign * other.level_looks,
            level_size=self.level_size + int(sign) * other.level_size,
        )  # fmt: skip


def told_of(slots: Slots, cells: Cells, people: Population, only: Flags | None = None) -> Told:
    """The sums over all cadres, or over those that `only` marks: the slots must then be theirs alone."""
    cadre, category, kind = cells.cadre[slots.cell], cells.category[slots.cell], slots.concrete.astype(np.int64)
    looked = people.looks > 0
    looked[cadre, slots.year, slots.voice] = True
    counted = looked if only is None else looked & only[:, None, None]
    levels, units = int(people.level.max(initial=0)) + 1, int(people.unit.max(initial=0)) + 1
    weight = np.minimum(np.where(people.looks > 0, people.looks, 1), 1)
    weight[cadre, slots.year, slots.voice] = 1
    weight = weight * counted

    within = ((kind * levels + people.level[cadre]) * len(VOICES) + slots.voice) * len(CATEGORIES) + category
    level_hits = summed(within, slots.p, 2 * levels * len(VOICES) * len(CATEGORIES))
    level_looks = np.zeros((levels, len(VOICES)))
    np.add.at(level_looks, people.level, weight.sum(1))
    unit = people.unit[cadre, slots.year]
    key = flat(slots.year, slots.voice, people.years, unit) * len(CATEGORIES) + category
    placed = unit != NOBODY
    keys, rows = np.unique(key[placed], return_inverse=True)
    hits = np.stack([summed(rows.reshape(-1), slots.p[placed] * (kind[placed] == one), len(keys)) for one in (0, 1)])
    return Told(
        unit_keys=keys, unit_hits=hits, unit_looks=_unit_looks(weight, people, units),
        level_hits=level_hits.reshape(2, levels, len(VOICES), len(CATEGORIES)), level_looks=level_looks,
        level_size=np.bincount(people.level if only is None else people.level[only], minlength=levels), looked=looked,
    )  # fmt: skip


def _unit_looks(weight: Floats, people: Population, units: int) -> Floats:
    """Unit, year and channel (`flat`): how many of the unit's cadres were looked at."""
    total = np.zeros((units * people.years, len(VOICES)))
    for year in range(people.years):
        placed = people.unit[:, year] != NOBODY
        rows = people.unit[placed, year] * people.years + year
        for voice in range(len(VOICES)):
            total[:, voice] += summed(rows, weight[placed, year, voice], len(total))
    return total.reshape(-1)


class Leaks:
    """The chance that a statement appears though nothing distinctive is behind it."""

    def __init__(self, told: Told, own: Slots, own_cells: Cells, people: Population, parameters: PatternParameters):
        """`own` are the slots from which the told sums hold what is the cadre's own: it never counts against him twice."""
        self._told, self._people, self._parameters = told, people, parameters
        self._years = people.years
        cadre = own_cells.cadre[own.cell] * len(CATEGORIES) + own_cells.category[own.cell]
        self._keys = flat(own.year, own.voice, self._years, cadre)
        self._own = np.stack([own.p * ~own.concrete, own.p * own.concrete])
        self._spans, rows = np.unique(cadre * len(VOICES) + own.voice, return_inverse=True)
        self._totals = np.stack([summed(rows.reshape(-1), one, len(self._spans)) for one in self._own])

    def of(self, slots: Slots, cells: Cells) -> Floats:
        """The leak of each slot."""
        parameters = self._parameters.base_rates
        cadre, category = cells.cadre[slots.cell], cells.category[slots.cell]
        code = cadre * len(CATEGORIES) + category
        here = _at(self._keys, self._own, flat(slots.year, slots.voice, self._years, code))
        ever = _at(self._spans, self._totals, code * len(VOICES) + slots.voice)
        looks = self._told.looked[cadre, :, slots.voice].sum(1)
        level = self._level_rates(cadre, category, slots.voice, ever, looks)
        rate = np.maximum(level, self._unit_rates(cadre, category, slots, here, level))
        habit = (parameters.habit_strength * level[GENERIC] + ever[GENERIC] - here[GENERIC]) / (
            parameters.habit_strength + np.maximum(looks - 1, 0)
        )
        generic = np.where((slots.voice == SELF) | (slots.voice == PEER), np.maximum(rate[GENERIC], habit), rate[GENERIC])
        unreliable = 1 - self._parameters.channels.reliability[slots.voice]
        leak = np.where(slots.concrete, unreliable * rate[CONCRETE] + parameters.wording_error * generic, generic)
        leak = np.where(slots.voice == PETITION, np.maximum(leak, parameters.least_petition), leak)
        return np.asarray(np.clip(leak, parameters.least, parameters.most))

    def small_pool(self, cadre: Integers) -> Flags:
        """Whether too few of the cadre's level are known to compare with."""
        return self._told.level_size[self._people.level[cadre]] < self._parameters.base_rates.small_pool

    def _level_rates(self, cadre: Integers, category: Integers, voice: Integers, ever: Floats, looks: Integers) -> Floats:
        """Generic and concrete rate of the level, drawn towards the rate of all."""
        told, parameters = self._told, self._parameters.base_rates
        level, small = self._people.level[cadre], self.small_pool(cadre)
        pool = np.where(small, told.level_size.sum(), told.level_size[level])
        out = pool < parameters.leave_out_below
        own, own_looks = ever * out, looks * out
        everyone = (told.level_hits.sum(1)[:, voice, category] - own + parameters.start_strength * parameters.start) / (
            told.level_looks.sum(0)[voice] - own_looks + parameters.start_strength
        )
        strength = parameters.level_strength
        rate = (told.level_hits[:, level, voice, category] - own + strength * everyone) / (
            told.level_looks[level, voice] - own_looks + strength
        )
        return np.asarray(np.where(small, everyone, rate))

    def _unit_rates(self, cadre: Integers, category: Integers, slots: Slots, here: Floats, level: Floats) -> Floats:
        """Generic and concrete rate of the others in the unit that year: a campaign is the unit's, not a person's."""
        strength = self._parameters.base_rates.unit_strength
        unit = self._people.unit[cadre, slots.year]
        place = flat(slots.year, slots.voice, self._years, np.maximum(unit, 0))
        looks = np.maximum(np.where(unit == NOBODY, 0, self._told.unit_looks[place] - 1), 0)
        hits = _at(self._told.unit_keys, self._told.unit_hits, place * len(CATEGORIES) + category)
        others = np.maximum(np.where(unit == NOBODY, 0, hits - here), 0)
        return np.asarray((others + strength * level) / (looks + strength))


def _find(keys: Integers, wanted: Integers) -> tuple[Integers, Flags]:
    """Where the wanted keys stand among rising ones, and whether they do."""
    if not len(keys):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return place, keys[place] == wanted


def _at(keys: Integers, values: Floats, wanted: Integers) -> Floats:
    """The columns of the values at the wanted keys; 0 where there is none."""
    place, known = _find(keys, wanted)
    return np.asarray(values[:, place] * known) if len(keys) else np.zeros((len(values), len(wanted)))
