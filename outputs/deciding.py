"""How a person's decision on a finding is kept: appended, and only on the revision that he saw."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from schema import Decision, ReviewState, RevisionConflict, UnknownFinding, finding_from_json

from .linking import settle_holders
from .reanalysis import machine_columns
from .tables import decisions, findings


def decide(connection: Connection, decision: Decision) -> None:
    """Append the decision and let the finding follow it.

    Raises UnknownFinding, and RevisionConflict when the finding is no longer at the revision before the decision's.
    """
    seen = (findings.c.id == decision.finding_id, findings.c.revision == decision.revision - 1)
    review = {"state": decision.state, "decided_by": decision.by, "decided_at": decision.at, "revision": decision.revision}
    if connection.execute(update(findings).where(*seen).values(review)).rowcount == 0:
        raise _refusal(connection, decision)
    names = ("finding_id", "state", "by", "at", "revision", "note")
    connection.execute(insert(decisions).values({name: getattr(decision, name) for name in names}))
    if decision.state is ReviewState.PENDING:
        _let_the_machine_speak(connection, decision.finding_id)


def read_decisions(connection: Connection, finding_id: str) -> tuple[Decision, ...]:
    """The decisions on a finding, oldest first."""
    rows = connection.execute(select(decisions).where(decisions.c.finding_id == finding_id).order_by(decisions.c.revision))
    return tuple(map(_decision, rows))


def _let_the_machine_speak(connection: Connection, finding_id: str) -> None:
    """Put what the newest analysis says in the place of what had been decided on, now that no decision stands."""
    newer = connection.scalar(select(findings.c.newer).where(findings.c.id == finding_id))
    if newer is not None:
        changes = machine_columns(finding_from_json(newer)) | {"newer": None}
        spoken = update(findings).where(findings.c.id == finding_id).values(changes).returning(findings.c.document_id)
        settle_holders(connection, connection.execute(spoken).scalar_one())


def _refusal(connection: Connection, decision: Decision) -> UnknownFinding | RevisionConflict:
    row = connection.execute(select(findings).where(findings.c.id == decision.finding_id)).one_or_none()
    if row is None:
        return UnknownFinding(f"没有编号为 {decision.finding_id} 的条目", "它可能已随新的分析撤回，请刷新列表")
    return RevisionConflict(_what_happened(row), "请刷新，看过之后再定")


def _what_happened(row: Row[Any]) -> str:
    if row.decided_by is None:
        return f"此条已由新的分析改写，现为第 {row.revision} 版"
    return f"此条已由 {row.decided_by} 于 {row.decided_at} 审为“{row.state.label}”，现为第 {row.revision} 版"


def _decision(row: Row[Any]) -> Decision:
    return Decision(finding_id=row.finding_id, state=row.state, by=row.by, at=row.at, revision=row.revision, note=row.note)
