"""Findings as a flat table in UTF-8 with a byte order mark, which spreadsheet programs need to see that it is UTF-8."""

import csv
from collections.abc import Iterable
from pathlib import Path

from schema import Finding

from .cells import looks_like_a_formula
from .columns import headers, rows
from .files import ExportNote


def write(findings: Iterable[Finding], path: Path, note: ExportNote) -> int:
    """Write the findings; returns how many. The note has no place in this format."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(headers())
        for count, cells in rows(findings):
            writer.writerow((count, *map(_as_text, cells)))
    return count


def _as_text(cell: str) -> str:
    """The cell, with an apostrophe before what could be run as a formula: spreadsheet programs then take it as text."""
    return f"'{cell}" if looks_like_a_formula(cell) else cell
