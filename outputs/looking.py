"""The looks that documents were, kept with them."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, insert, select

from schema import Analysis, Document, Look

from .database import upsert
from .inventory import Standing
from .tables import documents, looks, occasions


def keep_looks(connection: Connection, document: Document, analysis: Analysis, told: Sequence[Look]) -> None:
    """Make these the document's looks, and keep whose occasion it is."""
    assert all(one.document_id == document.id for one in told), "a look belongs to its document"
    upsert(connection, occasions, {"document_id": document.id, "unit": analysis.occasion.unit})
    connection.execute(delete(looks).where(looks.c.document_id == document.id))
    names = [column.name for column in looks.c]
    if told:
        connection.execute(insert(looks), [{name: getattr(one, name) for name in names} for one in told])


def read_looks(connection: Connection, cadre_id: str | None = None) -> Iterator[Look]:
    """The looks of documents that no newer content has superseded, by cadre, year and document."""
    rows = select(looks).join(documents).where(documents.c.standing != Standing.SUPERSEDED)
    if cadre_id is not None:
        rows = rows.where(looks.c.cadre_id == cadre_id)
    for row in connection.execute(rows.order_by(looks.c.cadre_id, looks.c.ref_year, looks.c.document_id, looks.c.voice)):
        yield Look(**row._mapping)
