"""Items become slots: what one channel showed of a cell in one year. An event counts once, in the year of its first primary item."""

from dataclasses import dataclass

import numpy as np

from .pattern_channels import VOICES, Flags, Floats, Integers
from .pattern_parameters import ItemParameters
from .pattern_tables import Items, distinct, flat, summed

RETOLD = -1
"""The slot of an item that only tells an event again."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slots:
    """One row a cell, year and channel that showed something, in that order."""

    cell: Integers
    year: Integers
    voice: Integers
    p: Floats
    """That at least one of its events is right."""
    cue: Integers
    """The strongest."""
    concrete: Flags
    confirmed: Flags
    """Whether a person confirmed any of it."""
    reviewed: Flags
    """Whether what makes it count was confirmed: also its concreteness."""
    of_item: Integers
    """Each item's slot, or `RETOLD`."""
    retold: Integers
    """Keys (`flat`) of the looks at which something was told again."""

    def __len__(self) -> int:
        return len(self.cell)

    def part(self, start: int, end: int, cell: int) -> "Slots":
        """Some slots on end, as those of cells that are counted from the one given; what belongs to items is left out."""
        some = slice(start, end)
        nothing = np.zeros(0, np.int64)
        return Slots(
            cell=self.cell[some] - cell, year=self.year[some], voice=self.voice[some], p=self.p[some], cue=self.cue[some],
            concrete=self.concrete[some], confirmed=self.confirmed[some], reviewed=self.reviewed[some], of_item=nothing, retold=nothing,
        )  # fmt: skip

    def keys(self, years: int) -> Integers:
        """The `flat` key of each slot, rising."""
        return flat(self.year, self.voice, years, self.cell)


def gather(items: Items, years: int, parameters: ItemParameters) -> Slots:
    """The slots of the items."""
    span = int(items.event.max(initial=0)) + 1
    kept, event = np.unique(items.cell * span + items.event, return_inverse=True)
    event = event.reshape(-1)
    first, retold_only = _first_year(items, event, len(kept), years)
    active = (items.year == first[event]) & (~items.retold | retold_only[event]) & ~items.past
    rows = np.flatnonzero(active)
    p = items.p[rows] * np.where(retold_only[event[rows]], parameters.retold_only, 1.0)

    told, of_told = np.unique(event[rows] * len(VOICES) + items.voice[rows], return_inverse=True)
    of_told = of_told.reshape(-1)
    surest = np.zeros(len(told))
    np.maximum.at(surest, of_told, p)

    said, voice = told // len(VOICES), told % len(VOICES)
    keys, of_slot = np.unique(flat(first[said], voice, years, kept[said] // span), return_inverse=True)
    of_slot = of_slot.reshape(-1)
    wrong = summed(of_slot, np.log1p(-np.minimum(surest, parameters.most_per_event)), len(keys))
    slot = of_slot[of_told]
    cue = np.zeros(len(keys), np.int64)
    np.maximum.at(cue, slot, items.cue[rows])

    def any_of(flags: Flags) -> Flags:
        return np.bincount(slot[flags[rows]], minlength=len(keys)) > 0

    concrete, confirmed = any_of(items.concrete), any_of(items.confirmed)
    of_item = np.full(len(items), RETOLD)
    of_item[rows] = slot
    again = ~active
    return Slots(
        cell=keys // (years * len(VOICES)), year=keys // len(VOICES) % years, voice=keys % len(VOICES), p=-np.expm1(wrong), cue=cue,
        concrete=concrete, confirmed=confirmed, reviewed=confirmed & (~concrete | any_of(items.concrete & items.confirmed)),
        of_item=of_item, retold=distinct(flat(items.year[again], items.voice[again], years, items.cell[again])),
    )  # fmt: skip


def _first_year(items: Items, event: Integers, events: int, years: int) -> tuple[Integers, Flags]:
    """The year that dates each event, and whether it is known from re-tellings alone."""
    first = np.full(events, years)
    np.minimum.at(first, event[~items.retold], items.year[~items.retold])
    retold_only = first == years
    rest = retold_only[event]
    np.minimum.at(first, event[rest], items.year[rest])
    return first, retold_only
