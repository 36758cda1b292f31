"""Passages without findings, drawn at random by kind of document and looked at, so that what is missed can be estimated."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from schema import Document, DocumentKind, ReviewState, RevisionConflict, SampleState, Span, StoreError, finding_from_json

from ..access import Scope, documents_within
from ..audit import AuditAction, append
from ..editing import corrected, unpack_correction
from ..inventory import Standing
from ..reading import read_analysis, read_document
from ..tables import documents, findings
from .tables import samples

_SENTENCE = re.compile(r"[^。！？；!?;]+[。！？；!?;]?")
SHORTEST = 6
"""Characters without which a passage says nothing."""
DENSEST = 6
"""Passages to a block, at most reckoned with: so that every passage of a kind is drawn as readily as any other."""
TRIES = 60
"""Documents that are opened for one passage, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A passage to be looked at: does it hold a problem or a commendation that was missed?"""

    number: int
    document_id: str
    document: str
    """Its title, or its name where it has none."""
    kind: DocumentKind
    span: Span
    drawn_at: str
    state: SampleState
    by: str | None
    at: str | None


def draw_samples(
    connection: Connection, each: int, kinds: frozenset[DocumentKind] | None, by: str, at: str, seed: int | None
) -> int:
    """Draw so many passages of each kind of document, and tell how many there were to draw."""
    chance = random.Random(seed)
    drawn = 0
    for kind in DocumentKind:
        if kinds is None or kind in kinds:
            rows = [
                {
                    "document_id": one,
                    "start": span.start,
                    "end": span.end,
                    "kind": kind,
                    "drawn_at": at,
                    "state": SampleState.WAITING,
                }
                for one, span in _draw(connection, kind, each, chance)
            ]
            if rows:
                connection.execute(insert(samples), rows)
            drawn += len(rows)
    if drawn:
        append(connection, actor=by, action=AuditAction.SAMPLE, object="sample:", detail={"drawn": drawn, "each": each}, at=at)
    return drawn


def next_sample(connection: Connection, scope: Scope, after: int) -> Sample | None:
    """The first passage in scope that nobody has looked at, after that number."""
    wanted = (samples.c.state == SampleState.WAITING, samples.c.number > after, documents_within(scope))
    rows = _samples().where(*wanted).order_by(samples.c.number).limit(1)
    row = connection.execute(rows).one_or_none()
    return None if row is None else _sample(row)


def judge_sample(connection: Connection, number: int, state: SampleState, by: str, at: str) -> Sample:
    """Keep what a look at the passage came to.

    Raises StoreError when there is no such passage, and RevisionConflict when another has looked at it.
    """
    if state is SampleState.WAITING:
        raise StoreError("“待看”不是结论", "请选“没有遗漏”或“有遗漏”")
    looked = update(samples).where(samples.c.number == number, samples.c.state == SampleState.WAITING)
    found = connection.execute(looked.values(state=state, by=by, at=at)).rowcount
    row = connection.execute(_samples().where(samples.c.number == number)).one_or_none()
    if row is None:
        raise StoreError(f"没有编号为 {number} 的抽查段落", "请刷新后再试")
    if not found:
        raise RevisionConflict(f"这段已由 {row.by} 于 {row.at} 看过，结论是“{row.state.label}”", "请看下一段")
    append(
        connection, actor=by, action=AuditAction.SAMPLE, object=f"sample:{number}", detail={"state": state.value}, at=at
    )  # fmt: skip
    return _sample(row)


def passages(document: Document, searched: Sequence[bool], taken: Sequence[Span]) -> list[Span]:
    """The sentences of searched blocks that no finding touches."""
    found = []
    for block in document.blocks:
        if block.text and (block.index >= len(searched) or searched[block.index]):
            start = document.starts[block.index]
            for match in _SENTENCE.finditer(block.text):
                words = match.group().strip()
                at = start + match.start() + (len(match.group()) - len(match.group().lstrip()))
                span = Span(start=at, end=at + max(1, len(words)))
                if len(words) >= SHORTEST and not any(map(span.overlaps, taken)):
                    found.append(span)
    return found


def _draw(connection: Connection, kind: DocumentKind, wanted: int, chance: random.Random) -> Iterator[tuple[str, Span]]:
    """Passages of the kind, each as likely as any other: a document by its blocks, then kept by how many passages they hold."""
    there = (documents.c.kind == kind, documents.c.standing == Standing.PRESENT, documents.c.block_count > 0)
    rows = connection.execute(select(documents.c.id, documents.c.block_count).where(*there).order_by(documents.c.id)).all()
    ids, weights = [row.id for row in rows], [row.block_count for row in rows]
    drawn: set[tuple[str, Span]] = set()
    opened: dict[str, list[Span]] = {}
    for _ in range(wanted * TRIES if ids else 0):
        if len(drawn) == wanted:
            return
        (at,) = chance.choices(range(len(ids)), weights)
        if ids[at] not in opened:
            opened[ids[at]] = _open(connection, ids[at])
        spans = opened[ids[at]]
        if spans and chance.random() < len(spans) / (DENSEST * weights[at]):
            one = (ids[at], chance.choice(spans))
            if one not in drawn:
                drawn.add(one)
                yield one


def _open(connection: Connection, document_id: str) -> list[Span]:
    document, analysis = read_document(connection, document_id), read_analysis(connection, document_id)
    rows = select(findings.c.wire, findings.c.edit).where(findings.c.document_id == document_id, ~findings.c.stale)
    told = [
        corrected(finding_from_json(row.wire), unpack_correction(row.edit))
        for row in connection.execute(rows.where(findings.c.state != ReviewState.WITHDRAWN))
    ]
    drawn = connection.execute(select(samples.c.start, samples.c.end).where(samples.c.document_id == document_id))
    taken = [Span(start=anchor.start, end=anchor.end) for one in told for anchor in one.anchors]
    taken += [Span(start=row.start, end=row.end) for row in drawn]
    return passages(document, [use.searched for use in analysis.coverage], taken)


def _samples() -> Select[Any]:
    return select(samples, documents.c.title, documents.c.name).join(documents)


def _sample(row: Row[Any]) -> Sample:
    return Sample(
        number=row.number, document_id=row.document_id, document=row.title or row.name, kind=row.kind,
        span=Span(start=row.start, end=row.end), drawn_at=row.drawn_at, state=row.state, by=row.by, at=row.at,
    )  # fmt: skip
