"""What the papers of an invented world tell, as a pipeline that errs would extract it: the tables that the analysis takes in."""

from dataclasses import dataclass, fields

import numpy as np
from histories import (
    CAME_BACK,
    CATEGORIES,
    ENDED,
    MONTHS,
    NEVER,
    ONCE,
    VOICES,
    YEARS,
    Career,
    Flags,
    Floats,
    Integers,
    Occasions,
    World,
    careers,
    occasions,
)

from cadres.pattern_channels import CATEGORIES as CODES
from cadres.pattern_parameters import load_parameters
from cadres.pattern_tables import Cells, Items, Population, Remedies, cells_of
from schema import Category, VoiceKind

PHRASES = dict.fromkeys(Category, 0.3) | {
    Category.STUDY: 0.75, Category.POLITICAL: 0.4, Category.INITIATIVE: 0.5, Category.CAPABILITY: 0.5, Category.CONDUCT: 0.6,
    Category.IMPLEMENTATION: 0.45, Category.MASSES: 0.4, Category.INTEGRITY: 0.08, Category.FINANCE: 0.03, Category.GOVERNANCE: 0.08,
    Category.RISK: 0.08, Category.RECTIFICATION: 0.05,
}  # fmt: skip
"""How often self-examinations hold such a phrase."""
OTHERS_PHRASES = {
    VoiceKind.SELF: 1.0,
    VoiceKind.PEER: 0.45,
    VoiceKind.SUPERIOR: 0.15,
    VoiceKind.MASSES: 0.1,
    VoiceKind.APPRAISAL: 0.3,
}
DETECTION = np.array([0.25, 0.30, 0.20, 0.25, 0.35, 0.35, 0.30, 0.30, 0.25, 0.10])
FORMAL = np.isin(np.arange(len(VOICES)), [2, 3, 4, 5, 6, 7])
INFORMAL_WORDS = np.isin(np.arange(len(VOICES)), [0, 1, 2, 8])


@dataclass(frozen=True, kw_only=True, eq=False)
class Telling:
    """Statements, one a row."""

    cadre: Integers
    category: Integers
    voice: Integers
    month: Integers
    year: Integers
    event: Integers
    genuine: Flags
    retold: Flags
    kept: Flags

    def take(self, rows: Integers | Flags) -> "Telling":
        return Telling(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})

    def along(self, other: "Telling") -> "Telling":
        return Telling(**{one.name: np.concatenate([getattr(self, one.name), getattr(other, one.name)]) for one in fields(self)})


@dataclass(frozen=True, kw_only=True, eq=False)
class Material:
    """What the analysis is given, with the truth that it is held to."""

    items: Items
    cells: Cells
    people: Population
    remedies: Remedies
    truth: Integers
    """Of each cell; -1 where something is true of which nothing was extracted."""


def material(seed: int, world: World) -> Material:
    """A world, told."""
    random = np.random.default_rng(seed)
    career = careers(world, random)
    looks = occasions(career, world, random)
    told = _told(career, looks, world, random)
    told = told.along(_retold(told, world, random))
    told = told.take(told.kept & (random.random(len(told.cadre)) < world.found))
    wrong = _misread(told, career, world, random)
    right = np.concatenate([np.ones(len(told.cadre), bool), np.zeros(len(wrong.cadre), bool)])
    told = told.along(wrong)
    believed = _confidence(right, world, random)
    looked_at = random.random(len(right)) < world.reviewed
    verdict = random.random(len(right)) < np.where(right, 0.98, 0.05)
    left = ~looked_at | verdict
    cells, cell = cells_of(told.cadre[left], told.category[left])
    items = _items(told.take(left), cell, (looked_at & verdict)[left], believed[left], career, world, random)
    genuine = np.bincount(cell[told.genuine[left]], minlength=len(cells)) > 0
    truth = career.truth[cells.cadre, cells.category]
    table = np.zeros((world.cadres, YEARS, len(VOICES)), np.float32)
    known = looks.kept & (looks.voice != VOICES.index(VoiceKind.PETITION))
    np.add.at(table, (looks.cadre[known], looks.year[known], looks.voice[known]), 1)
    return Material(
        items=items, cells=cells, people=Population(looks=table, unit=np.repeat(career.unit[:, None], YEARS, 1), level=career.level),
        remedies=_remedies(career, cells, world, random), truth=np.where((truth != NEVER) & ~genuine, -1, truth),
    )  # fmt: skip


