"""What anyone can count in a cell: events, years, sources, posts, and what would change the label."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from schema import (
    Breadth,
    Completion,
    Facts,
    Leverage,
    LeverageKind,
    PatternEvent,
    PatternYear,
    SelfOther,
    VoiceKind,
)

from .breadth import breadth
from .corroboration import grade
from .pattern_sides import Item, Side
from .pattern_years import clean_looks_after
from .self_other import self_other


def facts_of(side: Side, cell: int, years: tuple[PatternYear, ...]) -> Facts:
    """The countable facts."""
    counts, groups = side.found.counts, side.parameters.channels.groups
    hits = [hit for year in years for hit in year.hits]
    counted = [hit for hit in hits if hit.discriminative] or hits
    told = np.any(side.found.evidence.discriminative[cell], axis=0).tolist()
    return Facts(
        events=len({event for hit in counted for event in hit.events}), hit_years=int(counts.years[cell]),
        external_years=int(counts.external_years[cell]),
        groups=tuple(name for name, heard in zip(groups, told, strict=True) if heard),
        observed_years=int(counts.observed[cell]), clean_looks_after=clean_looks_after(side, cell, years),
        completions=tuple(
            Completion(year=side.people.window[0] + year, verified=verified) for year, verified in side.completions(cell)
        ),
        small_pool=bool(side.patterns.leaks.small_pool(side.patterns.cells.cadre[[cell]])[0]),
    )  # fmt: skip


def events_of(side: Side, cell: int, items: list[Item], contradicted: frozenset[str]) -> tuple[PatternEvent, ...]:
    """The events of the cell by year, each with what bears it out."""
    together: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        together[item.mark.event_id].append(item)
    events = []
    for event, told in together.items():
        active = [item for item in told if item.slot >= 0]
        if active:
            first = side.people.window[0] + int(side.found.slots.year[active[0].slot])
            voices = {item.finding.voice.kind for item in active}
            judged = grade(voices, side.parameters.channels, contradicted=event in contradicted)
            events.append(
                PatternEvent(id=event, year=first, grade=judged, documents=len({item.finding.document.id for item in told}))
            )
    return tuple(sorted(events, key=lambda event: (event.year, event.id)))


def leverage_of(side: Side, cell: int, items: list[Item]) -> Iterator[Leverage]:
    """The parts whose removal changes the label."""
    label = side.label(cell)
    for removal in side.removals(cell):
        if removal.label is not label:
            part = removal.part
            name = str(side.people.window[0] + int(part.id)) if part.kind is LeverageKind.YEAR else part.id
            yield Leverage(
                kind=part.kind, id=name, findings=tuple(sorted(side.told.findings[row].id for row in part.items)),
                label_without=removal.label, p_without=round(removal.several, 4),
            )  # fmt: skip


def breadth_of(side: Side, cell: int, items: list[Item]) -> Breadth:
    """Whether the events that count fell into one of the posts held."""
    people, first = side.people, side.people.window[0]
    cadre, category = int(side.patterns.cells.cadre[cell]), int(side.patterns.cells.category[cell])
    held = [people.held(people.ids[cadre], first + year) for year in range(people.population.years)]
    limits, looks = side.parameters.looks, people.population.looks[cadre]
    each = np.minimum(looks, 1) + limits.more * np.clip(looks - 1, 0, limits.most_more)
    seen: defaultdict[str, float] = defaultdict(float)
    for posts, value in zip(held, (each @ side.parameters.detection[:, category]).tolist(), strict=True):
        for post, share in posts.items():
            seen[post] += share * value
    placed: dict[str, str] = {}
    for item in items:
        if item.slot >= 0 and side.found.evidence.counts[item.slot]:
            posts = held[int(side.found.slots.year[item.slot])]
            setting = item.mark.setting
            told = f"{setting.unit or ''} {setting.post or ''}".strip()
            placed.setdefault(item.mark.event_id, told if told in posts else max(posts, key=lambda post: posts[post], default=""))
    return breadth(placed.values(), seen, side.parameters.breadth)


def self_other_of(side: Side, cell: int, years: tuple[PatternYear, ...]) -> SelfOther:
    """The years in which he told of it beside those in which others did, where both could."""
    least = side.parameters.weights.discriminative_p
    own, others, could = set(), set(), set()
    for year in years:
        told = {hit.voice for hit in year.hits if hit.p >= least}
        looked = {*year.silent, *(hit.voice for hit in year.hits)}
        if VoiceKind.SELF in looked and len(looked) > 1:
            could.add(year.year)
        if VoiceKind.SELF in told:
            own.add(year.year)
        if told - {VoiceKind.SELF}:
            others.add(year.year)
    return self_other(own, others, could, side.parameters.self_other)
