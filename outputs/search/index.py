"""The index over passages, as SQLite (FTS5) and PostgreSQL (tsvector) hold it.

A passage's number is the day of its document, the document's slot and its place, so that the numbers, downwards, are newest first with a
document's passages together and in order; the words of its findings come after them. Passages of slots that are gone stay in the index of
SQLite and are passed over.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from schema import Document, earliest, is_partial_date

from ..tables import documents, findings
from .grams import Phrase, grams
from .passages import passages_of
from .tables import indexed

_PLACES, _SLOTS = 1 << 20, 1 << 23
"""Passages and findings of a document, documents over all time."""
_TEXT = 1 << 19
"""Passages of a document; what comes after them are findings."""
_DAYS = 1 << 20
LAST = (1 << 63) - 1
"""No passage has so high a number."""
SPARE = 1000
"""Slots that may be gone before the index is made anew: beyond them and as many again as there are documents."""

grams_table = table("passage_grams", column("rowid"), column("grams"))
number = grams_table.c.rowid
slot_of: ColumnElement[int] = number.op(">>")(20).op("&")(_SLOTS - 1)
is_text: ColumnElement[bool] = number.op("&")(_PLACES - 1) >= _PLACES - _TEXT


def keep_passages(connection: Connection, document: Document) -> None:
    """Take a document and its findings in, in place of what the index held of it; nothing when that is the same."""
    day, passages = _day(document), [passage.text for passage in passages_of(document)[:_TEXT]]
    told = [words_of(row.wire, row.edit) for row in connection.execute(_FINDINGS, {"document": document.id})][:_TEXT]
    digest = _digest(day, passages, told)
    held = connection.execute(select(indexed).where(indexed.c.document_id == document.id)).one_or_none()
    if held is not None:
        if held.digest == digest:
            return
        _forget(connection, held.slot, held.day)
    row = {"document_id": document.id, "day": day, "digest": digest}
    slot: int = connection.execute(insert(indexed).values(row).returning(indexed.c.slot)).scalar_one()
    first = numbers(day, slot)[1]
    write = " ".join if connection.dialect.name == "sqlite" else _vector
    placed = (*enumerate(passages), *enumerate(told, _TEXT))
    rows = [{"rowid": first - place, "grams": write(grams(text))} for place, text in placed]
    if rows:
        connection.execute(_INSERT[connection.dialect.name], rows)


def words_of(wire: str, edit: str | None) -> str:
    """The words of a stored finding, as they stand after corrections."""
    told = (edit and json.loads(edit).get("anchors")) or json.loads(wire)["anchor"]
    return "\n".join(one["exact"] for one in (told if isinstance(told, list) else [told]))


def lacking(connection: Connection, limit: int) -> Sequence[str]:
    """Documents that the index has not taken in."""
    missing = select(documents.c.id).where(~select(indexed.c.slot).where(indexed.c.document_id == documents.c.id).exists())
    return connection.scalars(missing.limit(limit)).all()


def is_worn(connection: Connection) -> bool:
    """Whether most of the index is of slots that are gone."""
    if connection.dialect.name != "sqlite":
        return False
    count, last = connection.execute(select(func.count(), func.max(indexed.c.slot)).select_from(indexed)).one()
    return int(last or 0) > 2 * int(count) + SPARE


def empty(connection: Connection) -> None:
    """Forget all passages: the index is made anew."""
    assert connection.dialect.name == "sqlite", "PostgreSQL drops passages as they go"
    connection.exec_driver_sql("INSERT INTO passage_grams(passage_grams) VALUES ('delete-all')")
    connection.execute(delete(indexed))
    connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'indexed'")


def holds(connection: Connection, asked: Sequence[Phrase]) -> ColumnElement[bool]:
    """Whether a passage may hold all the phrases: `matches` tells for certain."""
    if connection.dialect.name == "sqlite":
        query = " AND ".join(_quoted(one) for one in asked)
        return literal_column("passage_grams").op("MATCH", is_comparison=True)(query)
    return grams_table.c.grams.op("@@", is_comparison=True)(_vector_query(asked))


def closeness(connection: Connection, asked: Sequence[Phrase]) -> ColumnElement[float]:
    """How much a passage is about the phrases: the less the better."""
    if connection.dialect.name == "sqlite":
        return literal_column("bm25(passage_grams)")
    return -func.ts_rank(grams_table.c.grams, _vector_query(asked))


def numbers(day: int, slot: int) -> tuple[int, int]:
    """The lowest and highest number of a document's passages; its first passage has the highest."""
    low = (day * _SLOTS + slot) * _PLACES
    return low, low + _PLACES - 1


def floor(passage: int) -> int:
    """The lowest number that a passage of the same document may have."""
    return passage - passage % _PLACES


def ceiling(passage: int) -> int:
    """The highest number that a passage of the same document may have."""
    return floor(passage) + _PLACES - 1


def place_of(passage: int) -> int:
    """Which passage of its document a number is, from 0."""
    return _PLACES - 1 - passage % _PLACES


def slot_in(passage: int) -> int:
    """The slot of a passage's document."""
    return passage // _PLACES % _SLOTS


_FINDINGS = (
    select(findings.c.wire, findings.c.edit)
    .where(findings.c.document_id == bindparam("document"))
    .order_by(findings.c.start, findings.c.id)
)
_INSERT = {
    "sqlite": text("INSERT INTO passage_grams(rowid, grams) VALUES (:rowid, :grams)"),
    "postgresql": text("INSERT INTO passage_grams(rowid, grams) VALUES (:rowid, CAST(:grams AS tsvector))"),
}


def _vector(told: Sequence[str]) -> str:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, gram in enumerate(told, 1):
        places[gram].append(str(place))
    return " ".join(f"'{gram}':{','.join(at)}" for gram, at in places.items())


def _quoted(phrase: Phrase) -> str:
    words = [f'"{" ".join(phrase.grams)}"{" *" if phrase.open else ""}'] if phrase.grams else []
    return " AND ".join([*words, *([f'"{phrase.beside}"'] if phrase.beside else [])])


def _vector_query(asked: Sequence[Phrase]) -> ColumnElement[Any]:
    return cast(" & ".join(_followed(one) for one in asked), TSQUERY)


def _followed(phrase: Phrase) -> str:
    words = ["(" + " <-> ".join(f"'{gram}'" for gram in phrase.grams) + (":*)" if phrase.open else ")")] if phrase.grams else []
    return " & ".join([*words, *([f"'{phrase.beside}'"] if phrase.beside else [])])


def _forget(connection: Connection, slot: int, day: int) -> None:
    connection.execute(delete(indexed).where(indexed.c.slot == slot))
    if connection.dialect.name != "sqlite":
        connection.execute(delete(grams_table).where(number.between(*numbers(day, slot))))


def _day(document: Document) -> int:
    told = document.date
    return min(earliest(told).toordinal(), _DAYS - 1) if told and is_partial_date(told) else 0


def _digest(day: int, *told: Iterable[str]) -> str:
    written = "\0\0".join("\0".join(texts) for texts in told)
    return hashlib.sha256(f"{day}\0{written}".encode()).hexdigest()
