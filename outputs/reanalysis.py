"""What a new analysis of a document does to the findings that are stored of it.

The machine replaces its own words and never a person's. A finding that someone has looked at, and of which his verdict stands, stays
as it was when he did; what the machine says of it now waits beside it in `newer`, and if it no longer says it, the finding is marked
stale. A finding that a person added is his: it is never stale, and never taken away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, select, update

from schema import Finding, ReviewStage, ReviewState, finding_from_json, finding_to_json

from .columns import columns_of
from .moments import now
from .tables import decisions, documents, findings


def replace_findings(connection: Connection, document_id: str, yielded: Sequence[Finding]) -> list[str]:
    """Make these the machine's findings of the document, and tell the ids of all that it has or had."""
    assert all(finding.document.id == document_id for finding in yielded), "findings stand in their document"
    told = {finding.id: finding for finding in yielded}
    assert len(told) == len(yielded), "a finding's id is its own"
    stored = _stored(connection, document_id)
    _insert(connection, [finding for finding in yielded if finding.id not in stored])
    for finding_id, row in stored.items():
        if finding_id in told:
            _renew(connection, row, told[finding_id])
        elif row.added_by is None:
            _withdraw(connection, row)
    _let_dates_follow(connection, document_id)
    return [*stored, *(one for one in told if one not in stored)]


def _stored(connection: Connection, document_id: str) -> Mapping[str, Row[Any]]:
    decided = exists().where(decisions.c.finding_id == findings.c.id).label("decided")
    names = ("id", "state", "stage", "revision", "stale", "wire", "added_by")
    rows: Select[Any] = select(*(findings.c[name] for name in names), decided)
    # Locked, so that nobody decides on what is about to be replaced; SQLite has one writer anyway.
    locked = rows.where(findings.c.document_id == document_id).with_for_update(of=findings)
    return {row.id: row for row in connection.execute(locked).all()}


def fresh_row(finding: Finding) -> dict[str, Any]:
    """The row of a finding that nobody has looked at."""
    return {
        "id": finding.id,
        "document_id": finding.document.id,
        "date": finding.document.date or "",
        "state": ReviewState.PENDING,
        "stage": ReviewStage.FIRST,
        "revision": 1,
        "stale": False,
        "since": now(),
        "wire": finding_to_json(finding),
        **columns_of(finding),
    }


def _insert(connection: Connection, new: Sequence[Finding]) -> None:
    if new:
        connection.execute(insert(findings), [fresh_row(finding) for finding in new])


def _renew(connection: Connection, row: Row[Any], finding: Finding) -> None:
    changed = not _says_the_same(finding_from_json(row.wire), finding)
    if _is_open(row):
        # A new revision, so that nobody confirms words that he has not seen.
        words = {"wire": finding_to_json(finding), **columns_of(finding)}
        changes = words | {"revision": row.revision + changed}
    else:
        changes = {"newer": finding_to_json(finding) if changed else None}
    connection.execute(update(findings).where(findings.c.id == row.id).values(stale=False, **changes))


def _withdraw(connection: Connection, row: Row[Any]) -> None:
    if row.decided or not _is_open(row):
        connection.execute(update(findings).where(findings.c.id == row.id).values(stale=True, newer=None))
    else:
        connection.execute(delete(findings).where(findings.c.id == row.id))


def _is_open(row: Row[Any]) -> bool:
    """Whether nobody's verdict stands, so that the machine may speak."""
    return bool(row.state == ReviewState.PENDING and row.stage == ReviewStage.FIRST)


def _let_dates_follow(connection: Connection, document_id: str) -> None:
    """Let the findings that stay have the date that the document is now taken to bear."""
    date = select(func.coalesce(documents.c.date, "")).where(documents.c.id == document_id).scalar_subquery()
    connection.execute(update(findings).where(findings.c.document_id == document_id, findings.c.date != date).values(date=date))


def _says_the_same(old: Finding, new: Finding) -> bool:
    """Whether two analyses agree on a finding; what made it and what is told of its document aside."""
    return replace(old, document=new.document, review=new.review, provenance=new.provenance) == new
