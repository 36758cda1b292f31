"""Findings into files: JSON Lines and Parquet for systems, csv and xlsx for people."""

from collections.abc import Callable, Iterable
from pathlib import Path

from schema import Finding

from . import csv, jsonl, parquet, xlsx
from .columns import NOTICE
from .files import ExportError, ExportNote, whole_file

EXPORTERS: dict[str, Callable[[Iterable[Finding], Path, ExportNote], int]] = {
    ".jsonl": jsonl.write,
    ".csv": csv.write,
    ".xlsx": xlsx.write,
    ".parquet": parquet.write,
}


def export(findings: Iterable[Finding], path: Path, note: ExportNote, *, format: str | None = None) -> int:
    """Write the findings to a file, whole or not at all; returns how many.

    `format` is a key of `EXPORTERS`, with or without its dot; left out, the path's suffix tells it. Raises ExportError when there
    is no such format or the file cannot be written.
    """
    suffix = path.suffix.lower() if format is None else f".{format.lower().lstrip('.')}"
    if suffix not in EXPORTERS:
        wanted = f"不会导出为 {suffix} 格式" if suffix else f"从文件名 {path.name} 看不出要导出什么格式"
        raise ExportError(wanted, f"请用 {'、'.join(EXPORTERS)} 之一")
    with whole_file(path) as part:
        return EXPORTERS[suffix](findings, part, note)


__all__ = ["EXPORTERS", "NOTICE", "ExportError", "ExportNote", "export"]
