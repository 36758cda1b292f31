"""Where a sheet has its header, and which of its columns are known: the header may stand anywhere, over two rows, with merged cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .ledger import folded_header

ROWS_LOOKED_AT = 60
"""Rows from the top in which a header is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A sheet's header."""

    sheet: str
    bottom: int
    """Its last row, from 1."""
    columns: Mapping[str, int]
    """Number of the column, from 1, of each of ours that it has."""
    known: tuple[str, ...]
    """As the sheet names them."""
    unknown: tuple[str, ...]


def head_of(sheet: Any, known: Mapping[str, str]) -> Head | None:
    """The header with the most columns that are known; None when no row has one."""
    heads = [_read(sheet, row, known) for row in range(1, min(sheet.max_row, ROWS_LOOKED_AT) + 1)]
    found = max(heads, key=lambda head: len(head.columns), default=None)
    return found if found is not None and found.columns else None


def _read(sheet: Any, top: int, known: Mapping[str, str]) -> Head:
    """The row as a header, with the rows that its merged cells reach down to."""
    merged = [area for area in sheet.merged_cells.ranges if area.min_row == top]
    bottom = _bottom(sheet, top, merged, known)
    columns: dict[str, int] = {}
    named: list[str] = []
    unknown: list[str] = []
    for column in range(1, sheet.max_column + 1):
        over = next((area for area in merged if area.min_col < column <= area.max_col), None)
        above = sheet.cell(top, over.min_col if over else column).value
        below = next((text for row in range(bottom, top, -1) if (text := sheet.cell(row, column).value) is not None), None)
        shown = below if below is not None else None if over else above
        if shown is None or not str(shown).strip():
            continue
        names = (folded_header(shown), folded_header(f"{above or ''}{shown}"))
        ours = next((known[name] for name in names if name in known), None)
        if ours is None or ours in columns:
            unknown.append(" ".join(str(shown).split()))
        else:
            columns[ours] = column
            named.append(" ".join(str(shown).split()))
    return Head(sheet=sheet.title, bottom=bottom, columns=columns, known=tuple(named), unknown=tuple(unknown))


def _bottom(sheet: Any, top: int, merged: list[Any], known: Mapping[str, str]) -> int:
    """The header's last row: where known cells are merged downwards, or a heading over several columns has its parts below."""
    reach = [
        area.max_row
        for area in merged
        if area.max_row > top and folded_header(sheet.cell(top, area.min_col).value or "") in known
    ]
    if reach:
        return int(max(reach))
    wide = [area for area in merged if area.max_col > area.min_col and area.max_row == top and area.max_col - area.min_col < 6]
    parts = [
        folded_header(f"{prefix}{sheet.cell(top + 1, column).value or ''}")
        for area in wide
        for column in range(area.min_col, area.max_col + 1)
        for prefix in ("", sheet.cell(top, area.min_col).value or "")
    ]
    singles = [folded_header(sheet.cell(top, column).value or "") for column in range(1, sheet.max_column + 1)]
    return top + 1 if any(part in known for part in parts) and any(name in known for name in singles) else top
