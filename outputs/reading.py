"""What is read from the store: findings, documents, failures, runs, by statements that any of its databases answers."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, not_, select, true, tuple_

from schema import (
    Analysis,
    Document,
    DocumentRef,
    Finding,
    Review,
    ReviewState,
    StoreError,
    UnknownFinding,
    finding_from_json,
)

from .accounts import read_coverage_totals, read_notes
from .editing import corrected, unpack_correction
from .inventory import FailedFile, RunCounts, RunRecord, Selection, Standing, StoredDocument, Summary
from .linking import laid_over
from .marking import marked
from .packing import unpack_analysis, unpack_blocks
from .selecting import ORDER, OUTDATED, conditions
from .tables import coverage, documents, files, findings, runs

PAGE = 500
"""Rows fetched at a time."""


def read_findings(connection: Connection, selection: Selection) -> Iterator[Finding]:
    """The selected findings by date of their document, document and place; unknown dates first."""
    page = _findings(selection)
    after: ColumnElement[bool] = true()
    while rows := connection.execute(page.where(after)).all():
        yield from _shown(connection, rows)
        last = rows[-1]
        after = tuple_(*ORDER) > (last.date, last.document_id, last.start, last.id)


def read_finding(connection: Connection, finding_id: str) -> Finding:
    """The finding of this id, whatever its state. Raises UnknownFinding when there is none."""
    rows = _findings(Selection(states=frozenset(ReviewState), outdated=True)).where(findings.c.id == finding_id)
    row = connection.execute(rows).one_or_none()
    if row is None:
        raise UnknownFinding(f"没有编号为 {finding_id} 的条目", "请从导出的清单或审核页面抄下完整的编号")
    return _shown(connection, [row])[0]


def read_state(connection: Connection, finding_id: str) -> ReviewState | None:
    """Where a finding stands in review; None when there is none of this id."""
    return connection.scalar(select(findings.c.state).where(findings.c.id == finding_id))


_ANY = Selection(states=frozenset(ReviewState), outdated=True)


def read_some(connection: Connection, finding_ids: Sequence[str], selection: Selection = _ANY) -> list[Finding]:
    """The findings of these ids that there are, whatever their state, or those of them that are selected."""
    wanted = _findings(selection)
    found: list[Finding] = []
    for start in range(0, len(finding_ids), PAGE):
        found += _shown(connection, connection.execute(wanted.where(findings.c.id.in_(finding_ids[start : start + PAGE]))).all())
    return found


def read_held(connection: Connection, cadre_ids: Sequence[str]) -> list[str]:
    """The ids of the findings that are held by these cadres."""
    held: list[str] = []
    for start in range(0, len(cadre_ids), PAGE):
        rows = select(findings.c.id).where(findings.c.cadre_id.in_(cadre_ids[start : start + PAGE]))
        held += connection.scalars(rows)
    return held


def read_documents(connection: Connection) -> Iterator[StoredDocument]:
    """All documents, by id."""
    page = (
        select(*(column for column in documents.c if column.name not in ("blocks", "analysis")))
        .order_by(documents.c.id)
        .limit(PAGE)
    )
    last = ""
    while rows := connection.execute(page.where(documents.c.id > last)).all():
        last = rows[-1].id
        paths = _paths(connection, [row.id for row in rows])
        yield from (_document(row, paths[row.id]) for row in rows)


def read_document(connection: Connection, document_id: str) -> Document:
    """The document as it was read. Raises StoreError when there is none."""
    row = _one(connection, select(documents), document_id)
    return Document(
        id=row.id,
        name=row.name,
        kind=row.kind,
        title=row.title,
        date=row.date,
        issuer=row.issuer,
        blocks=unpack_blocks(row.blocks),
        verdict=row.verdict,
        warnings=tuple(json.loads(row.warnings)),
    )


def read_analysis(connection: Connection, document_id: str) -> Analysis:
    """What the newest analysis told of the document. Raises StoreError when there is none."""
    return unpack_analysis(_one(connection, select(documents.c.analysis), document_id).analysis)


def read_failures(connection: Connection) -> Iterator[FailedFile]:
    """The files at hand that could not be taken in, by path."""
    names = [field.name for field in fields(FailedFile)]
    failed = select(*(files.c[name] for name in names)).where(files.c.standing == Standing.PRESENT, files.c.stage.is_not(None))
    for row in connection.execute(failed.order_by(files.c.path)):
        yield FailedFile(**row._mapping)


def read_summary(connection: Connection) -> Summary:
    """Everything counted."""
    standings = select(documents.c.standing, func.count()).group_by(documents.c.standing)
    states = select(findings.c.state, func.count()).join(documents).where(not_(OUTDATED)).group_by(findings.c.state)
    failed = select(func.count()).where(files.c.standing == Standing.PRESENT, files.c.stage.is_not(None))
    known = select(coverage.c.document_id).where(coverage.c.document_id == documents.c.id)
    uncounted = select(func.count()).where(documents.c.standing == Standing.PRESENT, documents.c.block_count > 0, ~known.exists())
    last = connection.execute(select(runs).order_by(runs.c.number.desc()).limit(1)).one_or_none()
    return Summary(
        documents=dict.fromkeys(Standing, 0) | _counts(connection, standings),
        findings=dict.fromkeys(ReviewState, 0) | _counts(connection, states),
        stale=connection.scalars(select(func.count()).where(findings.c.stale)).one(),
        failures=connection.scalars(failed).one(),
        last_run=None if last is None else _run(last),
        coverage=read_coverage_totals(connection),
        uncounted=connection.scalars(uncounted).one(),
        notes=tuple(read_notes(connection)),
    )


def read_runs(connection: Connection, before: int | None, limit: int) -> tuple[tuple[RunRecord, ...], int | None]:
    """Runs before this number, newest first, and the number to go on before; None when no more follow."""
    rows = select(runs).order_by(runs.c.number.desc()).limit(limit + 1)
    found = connection.execute(rows if before is None else rows.where(runs.c.number < before)).all()
    return tuple(map(_run, found[:limit])), found[limit - 1].number if len(found) > limit else None


def read_run(connection: Connection, run_id: str) -> RunRecord | None:
    """The run of this id."""
    row = connection.execute(select(runs).where(runs.c.id == run_id)).one_or_none()
    return None if row is None else _run(row)


def _findings(selection: Selection) -> Select[Any]:
    review = (findings.c.state, findings.c.decided_by, findings.c.decided_at, findings.c.revision)
    document = (
        documents.c.name,
        documents.c.kind,
        documents.c.title,
        documents.c.date.label("document_date"),
        documents.c.issuer,
    )
    page = select(findings.c.wire, findings.c.edit, *review, *ORDER, *document).join(documents)
    return page.where(*conditions(selection)).order_by(*ORDER).limit(PAGE)


def _shown(connection: Connection, rows: Sequence[Row[Any]]) -> list[Finding]:
    """The findings with people's corrections, their decisions on links, and what grouping found of them."""
    return marked(connection, laid_over(connection, [_finding(row) for row in rows]))


