"""Table rows by what their columns hold: whose words, of whom, from which source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from schema import Block, Document

from .sections import Place

INHERITED = ("speaker", "holder", "unit", "source")
"""Columns whose empty cells repeat the cell above (同上)."""
DUTIES = re.compile(r"(?:责任|牵头|主责|承办|整改)(?:单位|部门)")
"""Headers of columns that name units as responsible; those that name persons have the role `responsible`."""
SAME = frozenset({"同上", "〃", "″", "同前", "同左", "——", "—"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row: its cells by what their columns hold; empty cells of INHERITED columns stand for the ones above."""

    table: int
    number: int
    cells: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    duties: tuple[Block, ...] = ()
    """Its cells that tell who answers for the rectification; in each column an empty cell stands for the one above."""

    def text(self, role: str) -> str:
        """The words of the row's cells of this role, blank-joined; empty without one."""
        return " ".join(block.text for block in self.cells.get(role, ()))


Cells = dict[tuple[int, int], dict[str, list[Block]]]


def table_rows(document: Document, places: Sequence[Place]) -> dict[tuple[int, int], Row]:
    """The rows of all tables by table and number, header rows left out."""
    own, covering = _cells(document, places)
    duties = _duties(document, places)
    made: dict[tuple[int, int], Row] = {}
    above: Row | None = None
    for key in sorted({*own, *covering}):
        cells = {role: tuple(blocks) for role, blocks in {**covering.get(key, {}), **own.get(key, {})}.items()}
        if above is not None and above.table == key[0]:
            cells = {**{role: above.cells[role] for role in INHERITED if role in above.cells}, **cells}
        above = made[key] = Row(table=key[0], number=key[1], cells=cells, duties=duties.get(key, ()))
    return made


def _duties(document: Document, places: Sequence[Place]) -> dict[tuple[int, int], tuple[Block, ...]]:
    """Each row's cells of the columns that tell who is responsible, empty ones filled from above."""
    told: dict[tuple[int, int], dict[int, Block]] = {}
    stated = {p.cell.table: p.cell.column for p in places if p.cell is not None and p.cell.role == "problem"}
    for place in places:
        cell = place.cell
        if cell is None or cell.is_header:
            continue
        # 责任单位 before the problem is the unit that has it.
        wanted = cell.role == "responsible" or (cell.column > stated.get(cell.table, 0) and DUTIES.search(cell.header))
        columns = told.setdefault((cell.table, cell.row), {})
        block = document.blocks[place.block]
        if wanted and block.text.strip() not in SAME:
            columns[cell.column] = block
    filled: dict[tuple[int, int], dict[int, Block]] = {}
    above: tuple[int, int] | None = None
    for key in sorted(told):
        filled[key] = {**(filled[above] if above is not None and above[0] == key[0] else {}), **told[key]}
        above = key
    return {key: tuple(columns[column] for column in sorted(columns)) for key, columns in filled.items()}


def _cells(document: Document, places: Sequence[Place]) -> tuple[Cells, Cells]:
    """The cells of each row, and those that cover it from a row above."""
    own: Cells = {}
    covering: Cells = {}
    for place in places:
        cell = place.cell
        if cell is None or cell.is_header:
            continue
        block = document.blocks[place.block]
        row = own.setdefault((cell.table, cell.row), {})
        if block.text.strip() not in SAME or cell.role not in INHERITED:
            row.setdefault(cell.role, []).append(block)
        height = max((location.span[0] for location in block.locations if location.span), default=1)
        for number in range(cell.row + 1, cell.row + height):
            covering.setdefault((cell.table, number), {}).setdefault(cell.role, []).append(block)
    return own, covering
