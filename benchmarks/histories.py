"""Invented careers with a known truth: what really happened month by month, who looked when, and what became of it.

The world works otherwise than the analysis believes: incidents come in months, are told late, by people with habits of writing, in
units with campaigns; papers repeat each other, get lost, are misread and are put together wrongly.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from schema import VoiceKind

NEVER, ONCE, NOW_AND_THEN, STEADY, ENDED, CAME_BACK = range(6)
"""What is true of a cadre in a category, in the order of the posterior's columns."""
VOICES = tuple(VoiceKind)
CATEGORIES = 15
YEARS, MONTHS = 6, 72
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class World:
    """How the invented world goes."""

    cadres: int = 8000
    unit_size: int = 12
    often: tuple[float, ...] = (0.055, 0.02, 0.02, 0.02, 0.015)
    """Of once, now and then, steady, ended, came back."""
    incidents: float = 2.0
    """A year, while it goes on."""
    detection: float = 1.0
    phrases: float = 1.0
    """How readily everybody writes what everybody writes."""
    campaigns: float = 0.06
    papers_lost: float = 0.12
    retellings: float = 1.2
    found: float = 0.85
    right: float = 0.90
    grouped: float = 0.90
    merged: float = 0.05
    reviewed: float = 0.30
    year_wrong: float = 0.15
    false_completions: float = 0.35
    phrases_told_apart: tuple[float, float] = (0.88, 0.45)
    """How often a phrase is taken for generic when it is, and when it is not."""
    uneven: float = 2.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Career:
    """What really happened."""

    unit: Integers
    level: Integers
    start: Integers
    """Month from which the cadre was there."""
    busy: Floats
    """How much the cadre's unit is looked at."""
    truth: Integers
    """Cadre × category."""
    row: Integers
    """Cadre × category: the row of `happened`, or -1."""
    happened: Integers
    """Row × month + 1: incidents before the month."""
    done: Integers
    """Of each row, the month in which it was put right or said to be; -1 where never."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Occasions:
    """Who looked at whom when."""

    cadre: Integers
    voice: Integers
    month: Integers
    year: Integers
    """The year that the paper reviews, as it is read."""
    kept: Flags
    """Whether the paper is among those at hand."""


def careers(world: World, random: np.random.Generator) -> Career:
    """Everybody's true history."""
    count = world.cadres
    unit = np.arange(count) // world.unit_size
    units = int(unit[-1]) + 1
    start = np.where(random.random(count) < 0.65, 0, random.integers(1, 49, count))
    truth = random.choice(6, (count, CATEGORIES), p=[1 - sum(world.often), *world.often])
    # Nobody can have done steadily for three years what he was there for one.
    least = np.array([0, 0, 24, 36, 32, 42])
    truth = np.where((MONTHS - start)[:, None] < least[truth], ONCE, truth)
    who, what = np.nonzero(truth)
    row = np.full(truth.shape, -1)
    row[who, what] = np.arange(len(who))
    going, done = _going_on(truth[who, what], start[who], world, random)
    rate = np.maximum(0.8, random.gamma(3, world.incidents / 3, len(who))) / 12
    months = (random.random(going.shape) < rate[:, None]) & going
    quiet = ~months.any(1)
    months[quiet, going[quiet].argmax(1)] = True
    happened = np.concatenate([np.zeros((len(who), 1), np.int64), np.cumsum(months, axis=1)], axis=1)
    busy = np.clip(random.gamma(world.uneven, 1 / world.uneven, units), 0.25, 3.5)[unit]
    return Career(
        unit=unit,
        level=random.integers(0, 3, units)[unit],
        start=start,
        busy=busy,
        truth=truth,
        row=row,
        happened=happened,
        done=done,
    )


