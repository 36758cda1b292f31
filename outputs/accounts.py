"""What is kept beside a document: what became of its blocks, counted, and notes for its reviewer."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, func, insert, select

from schema import Analysis, BlockUse, Document

from .inventory import Covered, DocumentNote, Standing
from .tables import coverage, documents, notes


def keep_accounts(connection: Connection, document: Document, analysis: Analysis) -> None:
    """Store them in place of what an earlier analysis of the document told."""
    for table in (coverage, notes):
        connection.execute(delete(table).where(table.c.document_id == document.id))
    counted = [
        {"document_id": document.id, "use": one.use, "blocks": one.blocks, "characters": one.characters}
        for one in covered(document, analysis.coverage)
    ]
    told = [{"document_id": document.id, "number": number, "note": note} for number, note in enumerate(_notes(analysis), 1)]
    for table, rows in ((coverage, counted), (notes, told)):
        if rows:
            connection.execute(insert(table), rows)


def covered(document: Document, uses: Sequence[BlockUse]) -> tuple[Covered, ...]:
    """Blocks and characters by what became of them; the sums are those of the document."""
    blocks = Counter(uses)
    characters: Counter[BlockUse] = Counter()
    for block, use in zip(document.blocks, uses, strict=False):
        characters[use] += len(block.text)
    return tuple(Covered(use=use, blocks=blocks[use], characters=characters[use]) for use in BlockUse if blocks[use])


def read_coverage(connection: Connection) -> dict[str, tuple[Covered, ...]]:
    """What became of the blocks of each document that is at hand, by the document's id."""
    found: dict[str, list[Covered]] = defaultdict(list)
    rows = select(coverage).join(documents).where(documents.c.standing == Standing.PRESENT)
    for row in connection.execute(rows.order_by(coverage.c.document_id)):
        found[row.document_id].append(Covered(use=row.use, blocks=row.blocks, characters=row.characters))
    order = list(BlockUse)
    return {one: tuple(sorted(uses, key=lambda covered: order.index(covered.use))) for one, uses in found.items()}


def read_coverage_totals(connection: Connection) -> dict[BlockUse, Covered]:
    """The same, summed over all documents at hand."""
    sums = select(coverage.c.use, func.sum(coverage.c.blocks), func.sum(coverage.c.characters))
    rows = sums.join(documents).where(documents.c.standing == Standing.PRESENT).group_by(coverage.c.use)
    found = {row[0]: Covered(use=row[0], blocks=int(row[1]), characters=int(row[2])) for row in connection.execute(rows)}
    return {use: found[use] for use in BlockUse if use in found}


def read_notes(connection: Connection) -> Iterator[DocumentNote]:
    """The notes on documents that no newer content has superseded, by name."""
    rows = select(documents.c.id, documents.c.name, notes.c.note).join(documents)
    current = rows.where(documents.c.standing != Standing.SUPERSEDED)
    for row in connection.execute(current.order_by(documents.c.name, documents.c.id, notes.c.number)):
        yield DocumentNote(document_id=row.id, name=row.name, note=row.note)


def _notes(analysis: Analysis) -> list[str]:
    return [doubt.note for count in analysis.counts for doubt in count.doubts]
