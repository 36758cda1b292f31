"""Findings as lines of JSON, put together from the database's own text: for ways out that take a million of them.

A finding lies in the database as the line that the machine made; the document, the occurrence and the review in it are as they were then.
Where no person changed its words, those three are replaced in the text, which takes a fraction of the time of reading and writing it anew.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, Row, Select, String, cast, select, true, tuple_, type_coerce

from schema import Finding, MaskedFinding, finding_from_json, finding_to_json, masked_to_json

from .database import Database
from .inventory import Selection
from .marking import in_batches
from .reading import read_some
from .selecting import ORDER, conditions
from .tables import documents, event_marks, findings, link_decisions

PAGE = 500
"""Rows fetched at a time."""
CUTS = (b',"document":{', b',"anchor":', b',"category":{', b',"event":', b',"problem_type":', b',"review":{', b',"provenance":{')
"""Where a line is cut: keys of a finding, none of which its parts have; in text quotes are escaped, so that none stands there either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFindings:
    """The selected findings of a store, in its order, from one snapshot: as they are or, faster, as lines."""

    database: Database
    selection: Selection
    watch: Callable[[int], object] | None = None
    """Told how many more were read."""

    def __iter__(self) -> Iterator[Finding]:
        for some in self.lines():
            yield from map(finding_from_json, some)

    def lines(self, *, anchors_listed: bool = False) -> Iterator[list[bytes]]:
        """The findings as lines of the contract, some at a time; with `anchors_listed`, one anchor is a list, too."""
        with self.database.reading() as connection:
            for some in _lines(connection, self.selection, anchors_listed=anchors_listed):
                yield some
                if self.watch:
                    self.watch(len(some))


def lines_of(findings: Iterable[Finding], *, anchors_listed: bool = False) -> Iterator[list[bytes]]:
    """Findings as lines, some at a time, by the shortest way there is."""
    if isinstance(findings, StoredFindings):
        yield from findings.lines(anchors_listed=anchors_listed)
        return
    for some in in_batches(findings, PAGE):
        yield [line_of(one, anchors_listed=anchors_listed) for one in some]


def line_of(finding: Finding, *, anchors_listed: bool = False) -> bytes:
    """A finding as such a line."""
    told = masked_to_json(finding) if isinstance(finding, MaskedFinding) else finding_to_json(finding)
    line = told.encode()
    return _listed(line) if anchors_listed and not isinstance(finding.anchor, tuple) else line


def _lines(connection: Connection, selection: Selection, *, anchors_listed: bool) -> Iterator[list[bytes]]:
    page = _page(connection, selection)
    decided = connection.scalar(select(link_decisions.c.number).limit(1)) is not None
    after: ColumnElement[bool] = true()
    while rows := connection.execute(page.where(after)).all():
        told_otherwise = _told_otherwise(connection, rows, decided=decided)
        ready = list(_put_together(rows, told_otherwise, anchors_listed=anchors_listed))
        unready = [row.id for row, line in zip(rows, ready, strict=True) if line is None]
        whole = {one.id: line_of(one, anchors_listed=anchors_listed) for one in read_some(connection, unready)}
        yield [line or whole[row.id] for row, line in zip(rows, ready, strict=True)]
        last = rows[-1]
        after = tuple_(*ORDER) > (last.date, last.document_id, last.start, last.id)


def _page(connection: Connection, selection: Selection) -> Select[Any]:
    # SQLite keeps text as UTF-8: read as bytes, it is neither decoded nor encoded again. Types are set aside: they cost a call a value.
    wire = cast(findings.c.wire, LargeBinary) if connection.dialect.name == "sqlite" else findings.c.wire
    columns = (
        wire, findings.c.edit.is_not(None), findings.c.state, findings.c.decided_by, findings.c.decided_at, findings.c.revision,
        documents.c.name, documents.c.kind, documents.c.title, documents.c.date, documents.c.issuer, event_marks.c.event_id,
        event_marks.c.primary, event_marks.c.concrete, event_marks.c.ref_year, event_marks.c.unit, event_marks.c.post,
        event_marks.c.line,
    )  # fmt: skip
    plain = (type_coerce(column, String).label(f"c{number}") for number, column in enumerate(columns))
    rows = select(*ORDER, *plain).join(documents).outerjoin(event_marks, event_marks.c.finding_id == findings.c.id)
    return rows.where(*conditions(selection)).order_by(*ORDER).limit(PAGE)


def _told_otherwise(connection: Connection, rows: Sequence[Row[Any]], *, decided: bool) -> frozenset[str]:
    """Documents of whose persons people decided something."""
    if not decided:
        return frozenset()
    wanted = select(link_decisions.c.document_id).where(link_decisions.c.document_id.in_({row.document_id for row in rows}))
    return frozenset(connection.scalars(wanted))


def _put_together(rows: Iterable[Any], told_otherwise: frozenset[str], *, anchors_listed: bool) -> Iterator[bytes | None]:
    """For each row its line; None where a person changed its words, or where it is written in another way than ours."""
    of, document = "", b""
    for row in rows:
        (_, document_id, _, _, line, edited, state, by, at, revision, name, kind, title, date, issuer, *mark) = row
        if edited or document_id in told_otherwise:
            yield None
            continue
        if document_id != of:
            of, document = document_id, _document(id=document_id, name=name, kind=kind, title=title, date=date, issuer=issuer)
        review = f'{{"state":"{state}","by":{_text(by)},"at":{_text(at)},"revision":{revision}}}'
        yield _spliced(
            line if isinstance(line, bytes) else line.encode(), document, _event(*mark), review.encode(),
            anchors_listed=anchors_listed,
        )  # fmt: skip


def _spliced(line: bytes, document: bytes, event: bytes, review: bytes, *, anchors_listed: bool) -> bytes | None:
    """The line with another document, occurrence and review in it."""
    at_document = line.find(CUTS[0])
    at_anchor = line.find(CUTS[1], at_document)
    at_provenance = line.rfind(CUTS[6])
    at_review = line.rfind(CUTS[5], 0, at_provenance)
    at_type = line.rfind(CUTS[4], 0, at_review)
    at_event = line.rfind(CUTS[3], 0, at_type)
    at_category = line.find(CUTS[2], at_anchor)
    if not 0 < at_document < at_anchor < at_category < at_event < at_type < at_review < at_provenance:
        return None
    anchor = line[at_anchor:at_event]
    if anchors_listed and anchor[len(CUTS[1]) : len(CUTS[1]) + 1] == b"{":
        anchor = _listed(anchor)
    parts = (
        line[:at_document], b',"document":', document, anchor, b',"event":', event, line[at_type:at_review], b',"review":', review,
        line[at_provenance:],
    )  # fmt: skip
    return b"".join(parts)


def _listed(line: bytes) -> bytes:
    """The line with its one anchor as a list."""
    return line.replace(CUTS[1], CUTS[1] + b"[", 1).replace(CUTS[2], b"]" + CUTS[2], 1)


def _document(**values: str | None) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _event(
    id: str | None, primary: object, concrete: object, ref_year: int | None, unit: str | None, post: str | None, line: str | None
) -> bytes:
    if id is None:
        return b"null"
    return (
        f'{{"id":{_text(id)},"primary":{_truth(primary)},"concrete":{_truth(concrete)},'
        f'"ref_year":{"null" if ref_year is None else ref_year},'
        f'"setting":{{"unit":{_text(unit)},"post":{_text(post)},"line":{_text(line)}}}}}'
    ).encode()


def _text(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)


def _truth(value: object) -> str:
    return "true" if value else "false"
