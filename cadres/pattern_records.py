"""What is recorded becomes the tables of the analysis: findings with their occurrences, and what became of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from schema import (
    Cadre,
    Course,
    EventMark,
    Finding,
    HolderKind,
    Look,
    RectificationStatus,
    ReviewState,
    StatementType,
    Step,
    StepKind,
    earliest,
)

from .pattern_channels import CATEGORIES, VOICES
from .pattern_parameters import PatternParameters
from .pattern_people import People
from .pattern_tables import Cells, Items, Remedies, cells_of, codes, no_remedies
from .pattern_weights import CUES

DROPPED = frozenset({ReviewState.REJECTED, ReviewState.WITHDRAWN})
PARTLY = frozenset({RectificationStatus.MOSTLY, RectificationStatus.LONG_TERM})
DONE = frozenset({StepKind.CLAIMED, StepKind.VERIFIED, StepKind.CLOSED})
TURN = 3
"""The last month in which what a paper reports done was done in the year before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All that the analysis takes in."""

    findings: Sequence[Finding]
    marks: Mapping[str, EventMark]
    """By finding. One without a mark is not counted."""
    looks: Sequence[Look]
    courses: Sequence[Course] = ()
    """What became of each occurrence."""
    cadres: Sequence[Cadre] = ()
    contradicted: frozenset[str] = frozenset()
    """Occurrences on which the records contradict each other."""

    def window(self, years: int, until: int) -> tuple[int, int]:
        """The last so many years up to the newest that anything is recorded of, no later than `until`."""
        told = {mark.ref_year for mark in self.marks.values() if mark.ref_year is not None} | {
            look.ref_year for look in self.looks
        }
        last = max((year for year in told if year <= until), default=until)
        return last - years + 1, last


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidential:
    """The findings of one kind, as the engine reckons with them."""

    findings: tuple[Finding, ...]
    """One a row of the items."""
    marks: tuple[EventMark, ...]
    items: Items
    cells: Cells
    remedies: Remedies
    reviewed_remedies: Remedies
    """By confirmed findings alone."""
    older: Mapping[tuple[str, str], tuple[str, ...]]
    """Findings before the window by cadre and category, and those that tell of them again."""
    undated: Mapping[tuple[str, str], tuple[str, ...]]


def counts_for(finding: Finding) -> str | None:
    """The cadre whom the finding counts for: only one to whom it is linked for certain, and only while nobody has rejected it."""
    holder = finding.holder
    if holder.kind is not HolderKind.CADRE or holder.cadre_id is None or holder.score is None or finding.review.state in DROPPED:
        return None
    return holder.cadre_id


def occurrence(finding: Finding, mark: EventMark) -> str:
    """What the finding tells of: a relapse is another occurrence than the one that was put right, told first by whoever says so first."""
    return f"{mark.event_id} again" if _came_back(finding) else mark.event_id


def is_primary(finding: Finding, mark: EventMark) -> bool:
    """Whether the finding dates what it tells of."""
    return mark.primary or _came_back(finding)


def _came_back(finding: Finding) -> bool:
    return finding.rectification is not None and finding.rectification.status is RectificationStatus.RELAPSED


def evidential(records: Records, kind: StatementType, people: People, parameters: PatternParameters) -> Evidential:
    """The findings of the kind, in the window, of the people."""
    first, last = people.window
    told = [
        (one, records.marks[one.id])
        for one in records.findings
        if one.type is kind and one.id in records.marks and counts_for(one)
    ]
    began = _beginnings(told)
    older: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    undated: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    rows: list[tuple[Finding, EventMark, bool]] = []
    for finding, mark in told:
        key = (str(counts_for(finding)), finding.category.code.value)
        past = began.get((key[0], occurrence(finding, mark)), first) < first
        if mark.ref_year is None:
            undated[key].append(finding.id)
        elif mark.ref_year <= last and past:
            older[key].append(finding.id)
        if mark.ref_year is not None and first <= mark.ref_year <= last:
            rows.append((finding, mark, past))
    items, cells = _items(rows, people, parameters)
    reviewed = frozenset(one.id for one in records.findings if one.review.state is ReviewState.CONFIRMED)
    belongs: defaultdict[str, set[int]] = defaultdict(set)
    for (_, mark, _), cell in zip(rows, items.cell.tolist(), strict=True):
        belongs[mark.event_id].add(cell)
    courses = [(sorted(belongs[one.event_id]), one) for one in records.courses if one.event_id in belongs]
    every = frozenset(one.id for one in records.findings if one.review.state not in DROPPED)
    statuses = {one.id: one.rectification.status for one in records.findings if one.rectification}

    def remedies(believed: frozenset[str]) -> Remedies:
        if kind is not StatementType.PROBLEM:
            return no_remedies()
        return _remedies(courses, believed, statuses, people.window, parameters)

    return Evidential(
        findings=tuple(one for one, _, _ in rows), marks=tuple(mark for _, mark, _ in rows), items=items, cells=cells,
        remedies=remedies(every), reviewed_remedies=remedies(reviewed & every),
        older={key: tuple(found) for key, found in older.items()}, undated={key: tuple(found) for key, found in undated.items()},
    )  # fmt: skip


def _beginnings(told: Iterable[tuple[Finding, EventMark]]) -> dict[tuple[str, str], int]:
    """The first year of each cadre's events: by primary findings, else by any."""
    years: defaultdict[tuple[str, str], list[tuple[bool, int]]] = defaultdict(list)
    for finding, mark in told:
        if mark.ref_year is not None:
            years[str(counts_for(finding)), occurrence(finding, mark)].append((not is_primary(finding, mark), mark.ref_year))
    return {key: min(found)[1] for key, found in years.items()}


