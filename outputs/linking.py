"""How people's decisions on links are kept and laid over the findings: appended, taken on what was seen, never the machine's to change."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from cadres import with_decisions
from schema import Finding, LinkDecision, RevisionConflict, Span, StoreError, finding_from_json

from .editing import corrected, unpack_correction
from .feed import publish
from .records import is_unknown
from .tables import documents, findings, link_decisions
from .urgency import is_link_doubtful, priority

PRONOUNS = frozenset({"我", "本人", "自己", "其", "他", "她", "该同志", "本同志", "同志", "该人", "此人"})
"""Words that mean another person from place to place: of them a decision holds at its place alone."""


def decide_link(connection: Connection, decision: LinkDecision) -> tuple[LinkDecision, list[str]]:
    """Append the decision; the document's findings show it at once, each in a new revision. Also tells whose holder is now another.

    Raises StoreError when the document or the cadre is not known or the decision reaches too far, and RevisionConflict when
    someone decided on the mention after what the person had seen.
    """
    _check(connection, decision)
    before = _read(connection, decision.document_id)
    newer = [one for one in before if _meets(one, decision) and one.number > decision.seen]
    if newer:
        raise RevisionConflict(_what_happened(newer[-1]), "请刷新，看过之后再定")
    span = decision.span
    row = {
        name: getattr(decision, name) for name in ("document_id", "mention", "cadre_id", "verdict", "by", "at", "seen", "note")
    }
    place = {"start": span.start if span else None, "end": span.end if span else None}
    kept = connection.execute(insert(link_decisions).values(row | place).returning(link_decisions)).one()
    return _decision(kept), _let_findings_follow(connection, decision.document_id, before, [*before, _decision(kept)])


def read_link_decisions(connection: Connection, document_id: str) -> tuple[LinkDecision, ...]:
    """The decisions on links of a document, oldest first."""
    return tuple(_read(connection, document_id))


def laid_over(connection: Connection, told: Sequence[Finding]) -> list[Finding]:
    """The findings with people's decisions on their links."""
    wanted = {finding.document.id for finding in told}
    decided: defaultdict[str, list[LinkDecision]] = defaultdict(list)
    if wanted:
        rows = select(link_decisions).where(link_decisions.c.document_id.in_(wanted)).order_by(link_decisions.c.number)
        for row in connection.execute(rows):
            decided[row.document_id].append(_decision(row))
    return [with_decisions(one, decided[one.document.id]) if one.document.id in decided else one for one in told]


def settle_holders(connection: Connection, document_id: str) -> None:
    """Bring the column that findings are chosen by in line with the decisions, after the machine has spoken anew."""
    decisions = _read(connection, document_id)
    if decisions:
        _let_findings_follow(connection, document_id, decisions, decisions)


def _let_findings_follow(
    connection: Connection, document_id: str, before: list[LinkDecision], now: list[LinkDecision]
) -> list[str]:
    """Returns the findings whose holder is now another."""
    rows = select(findings.c.id, findings.c.wire, findings.c.edit, findings.c.cadre_id, findings.c.revision)
    followed, moved = [], []
    for row in connection.execute(rows.where(findings.c.document_id == document_id).with_for_update()).all():
        told = corrected(finding_from_json(row.wire), unpack_correction(row.edit))
        shown, shows = with_decisions(told, before), with_decisions(told, now)
        changes: dict[str, Any] = {}
        if row.cadre_id != shows.holder.cadre_id:
            moved.append(row.id)
            changes["cadre_id"] = shows.holder.cadre_id
            changes |= {"link_doubtful": is_link_doubtful(shows), "priority": priority(shows)}
        if shown != shows:
            # A new revision, so that nobody confirms a finding whose person he has not seen.
            changes["revision"] = row.revision + 1
        if changes:
            connection.execute(update(findings).where(findings.c.id == row.id).values(changes))
            followed.append(row.id)
    publish(connection, followed)
    return moved


def _check(connection: Connection, decision: LinkDecision) -> None:
    if connection.scalar(select(documents.c.id).where(documents.c.id == decision.document_id)) is None:
        raise StoreError(f"存储库里没有文档 {decision.document_id}")
    if is_unknown(connection, decision.cadre_id):
        raise StoreError(f"名册里没有编号 {decision.cadre_id}", "请核对编号，或先导入有此人的名册")
    if decision.span is None and decision.mention in PRONOUNS:
        raise StoreError(f"“{decision.mention}”在同一文书里可以指不同的人", "请就具体条目作出决定")


def _meets(one: LinkDecision, other: LinkDecision) -> bool:
    """Whether two decisions are on one mention, and hold at a common place."""
    return one.mention == other.mention and (one.span is None or other.span is None or one.span.overlaps(other.span))


def _read(connection: Connection, document_id: str) -> list[LinkDecision]:
    rows = select(link_decisions).where(link_decisions.c.document_id == document_id).order_by(link_decisions.c.number)
    return [_decision(row) for row in connection.execute(rows)]


def _decision(row: Row[Any]) -> LinkDecision:
    return LinkDecision(
        document_id=row.document_id, mention=row.mention, cadre_id=row.cadre_id, verdict=row.verdict, by=row.by, at=row.at,
        span=None if row.start is None else Span(start=row.start, end=row.end), seen=row.seen, note=row.note, number=row.number,
    )  # fmt: skip


def _what_happened(decision: LinkDecision) -> str:
    return f"“{decision.mention}”已由 {decision.by} 于 {decision.at} 定为“{decision.verdict.label}”（{decision.cadre_id}）"
