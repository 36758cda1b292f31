"""What is found as a whole: a paragraph, or a row of a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from schema import Block, Document

from ..packing import Glance

LONGEST = 8000
"""Characters of a passage: PostgreSQL numbers no more than 16383 grams."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document's canonical text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Offset behind it."""
        return self.start + len(self.text)


def passages_of(document: Document) -> list[Passage]:
    """The passages of a document, in order; always the same for the same blocks."""
    return passages(_glance(block) for block in document.blocks)


def passages(blocks: Iterable[Glance]) -> list[Passage]:
    """The same from what a glance at the stored blocks tells."""
    return list(_cut(blocks))


def _cut(blocks: Iterable[Glance]) -> Iterator[Passage]:
    start = 0
    for _, together in groupby(enumerate(blocks), key=_row):
        text = "\n".join(block.text for _, block in together)
        for at in range(0, len(text), LONGEST):
            yield Passage(start=start + at, text=text[at : at + LONGEST])
        start += len(text) + 1


def _row(placed: tuple[int, Glance]) -> tuple[int, int] | int:
    """The same for cells of one row."""
    index, block = placed
    return (block.table, block.row) if block.table is not None and block.row is not None else index


def _glance(block: Block) -> Glance:
    cell = block.locations[0].cell if block.locations else None
    return Glance(text=block.text, table=block.table, row=cell[0] if cell else None)
