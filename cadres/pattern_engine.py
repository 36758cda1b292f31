"""The analysis from tables to labels, for all cadres at once or for one alone: the same arithmetic, the same numbers."""

from dataclasses import dataclass

import numpy as np

from .pattern_channels import Flags, Floats, Integers
from .pattern_decision import Counts, Labels, counts, decide
from .pattern_parameters import PatternParameters
from .pattern_paths import PERSISTENT, Histories, histories, posterior
from .pattern_rates import Leaks, told_of
from .pattern_slots import Slots, gather
from .pattern_tables import Cells, Items, Population, Remedies
from .pattern_weights import Evidence, waiting_looks, weigh


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessment:
    """What was reckoned of some cells, each row a cell."""

    cells: Cells
    slots: Slots
    evidence: Evidence
    histories: Histories
    chances: Floats
    """The posterior, in the columns of `pattern_paths`."""
    active: Floats
    """Cell × year: probability that the problem was there."""
    counts: Counts
    without_any: Floats
    labels: Labels


class Patterns:
    """The analysis of a population, with what it takes to analyse one of its cadres again."""

    def __init__(self, items: Items, cells: Cells, people: Population, parameters: PatternParameters):
        """`items` are all that may be right, reviewed or not: peers are compared by what is said, whoever has looked at it yet."""
        self.parameters, self.people, self.cells, self.items = parameters, people, cells, items
        self.slots = gather(items, people.years, parameters.items)
        self.told = told_of(self.slots, cells, people)
        self.leaks = Leaks(self.told, self.slots, cells, people, parameters)

    def assess(self, remedies: Remedies, *, confirmed_only: bool) -> Assessment:
        """Everybody, by confirmed evidence or by all. Cells without evidence have no hits, and their label says nothing."""
        slots = self.slots
        if confirmed_only:
            slots = gather(self.items.take(self.items.confirmed), self.people.years, self.parameters.items)
        return self.judge(slots, self.cells, remedies, self.leaks)

    def again(
        self, cadre: int, items: Items, cells: Cells, remedies: Remedies, *, confirmed_only: bool
    ) -> tuple[Assessment, "Leaks"]:
        """One cadre with other items than he had, as if everybody had been analysed anew."""
        years, parameters = self.people.years, self.parameters
        only = np.zeros(self.people.size, bool)
        only[cadre] = True
        mine = np.flatnonzero(self.cells.cadre == cadre)
        before = self.items.take(np.isin(self.items.cell, mine))
        old = told_of(gather(before, years, parameters.items), self.cells, self.people, only)
        slots = gather(items, years, parameters.items)
        new = told_of(slots, cells, self.people, only)
        leaks = Leaks(self.told.without(old).along(new), slots, cells, self.people, parameters)
        used = gather(items.take(items.confirmed), years, parameters.items) if confirmed_only else slots
        return self.judge(used, cells, remedies, leaks, everything=slots), leaks

    def judge(self, slots: Slots, cells: Cells, remedies: Remedies, leaks: Leaks, everything: Slots | None = None) -> Assessment:
        """Some cells by some slots."""
        years = self.people.years
        waiting = waiting_looks(self.slots if everything is None else everything, slots, years)
        evidence = weigh(slots, leaks.of(slots, cells), cells, self.people, self.parameters, waiting)
        given = histories(evidence, remedies.spread(len(cells), years), self.parameters)
        chances, active = posterior(given, self.parameters.shapes)
        facts = counts(evidence, given, active)
        without_any = self._without_any(slots, evidence, given, chances)
        labels = decide(chances, facts, without_any, self.parameters.decision)
        return Assessment(
            cells=cells, slots=slots, evidence=evidence, histories=given, chances=chances, active=active, counts=facts,
            without_any=without_any, labels=labels,
        )  # fmt: skip

    def _without_any(self, slots: Slots, evidence: Evidence, given: Histories, chances: Floats) -> Floats:
        """Of cells that may be 一贯, the least probability of it when any single slot is taken away; 1 of all others."""
        least = np.ones(len(chances))
        maybe: Flags = chances[:, PERSISTENT] >= self.parameters.decision.persistent
        rows: Integers = np.flatnonzero(maybe[slots.cell])
        if not len(rows):
            return least
        cell, year = slots.cell[rows], slots.year[rows]
        less = given.take(cell)
        left = less.weight[np.arange(len(rows)), year] - np.maximum(evidence.hit[rows], 0)
        less.weight[np.arange(len(rows)), year] = np.maximum(left, np.log(self.parameters.weights.least_year_factor))
        np.minimum.at(least, cell, posterior(less, self.parameters.shapes)[0][:, PERSISTENT])
        return least
