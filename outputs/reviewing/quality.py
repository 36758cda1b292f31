"""How well people agree, how much they correct, how often a person was taken for another, and how much is missed, by kind of document."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from schema import Category, Document, DocumentKind, HolderKind, RejectReason, ReviewStage, ReviewState, finding_from_json
from schema import SampleState as Sampled

from ..access import Scope, documents_within, findings_within
from ..editing import corrected, correction_of
from ..marking import in_batches
from ..packing import unpack_blocks
from ..tables import decisions, documents, findings, link_decisions
from .agreeing import overlap
from .estimates import Share, ac1, kappa, observed, share_of
from .tables import samples, verdicts
from .verdicts import Verdict, rounds, verdict_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far first and second reviewers said the same of one thing."""

    pairs: int
    observed: float | None
    kappa: float | None
    """Cohen's; None where it cannot be told."""
    ac1: float | None
    """Gwet's AC1, that is AC2 for codes without order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindQuality:
    """The figures of one kind of document."""

    state: Agreement
    """Confirmed, rejected or unsure."""
    category: Agreement
    """Where both confirmed."""
    holder: Agreement
    """Where both confirmed."""
    overlap: float | None
    """Where both confirmed: how far the passages are one (Dice), on average."""
    overlapping: Share
    """Where both confirmed: how often the passages share a character."""
    edited: Share
    """Of the confirmed findings of the machine, those that were corrected."""
    rejected: Share
    """Of the settled findings of the machine, those that were rejected."""
    link_errors: Share
    """Of the machine's links that were reviewed, those that people changed or that the finding was rejected for."""
    added: int
    """Confirmed findings that people added."""
    missed: Share
    """Of the passages without findings that were drawn and looked at, those that held one."""
    waiting: int
    """Passages drawn and not looked at yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The figures by kind of document, and of all together."""

    kinds: Mapping[DocumentKind, KindQuality]
    """Kinds of which there is anything to tell."""
    overall: KindQuality


@dataclass(slots=True)
class _Tally:
    states: list[tuple[ReviewState, ReviewState]]
    categories: list[tuple[Category, Category]]
    holders: list[tuple[HolderKind, HolderKind]]
    overlaps: list[float]
    counts: defaultdict[str, int]


def read_quality(connection: Connection, scope: Scope) -> Quality:
    """The figures of the documents in scope."""
    tallies: defaultdict[DocumentKind, _Tally] = defaultdict(_empty)
    _pairs(connection, scope, tallies)
    _reviewed(connection, scope, tallies)
    _links(connection, scope, tallies)
    _missed(connection, scope, tallies)
    overall = _empty()
    for tally in tallies.values():
        overall.states += tally.states
        overall.categories += tally.categories
        overall.holders += tally.holders
        overall.overlaps += tally.overlaps
        for name, count in tally.counts.items():
            overall.counts[name] += count
    kinds = {kind: _told(tallies[kind]) for kind in DocumentKind if kind in tallies}
    return Quality(kinds=kinds, overall=_told(overall))


def _empty() -> _Tally:
    return _Tally([], [], [], [], defaultdict(int))


def _told(tally: _Tally) -> KindQuality:
    counts = tally.counts
    return KindQuality(
        # What a reviewer chooses from: confirmed, rejected, unsure, withdrawn.
        state=_agreement(tally.states, len(ReviewState) - 1),
        category=_agreement(tally.categories, len(Category)),
        holder=_agreement(tally.holders, len(HolderKind)),
        overlap=sum(tally.overlaps) / len(tally.overlaps) if tally.overlaps else None,
        overlapping=share_of(sum(one > 0 for one in tally.overlaps), len(tally.overlaps)),
        edited=share_of(counts["edited"], counts["confirmed"]),
        rejected=share_of(counts["rejected"], counts["settled"]),
        link_errors=share_of(counts["wrong"], counts["linked"]),
        added=counts["added"],
        missed=share_of(counts[Sampled.MISSED], counts[Sampled.MISSED] + counts[Sampled.CLEAR]),
        waiting=counts[Sampled.WAITING],
    )


def _agreement(pairs: list[Any], codes: int) -> Agreement:
    return Agreement(pairs=len(pairs), observed=observed(pairs), kappa=kappa(pairs), ac1=ac1(pairs, codes))


def _pairs(connection: Connection, scope: Scope, tallies: defaultdict[DocumentKind, _Tally]) -> None:
    for kind, row, first, second in _doubly_reviewed(connection, scope):
        tally = tallies[kind]
        tally.states.append((first.state, second.state))
        if first.state is second.state is ReviewState.CONFIRMED:
            document, machine = _document(row), finding_from_json(row.wire)
            one, other = (corrected(machine, correction_of(given.edit, document, {})) for given in (first, second))
            tally.categories.append((one.category.code, other.category.code))
            tally.holders.append((one.holder.kind, other.holder.kind))
            tally.overlaps.append(overlap(one.anchors, other.anchors))


