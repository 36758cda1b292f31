"""Findings as JSON Lines: the contract itself, one finding a line."""

from collections.abc import Iterable
from pathlib import Path

from schema import Finding, finding_to_json

from .files import ExportNote


def write(findings: Iterable[Finding], path: Path, note: ExportNote) -> int:
    """Write the findings; returns how many. The note has no place in this format."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for finding in findings:
            lines.write(finding_to_json(finding) + "\n")
            count += 1
    return count
