"""What the store holds for evidence files and digests, brought together."""

from collections import defaultdict
from collections.abc import Collection

from cadres import PatternAnalysis, PatternOptions, PatternRecords, course, released
from outputs import StateFilter, Store, standing_remarks
from schema import Cadre, Course, Finding, HolderKind, Pattern, StoreError

from .analysing import recorded
from .digests import Records
from .dossiers import Evidence


def evidence_of(store: Store, cadre_id: str, states: StateFilter, *, as_of: str, at: str) -> Evidence:
    """All that is recorded of a cadre, of findings in these states. Raises StoreError when no roster had the id."""
    cadre = cadre_of(store, cadre_id)
    records = recorded(store, as_of=as_of)
    believed = [one for one in records.findings if one.review.state in states.states]
    findings = tuple(one for one in believed if one.holder.kind is HolderKind.CADRE and one.holder.cadre_id == cadre_id)
    events = {one.event.id for one in findings if one.event}
    return Evidence(
        cadre=cadre, findings=findings,
        patterns=patterns_of(records, cadre_id, states, as_of=as_of, at=at) if findings else (),
        courses=courses_of(records, events, as_of),
        believed=frozenset(one.id for one in believed),
        remarks={one.id: standing_remarks(store.occurrences.remarks(one.id)) for one in findings},
    )  # fmt: skip


def courses_of(records: PatternRecords, events: Collection[str], as_of: str) -> dict[str, Course]:
    """The histories of occurrences, by event: the analysis knows those of which some paper says that something was to be done."""
    known = {one.event_id: one for one in records.courses if one.event_id in events}
    others: defaultdict[str, list[Finding]] = defaultdict(list)
    for one in records.findings:
        if one.event and one.event.id in events and one.event.id not in known:
            others[one.event.id].append(one)
    return known | {event: course(told, records.marks, as_of) for event, told in others.items()}


def patterns_of(records: PatternRecords, cadre_id: str, states: StateFilter, *, as_of: str, at: str) -> tuple[Pattern, ...]:
    """What the records support of the cadre, as it may leave the system. Everybody is analysed: peers tell what is common."""
    confirmed_only = states is StateFilter.CONFIRMED
    analysis = PatternAnalysis(records, PatternOptions(until=int(as_of[:4]), computed_at=at, confirmed_only=confirmed_only))
    return tuple(released(line) for line in analysis.lines() if line.cadre_id == cadre_id)


def records_of(store: Store, as_of: str) -> Records:
    """All that is recorded."""
    records = recorded(store, as_of=as_of)
    return Records(
        findings=records.findings, cadres={cadre.id: cadre for cadre in records.cadres},
        courses={one.event_id: one for one in records.courses},
        remarks=lambda finding_id: standing_remarks(store.occurrences.remarks(finding_id)),
        unit_of_document=lambda document_id: store.analysis(document_id).occasion.unit,
    )  # fmt: skip


def cadre_of(store: Store, cadre_id: str) -> Cadre:
    """The cadre's newest record. Raises StoreError when no roster had the id."""
    versions = store.cadre_versions(cadre_id)
    if versions:
        return versions[-1].cadre
    if not store.roster_imports():
        raise StoreError("库中还没有干部名册，不知道谁是谁", "请先用 yiguan run 路径 --roster 名册 导入")
    raise StoreError(f"名册里没有编号为 {cadre_id} 的干部", "请从名册抄下完整的干部编号")