def _told(career: Career, looks: Occasions, world: World, random: np.random.Generator) -> Telling:
    """What is said at each look: of what happened in the twelve months before, or a phrase."""
    often = np.clip(np.array([PHRASES[code] for code in CODES[:CATEGORIES]]) * world.phrases, 0.005, 0.93)
    habit = random.beta(often * 1.9, (1 - often) * 1.9, (world.cadres, CATEGORIES))
    campaign = random.random((career.unit.max() + 1, YEARS, CATEGORIES)) < world.campaigns * (often > 0.15)
    share = np.array([OTHERS_PHRASES.get(voice, 0.02) for voice in VOICES])[looks.voice]
    own = looks.voice == VOICES.index(VoiceKind.SELF)
    seen = DETECTION[:, None] * load_parameters().channels.coverage[:, :CATEGORIES]
    seen = np.clip(seen * np.exp(random.normal(0, 0.35, seen.shape)) * world.detection, 0, 0.8)
    parts = []
    for category in range(CATEGORIES):
        row = career.row[looks.cadre, category]
        before = career.happened[row, np.maximum(0, looks.month - 12)]
        number = np.where(row >= 0, career.happened[row, looks.month] - before, 0)
        real = random.random(len(row)) < 1 - (1 - seen[looks.voice, category]) ** np.minimum(number, 3)
        pushed = campaign[career.unit[looks.cadre], (looks.month - 1) // 12, category]
        phrase = np.where(own, habit[looks.cadre, category], often[category]) * share
        phrase = np.where(pushed & own, np.maximum(phrase, 0.8), phrase)
        said = (random.random(len(row)) < phrase) & ~real
        for which, genuine in ((real, True), (said, False)):
            rows = np.flatnonzero(which)
            event = row[rows] * 1000 + career.happened[row[rows], looks.month[rows]] if genuine else np.full(len(rows), -1)
            parts.append(
                Telling(
                    cadre=looks.cadre[rows],
                    category=np.full(len(rows), category),
                    voice=looks.voice[rows],
                    month=looks.month[rows],
                    year=looks.year[rows],
                    event=event,
                    genuine=np.full(len(rows), genuine),
                    retold=np.zeros(len(rows), bool),
                    kept=looks.kept[rows],
                )
            )
    told = Telling(**{one.name: np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Telling)})
    phrases = ~told.genuine
    # A third of what people write of themselves is last year's text: one event, if it is recognised.
    reused = phrases & (told.voice == 0) & (random.random(len(phrases)) < 0.33)
    told.event[phrases] = 10**9 + np.flatnonzero(phrases)
    told.event[reused] = 2 * 10**9 + (told.cadre * CATEGORIES + told.category)[reused]
    return told


