"""Deeds on findings, links, pairs and remarks as the record tells them: what stood before and what stands after."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from schema import LinkDecision, PairDecision, Remark, RosterChanges

from ..tables import findings
from .actions import AuditAction
from .chain import append


def standing_of(connection: Connection, finding_id: str) -> dict[str, Any]:
    """What people made of a finding so far: its revision, state, stage and corrections; empty when there is none."""
    columns = (findings.c.revision, findings.c.state, findings.c.stage, findings.c.edit)
    row = connection.execute(select(*columns).where(findings.c.id == finding_id)).one_or_none()
    if row is None:
        return {}
    edit = None if row.edit is None else json.loads(row.edit)
    return {"revision": row.revision, "state": row.state.value, "stage": row.stage.value, "edit": edit}


def record_on_finding(
    connection: Connection,
    finding_id: str,
    before: dict[str, Any],
    *,
    by: str,
    at: str,
    action: AuditAction = AuditAction.DECIDE,
    **more: Any,
) -> None:
    """Record a deed on a finding with what stood before it (`standing_of`, read in the same transaction) and what stands now."""
    detail = {"before": before, "after": standing_of(connection, finding_id)}
    detail |= {name: value for name, value in more.items() if value not in (None, "")}
    append(connection, actor=by, action=action, object=f"finding:{finding_id}", detail=detail, at=at)


def record_link(connection: Connection, decision: LinkDecision) -> None:
    """Record whom a mention was taken to mean."""
    _record(connection, AuditAction.DECIDE_LINK, f"document:{decision.document_id}", decision)


def record_pair(connection: Connection, decision: PairDecision) -> None:
    """Record that two findings were taken to be one occurrence or not."""
    _record(connection, AuditAction.DECIDE_PAIR, f"finding:{decision.finding_id}", decision)


def record_remark(connection: Connection, remark: Remark) -> None:
    """Record a clarification, a lenience or the cadre's own words."""
    _record(connection, AuditAction.REMARK, f"finding:{remark.finding_id}", remark)


def record_roster(connection: Connection, roster: str, changes: RosterChanges, *, by: str, at: str) -> None:
    """Record that a roster was taken in, and how much it changed."""
    counts = {"added": len(changes.added), "changed": len(changes.changed), "gone": len(changes.gone), "same": changes.same}
    append(connection, actor=by, action=AuditAction.ROSTER_IMPORTED, object=f"roster:{roster}", detail=counts, at=at)


def _record(connection: Connection, action: AuditAction, object: str, deed: LinkDecision | PairDecision | Remark) -> None:
    detail = asdict(deed)
    append(connection, actor=detail.pop("by"), action=action, object=object, at=detail.pop("at"), detail=detail)