def _going_on(kind: Integers, start: Integers, world: World, random: np.random.Generator) -> tuple[Flags, Integers]:
    """Row × month: whether it went on, and when it was put right."""
    count, month = len(kind), np.arange(MONTHS)
    left = MONTHS - start

    def between(low: Integers | float, high: Integers | float) -> Integers:
        return np.floor(low + random.random(count) * np.maximum(np.asarray(high) - low, 1)).astype(np.int64)

    def span(first: Integers, length: Integers) -> Flags:
        return (month >= first[:, None]) & (month < (first + length)[:, None])

    one = np.ones(count, np.int64)
    once = between(start, MONTHS)
    gap = left // 3
    bursts = span(start + between(0, gap - 8), one) | span(start + 2 * gap + between(0, gap - 2), one)
    bursts |= span(start + gap + between(0, gap - 6), one) & (random.random(count) < 0.4)[:, None]
    onset = np.where(random.random(count) < 0.7, start, between(start, np.maximum(start + 1, MONTHS - 35)))
    length = between(15, np.minimum(37, left - 14))
    begun = between(start, MONTHS - length - 13)
    first_run, pause = between(10, np.minimum(25, left - 24)), between(12, np.minimum(21, left - 20))
    first = between(start, np.maximum(start + 1, MONTHS - first_run - pause - 9))
    shapes = [
        span(once, between(1, 3)), bursts, span(onset, MONTHS - onset), span(begun, length),
        span(first, first_run) | span(first + first_run + pause, one * MONTHS),
    ]  # fmt: skip
    going = np.select([(kind == number)[:, None] for number in range(ONCE, CAME_BACK + 1)], shapes, False)
    claimed = random.random(count)
    done = np.select(
        [
            (kind == ONCE) & (claimed < 0.5), (kind == NOW_AND_THEN) & (claimed < 0.3),
            (kind == STEADY) & (claimed < world.false_completions), kind == ENDED, kind == CAME_BACK,
        ],
        [once + between(1, 7), start + gap - 1, between(onset + 6, MONTHS - 3), begun + length, first + first_run], -1,
    )  # fmt: skip
    return going, done


def occasions(career: Career, world: World, random: np.random.Generator) -> Occasions:
    """The looks at everybody: yearly meetings and appraisals, checks of units, petitions."""
    count = len(career.unit)
    units = career.unit.max() + 1
    busy_units = career.busy[:: world.unit_size]
    found: list[tuple[Integers, Integers, Integers]] = []

    def look(year: int, voice: VoiceKind, who: Flags, *, meeting: bool = False) -> None:
        cadre = np.flatnonzero(who)
        month = np.full(len(cadre), 12 * year + 12) if meeting else 12 * year + random.integers(1, 13, len(cadre))
        there = month > career.start[cadre] + 2
        found.append((cadre[there], np.full(there.sum(), VOICES.index(voice)), month[there]))

    def some(chance: Floats | float) -> Flags:
        return random.random(count) < np.minimum(chance, 0.95)

    for year in range(YEARS):
        attended = some(0.92)
        for voice, share in ((VoiceKind.SELF, 1.0), (VoiceKind.PEER, 0.85), (VoiceKind.SUPERIOR, 0.4)):
            look(year, voice, attended & some(share), meeting=True)
        look(year, VoiceKind.SELF, some(0.25 * np.minimum(career.busy, 2)))
        look(year, VoiceKind.MASSES, some(0.4 * career.busy))
        for voice, share in ((VoiceKind.INSPECTION, 0.22), (VoiceKind.AUDIT, 0.2)):
            look(year, voice, (random.random(units) < np.minimum(0.9, share * busy_units))[career.unit])
        for voice, share, times in ((VoiceKind.SUPERVISION, 0.25, 3), (VoiceKind.NARRATOR, 0.2, 2)):
            for _ in range(times):
                look(year, voice, some(share * career.busy))
        look(year, VoiceKind.PETITION, some(0.12))
        look(year, VoiceKind.APPRAISAL, some(0.9))
    cadre, voice, month = (np.concatenate(column) for column in zip(*found, strict=True))
    year_of = (month - 1) // 12
    meeting = (month % 12 == 0) & (voice <= VOICES.index(VoiceKind.SUPERIOR))
    misread = meeting & (random.random(len(cadre)) < world.year_wrong)
    return Occasions(
        cadre=cadre, voice=voice, month=month, year=np.minimum(YEARS - 1, year_of + misread),
        kept=random.random(len(cadre)) >= world.papers_lost,
    )  # fmt: skip
