"""Weights of evidence: what the hits and the silence of a year say for or against the problem having been there that year."""

from dataclasses import dataclass

import numpy as np

from schema import CueKind

from .pattern_channels import SELF, VOICES, Flags, Floats, Integers
from .pattern_parameters import PatternParameters
from .pattern_slots import Slots
from .pattern_tables import Cells, Population, summed, without

CUES = (CueKind.NONE, CueKind.ISOLATED, CueKind.RECURRENT, CueKind.PERSISTENT)
"""From weak to strong: of several in one slot the strongest counts."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """Cell × year, unless said otherwise."""

    weight: Floats
    """Log weight of evidence."""
    observed: Flags
    clean: Floats
    """Sensitivity of the looks of others that showed nothing, summed."""
    discriminative: Flags
    """Cell × year × independence group: a hit that tells this cadre from his peers."""
    hit: Floats
    """Log weight of each slot."""
    counts: Flags
    """Whether the slot is discriminative."""
    leak: Floats
    """Of each slot."""


def weigh(
    slots: Slots, leak: Floats, cells: Cells, people: Population, parameters: PatternParameters, undecided: Integers
) -> Evidence:
    """The evidence of the cells. `undecided` are keys (`flat`) of looks that count neither as hit nor as clean: findings that wait."""
    years = people.years
    hit = _hits(slots, leak, cells, parameters)
    counts = (hit >= np.log(parameters.weights.discriminative_factor)) & (slots.p >= parameters.weights.discriminative_p)
    group = parameters.channels.group[slots.voice]
    discriminative = np.zeros((len(cells), years, len(parameters.channels.groups)), bool)
    discriminative[slots.cell[counts], slots.year[counts], group[counts]] = True

    spent = _Spent(slots, cells, years, parameters.looks.retold_share, undecided)
    looks, detection = people.looks.astype(np.float64), parameters.detection
    each = np.minimum(looks, 1) + parameters.looks.more * np.clip(looks - 1, 0, parameters.looks.most_more)
    by_others = detection.copy()
    by_others[SELF] = 0
    silence = spent.rest(each, np.log1p(-detection))
    observed = spent.rest(np.minimum(looks, 1), detection) >= parameters.looks.observed
    observed[slots.cell, slots.year] = True
    weight = _independent(slots, hit, group, parameters, (len(cells), years)) + silence
    weight += _cues(slots, parameters, (len(cells), years))
    least, most = np.log(parameters.weights.least_year_factor), np.log(parameters.weights.most_year_factor)
    return Evidence(
        weight=np.clip(parameters.weights.temper * weight, least, most), observed=observed, clean=spent.rest(each, by_others),
        discriminative=discriminative, hit=hit, counts=counts, leak=leak,
    )  # fmt: skip


def _hits(slots: Slots, leak: Floats, cells: Cells, parameters: PatternParameters) -> Floats:
    """Noisy-or with leak: the statement comes from the problem, or from what appears anyway."""
    detection = parameters.detection[slots.voice, cells.category[slots.cell]]
    share = parameters.channels.concrete_share[slots.voice]
    share = np.where(slots.concrete, share, 1 - share)
    told = np.log1p(detection * share * (1 - leak) / leak)
    hit = slots.p * told + (1 - slots.p) * np.log1p(-detection)
    most = np.where(slots.confirmed, parameters.weights.most_factor_confirmed, parameters.weights.most_factor_unreviewed)
    return np.minimum(hit, np.log(most))


def _independent(slots: Slots, hit: Floats, group: Integers, parameters: PatternParameters, shape: tuple[int, int]) -> Floats:
    """Sources that depend on each other: the strongest in full, the rest in part."""
    groups = len(parameters.channels.groups)
    keys, rows = np.unique((slots.cell * shape[1] + slots.year) * groups + group, return_inverse=True)
    rows = rows.reshape(-1)
    strongest = np.full(len(keys), -np.inf)
    np.maximum.at(strongest, rows, hit)
    total = summed(rows, hit, len(keys))
    together = strongest + parameters.weights.rest_of_group * np.maximum(total - strongest, 0)
    return summed(keys // groups, together, shape[0] * shape[1]).reshape(shape)


def _cues(slots: Slots, parameters: PatternParameters, shape: tuple[int, int]) -> Floats:
    """Words of frequency speak of the year before, and weakly."""
    factors = np.log(np.array([getattr(parameters.cues, cue.value) for cue in CUES]))
    said = factors[slots.cue] * slots.p * np.where(slots.voice == SELF, parameters.cues.of_self, 1.0)
    later = slots.year > 0
    before = slots.cell[later] * shape[1] + slots.year[later] - 1
    together = summed(before, said[later], shape[0] * shape[1]).reshape(shape)
    return np.clip(together, -parameters.cues.most, parameters.cues.most)


class _Spent:
    """The looks of each cell, less those that did show something."""

    def __init__(self, slots: Slots, cells: Cells, years: int, retold_share: float, undecided: Integers):
        hits = slots.keys(years)
        waiting = without(undecided, hits)
        retold = without(without(slots.retold, hits), waiting)
        keys = np.concatenate([hits, waiting, retold])
        self._share = np.concatenate([np.ones(len(hits) + len(waiting)), np.full(len(retold), 1 - retold_share)])
        self._cell, self._year = keys // (years * len(VOICES)), keys // len(VOICES) % years
        self._voice, self._cells = keys % len(VOICES), cells

    def rest(self, looks: Floats, value: Floats) -> Floats:
        """Cell × year: the looks' value (channel × category), summed over the channels that showed nothing."""
        cells = self._cells
        all_looks = np.asarray((looks @ value)[cells.cadre, :, cells.category])
        cadre, category = cells.cadre[self._cell], cells.category[self._cell]
        spent = self._share * looks[cadre, self._year, self._voice] * value[self._voice, category]
        return all_looks - summed(self._cell * all_looks.shape[1] + self._year, spent, all_looks.size).reshape(all_looks.shape)


def waiting_looks(everything: Slots, used: Slots, years: int) -> Integers:
    """Keys of looks at which only findings that nobody reviewed told something."""
    return without(everything.keys(years), used.keys(years))
