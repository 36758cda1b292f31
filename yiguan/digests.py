"""The digest of a period: by unit what is new, overdue, back again, and what waits for review. Confirmed findings alone are told of."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from outputs import NOTICE, told_by
from schema import (
    Cadre,
    Course,
    Digest,
    DocumentRef,
    Exhibit,
    Finding,
    Occurrence,
    OpenRectification,
    Overdue,
    RectificationStatus,
    Remark,
    ReviewState,
    StatementType,
    StepKind,
    UnitDigest,
    Waiting,
    earliest,
    latest,
)

from .exhibits import Context, exhibits, known_by
from .openings import open_rectifications
from .unit_names import NO_UNIT, UnitNames


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All that is recorded, whatever its state of review but rejected or withdrawn."""

    findings: Sequence[Finding]
    cadres: Mapping[str, Cadre]
    courses: Mapping[str, Course] = field(default_factory=dict)
    """By event."""
    remarks: Callable[[str], Sequence[Remark]] = lambda finding_id: ()
    """Those that stand beside a finding."""
    unit_of_document: Callable[[str], str | None] = lambda document_id: None
    """Whose occasion a document is, as it says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a digest tells of, by finding; each finding is quoted once."""

    new: frozenset[str]
    overdue: Mapping[str, OpenRectification]
    """By the finding that stands for the matter."""
    relapsed: frozenset[str]


def digest_of(records: Records, *, period: tuple[str, str], as_of: str, unit: str | None, made_at: str, version: str) -> Digest:
    """The digest. Units stand by name and matters by date: nothing is ordered by how much there is of it, or by person."""
    known = [one for one in records.findings if known_by(one, as_of)]
    confirmed = [one for one in known if one.review.state is ReviewState.CONFIRMED]
    told = _chosen(exhibits(confirmed, Context(cadres=records.cadres)), records, period, as_of)
    names = UnitNames(records.cadres, records.unit_of_document)
    waiting = _waiting(known, names)
    shown = [one for one in confirmed if one.id in told.new | set(told.overdue) | told.relapsed]
    units = {one.id: names.of_finding(one) for one in shown}
    only = unit and (names.called(unit) or unit)
    wanted = [name for name in {*units.values(), *waiting} if only in (None, name)]
    wanted.sort(key=lambda name: (name == NO_UNIT, name))
    ordered = [one for name in wanted for one in shown if units[one.id] == name]
    remarks = {one.id: records.remarks(one.id) for one in ordered}
    quoted = exhibits(ordered, Context(cadres=records.cadres, remarks=remarks))
    return Digest(
        notice=NOTICE, period=period, as_of=as_of, unit=only, made_at=made_at, version=version,
        units=tuple(_unit(name, [one for one in quoted if units[one.id] == name], told, waiting.get(name, ())) for name in wanted),
    )  # fmt: skip


def _unit(name: str, quoted: Sequence[Exhibit], told: Told, waiting: Sequence[Waiting]) -> UnitDigest:
    late = [Overdue(exhibit=one, rectification=told.overdue[one.id]) for one in quoted if one.id in told.overdue]
    return UnitDigest(
        unit=name, new=tuple(one for one in quoted if one.id in told.new),
        overdue=tuple(sorted(late, key=lambda one: one.rectification.deadline or "")),
        relapsed=tuple(one for one in quoted if one.id in told.relapsed), waiting=tuple(waiting),
    )  # fmt: skip


def _chosen(shown: Sequence[Exhibit], records: Records, period: tuple[str, str], as_of: str) -> Told:
    occurrences = _occurrences(shown, records.courses)
    by_number = {one.number: one.id for one in shown}
    late = [one for one in open_rectifications(occurrences, shown, as_of) if one.overdue]
    return Told(
        new=frozenset(one.id for one in shown if not one.retold and _within(one.document.date, period)),
        overdue={by_number[one.exhibits[0]]: one for one in late},
        relapsed=frozenset(_relapsed(occurrences, shown, period)),
    )


def _occurrences(shown: Sequence[Exhibit], courses: Mapping[str, Course]) -> list[Occurrence]:
    """The problems, each with its history by confirmed findings."""
    believed = frozenset(one.id for one in shown)
    together: defaultdict[str, list[Exhibit]] = defaultdict(list)
    for one in shown:
        if one.type is StatementType.PROBLEM:
            together[one.event_id or one.id].append(one)
    return [
        Occurrence(
            event_id=event, type=StatementType.PROBLEM, category=told[0].category, year=told[0].year, date=told[0].document.date,
            grade=None, exhibits=tuple(one.number for one in told),
            course=told_by(courses[event], believed) if event in courses else None, older=False,
        )
        for event, told in together.items()
    ]  # fmt: skip


def _relapsed(occurrences: Sequence[Occurrence], shown: Sequence[Exhibit], period: tuple[str, str]) -> Iterator[str]:
    """By the papers' own words, or because a matter came back that was reported done."""
    steps = [step for one in occurrences if one.course for step in one.course.steps]
    back = {step.finding_id for step in steps if step.kind is StepKind.RELAPSED}
    for one in shown:
        said = one.rectification is not None and one.rectification.status is RectificationStatus.RELAPSED
        if (said or one.id in back) and _within(one.document.date, period):
            yield one.id


def _waiting(known: Sequence[Finding], names: UnitNames) -> dict[str, list[Waiting]]:
    """Counted by document, under the paper's own unit: whom it tells of is not settled before review."""
    documents: dict[str, DocumentRef] = {}
    counts: Counter[tuple[str, ReviewState]] = Counter()
    for one in known:
        if one.review.state in (ReviewState.PENDING, ReviewState.UNSURE):
            documents[one.document.id] = one.document
            counts[one.document.id, one.review.state] += 1
    waiting: defaultdict[str, list[Waiting]] = defaultdict(list)
    for key, document in sorted(documents.items(), key=lambda item: (item[1].date or "", item[0])):
        found = Waiting(document=document, pending=counts[key, ReviewState.PENDING], unsure=counts[key, ReviewState.UNSURE])
        waiting[names.of_document(document)].append(found)
    return waiting


def _within(date: str | None, period: tuple[str, str]) -> bool:
    """Whether a paper's date lies in the period; a month does where it touches it."""
    return date is not None and earliest(date) <= latest(period[1]) and earliest(period[0]) <= latest(date)
