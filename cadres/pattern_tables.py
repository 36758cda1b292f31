"""The tables that the analysis reckons with: integer codes and numbers in columns, one row an item, a cell or a record."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from .pattern_channels import CATEGORIES, VOICES, Flags, Floats, Integers

Looks = npt.NDArray[np.float32]
NOBODY = -1
"""The unit of a cadre in a year for which the records tell none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """What is judged: a cadre in a category. Rows of other tables name a cell by its place here."""

    cadre: Integers
    category: Integers

    def __len__(self) -> int:
        return len(self.cadre)

    def take(self, rows: Integers) -> "Cells":
        """Some of the cells, in the order given, also one several times."""
        return Cells(cadre=self.cadre[rows], category=self.category[rows])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Items:
    """Findings, one a row; rejected and withdrawn ones are left out."""

    cell: Integers
    voice: Integers
    year: Integers
    """From 0, the first year of the window."""
    event: Integers
    retold: Flags
    """A rectification paper, a ledger, a back-reference."""
    concrete: Flags
    confirmed: Flags
    """By a person."""
    p: Floats
    """That it is right and means this cadre."""
    cue: Integers
    """As an index of `pattern_weights.CUES`."""
    past: Flags
    """Tells again of an event from before the window: neither activity nor a clean look."""

    def __len__(self) -> int:
        return len(self.cell)

    def take(self, rows: Integers | Flags, cell: Integers | None = None) -> "Items":
        """Some of the items, put into other cells where they are told."""
        taken = {one.name: getattr(self, one.name)[rows] for one in fields(self)}
        return Items(**(taken if cell is None else taken | {"cell": cell}))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Population:
    """All cadres, whether anything is told of them or not: the peers that everyone is compared with."""

    looks: Looks
    """Cadre × year × channel: how often the channel could have shown something."""
    unit: Integers
    """Cadre × year."""
    level: Integers
    """Rank, as a code from 0."""

    @property
    def size(self) -> int:
        return len(self.level)

    @property
    def years(self) -> int:
        return int(self.looks.shape[1])

    def only(self, cadre: int) -> "Population":
        """One cadre alone, of the same unit and level."""
        one = slice(cadre, cadre + 1)
        return Population(looks=self.looks[one], unit=self.unit[one], level=self.level[one])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Remedies:
    """What is recorded of rectification."""

    cell: Integers
    year: Integers
    log_factor: Floats
    """For a path that ends there; 0 where none."""
    completed: Flags
    relapsed: Flags

    def take(self, rows: Integers | Flags, cell: Integers | None = None) -> "Remedies":
        """Some of the records, put into other cells where they are told."""
        taken = {one.name: getattr(self, one.name)[rows] for one in fields(self)}
        return Remedies(**(taken if cell is None else taken | {"cell": cell}))

    def spread(self, cells: int, years: int) -> tuple[Floats, Flags, Flags]:
        """Cell × year: the log factor, whether completed, whether relapsed."""
        exits, completed, relapsed = np.zeros((cells, years)), np.zeros((cells, years), bool), np.zeros((cells, years), bool)
        np.maximum.at(exits, (self.cell, self.year), self.log_factor)
        completed[self.cell[self.completed], self.year[self.completed]] = True
        relapsed[self.cell[self.relapsed], self.year[self.relapsed]] = True
        return exits, completed, relapsed


def no_remedies() -> Remedies:
    """An empty table."""
    none = np.zeros(0, np.int64)
    return Remedies(cell=none, year=none, log_factor=np.zeros(0), completed=none.astype(bool), relapsed=none.astype(bool))


def cells_of(cadre: Integers, category: Integers) -> tuple[Cells, Integers]:
    """The cells that occur, in order, and each row's place among them."""
    codes, rows = np.unique(cadre * len(CATEGORIES) + category, return_inverse=True)
    return Cells(cadre=codes // len(CATEGORIES), category=codes % len(CATEGORIES)), rows.reshape(-1)


def codes(names: Sequence[str]) -> tuple[Integers, tuple[str, ...]]:
    """Names as codes from 0, in the order of the names, and the names by code."""
    known, rows = np.unique(np.array(names, dtype=object), return_inverse=True) if names else (np.zeros(0, object), np.zeros(0))
    return rows.reshape(-1).astype(np.int64), tuple(known)


def flat(year: Integers, voice: Integers, years: int, above: Integers) -> Integers:
    """One key of a year and channel within what stands above them: a cell, a cadre, a unit."""
    return (above * years + year) * len(VOICES) + voice


def summed(rows: Integers, values: Floats, size: int) -> Floats:
    """The sum of the values by row."""
    return np.asarray(np.bincount(rows, values, size), np.float64)


def distinct(keys: Integers) -> Integers:
    """The keys once each, rising. By sorting: numpy's own way is many times slower on millions."""
    ordered = np.sort(keys)
    return np.asarray(ordered[np.diff(ordered, prepend=-1) != 0])


def find(keys: Integers, wanted: Integers) -> tuple[Integers, Flags]:
    """Where the wanted keys stand among rising ones, and whether they do."""
    if not len(keys):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return place, np.asarray(keys[place] == wanted)


def without(keys: Integers, others: Integers) -> Integers:
    """The keys that are not among the others, which rise."""
    return keys[~find(others, keys)[1]]


class RowsBy:
    """The rows of a table by the cell that they belong to."""

    def __init__(self, cell: Integers, cells: int):
        self._order = np.argsort(cell, kind="stable")
        self._starts = np.searchsorted(cell[self._order], np.arange(cells + 1))

    def of(self, cell: int) -> Integers:
        """The rows of a cell, in their order."""
        return self._order[self._starts[cell] : self._starts[cell + 1]]