def _items(rows: Sequence[tuple[Finding, EventMark, bool]], people: People, parameters: PatternParameters) -> tuple[Items, Cells]:
    def column(values: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.fromiter(values, np.int64, len(rows))

    cadre = column(people.row[str(counts_for(finding))] for finding, _, _ in rows)
    cells, cell = cells_of(cadre, column(CATEGORIES.index(finding.category.code) for finding, _, _ in rows))
    event, _ = codes([occurrence(finding, mark) for finding, mark, _ in rows])
    confirmed = np.array([finding.review.state is ReviewState.CONFIRMED for finding, _, _ in rows], bool)
    believed = np.array([finding.confidence * (finding.holder.score or 0.0) for finding, _, _ in rows], np.float64)
    items = Items(
        cell=cell, voice=column(VOICES.index(finding.voice.kind) for finding, _, _ in rows),
        year=column((mark.ref_year or 0) - people.window[0] for _, mark, _ in rows), event=event,
        retold=np.array([not is_primary(finding, mark) for finding, mark, _ in rows], bool), concrete=np.array([mark.concrete for _, mark, _ in rows], bool),
        confirmed=confirmed, p=np.where(confirmed, parameters.items.confirmed, believed),
        cue=column(CUES.index(finding.cue.kind) if finding.cue else 0 for finding, _, _ in rows),
        past=np.array([past for _, _, past in rows], bool),
    )  # fmt: skip
    return items, cells


def _remedies(
    courses: Iterable[tuple[Sequence[int], Course]], believed: frozenset[str],
    statuses: Mapping[str, RectificationStatus], window: tuple[int, int], parameters: PatternParameters,
) -> Remedies:  # fmt: skip
    """What became of each event, once for every cell that it belongs to. An event's first completion counts: later papers repeat it."""
    limits = parameters.rectification
    rows: list[tuple[int, int, float, bool, bool]] = []
    for cells, course in courses:
        steps = [step for step in course.steps if step.finding_id in believed and step.date]
        done = sorted(year_done(step) for step in steps if step.kind in DONE)
        verified = any(step.kind is StepKind.VERIFIED for step in steps)
        found = [(year, float(np.log(limits.verified if verified else limits.claimed)), True, False) for year in done[:1]]
        half = sorted(year_done(step) for step in steps if statuses.get(step.finding_id) in PARTLY)
        found += [(year, limits.partly * float(np.log(limits.claimed)), False, False) for year in half[:1] if not done]
        back = sorted(
            earliest(str(step.date)).year for step in steps if statuses.get(step.finding_id) is RectificationStatus.RELAPSED
        )
        found += [(year, 0.0, False, True) for year in back]
        rows += [(cell, *one) for one in found if window[0] <= one[0] <= window[1] for cell in cells]
    if not rows:
        return no_remedies()
    cell, year, factor, completed, relapsed = (np.array(column) for column in zip(*rows, strict=True))
    return Remedies(cell=cell, year=year - window[0], log_factor=factor, completed=completed, relapsed=relapsed)


def year_done(step: Step) -> int:
    """The year in which what a paper reports done was done."""
    reported = earliest(str(step.date))
    return reported.year - (reported.month <= TURN)
