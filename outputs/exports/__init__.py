"""Findings into files: JSON Lines and Parquet for systems, csv and xlsx for people, JSON-LD for who links data."""

from collections.abc import Callable, Iterable
from pathlib import Path

from schema import Finding, tombstone_to_json

from . import csv, jsonl, parquet, prov, template, webanno, xlsx
from .columns import NOTICE
from .files import ExportError, ExportNote, whole_file
from .increments import Increment
from .masking import SHORTEST_KEY, Masker
from .names import KnownNames, known_names
from .template import Filled

EXPORTERS: dict[str, Callable[[Iterable[Finding], Path, ExportNote], int]] = {
    ".jsonl": jsonl.write,
    ".csv": csv.write,
    ".xlsx": xlsx.write,
    ".parquet": parquet.write,
    ".webanno": webanno.write,
    ".prov": prov.write,
}
Leaving = Callable[[int], object]
FILE_SUFFIXES = {".webanno": ".jsonld", ".prov": ".jsonld"}
"""How files of a format end, where it is not as the format is called: two formats share an ending, which tells neither."""
BESIDE = ".withdrawn.jsonl"
"""How the file ends that holds an increment's tombstones beside a format with no place for them."""
_WITHOUT_PLACE = frozenset({".csv", ".parquet"})


def export(
    findings: Iterable[Finding], path: Path, note: ExportNote, *, format: str | None = None, leaving: Leaving | None = None
) -> int:
    """Write the findings to a file, whole or not at all; returns how many.

    `format` is a key of `EXPORTERS`, with or without its dot; left out, the path's suffix tells it. Raises ExportError when there
    is no such format or the file cannot be written. Of an increment, csv and parquet have the tombstones in a file beside.
    `leaving` is told how many before the file is put in its place: what fails there keeps it from leaving.
    """
    suffix = path.suffix.lower() if format is None else f".{format.lower().lstrip('.')}"
    if suffix not in EXPORTERS:
        raise _unknown(path, suffix)
    with whole_file(path) as part:
        count = EXPORTERS[suffix](findings, part, note)
        if leaving:
            leaving(count)
        if note.since is not None and suffix in _WITHOUT_PLACE:
            _write_beside(path, note)
    return count


def fill_template(
    findings: Iterable[Finding], made: Path, path: Path, note: ExportNote, *, leaving: Leaving | None = None
) -> Filled:
    """Fill the findings into a user's own ledger (.xlsx) by its headers, and write it to another file, whole or not at all.

    Raises ExportError when the template cannot be used or the file cannot be written.
    """
    with whole_file(path) as part:
        filled = template.fill(findings, made, part, note)
        if leaving:
            leaving(filled.count)
    return filled


def withdrawn_beside(path: Path) -> Path:
    """The file that holds the tombstones of an increment in csv or parquet."""
    return path.with_name(path.name + BESIDE)


def _write_beside(path: Path, note: ExportNote) -> None:
    with whole_file(withdrawn_beside(path)) as part:
        part.write_text("".join(tombstone_to_json(one) + "\n" for one in note.withdrawn), encoding="utf-8")


def _unknown(path: Path, suffix: str) -> ExportError:
    if suffix in FILE_SUFFIXES.values():
        return ExportError(f"后缀 {suffix} 可以是几种格式", "请用 --format webanno 或 --format prov 说明要哪一种")
    wanted = f"不会导出为 {suffix} 格式" if suffix else f"从文件名 {path.name} 看不出要导出什么格式"
    return ExportError(wanted, f"请用 {'、'.join(name for name in EXPORTERS if name not in FILE_SUFFIXES)} 之一")


__all__ = [
    "EXPORTERS", "FILE_SUFFIXES", "NOTICE", "SHORTEST_KEY", "ExportError", "ExportNote", "Filled", "Increment", "KnownNames", "Masker", "export",
    "fill_template", "known_names", "withdrawn_beside",
]  # fmt: skip
