"""The analysis from tables to labels, for all cadres at once or for one alone: the same arithmetic, the same numbers."""

from dataclasses import dataclass

import numpy as np

from .pattern_channels import Floats
from .pattern_decision import Counts, Labels, counts, decide
from .pattern_leaks import Leaks
from .pattern_parameters import PatternParameters
from .pattern_paths import PERSISTENT, Histories, histories, posterior
from .pattern_rates import Own, Sums, sums
from .pattern_slots import Slots, gather
from .pattern_tables import Cells, Items, Population, Remedies
from .pattern_weights import Evidence, waiting_looks, weigh


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessment:
    """What was reckoned of some cells, each row a cell."""

    slots: Slots
    evidence: Evidence
    histories: Histories
    chances: Floats
    """The posterior, in the columns of `pattern_paths`."""
    active: Floats
    """Cell × year: probability that the problem was there."""
    counts: Counts
    without_any: Floats
    """The least probability of 一贯 when any single slot is taken away."""
    labels: Labels


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Patterns:
    """The analysis of some cadres: of all, or of one with all others as his peers."""

    items: Items
    """All that may be right, reviewed or not: peers are compared by what is said, whoever has looked at it yet."""
    cells: Cells
    people: Population
    parameters: PatternParameters
    slots: Slots
    told: Sums
    leaks: Leaks

    @classmethod
    def of(cls, items: Items, cells: Cells, people: Population, parameters: PatternParameters) -> "Patterns":
        """The analysis of everybody."""
        slots = gather(items, people.years, parameters.items)
        own = Own(slots, cells, people)
        told = sums(own)
        leaks = Leaks(told, own, own, parameters)
        return cls(
            items=items, cells=cells, people=people, parameters=parameters, slots=slots, told=told, leaks=leaks
        )  # fmt: skip

    def of_one(self, cadre: int, items: Items, cells: Cells) -> "Patterns":
        """The analysis of one cadre with other items than he had, as if everybody were analysed anew. His cells name him as 0."""
        first, last = np.searchsorted(self.cells.cadre, [cadre, cadre + 1])
        start, end = np.searchsorted(self.slots.cell, [first, last])
        people = self.people.only(cadre)
        cells_before = Cells(cadre=np.zeros(last - first, np.int64), category=self.cells.category[first:last])
        before = Own(self.slots.part(int(start), int(end), int(first)), cells_before, people)
        slots = gather(items, people.years, self.parameters.items)
        own = Own(slots, cells, people)
        told = self.told.exchanged(before, own)
        return Patterns(
            items=items, cells=cells, people=people, parameters=self.parameters, slots=slots, told=told,
            leaks=Leaks(told, before, own, self.parameters),
        )  # fmt: skip

    def assess(self, remedies: Remedies, *, confirmed_only: bool) -> Assessment:
        """Every cell, by confirmed evidence or by all. A cell without evidence has no hits, and its label says nothing."""
        slots = self.slots
        if confirmed_only:
            slots = gather(self.items.take(self.items.confirmed), self.people.years, self.parameters.items)
        return self.judge(slots, self.cells, remedies, everything=self.slots)

    def judge(self, slots: Slots, cells: Cells, remedies: Remedies, *, everything: Slots) -> Assessment:
        """Some cells by some slots; those of `everything` that are not used are findings that wait for review."""
        years = self.people.years
        waiting = waiting_looks(everything, slots, years)
        evidence = weigh(slots, self.leaks.of(slots, cells), cells, self.people, self.parameters, waiting)
        given = histories(evidence, remedies.spread(len(cells), years), self.parameters)
        chances, active = posterior(given, self.parameters.shapes)
        facts = counts(evidence, given, active)
        without_any = self._without_any(slots, evidence, given, chances)
        labels = decide(chances, facts, without_any, self.parameters.decision)
        return Assessment(
            slots=slots, evidence=evidence, histories=given, chances=chances, active=active, counts=facts,
            without_any=without_any, labels=labels,
        )  # fmt: skip

    def _without_any(self, slots: Slots, evidence: Evidence, given: Histories, chances: Floats) -> Floats:
        """Of cells that may be 一贯, the least probability of it when any single slot is taken away; 1 of all others."""
        least = np.ones(len(chances))
        rows = np.flatnonzero(chances[slots.cell, PERSISTENT] >= self.parameters.decision.persistent)
        if not len(rows):
            return least
        cell, year = slots.cell[rows], slots.year[rows]
        less = given.take(cell)
        left = less.weight[np.arange(len(rows)), year] - np.maximum(evidence.hit[rows], 0)
        less.weight[np.arange(len(rows)), year] = np.maximum(left, np.log(self.parameters.weights.least_year_factor))
        np.minimum.at(least, cell, posterior(less, self.parameters.shapes)[0][:, PERSISTENT])
        return least
