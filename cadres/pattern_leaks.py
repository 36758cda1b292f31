"""The leak: the chance that a statement appears though nothing distinctive is behind it. What everybody is told distinguishes nobody."""

import numpy as np

from .pattern_channels import CATEGORIES, PEER, PETITION, SELF, Flags, Floats, Integers
from .pattern_parameters import PatternParameters
from .pattern_rates import CONCRETE, GENERIC, Own, Sums, at
from .pattern_slots import Slots
from .pattern_tables import NOBODY, Cells, flat


class Leaks:
    """The leak of any slot, by what is told of the cadre's peers and never by what is told of himself."""

    def __init__(self, told: Sums, inside: Own, own: Own, parameters: PatternParameters):
        """`inside` is what the units' sums hold of the cadres, `own` what is told of them now."""
        self._told, self._inside, self._own = told, inside, own
        self._people, self._channels, self._limits = own.people, parameters.channels, parameters.base_rates

    def of(self, slots: Slots, cells: Cells) -> Floats:
        """The leak of each slot."""
        limits, voice = self._limits, slots.voice
        cadre, category = cells.cadre[slots.cell], cells.category[slots.cell]
        ever = self._own.all_hits(cadre, category, voice)
        looks = self._own.weight[cadre, :, voice].sum(1, dtype=np.float64)
        level = self._level(cadre, category, voice, ever, looks)
        rate = np.maximum(level, self._unit(cadre, category, slots, level))
        elsewhere = ever[GENERIC] - self._own.hits(cadre, category, slots.year, voice)[GENERIC]
        other_looks = np.maximum(looks - self._own.weight[cadre, slots.year, voice], 0)
        habit = (limits.habit_strength * level[GENERIC] + elsewhere) / (limits.habit_strength + other_looks)
        generic = np.where((voice == SELF) | (voice == PEER), np.maximum(rate[GENERIC], habit), rate[GENERIC])
        concrete = (1 - self._channels.reliability[voice]) * rate[CONCRETE] + limits.wording_error * generic
        leak = np.where(slots.concrete, concrete, generic)
        leak = np.where(voice == PETITION, np.maximum(leak, limits.least_petition), leak)
        return np.asarray(np.clip(leak, limits.least, limits.most))

    def small_pool(self, cadre: Integers) -> Flags:
        """Whether too few of the cadre's level are known to compare with."""
        return np.asarray(self._told.level_size[self._people.level[cadre]] < self._limits.small_pool)

    def _level(self, cadre: Integers, category: Integers, voice: Integers, ever: Floats, looks: Floats) -> Floats:
        """Generic and concrete rate of the level, drawn towards the rate of all; in small pools the others' alone."""
        told, limits = self._told, self._limits
        level, small = self._people.level[cadre], self.small_pool(cadre)
        out = np.where(small, told.level_size.sum(), told.level_size[level]) < limits.leave_out_below
        own, own_looks = ever * out, looks * out
        start = np.where(out, limits.small_strength, limits.start_strength)
        usual = np.stack([self._channels.phrases[voice], np.full(len(voice), limits.small_concrete)])
        everyone = (told.level_hits.sum(1)[:, voice, category] - own + start * np.where(out, usual, limits.start)) / (
            told.level_looks.sum(0)[voice] - own_looks + start
        )
        strength = limits.level_strength
        rate = (told.level_hits[:, level, voice, category] - own + strength * everyone) / (
            told.level_looks[level, voice] - own_looks + strength
        )
        return np.asarray(np.where(small, everyone, rate))

    def _unit(self, cadre: Integers, category: Integers, slots: Slots, level: Floats) -> Floats:
        """Generic and concrete rate of the others in the unit that year: a campaign is the unit's, not a person's."""
        strength = self._limits.unit_strength
        unit = self._people.unit[cadre, slots.year]
        place = flat(slots.year, slots.voice, self._people.years, np.maximum(unit, 0))
        looks = self._told.unit_looks[place] - self._inside.weight[cadre, slots.year, slots.voice]
        hits = at(self._told.unit_keys, self._told.unit_hits, place * len(CATEGORIES) + category)
        hits = hits - self._inside.hits(cadre, category, slots.year, slots.voice)
        alone = unit == NOBODY
        looks, hits = np.where(alone, 0, np.maximum(looks, 0)), np.where(alone, 0, np.maximum(hits, 0))
        return np.asarray((hits + strength * level) / (looks + strength))
