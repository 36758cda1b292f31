"""Findings as JSON Lines: the contract itself, one finding a line, and a tombstone for each that no longer leaves."""

from collections.abc import Iterable
from pathlib import Path

from schema import Finding, tombstone_to_json

from ..lines import lines_of
from .files import ExportNote


def write(findings: Iterable[Finding], path: Path, note: ExportNote) -> int:
    """Write the findings, and what was withdrawn since the cursor; returns how many findings."""
    count = 0
    with path.open("wb") as file:
        for some in lines_of(findings):
            file.write(b"\n".join(some) + b"\n")
            count += len(some)
        for tombstone in note.withdrawn:
            file.write(tombstone_to_json(tombstone).encode() + b"\n")
    return count
