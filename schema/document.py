"""A document as read: canonical text in blocks, each with the places where a person finds it."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from .anchor import CONTEXT, Anchor, Location, Span
from .codes import BlockRole, DocumentKind, Verdict

SEPARATOR = "\n"
"""Stands between two blocks in the canonical text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph or a table cell. Its text holds the number as displayed and never a line break."""

    index: int
    """Position in the document, from 0."""
    role: BlockRole
    text: str
    label: str = ""
    """The number as displayed, repeated from the head of `text`: `（一）`, `1.`; empty without one."""
    level: int = 0
    """Heading depth: 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）; 0 for a block that is no heading."""
    table: int | None = None
    """Index of the table or sheet that the cell belongs to, from 0."""
    locations: tuple[Location, ...] = ()
    """Where a person finds it: several when a paragraph runs over pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader makes of a file. The canonical text is the blocks joined by line feeds; every offset counts in it."""

    id: str
    """`sha256:` of the file's bytes."""
    name: str
    """The file's name with suffix, without folders."""
    kind: DocumentKind
    title: str
    date: str | None
    """When the meeting was held or the document issued, ISO; None if it cannot be told."""
    issuer: str | None
    """The unit that held the meeting or issued the document."""
    blocks: tuple[Block, ...]
    verdict: Verdict = Verdict.OK
    warnings: tuple[str, ...] = ()
    """What was not read well, in Chinese sentences."""
    text: str = field(init=False, repr=False, compare=False)
    """The canonical text."""
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """Offset of each block in the canonical text."""

    def __post_init__(self) -> None:
        assert all(block.index == index for index, block in enumerate(self.blocks)), "blocks are numbered in order"
        assert not any(SEPARATOR in block.text for block in self.blocks), "a block holds no line feed"
        object.__setattr__(self, "text", SEPARATOR.join(block.text for block in self.blocks))
        ends = accumulate((len(block.text) + 1 for block in self.blocks), initial=0)
        object.__setattr__(self, "starts", tuple(ends)[:-1])

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def block_at(self, offset: int) -> Block:
        """The block that holds the character at the offset."""
        return self.blocks[bisect_right(self.starts, offset) - 1]

    def span_of(self, block: Block) -> Span:
        """The block's place in the canonical text. The block must not be empty."""
        start = self.starts[block.index]
        return Span(start=start, end=start + len(block.text))

    def blocks_in(self, span: Span) -> tuple[Block, ...]:
        """The blocks that the span touches, in order."""
        first = bisect_right(self.starts, span.start) - 1
        last = bisect_right(self.starts, span.end - 1)
        return self.blocks[first:last]

    def locate(self, span: Span) -> tuple[Location, ...]:
        """Where a person finds the span: the places of the blocks it touches."""
        return tuple(location for block in self.blocks_in(span) for location in block.locations)

    def anchor(self, span: Span) -> Anchor:
        """The span as an anchor: `anchor.exact == document[span]`."""
        return Anchor(
            exact=self[span],
            prefix=self.text[max(0, span.start - CONTEXT) : span.start],
            suffix=self.text[span.end : span.end + CONTEXT],
            start=span.start,
            end=span.end,
            locations=self.locate(span),
        )