def _retold(told: Telling, world: World, random: np.random.Generator) -> Telling:
    """Later papers that tell the same again."""
    times = random.poisson(world.retellings * np.where(FORMAL[told.voice], 1.3, 0.35))
    source = np.repeat(np.arange(len(times)), times)
    month = told.month[source] + np.ceil(random.exponential(7, len(source))).astype(np.int64)
    source, month = source[month <= MONTHS], month[month <= MONTHS]
    again = told.take(source)
    kind = random.random(len(source))
    voice = np.where(kind < 0.65, again.voice, np.where(kind < 0.83, 0, VOICES.index(VoiceKind.NARRATOR)))
    return Telling(
        cadre=again.cadre, category=again.category, voice=voice, month=month, year=np.minimum(YEARS - 1, (month - 1) // 12),
        event=again.event, genuine=again.genuine, retold=kind < 0.65, kept=random.random(len(source)) >= world.papers_lost,
    )  # fmt: skip


def _misread(told: Telling, career: Career, world: World, random: np.random.Generator) -> Telling:
    """Findings that are none: of another category, of a colleague, or of both."""
    count = int(len(told.cadre) * (1 - world.right) / world.right)
    wrong = told.take(random.integers(0, len(told.cadre), count))
    kind = random.random(count)
    mate = np.minimum(world.cadres - 1, career.unit[wrong.cadre] * world.unit_size + random.integers(0, world.unit_size, count))
    category = np.where((kind < 0.4) | (kind >= 0.75), random.integers(0, CATEGORIES, count), wrong.category)
    return Telling(
        cadre=np.where((kind >= 0.4) & (kind < 0.75), mate, wrong.cadre), category=category, voice=wrong.voice, month=wrong.month,
        year=wrong.year, event=3 * 10**9 + np.arange(count), genuine=np.zeros(count, bool), retold=wrong.retold, kept=wrong.kept,
    )  # fmt: skip


def _confidence(right: Flags, world: World, random: np.random.Generator) -> Floats:
    """Calibrated but for noise: of what is said to be right at 0.9, nine in ten are."""
    score = np.where(right, random.normal(1.1, 1, len(right)), random.normal(-1.1, 1, len(right)))
    logit = 2.2 * score + np.log(world.right / (1 - world.right)) + random.normal(0, 0.3, len(right))
    return np.clip(1 / (1 + np.exp(-logit)), 0.05, 0.97)


def _items(
    told: Telling, cell: Integers, confirmed: Flags, believed: Floats, career: Career, world: World, random: np.random.Generator
) -> Items:
    count = len(cell)
    event = told.event.copy()
    missed = random.random(count) > world.grouped
    event[missed] = 4 * 10**9 + np.flatnonzero(missed)
    merged = (random.random(count) < world.merged) & told.genuine & (told.event % 1000 > 1)
    event[merged] = told.event[merged] - 1
    lasting = np.isin(career.truth[told.cadre, told.category], (3, ENDED, CAME_BACK)) & told.genuine
    word = random.random(count)
    strong = np.where(lasting, 0.2, 0.04)
    middle = strong + np.where(lasting, 0.25, 0.1)
    cue = np.select([word < strong, word < middle, word < middle + 0.08], [3, 2, 1], 0)
    generic = np.where(
        told.genuine, np.where(INFORMAL_WORDS[told.voice], world.phrases_told_apart[1], 0.15), world.phrases_told_apart[0]
    )
    return Items(
        cell=cell, voice=told.voice, year=told.year, event=np.unique(event, return_inverse=True)[1].reshape(-1), retold=told.retold,
        concrete=random.random(count) >= generic, confirmed=confirmed, p=np.where(confirmed, 0.99, believed), cue=cue,
        past=np.zeros(count, bool),
    )  # fmt: skip


def _remedies(career: Career, cells: Cells, world: World, random: np.random.Generator) -> Remedies:
    """Completions on record: most of the true ones, the false ones, and a few for nothing at all."""
    row = career.row[cells.cadre, cells.category]
    done = np.where(row >= 0, career.done[row], -1)
    recorded = (done >= 0) & (random.random(len(cells)) < 0.87 * world.found)
    stray = ~recorded & (random.random(len(cells)) < 0.03)
    truth = career.truth[cells.cadre, cells.category]
    sure = np.where(np.isin(truth, (ENDED, CAME_BACK)), 0.35, np.where(truth == ONCE, 0.3, 0.05))
    verified = recorded & (random.random(len(cells)) < sure)
    year = np.where(recorded, np.clip((done - 1) // 12, 0, YEARS - 1), random.integers(0, YEARS, len(cells)))
    again = (truth == CAME_BACK) & (random.random(len(cells)) < 0.25)
    factors = load_parameters().rectification
    some, relapsed = np.flatnonzero(recorded | stray), np.flatnonzero(again)
    nothing = np.zeros(len(relapsed), bool)
    return Remedies(
        cell=np.concatenate([some, relapsed]), year=np.concatenate([year[some], np.full(len(relapsed), YEARS - 1)]),
        log_factor=np.concatenate([np.log(np.where(verified[some], factors.verified, factors.claimed)), np.zeros(len(relapsed))]),
        completed=np.concatenate([~np.zeros(len(some), bool), nothing]), relapsed=np.concatenate([np.zeros(len(some), bool), ~nothing]),
    )  # fmt: skip
