"""One cadre's record before an invented population: tables for the engine, written as a person would tell them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from cadres.pattern_channels import CATEGORIES, VOICES
from cadres.pattern_decision import LABELS
from cadres.pattern_engine import Assessment, Patterns
from cadres.pattern_parameters import load_parameters
from cadres.pattern_paths import PERSISTENT, RECURRENT, RELAPSED
from cadres.pattern_tables import Cells, Items, Population, Remedies, cells_of
from schema import Category, PatternLabel, VoiceKind

YEARS, PEERS, UNIT = 6, 720, 12
EVERY = range(YEARS)
MEETINGS = {(year, voice): 1 for year in EVERY for voice in (VoiceKind.SELF, VoiceKind.PEER, VoiceKind.APPRAISAL)}
WATCHED = MEETINGS | {(year, VoiceKind.SUPERVISION): 1 for year in EVERY}
Looks = Mapping[tuple[int, VoiceKind], float]


@dataclass(frozen=True, kw_only=True)
class Saying:
    """A finding as the engine sees it."""

    year: int
    voice: VoiceKind
    event: int
    p: float = 0.99
    confirmed: bool = True
    concrete: bool = True
    retold: bool = False
    cue: int = 0


@dataclass(frozen=True, kw_only=True)
class Story:
    """What is recorded of the cadre in one category."""

    category: Category
    looks: Looks
    sayings: Sequence[Saying]
    completions: Sequence[tuple[int, bool]] = ()
    """Year, and whether it was verified."""

    def with_look(self, year: int, voice: VoiceKind) -> "Story":
        return replace(self, looks={**self.looks, (year, voice): 1})

    def unreviewed(self, p: float) -> "Story":
        return replace(self, sayings=[replace(one, p=p, confirmed=False) for one in self.sayings])


@dataclass(frozen=True, kw_only=True)
class Outcome:
    label: PatternLabel | None
    """None where nothing is told."""
    persistent: float
    several: float
    """Of 反复 or more."""


@cache
def peers() -> tuple[Population, Items]:
    """Peers who mostly write what everybody writes, and now and then have something real told of them."""
    random = np.random.default_rng(20240501)
    looks = np.zeros((PEERS, YEARS, len(VOICES)), np.float32)
    chance = {
        "self": 0.9,
        "peer": 0.8,
        "superior": 0.35,
        "masses": 0.35,
        "appraisal": 0.9,
        "supervision": 0.4,
        "inspection": 0.2,
        "audit": 0.2,
    }
    for name, often in chance.items():
        looks[..., VOICES.index(VoiceKind(name))] = random.random((PEERS, YEARS)) < often
    cadre, year, voice = np.nonzero(looks)
    habits = {VoiceKind.SELF: 0.25, VoiceKind.PEER: 0.12, VoiceKind.APPRAISAL: 0.05, VoiceKind.SUPERIOR: 0.04}
    phrases = np.array([habits.get(one, 0.01) for one in VOICES])[voice]
    columns = []
    for category in range(len(CATEGORIES) - 1):
        said = random.random(len(cadre)) < phrases
        real = (random.random(len(cadre)) < 0.008) & ~said
        for rows, concrete in ((said, False), (real, True)):
            columns.append(
                np.stack([cadre[rows], np.full(rows.sum(), category), voice[rows], year[rows], np.full(rows.sum(), concrete)])
            )
    who, what, by, when, concrete = np.concatenate(columns, axis=1)
    keep = who > 0
    who, what, by, when, concrete = (one[keep] for one in (who, what, by, when, concrete))
    count = len(who)
    flags = np.zeros(count, bool)
    looks[0] = 0
    unit = np.repeat(np.arange(PEERS)[:, None] // UNIT, YEARS, axis=1)
    people = Population(looks=looks, unit=unit, level=(np.arange(PEERS) // UNIT) % 2)
    items = Items(
        cell=who * len(CATEGORIES) + what, voice=by, year=when, event=np.arange(count) + 1000, retold=flags, concrete=concrete.astype(bool),
        confirmed=flags, p=np.full(count, 0.85), cue=np.zeros(count, np.int64), past=flags,
    )  # fmt: skip
    return people, items


def items_of(story: Story) -> Items:
    """The story's findings, their cell named by the code of cadre 0 and its category."""
    told = story.sayings

    def column(name: str, kind: type) -> np.ndarray:  # type: ignore[type-arg]
        return np.array([getattr(one, name) for one in told], kind)

    return Items(
        cell=np.full(len(told), CATEGORIES.index(story.category)), voice=np.array([VOICES.index(one.voice) for one in told], np.int64),
        year=column("year", np.int64), event=column("event", np.int64), retold=column("retold", bool), concrete=column("concrete", bool),
        confirmed=column("confirmed", bool), p=column("p", float), cue=column("cue", np.int64), past=np.zeros(len(told), bool),
    )  # fmt: skip


def population(story: Story) -> tuple[Patterns, Remedies]:
    """Everybody analysed with the story as cadre 0's."""
    people, others = peers()
    looks = people.looks.copy()
    for (year, voice), number in story.looks.items():
        looks[0, year, VOICES.index(voice)] = number
    both = [items_of(story), others]
    joined = {name: np.concatenate([getattr(one, name) for one in both]) for name in Items.__slots__}
    cells, rows = cells_of(joined["cell"] // len(CATEGORIES), joined["cell"] % len(CATEGORIES))
    items = Items(**joined | {"cell": rows})
    patterns = Patterns.of(items, cells, replace(people, looks=looks), load_parameters())
    return patterns, remedies_of(story, cells)


def remedies_of(story: Story, cells: Cells) -> Remedies:
    """The story's completions, of the cell that the story is about."""
    cell = np.flatnonzero((cells.cadre == 0) & (cells.category == CATEGORIES.index(story.category)))
    done = list(story.completions) if len(cell) else []
    factors = load_parameters().rectification
    return Remedies(
        cell=np.repeat(cell[:1], len(done)), year=np.array([year for year, _ in done], np.int64),
        log_factor=np.log([factors.verified if verified else factors.claimed for _, verified in done]),
        completed=np.ones(len(done), bool), relapsed=np.zeros(len(done), bool),
    )  # fmt: skip


def outcome(story: Story, *, confirmed_only: bool = False) -> Outcome:
    """What the story comes to."""
    patterns, remedies = population(story)
    cells = patterns.cells
    found = np.flatnonzero((cells.cadre == 0) & (cells.category == CATEGORIES.index(story.category)))
    if not len(found):
        return Outcome(label=None, persistent=0.0, several=0.0)
    return of_cell(patterns.assess(remedies, confirmed_only=confirmed_only), int(found[0]))


def of_cell(assessment: Assessment, cell: int) -> Outcome:
    """What an assessment says of a cell."""
    chances = assessment.chances[cell]
    return Outcome(
        label=LABELS[int(assessment.labels.label[cell])], persistent=float(chances[PERSISTENT]),
        several=float(chances[[RECURRENT, PERSISTENT, RELAPSED]].sum()),
    )  # fmt: skip
