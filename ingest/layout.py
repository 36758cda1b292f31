"""From what a reader got to a document: roles, numbers and depths, the title, and what the document says it is."""

from schema import Block, BlockRole, Document, Verdict

from .heading import number_of, reads_as_heading
from .identity import identify
from .reading import Reading
from .title import title_of

_LONGEST_STYLED = 80
"""Characters beyond which a paragraph in a heading style is no heading: people give whole paragraphs the style."""


def lay_out(reading: Reading, *, id: str, name: str) -> Document:
    """The document that the blocks make. `id` and `name` are the document's own."""
    title, of_title = title_of(reading.blocks, reading.marks)
    # Cells are as they are, and a ledger has thousands of them.
    blocks = tuple(
        [block if block.role is BlockRole.CELL else _laid_out(block, block.index in of_title) for block in reading.blocks]
    )
    identity = identify(title, blocks)
    return Document(
        id=id,
        name=name,
        kind=identity.kind,
        title=title,
        date=identity.date,
        issuer=identity.issuer,
        blocks=blocks,
        verdict=Verdict.DEGRADED if reading.degraded else Verdict.OK,
        warnings=reading.warnings,
    )


def _laid_out(block: Block, titles: bool) -> Block:
    role, text = block.role, block.text
    if titles:
        return _as(block, BlockRole.TITLE, "", 0)
    if role is not BlockRole.PARAGRAPH and role is not BlockRole.HEADING and role is not BlockRole.TITLE:
        return block
    typed, depth = number_of(text)
    label = block.label or typed
    styled = role is BlockRole.HEADING and len(text) <= _LONGEST_STYLED
    if styled or reads_as_heading(text, label):
        return _as(block, BlockRole.HEADING, label, depth or block.level or 1)
    return _as(block, BlockRole.PARAGRAPH, label, 0)


def _as(block: Block, role: BlockRole, label: str, level: int) -> Block:
    if (block.role, block.label, block.level) == (role, label, level):
        return block
    return Block(
        index=block.index, role=role, text=block.text, label=label, level=level, table=block.table, locations=block.locations
    )
