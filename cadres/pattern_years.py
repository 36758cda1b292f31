"""The years of a pattern: what each channel showed, who looked and saw nothing, what was told again."""

from collections import defaultdict

import numpy as np

from schema import Hit, PatternYear, VoiceKind

from .pattern_channels import SELF, VOICES
from .pattern_sides import Item, Side
from .pattern_slots import RETOLD


def years_of(side: Side, cell: int, items: list[Item]) -> tuple[PatternYear, ...]:
    """Every year of the window."""
    found, first = side.found, side.people.window[0]
    hits = _hits(side, cell, items)
    retold: defaultdict[int, list[Item]] = defaultdict(list)
    for item in items:
        if item.slot == RETOLD and item.mark.ref_year is not None:
            retold[item.mark.ref_year - first].append(item)
    cadre_id = side.people.ids[int(side.patterns.cells.cadre[cell])]
    completed = {year for year, _ in side.completions(cell)}
    return tuple(
        PatternYear(
            year=first + year,
            observed=bool(found.evidence.observed[cell, year]),
            weight=round(float(found.histories.weight[cell, year]), 4),
            p_active=round(float(found.active[cell, year]), 4) if found.evidence.observed[cell, year] else None,
            hits=tuple(hits[year]),
            silent=silent(
                side, cell, year, {hit.voice for hit in hits[year]} | {item.finding.voice.kind for item in retold[year]}
            ),
            retold=tuple(sorted(item.finding.id for item in retold[year])),
            completed=year in completed,
            posts=tuple(side.people.held(cadre_id, first + year)),
        )
        for year in range(side.people.population.years)
    )


def silent(side: Side, cell: int, year: int, told: set[VoiceKind]) -> tuple[VoiceKind, ...]:
    """The channels that looked, could have shown it, and showed nothing."""
    cells, people = side.patterns.cells, side.people.population
    looks = people.looks[int(cells.cadre[cell]), year]
    could = side.parameters.detection[:, int(cells.category[cell])] > 0
    waiting = side.waiting(cell, year)
    return tuple(
        voice for voice, seen in zip(VOICES, ((looks > 0) & could).tolist(), strict=True) if seen and voice not in told | waiting
    )


def clean_looks_after(side: Side, cell: int, years: tuple[PatternYear, ...]) -> int:
    """How often others could have seen it after the last year with a hit that counts, and did not."""
    told = np.flatnonzero(np.any(side.found.evidence.discriminative[cell], axis=1))
    last = int(told[-1]) if len(told) else -1
    looks = side.people.population.looks[int(side.patterns.cells.cadre[cell])]
    numbers = [
        float(looks[number, VOICES.index(voice)])
        for number, year in enumerate(years)
        if number > last
        for voice in year.silent
        if voice is not VOICES[SELF]
    ]
    return int(sum(numbers))


def _hits(side: Side, cell: int, items: list[Item]) -> defaultdict[int, list[Hit]]:
    slots, evidence = side.found.slots, side.found.evidence
    by_slot: defaultdict[int, list[Item]] = defaultdict(list)
    for item in items:
        by_slot[item.slot].append(item)
    hits: defaultdict[int, list[Hit]] = defaultdict(list)
    for slot in side.slots(cell).tolist():
        told = by_slot[slot]
        hits[int(slots.year[slot])].append(
            Hit(
                voice=VOICES[int(slots.voice[slot])],
                events=tuple(sorted({item.mark.event_id for item in told})),
                findings=tuple(sorted(item.finding.id for item in told)),
                factor=round(float(np.exp(evidence.hit[slot])), 3),
                concrete=bool(slots.concrete[slot]),
                p=round(float(slots.p[slot]), 4),
                base_rate=round(float(evidence.leak[slot]), 4),
                discriminative=bool(evidence.counts[slot]),
            )
        )
    return hits
