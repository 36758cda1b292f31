"""Where a document's findings stand in it and in review, and whether a person may see it: what a page beside the document needs."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, not_, or_, select, tuple_

from schema import Analysis, ReviewStage, ReviewState, Span, Statement

from .access import Scope, documents_within, findings_within
from .database import Database
from .tables import documents, findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A finding's place, without its attributes: reading those of two thousand findings would be felt."""

    finding_id: str
    spans: tuple[Span, ...]
    measures: tuple[Span, ...]
    state: ReviewState
    stage: ReviewStage
    cadre_id: str | None
    """Whom its holder is taken for."""


class Places:
    """What stands where; `Store.places`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, document_id: str, scope: Scope, analysis: Analysis) -> tuple[Place, ...]:
        """The document's findings that a person of this scope may see, in the order of the text; none that was taken back.

        `analysis` is the document's newest: what it says of a finding that nobody changed need not be read from the finding.
        """
        with self._database.reading() as connection:
            return tuple(_read(connection, document_id, scope, analysis))

    def reading(self, document_id: str, scope: Scope) -> str | None:
        """What the document was last read by, so that what was made of it can be kept; None when a person of this scope may not see it."""
        with self._database.reading() as connection:
            rows = select(documents.c.fingerprint, documents.c.run)
            row = connection.execute(rows.where(documents.c.id == document_id, documents_within(scope))).one_or_none()
        return None if row is None else f"{row.fingerprint} {row.run}"

    def position(self, finding_id: str, scope: Scope) -> tuple[int, int]:
        """Which of the document's findings this is, and of how many, as `of` gives them."""
        with self._database.reading() as connection:
            row = connection.execute(select(findings.c.document_id, findings.c.start).where(findings.c.id == finding_id)).one()
            here = _standing(row.document_id, scope)
            before = (*here, tuple_(findings.c.start, findings.c.id) < tuple_(row.start, finding_id))
            counted = [
                connection.scalar(select(func.count()).select_from(findings).where(*asked)) or 0 for asked in (before, here)
            ]
        return counted[0] + 1, max(counted[1], counted[0] + 1)

    def shows_document(self, document_id: str, scope: Scope) -> bool:
        """Whether there is such a document and a person of this scope may see it."""
        return self.reading(document_id, scope) is not None

    def shows_finding(self, finding_id: str, scope: Scope) -> bool:
        """Whether there is such a finding and a person of this scope may see it."""
        with self._database.reading() as connection:
            wanted = select(findings.c.id).where(findings.c.id == finding_id, findings_within(scope))
            return connection.scalar(wanted) is not None


def _read(connection: Connection, document_id: str, scope: Scope, analysis: Analysis) -> list[Place]:
    told = {one.spans[0].start: one for one in analysis.statements}
    columns = ("id", "start", "state", "stage", "cadre_id", "edit")
    changed = or_(findings.c.edit.is_not(None), findings.c.added_by.is_not(None), findings.c.newer.is_not(None), findings.c.stale)
    # Two thousand findings are three megabytes: those that say what the analysis says are not read.
    wire = case((changed, findings.c.wire), else_=None).label("wire")
    rows: Select[Any] = select(*(findings.c[name] for name in columns), wire).where(*_standing(document_id, scope))
    found = connection.execute(rows.order_by(findings.c.start, findings.c.id)).all()
    return [_place(connection, row, told.get(row.start)) for row in found]


def _standing(document_id: str, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Not what the machine took back before anybody looked, nor what its finder took back."""
    return (
        findings.c.document_id == document_id,
        not_(and_(findings.c.stale, findings.c.stage == ReviewStage.FIRST)),
        not_(and_(findings.c.added_by.is_not(None), findings.c.state == ReviewState.WITHDRAWN)),
        findings_within(scope),
    )


def _place(connection: Connection, row: Row[Any], statement: Statement | None) -> Place:
    wire = row.wire
    if wire is None and statement is None:
        wire = connection.execute(select(findings.c.wire).where(findings.c.id == row.id)).scalar_one()
    if wire is not None:
        spans, measures = _told(json.loads(wire), json.loads(row.edit) if row.edit else {})
    else:
        assert statement is not None, "what nobody changed is told by the analysis"
        spans, measures = statement.spans, statement.rectified.measures if statement.rectified else ()
    return Place(
        finding_id=row.id, spans=spans, measures=measures, state=row.state, stage=row.stage, cadre_id=row.cadre_id
    )  # fmt: skip


def _told(wire: Any, correction: Any) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of the passage and of the measures, as corrected."""
    anchors = wire["anchor"] if isinstance(wire["anchor"], list) else [wire["anchor"]]
    measures = (wire["rectification"] or {}).get("measures", ())
    if "measures" in correction.get("edit", {}) or correction.get("edit", {}).get("rectified") is False:
        measures = correction.get("measures", ())
    return _spans(correction.get("anchors") or anchors), _spans(measures)


def _spans(told: Any) -> tuple[Span, ...]:
    return tuple(Span(start=one["start"], end=one["end"]) for one in told)
