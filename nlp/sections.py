"""Where a block stands: under which headings, in which row and column of which table."""

import re
from dataclasses import dataclass
from functools import cache

from schema import Block, BlockRole, Document

from .lexicon import patterns, rows

NUMBERING = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]?|^第[一二三四五六七八九十]+部分|^表[一二三四五六七八九十\d]+\s*"
)
HEADER_LENGTH = 16
"""Longest text of a cell that may head a column."""
DIVIDER_BLOCKS = 2
"""Most lines that divide a table into parts under one header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell's place."""

    table: int
    row: int
    column: int
    header: str
    """The text that heads its column; empty without a header row."""
    role: str
    """What the column holds: `problem`, `measure`, `deadline`, …; empty when the header does not tell."""
    is_header: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A block's place in the document's structure."""

    block: int
    headings: tuple[str, ...]
    """Headings above it, outermost first, numbers left out."""
    cell: Cell | None

    @property
    def heading(self) -> str:
        """The nearest heading; empty without one."""
        return self.headings[-1] if self.headings else ""


def places(document: Document) -> tuple[Place, ...]:
    """The place of each block, in order."""
    found: list[Place] = []
    stack: list[tuple[int, str]] = []
    tables = _headers(document)
    for block in document.blocks:
        if block.role is BlockRole.HEADING:
            level = block.level or 1
            stack = [(depth, text) for depth, text in stack if depth < level]
            found.append(Place(block=block.index, headings=tuple(text for _, text in stack), cell=None))
            stack.append((level, bare(block.text)))
            continue
        cell = _cell(block, tables) if block.role is BlockRole.CELL else None
        found.append(Place(block=block.index, headings=tuple(text for _, text in stack), cell=cell))
    return tuple(found)


def bare(heading: str) -> str:
    """The heading without its number."""
    return NUMBERING.sub("", heading, count=1).strip()


@cache
def section_roles(heading: str) -> tuple[str, ...]:
    """What a section of this heading is about: `problem`, `measure`, `cause`, …; several, or none."""
    return tuple(role for role, pattern in patterns("sections").items() if pattern.search(heading))


@cache
def column_role(header: str) -> str:
    """What a column of this header holds; empty when it does not tell."""
    flat = "".join(header.split())
    for expression, role in rows("columns"):
        if flat and re.fullmatch(expression.removeprefix("re:"), flat):
            return role
    return ""


def _position(block: Block) -> tuple[int, int]:
    cell = next((location.cell for location in block.locations if location.cell is not None), None)
    return cell if cell is not None else (0, 0)


def _headers(document: Document) -> dict[int, tuple[int, dict[int, str]]]:
    """For each table: the row that heads it (-1 without one) and each column's header."""
    by_table: dict[int, dict[int, dict[int, Block]]] = {}
    for block in document.blocks:
        if block.role is BlockRole.CELL and block.table is not None:
            row, column = _position(block)
            by_table.setdefault(block.table, {}).setdefault(row, {})[column] = block
    headers = {table: _header(lines) for table, lines in by_table.items()}
    for table, lines in by_table.items():
        before = by_table.get(table - 1)
        if headers[table][0] < 0 and before is not None and _continues(before, lines):
            headers[table] = (-1, headers[table - 1][1])
    return headers


def _continues(before: dict[int, dict[int, Block]], after: dict[int, dict[int, Block]]) -> bool:
    """Whether a table goes on after a line that divides it (二、群众身边的问题方面): as wide, but for an empty last column, and near."""
    wide, narrow = (max(column for row in lines.values() for column in row) for lines in (before, after))
    last = max(block.index for row in before.values() for block in row.values())
    first = min(block.index for row in after.values() for block in row.values())
    return narrow in (wide, wide - 1) and first - last <= DIVIDER_BLOCKS + 1


def _header(lines: dict[int, dict[int, Block]]) -> tuple[int, dict[int, str]]:
    """The first row that looks like a header: at least two short cells of which one names a known column."""
    for row in sorted(lines)[:4]:
        cells = lines[row]
        texts = {column: block.text.strip() for column, block in cells.items()}
        short = all(len(text) <= HEADER_LENGTH and not re.search(r"[。；]", text) for text in texts.values())
        if len(texts) >= 2 and short and sum(bool(column_role(text)) for text in texts.values()) >= 2:
            return row, _spread(cells, texts)
    return -1, {}


def _spread(cells: dict[int, Block], texts: dict[int, str]) -> dict[int, str]:
    """Each column's header; a merged header cell heads every column that it covers."""
    spread: dict[int, str] = {}
    for column, block in cells.items():
        span = next((location.span for location in block.locations if location.span is not None), None)
        for covered in range(column, column + (span[1] if span else 1)):
            spread[covered] = texts[column]
    return spread


def _cell(block: Block, tables: dict[int, tuple[int, dict[int, str]]]) -> Cell | None:
    if block.table is None:
        return None
    row, column = _position(block)
    header_row, headers = tables[block.table]
    header = headers.get(column, "")
    return Cell(
        table=block.table,
        row=row,
        column=column,
        header=header,
        role=column_role(header),
        is_header=row <= header_row,
    )
