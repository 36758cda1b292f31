"""Grouping over the store: every finding that stands is compared with those it may belong to, and marked.

After a decision only what hangs together with it is grouped anew, from the suggestions that were kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection, select

from cadres import Grouping, Matter, grouped, marks, matters, setting_of, suggested
from schema import Cadre, EventMark, EventPair, Finding, ReviewState, Setting

from .feed import publish
from .inventory import Selection
from .marking import in_batches, read_all_marks, read_marks, read_members, read_pairs, renew_marks, replace_marks
from .packing import unpack_cadre
from .pair_decisions import read_all_pair_decisions
from .reading import read_findings, read_some
from .selecting import conditions
from .tables import cadres, documents, event_marks, findings, occasions

STANDING = frozenset(ReviewState) - {ReviewState.REJECTED, ReviewState.WITHDRAWN}
"""States of findings that are grouped: what was rejected is no statement, what was withdrawn no problem."""
Report = Callable[[str, int, int], None]
"""Told the part of the work, how much is done, and how much there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingReport:
    """What a grouping came to."""

    findings: int
    events: int
    retold: int
    """Findings that tell again of an occurrence."""
    pairs: int
    """Suggestions kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """All findings that stood at a moment, compared: dear to make, so that it is made while others go on deciding."""

    told: tuple[Matter, ...]
    settings: Mapping[str, Setting]
    pairs: tuple[EventPair, ...]
    seen: Mapping[str, int]
    """The findings with the revision that was compared."""


def compare_all(connection: Connection, report: Report) -> Compared:
    """Compare all findings that stand, in one snapshot."""
    seen = _standing(connection)
    told: list[Matter] = []
    settings: dict[str, Setting] = {}
    for some in _by_documents(read_findings(connection, Selection(states=STANDING))):
        _take_in(connection, some, told, settings)
        report("整理条目", len(told), len(seen))
    pairs = suggested(told, report=lambda done, most: report("比对条目", done, most))
    return Compared(told=tuple(told), settings=settings, pairs=tuple(pairs), seen=seen)


def mark_all(connection: Connection, compared: Compared, report: Report) -> GroupingReport:
    """Mark what was compared, by people's decisions as they are now; what changed meanwhile is grouped anew with what it hangs on."""
    now = _standing(connection)
    told = [one for one in compared.told if one.id in now]
    grouping = grouped(told, compared.pairs, read_all_pair_decisions(connection))
    found = marks(told, grouping, compared.settings)
    report("归并事项", len(found), len(found))
    before = {mark.finding_id: mark for mark in read_all_marks(connection)}
    replace_marks(connection, found, compared.pairs)
    publish(connection, _differing(before, found))
    changed = {one for one, revision in now.items() if compared.seen.get(one) != revision}
    if changed:
        group_around(connection, changed)
    return _counted(found, len(compared.pairs))


def _standing(connection: Connection) -> dict[str, int]:
    rows = select(findings.c.id, findings.c.revision).join(documents).where(*conditions(Selection(states=STANDING)))
    return {row.id: row.revision for row in connection.execute(rows)}


def group_around(connection: Connection, finding_ids: Iterable[str]) -> None:
    """Group anew what hangs together with these findings, by the suggestions that were kept."""
    together = _hanging_together(connection, finding_ids)
    told: list[Matter] = []
    settings: dict[str, Setting] = {}
    standing = [one for one in read_some(connection, sorted(together)) if one.review.state in STANDING]
    standing.sort(key=lambda one: (one.document.date or "", one.document.id, one.anchors[0].start))
    _take_in(connection, standing, told, settings)
    here = {one.id for one in told}
    pairs = [pair for pair in read_pairs(connection, here) if pair.finding_id in here and pair.other_id in here]
    decisions = [one for one in read_all_pair_decisions(connection) if one.finding_id in here and one.other_id in here]
    grouping: Grouping = grouped(told, pairs, decisions)
    before = {mark.finding_id: mark for mark in read_marks(connection, together)}
    # Whether words are everybody's is told by all findings: that stays as it was.
    found = [_as_worn(mark, before.get(mark.finding_id)) for mark in marks(told, grouping, settings)]
    renew_marks(connection, found, together - here)
    publish(connection, _differing(before, found))


def _take_in(connection: Connection, some: Sequence[Finding], told: list[Matter], settings: dict[str, Setting]) -> None:
    known = _cadres(connection, {one.holder.cadre_id for one in some if one.holder.cadre_id})
    fresh = {one.id: setting_of(one, known) for one in some}
    units = _units(connection, {one.document.id for one in some})
    told.extend(matters(some, units, {key: setting.unit for key, setting in fresh.items()}))
    settings.update(fresh)


def _by_documents(source: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Several documents' findings at a time, each document's together."""
    some: list[Finding] = []
    for _, of_one in groupby(source, key=lambda finding: finding.document.id):
        some.extend(of_one)
        if len(some) >= 500:
            yield some
            some = []
    if some:
        yield some


def _hanging_together(connection: Connection, finding_ids: Iterable[str]) -> set[str]:
    """The findings that suggestions, decisions or events tie to these, over however many steps."""
    decided = [(one.finding_id, one.other_id) for one in read_all_pair_decisions(connection)]
    together: set[str] = set()
    fresh = set(finding_ids)
    while fresh:
        together |= fresh
        near = {end for pair in read_pairs(connection, fresh) for end in (pair.finding_id, pair.other_id)}
        near |= {end for pair in decided if fresh.intersection(pair) for end in pair}
        events = {mark.event_id for mark in read_marks(connection, fresh)}
        near |= {member for event in events for member in read_members(connection, event)}
        fresh = near - together
    return together


def _cadres(connection: Connection, ids: Iterable[str]) -> dict[str, Cadre]:
    known: dict[str, Cadre] = {}
    for some in in_batches(sorted(ids)):
        rows = select(cadres.c.id, cadres.c.record).where(cadres.c.until.is_(None), cadres.c.id.in_(some))
        known |= {row.id: unpack_cadre(row.record) for row in connection.execute(rows)}
    return known


def _units(connection: Connection, ids: Iterable[str]) -> dict[str, str | None]:
    known: dict[str, str | None] = {}
    for some in in_batches(sorted(ids)):
        rows = select(occasions.c.document_id, occasions.c.unit).where(occasions.c.document_id.in_(some))
        known |= {row.document_id: row.unit for row in connection.execute(rows)}
    return known


def _differing(before: Mapping[str, EventMark], found: Sequence[EventMark]) -> list[str]:
    """The findings whose mark is not what it was."""
    marked = {mark.finding_id: mark for mark in found}
    return [one for one in {**before, **marked} if before.get(one) != marked.get(one)]


def _as_worn(mark: EventMark, before: EventMark | None) -> EventMark:
    return mark if before is None else replace(mark, concrete=before.concrete)


def _counted(found: Sequence[EventMark], pairs: int) -> GroupingReport:
    return GroupingReport(
        findings=len(found), events=len({mark.event_id for mark in found}), retold=sum(not mark.primary for mark in found),
        pairs=pairs,
    )  # fmt: skip


def needs_grouping(connection: Connection) -> bool:
    """Whether a finding stands that grouping has not seen."""
    seen = select(event_marks.c.finding_id).where(event_marks.c.finding_id == findings.c.id)
    rows = select(findings.c.id).where(findings.c.state.in_(sorted(STANDING)), ~findings.c.stale, ~seen.exists()).limit(1)
    return connection.scalar(rows) is not None
