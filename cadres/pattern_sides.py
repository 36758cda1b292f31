"""One side of the record, problems or praise: its tables, its assessment, and what each cell was made from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from schema import EventMark, Finding, PatternLabel, Reason, StatementType, VoiceKind

from .pattern_channels import VOICES, Integers
from .pattern_decision import INSUFFICIENT, LABELS
from .pattern_engine import Patterns
from .pattern_leverage import Removal, parts_of, removals, weighty
from .pattern_parameters import PatternParameters
from .pattern_people import People
from .pattern_reasons import reasons
from .pattern_records import Evidential, Records, evidential
from .pattern_slots import RETOLD
from .pattern_tables import RowsBy

UNUSED = RETOLD - 1
"""The slot of an item that the assessment leaves aside: it was not reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A finding in a cell."""

    finding: Finding
    mark: EventMark
    slot: int
    """A row of the assessment's slots, `RETOLD` or `UNUSED`."""


class Side:
    """What is told of everybody, of one kind, and what it comes to."""

    def __init__(self, people: People, told: Evidential, patterns: Patterns, *, confirmed_only: bool):
        self.people, self.told, self.patterns = people, told, patterns
        self.parameters: PatternParameters = patterns.parameters
        self._remedies = told.reviewed_remedies if confirmed_only else told.remedies
        self.found = patterns.assess(self._remedies, confirmed_only=confirmed_only)
        reviewed = self.found if confirmed_only else patterns.assess(told.reviewed_remedies, confirmed_only=True)
        self._confirmed_only = confirmed_only
        self._differs = self.found.labels.label != reviewed.labels.label
        used = np.flatnonzero(told.items.confirmed) if confirmed_only else np.arange(len(told.items))
        self._slot = np.full(len(told.items), UNUSED)
        self._slot[used] = self.found.slots.of_item
        cells = len(patterns.cells)
        self._items_of, self._slots_of = RowsBy(told.items.cell, cells), RowsBy(self.found.slots.cell, cells)
        self._remedies_of = RowsBy(self._remedies.cell, cells)
        self._removals = self._removed()

    @classmethod
    def of(
        cls, records: Records, kind: StatementType, people: People, parameters: PatternParameters, *, confirmed_only: bool
    ) -> "Side":
        """The side of everybody."""
        told = evidential(records, kind, people, parameters)
        return cls(
            people, told, Patterns.of(told.items, told.cells, people.population, parameters), confirmed_only=confirmed_only
        )

    def again(self, records: Records, kind: StatementType, cadre_id: str) -> "Side":
        """The side of one cadre with what is recorded of him now, as if everybody were analysed anew."""
        row = self.people.row[cadre_id]
        told = evidential(records, kind, replace(self.people, row={cadre_id: 0}), self.parameters)
        one = replace(
            self.people, population=self.people.population.only(row), ids=(cadre_id,), row={cadre_id: 0}
        )  # fmt: skip
        patterns = self.patterns.of_one(row, told.items, told.cells)
        return Side(one, told, patterns, confirmed_only=self._confirmed_only)

    def cells(self) -> Iterator[int]:
        """The cells with evidence, by cadre and category."""
        yield from np.flatnonzero(np.bincount(self.found.slots.cell, minlength=len(self.patterns.cells))).tolist()

    def items(self, cell: int) -> list[Item]:
        """The findings of the cell that the assessment used."""
        rows = self._items_of.of(cell).tolist()
        return [
            Item(finding=self.told.findings[row], mark=self.told.marks[row], slot=int(self._slot[row]))
            for row in rows
            if self._slot[row] != UNUSED
        ]

    def slots(self, cell: int) -> Integers:
        """The cell's slots."""
        return self._slots_of.of(cell)

    def waiting(self, cell: int, year: int) -> set[VoiceKind]:
        """The channels that told something in the year which nobody has reviewed, where only confirmed findings count."""
        if not self._confirmed_only:
            return set()
        rows, items = self._items_of.of(cell), self.told.items
        return {VOICES[int(items.voice[row])] for row in rows.tolist() if items.year[row] == year and not items.confirmed[row]}

    def completions(self, cell: int) -> list[tuple[int, bool]]:
        """Year and whether it was verified of each completion, earliest first."""
        rows = self._remedies_of.of(cell)
        table, verified = self._remedies, np.log(self.parameters.rectification.verified)
        return sorted(
            {(int(table.year[row]), bool(table.log_factor[row] >= verified)) for row in rows.tolist() if table.completed[row]}
        )

    def provisional(self, cell: int) -> bool:
        """Whether what carries the label was not all reviewed: a slot that counts, or anything without which the label changes."""
        slots, found = self.slots(cell), self.found
        decisive = slots[found.evidence.counts[slots]]
        decisive = decisive if len(decisive) else slots
        return bool(self._differs[cell] or not found.slots.reviewed[decisive].all())

    def label(self, cell: int) -> PatternLabel:
        """The cell's label."""
        return LABELS[int(self.found.labels.label[cell])]

    def reasons(self, cell: int) -> tuple[Reason, ...]:
        """Why no more is said; empty where something is."""
        if self.found.labels.label[cell] != INSUFFICIENT:
            return ()
        least = self.parameters.items.link_doubt
        slots = self.slots(cell)
        doubtful = any(
            (item.finding.holder.score or 0) < least and item.slot >= 0 and not self.found.slots.confirmed[item.slot]
            for item in self.items(cell)
        )  # fmt: skip
        return reasons(
            self.found, cell, slots, self.parameters.decision, provisional=self.provisional(cell), doubtful=doubtful
        )  # fmt: skip

    def removals(self, cell: int) -> list[Removal]:
        """The cell without each of its parts, where it says 反复 or worse."""
        return self._removals.get(cell, [])

    def cell_of(self, cadre: int, category: int) -> int | None:
        """The cell of a cadre and category; None where nothing is told."""
        cells = self.patterns.cells
        start, end = np.searchsorted(cells.cadre, [cadre, cadre + 1]).tolist()
        found = start + int(np.searchsorted(cells.category[start:end], category))
        return found if found < end and cells.category[found] == category else None

    def groups_by_year(self, cell: int) -> dict[int, set[str]]:
        """Years (from 0) with discriminative hits, and the groups of sources that gave them."""
        groups: dict[int, set[str]] = {}
        for year, group in np.argwhere(self.found.evidence.discriminative[cell]).tolist():
            groups.setdefault(year, set()).add(self.parameters.channels.groups[group])
        return groups

    def _removed(self) -> dict[int, list[Removal]]:
        documents = [finding.document.id for finding in self.told.findings]
        findings = [finding.id for finding in self.told.findings]
        parts = {}
        for cell in np.flatnonzero(weighty(self.found)).tolist():
            rows = self._items_of.of(cell)
            parts[cell] = parts_of(rows[self._slot[rows] != UNUSED], documents, findings, self.patterns)
        return removals(self.patterns, self._remedies, parts, confirmed_only=self._confirmed_only)
