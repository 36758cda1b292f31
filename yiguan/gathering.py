"""What the store holds for evidence files and digests, brought together."""

from collections.abc import Mapping
from dataclasses import dataclass

from cadres import PatternRecords, released
from outputs import Life, Selection, StateFilter, Store, mark_of, standing_remarks
from schema import Cadre, Finding, HolderKind, Pattern, StoreError

from .analysing import has_course, recorded
from .digests import Records
from .dossiers import Evidence
from .peers import peers_of


def evidence_of(store: Store, cadre_id: str, states: StateFilter, *, as_of: str, at: str) -> Evidence:
    """All that is recorded of a cadre, of findings in these states. Raises StoreError when no roster had the id.

    Reads what is the cadre's alone; what is common among all comes from `peers_of`.
    """
    cadre, of_him = cadre_of(store, cadre_id), _record_of(store, cadre_id, as_of)
    findings = tuple(one for one in of_him.findings if one.review.state in states.states)
    events = {one.event.id for one in findings if one.event}
    return Evidence(
        cadre=cadre, findings=findings,
        patterns=_patterns(store, of_him, cadre_id, states, as_of=as_of, at=at) if findings else (),
        courses={event: life.course for event, life in of_him.lives.items() if event in events},
        believed=frozenset(one.id for one in (*findings, *of_him.others) if one.review.state in states.states),
        remarks=store.occurrences.standing_remarks([one.id for one in findings]),
    )  # fmt: skip


def patterns_of(store: Store, cadre_id: str, states: StateFilter, *, as_of: str, at: str) -> tuple[Pattern, ...]:
    """What the records support of the cadre, as it may leave the system. Raises StoreError when no roster had the id."""
    cadre_of(store, cadre_id)
    return _patterns(store, _record_of(store, cadre_id, as_of), cadre_id, states, as_of=as_of, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What is recorded of one cadre on a day, whatever nobody rejected."""

    findings: tuple[Finding, ...]
    others: tuple[Finding, ...]
    """Findings of other holders that tell of the same occurrences."""
    lives: Mapping[str, Life]


def _record_of(store: Store, cadre_id: str, as_of: str) -> _Record:
    selection = Selection(states=StateFilter.ALL.states, cadre_id=cadre_id)
    told = [one for one in store.findings(selection) if one.holder.kind is HolderKind.CADRE and _known(one, as_of)]
    lives = store.occurrences.lives({one.event.id for one in told if one.event}, as_of)
    mine = {one.id for one in told}
    others = {
        one.id: one
        for life in lives.values()
        for one in life.findings
        if one.id not in mine and one.review.state in StateFilter.ALL.states and _known(one, as_of)
    }
    return _Record(findings=tuple(told), others=tuple(others.values()), lives=lives)


def _patterns(
    store: Store, of_him: _Record, cadre_id: str, states: StateFilter, *, as_of: str, at: str
) -> tuple[Pattern, ...]:  # fmt: skip
    fixed = {one.event.id for one in (*of_him.findings, *of_him.others) if one.event and has_course(one)}
    own = PatternRecords(
        findings=(*of_him.findings, *of_him.others), marks={one.id: mark_of(one) for one in of_him.findings if one.event}, looks=(),
        courses=[life.course for event, life in sorted(of_him.lives.items()) if event in fixed],
    )  # fmt: skip
    confirmed_only = states is StateFilter.CONFIRMED
    lines = peers_of(store).lines(cadre_id, own, as_of=as_of, at=at, confirmed_only=confirmed_only)
    return tuple(map(released, lines))


def _known(finding: Finding, as_of: str) -> bool:
    return (finding.document.date or "") <= as_of


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
