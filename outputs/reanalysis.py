"""What a new analysis of a document does to the findings that are stored of it.

The machine replaces its own words and never a person's. A finding that someone has decided on stays as it was when he decided;
what the machine says of it now waits beside it in `newer`, and if it no longer says it, the finding is marked stale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, insert, select, update

from schema import Finding, ReviewState, finding_from_json, finding_to_json

from .tables import decisions, findings


def replace_findings(connection: Connection, document_id: str, yielded: Sequence[Finding]) -> None:
    """Make these the machine's findings of the document."""
    assert all(finding.document.id == document_id for finding in yielded), "findings stand in their document"
    now = {finding.id: finding for finding in yielded}
    assert len(now) == len(yielded), "a finding's id is its own"
    stored = _stored(connection, document_id)
    _insert(connection, [finding for finding in yielded if finding.id not in stored])
    for finding_id, row in stored.items():
        if finding_id in now:
            _renew(connection, row, now[finding_id])
        else:
            _withdraw(connection, row)


def machine_columns(finding: Finding) -> dict[str, Any]:
    """What the machine says of a finding, as columns."""
    return {
        "date": finding.document.date or "",
        "start": finding.anchors[0].start,
        "type": finding.type,
        "category": finding.category.code,
        "holder": finding.holder.kind,
        "cadre_id": finding.holder.cadre_id,
        "status": finding.rectification.status if finding.rectification else None,
        "deadline": finding.rectification.deadline if finding.rectification else None,
        "confidence": finding.confidence,
        "wire": finding_to_json(finding),
    }


def _stored(connection: Connection, document_id: str) -> Mapping[str, Row[Any]]:
    decided = exists().where(decisions.c.finding_id == findings.c.id).label("decided")
    rows = select(findings.c.id, findings.c.state, findings.c.revision, findings.c.stale, findings.c.wire, decided)
    # Locked, so that nobody decides on what is about to be replaced; SQLite has one writer anyway.
    locked = rows.where(findings.c.document_id == document_id).with_for_update(of=findings)
    return {row.id: row for row in connection.execute(locked)}


def _insert(connection: Connection, new: Sequence[Finding]) -> None:
    fresh = {"state": ReviewState.PENDING, "revision": 1, "stale": False}
    rows = [{"id": finding.id, "document_id": finding.document.id} | machine_columns(finding) | fresh for finding in new]
    if rows:
        connection.execute(insert(findings), rows)


def _renew(connection: Connection, row: Row[Any], finding: Finding) -> None:
    changed = not _says_the_same(finding_from_json(row.wire), finding)
    if row.state == ReviewState.PENDING:
        # A new revision, so that nobody confirms words that he has not seen.
        changes = machine_columns(finding) | {"revision": row.revision + changed}
    else:
        changes = {"date": finding.document.date or "", "newer": finding_to_json(finding) if changed else None}
    connection.execute(update(findings).where(findings.c.id == row.id).values(stale=False, **changes))


def _withdraw(connection: Connection, row: Row[Any]) -> None:
    if row.decided:
        connection.execute(update(findings).where(findings.c.id == row.id).values(stale=True, newer=None))
    else:
        connection.execute(delete(findings).where(findings.c.id == row.id))


def _says_the_same(old: Finding, new: Finding) -> bool:
    """Whether two analyses agree on a finding; what made it and what is told of its document aside."""
    return replace(old, document=new.document, review=new.review, provenance=new.provenance) == new
