"""Documents and units for tests, built from their words alone."""

import hashlib
import re
from collections.abc import Sequence

from models import Unit
from schema import Block, BlockRole, Document, DocumentKind, Location, Span, Statement

NUMBERS = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"（[一二三四五六七八九十]+）"),
    re.compile(r"\d+[.．]"),
    re.compile(r"（\d+）"),
)
"""Numbers of headings, outermost level first."""


def document(
    *texts: str, kind: DocumentKind = DocumentKind.MINUTES, name: str = "纪要.docx", date: str | None = None
) -> Document:
    """A document of one block a text; a numbered text without a full stop is a heading of its level."""
    return made(tuple(_block(index, text) for index, text in enumerate(texts)), kind=kind, name=name, date=date)


def table(*rows: Sequence[str], above: Sequence[str] = (), number: int = 0) -> tuple[Block, ...]:
    """Blocks: the texts above a table, then its cells row by row. Empty cells are no blocks."""
    blocks = [_block(index, text) for index, text in enumerate(above)]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                place = Location(block=len(blocks), cell=(row, column))
                blocks.append(Block(index=len(blocks), role=BlockRole.CELL, text=text, table=number, locations=(place,)))
    return tuple(blocks)


def made(
    blocks: tuple[Block, ...], kind: DocumentKind = DocumentKind.MINUTES, name: str = "纪要.docx", date: str | None = None
) -> Document:
    """A document of these blocks, its id told from their texts."""
    digest = hashlib.sha256("\n".join(block.text for block in blocks).encode()).hexdigest()
    return Document(id=f"sha256:{digest}", name=name, kind=kind, title="", date=date, issuer=None, blocks=blocks)


def span_of(document: Document, words: str) -> Span:
    """Where the words stand first."""
    start = document.text.index(words)
    return Span(start=start, end=start + len(words))


def told(document: Document, statement: Statement) -> str:
    """The words of a statement, parts joined by a bar."""
    return "|".join(document[span] for span in statement.spans)


def unit(text: str, *signs: str, sentence: int = 0, group: int = 0, heading: str = "", column: str = "") -> Unit:
    """A clause as the models see it."""
    return Unit(text=text, signs=signs, heading=heading, column=column, sentence=sentence, group=group)


def _block(index: int, text: str) -> Block:
    for level, pattern in enumerate(NUMBERS, start=1):
        match = pattern.match(text)
        if match and not re.search(r"[。；]", text):
            return Block(index=index, role=BlockRole.HEADING, text=text, label=match.group(), level=level)
    return Block(index=index, role=BlockRole.PARAGRAPH, text=text)
