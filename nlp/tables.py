"""Table rows by what their columns hold: whose words, of whom, from which source."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from schema import Block, Document

from .sections import Place

INHERITED = ("speaker", "holder", "unit", "source")
"""Columns whose empty cells repeat the cell above (同上)."""
SAME = frozenset({"同上", "〃", "″", "同前", "同左", "——", "—"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row: its cells by what their columns hold; empty cells of INHERITED columns stand for the ones above."""

    table: int
    number: int
    cells: dict[str, tuple[Block, ...]] = field(default_factory=dict)

    def text(self, role: str) -> str:
        """The words of the row's cells of this role, blank-joined; empty without one."""
        return " ".join(block.text for block in self.cells.get(role, ()))


Cells = dict[tuple[int, int], dict[str, list[Block]]]


def table_rows(document: Document, places: Sequence[Place]) -> dict[tuple[int, int], Row]:
    """The rows of all tables by table and number, header rows left out."""
    own, covering = _cells(document, places)
    made: dict[tuple[int, int], Row] = {}
    above: Row | None = None
    for key in sorted({*own, *covering}):
        cells = {role: tuple(blocks) for role, blocks in {**covering.get(key, {}), **own.get(key, {})}.items()}
        if above is not None and above.table == key[0]:
            cells = {**{role: above.cells[role] for role in INHERITED if role in above.cells}, **cells}
        above = made[key] = Row(table=key[0], number=key[1], cells=cells)
    return made


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
