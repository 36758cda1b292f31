"""The evidence file of one cadre, put together from findings, their occurrences and the analysis."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from outputs import NOTICE, told_by
from schema import (
    Aspect,
    Cadre,
    Category,
    Course,
    Dossier,
    Exhibit,
    Finding,
    Grade,
    Hinge,
    Occurrence,
    Pattern,
    PatternLabel,
    PatternYear,
    Reason,
    Remark,
    ReviewState,
    StatementType,
    StripYear,
    View,
    YearMark,
    earliest,
)

from .exhibits import Context, exhibits, known_by, year_of
from .openings import open_rectifications

WINDOW = 6
"""Years that count where no analysis tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that is recorded of one cadre."""

    cadre: Cadre
    findings: Sequence[Finding]
    patterns: Sequence[Pattern] = ()
    """As they may leave the system."""
    courses: Mapping[str, Course] = field(default_factory=dict)
    """By event."""
    believed: frozenset[str] = frozenset()
    """Findings of whatever holder that may be told of: a report on the unit's rectification tells what became of the cadre's problem."""
    remarks: Mapping[str, Sequence[Remark]] = field(default_factory=dict)
    """By finding, those that stand."""


def dossier_of(evidence: Evidence, *, as_of: str, confirmed_only: bool, made_at: str, version: str) -> Dossier:
    """The evidence file as of a day. Only the findings given are told of: who calls leaves out what was rejected or withdrawn."""
    told = [one for one in evidence.findings if known_by(one, as_of)]
    assert not any(one.review.state in (ReviewState.REJECTED, ReviewState.WITHDRAWN) for one in told), "nothing rejected"
    assert not (confirmed_only and any(one.review.state is not ReviewState.CONFIRMED for one in told)), "confirmed alone"
    last = earliest(as_of).year
    window = evidence.patterns[0].window if evidence.patterns else (last - WINDOW + 1, last)
    older = frozenset(one for pattern in evidence.patterns for one in pattern.older)
    context = Context(
        cadres={evidence.cadre.id: evidence.cadre},
        remarks=evidence.remarks,
        older=older | {one.id for one in told if (year_of(one) or last) < window[0]},
    )
    shown = exhibits(told, context)
    occurrences = _occurrences(shown, evidence)
    # Without the hash of the identity number, which is for telling people apart alone.
    person = replace(evidence.cadre, identity="")
    return Dossier(
        notice=NOTICE, person=person, as_of=as_of, window=window, confirmed_only=confirmed_only,
        aspects=_aspects(shown, evidence.patterns), occurrences=occurrences, open=open_rectifications(occurrences, shown, as_of),
        exhibits=shown, params=evidence.patterns[0].params if evidence.patterns else "", made_at=made_at, version=version,
    )  # fmt: skip


def _aspects(shown: Sequence[Exhibit], patterns: Sequence[Pattern]) -> tuple[Aspect, ...]:
    by_key = {(one.category, one.type): one for one in patterns}
    numbers = {one.id: one.number for one in shown}
    aspects = []
    for category in Category:
        mine = [one for one in shown if one.category is category]
        if not mine:
            continue
        sides = {kind: [one for one in mine if one.type is kind] for kind in StatementType}
        views = {kind: view_of(kind, side, by_key.get((category, kind)), numbers) for kind, side in sides.items() if side}
        pattern = by_key.get((category, StatementType.PROBLEM))
        problems = [one for one in sides[StatementType.PROBLEM] if not one.older]
        aspects.append(
            Aspect(
                category=category, problem=views.get(StatementType.PROBLEM), commendation=views.get(StatementType.COMMENDATION),
                own=tuple(one.number for one in problems if one.own), others=tuple(one.number for one in problems if not one.own),
                self_other=pattern.self_other.label if pattern and pattern.self_other else None,
                conflicting_years=pattern.beside.conflicting_years if pattern and pattern.beside else (),
            )
        )  # fmt: skip
    return tuple(aspects)


def view_of(kind: StatementType, side: Sequence[Exhibit], pattern: Pattern | None, numbers: Mapping[str, int]) -> View:
    """One side of a category. Nothing weighty is said on what nobody confirmed, whatever the analysis says."""
    shown = tuple(one.number for one in side if not one.older)
    older = tuple(one.number for one in side if one.older)
    if pattern is None:
        return View(
            type=kind, label=None, label_text="", band=None, provisional=any(not one.confirmed for one in side), text="", reasons=(),
            facts=None, breadth=None, across_change=False, hinges=(), years=(), exhibits=shown, older=older,
        )  # fmt: skip
    withheld = pattern.provisional and pattern.label.weighty
    confirmed = {one.id for one in side if one.confirmed}
    hinges = _hinges(pattern, numbers) if not pattern.provisional else ()
    return View(
        type=kind, label=PatternLabel.INSUFFICIENT if withheld else pattern.label,
        label_text=PatternLabel.INSUFFICIENT.label if withheld else pattern.label_text, band=None if withheld else pattern.band,
        provisional=pattern.provisional, text="" if withheld else pattern.text,
        reasons=(Reason.UNREVIEWED,) if withheld else pattern.reasons, facts=pattern.facts, breadth=pattern.breadth.label,
        across_change=pattern.breadth.across_change, hinges=hinges,
        years=tuple(_strip_year(year, confirmed) for year in pattern.years), exhibits=shown, older=older,
    )  # fmt: skip


def _hinges(pattern: Pattern, numbers: Mapping[str, int]) -> tuple[Hinge, ...]:
    """What the label hangs on, the least first; more than is enough to change it says nothing new."""
    told: list[Hinge] = []
    for lever in sorted(pattern.leverage, key=lambda one: len(one.findings)):
        shown = tuple(sorted(numbers[one] for one in lever.findings if one in numbers))
        enough = any(set(one.exhibits) <= set(shown) for one in told if one.label_without is lever.label_without)
        if shown and not enough:
            told.append(Hinge(exhibits=shown, label_without=lever.label_without))
    return tuple(told)


def _strip_year(year: PatternYear, confirmed: set[str]) -> StripYear:
    telling = [hit for hit in year.hits if hit.discriminative]
    if telling:
        mark = YearMark.HIT
    elif year.hits:
        mark = YearMark.GENERIC
    else:
        mark = YearMark.QUIET if year.silent or year.observed else YearMark.UNSEEN
    rests_on = {one for hit in telling or year.hits for one in hit.findings}
    return StripYear(
        year=year.year, mark=mark, confirmed=not rests_on or bool(rests_on & confirmed), completed=year.completed,
        retold=bool(year.retold),
    )  # fmt: skip


def _occurrences(shown: Sequence[Exhibit], evidence: Evidence) -> tuple[Occurrence, ...]:
    grades: dict[tuple[str, StatementType], Grade] = {
        (event.id, pattern.type): event.grade for pattern in evidence.patterns for event in pattern.events
    }
    together: defaultdict[tuple[str, StatementType], list[Exhibit]] = defaultdict(list)
    for one in shown:
        together[one.event_id or one.id, one.type].append(one)
    believed = evidence.believed | {one.id for one in shown}
    occurrences = []
    for (event, kind), told in together.items():
        first = next((one for one in told if not one.retold), told[0])
        course = evidence.courses.get(event) if kind is StatementType.PROBLEM else None
        occurrences.append(
            Occurrence(
                event_id=event, type=kind, category=first.category, year=first.year, date=first.document.date,
                grade=grades.get((event, kind)), exhibits=tuple(one.number for one in told),
                course=told_by(course, believed) if course else None, older=all(one.older for one in told),
            )
        )  # fmt: skip
    return tuple(sorted(occurrences, key=lambda one: (one.date or "9999", one.exhibits)))