def _doubly_reviewed(connection: Connection, scope: Scope) -> Iterator[tuple[DocumentKind, Any, Verdict, Verdict]]:
    """The pairs of verdicts that stand, of rounds that came to a second look."""
    twice = select(verdicts.c.finding_id).where(verdicts.c.stage == ReviewStage.SECOND, verdicts.c.returned.is_(None)).distinct()
    ids = connection.scalars(select(findings.c.id).where(findings.c.id.in_(twice), findings_within(scope))).all()
    for some in in_batches(ids):
        told: defaultdict[str, list[Verdict]] = defaultdict(list)
        for row in connection.execute(select(verdicts).where(verdicts.c.finding_id.in_(some)).order_by(verdicts.c.number)):
            told[row.finding_id].append(verdict_of(row))
        columns = (findings.c.id, findings.c.wire, findings.c.document_id, documents.c.kind, documents.c.blocks)
        for row in connection.execute(select(*columns).join(documents).where(findings.c.id.in_(some))):
            for first, second, *_ in (one for one in rounds(told[row.id]) if len(one) > 1):
                yield row.kind, row, first, second


def _document(row: Any) -> Document:
    """As much of the document as passages are measured in."""
    return Document(
        id=row.document_id, name="", kind=row.kind, title="", date=None, issuer=None, blocks=unpack_blocks(row.blocks)
    )  # fmt: skip


def _reviewed(connection: Connection, scope: Scope, tallies: defaultdict[DocumentKind, _Tally]) -> None:
    by_hand, edited = findings.c.added_by.is_not(None), findings.c.edit.is_not(None)
    names = (documents.c.kind, findings.c.state, by_hand.label("by_hand"), edited.label("edited"))
    rows = select(*names, func.count().label("found")).join(documents, findings.c.document_id == documents.c.id)
    settled = rows.where(findings.c.stage == ReviewStage.DONE, findings_within(scope)).group_by(*names)
    for row in connection.execute(settled):
        counts = tallies[row.kind].counts
        if row.by_hand:
            counts["added"] += row.found * (row.state is ReviewState.CONFIRMED)
            continue
        counts["settled"] += row.found
        counts["rejected"] += row.found * (row.state is ReviewState.REJECTED)
        counts["confirmed"] += row.found * (row.state is ReviewState.CONFIRMED)
        counts["edited"] += row.found * (row.state is ReviewState.CONFIRMED and bool(row.edited))


def _links(connection: Connection, scope: Scope, tallies: defaultdict[DocumentKind, _Tally]) -> None:
    """The machine's links of findings that were confirmed, or rejected for the person.

    Only where people decided on links or corrected the finding can the link shown be another than the machine's.
    """
    changed = or_(findings.c.document_id.in_(select(link_decisions.c.document_id)), findings.c.edit.is_not(None), _wrong_holder())
    asked = and_(findings.c.stage == ReviewStage.DONE, findings.c.added_by.is_(None), findings_within(scope))
    reviewed = and_(asked, or_(findings.c.state == ReviewState.CONFIRMED, _wrong_holder()))
    joined = documents.c.id == findings.c.document_id
    plain = select(documents.c.kind, func.count().label("found")).join(findings, joined).where(reviewed, ~changed)
    for row in connection.execute(plain.where(findings.c.cadre_id.is_not(None)).group_by(documents.c.kind)):
        tallies[row.kind].counts["linked"] += row.found
    looked: Select[Any] = select(documents.c.kind, findings.c.wire, findings.c.cadre_id, findings.c.state).join(findings, joined)
    for row in connection.execute(looked.where(reviewed, changed)):
        by_machine = finding_from_json(row.wire).holder.cadre_id
        if by_machine is not None:
            tallies[row.kind].counts["linked"] += 1
            tallies[row.kind].counts["wrong"] += row.cadre_id != by_machine or row.state is ReviewState.REJECTED


def _wrong_holder() -> Any:
    said = select(decisions.c.finding_id).where(decisions.c.reason == RejectReason.WRONG_HOLDER)
    return and_(findings.c.state == ReviewState.REJECTED, findings.c.id.in_(said))


def _missed(connection: Connection, scope: Scope, tallies: defaultdict[DocumentKind, _Tally]) -> None:
    names = (samples.c.kind, samples.c.state)
    rows = select(*names, func.count().label("found")).join(documents).where(documents_within(scope)).group_by(*names)
    for row in connection.execute(rows):
        tallies[row.kind].counts[row.state] += row.found