def _finding(row: Row[Any]) -> Finding:
    """The machine's words with people's corrections, and with the document and the review as they stand now."""
    document = DocumentRef(
        id=row.document_id,
        name=row.name,
        kind=row.kind,
        title=row.title,
        date=row.document_date,
        issuer=row.issuer,
    )
    review = Review(state=row.state, by=row.decided_by, at=row.decided_at, revision=row.revision)
    told = corrected(finding_from_json(row.wire), unpack_correction(row.edit))
    return replace(told, document=document, review=review)


def _one(connection: Connection, rows: Select[Any], document_id: str) -> Row[Any]:
    row = connection.execute(rows.where(documents.c.id == document_id)).one_or_none()
    if row is None:
        raise StoreError(f"存储库里没有文档 {document_id}")
    return row


def _counts(connection: Connection, grouped: Select[Any]) -> dict[Any, int]:
    return {row[0]: row[1] for row in connection.execute(grouped)}


def _paths(connection: Connection, document_ids: Sequence[str]) -> dict[str, list[str]]:
    held = select(files.c.document_id, files.c.path).where(
        files.c.document_id.in_(document_ids), files.c.standing == Standing.PRESENT
    )
    paths = defaultdict(list)
    for row in connection.execute(held.order_by(files.c.path)):
        paths[row.document_id].append(row.path)
    return paths


def _document(row: Row[Any], paths: Sequence[str]) -> StoredDocument:
    return StoredDocument(
        id=row.id,
        name=row.name,
        kind=row.kind,
        title=row.title,
        date=row.date,
        issuer=row.issuer,
        verdict=row.verdict,
        warnings=tuple(json.loads(row.warnings)),
        standing=row.standing,
        paths=tuple(paths),
        blocks=row.block_count,
        skipped=row.skipped_count,
        rejected=row.rejected_count,
    )


def _run(row: Row[Any]) -> RunRecord:
    return RunRecord(
        id=row.id,
        started_at=row.started_at,
        ended_at=row.ended_at,
        pipeline=row.pipeline,
        model=row.model,
        roster=row.roster,
        outcome=row.outcome,
        counts=RunCounts(**{field.name: getattr(row, field.name) for field in fields(RunCounts)}),
    )
