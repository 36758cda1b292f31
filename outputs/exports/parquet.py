"""Findings as Parquet: typed and nested, its schema made from the dataclasses themselves.

Names are those of the JSON contract; `anchor` is always a list here. The file's own metadata tell how it was made. Arrow parses the lines
of the contract itself, in a thread beside the one that reads them: no finding becomes an object on the way.
"""

import types
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from schema import Finding, MaskedFinding

from ..lines import lines_of
from .columns import NOTICE
from .files import ExportNote

ROWS_A_GROUP = 10_000
"""Findings in one row group; two of them are in memory at a time, some 40 MB each."""
BLOCK = 4 << 20
"""Bytes that Arrow parses at a time: no line may be longer, and one of a page of text has some thousands."""


def write(findings: Iterable[Finding], path: Path, note: ExportNote, *, rows_a_group: int = ROWS_A_GROUP) -> int:
    """Write the findings; returns how many."""
    import pyarrow.parquet

    about = {"yiguan.state": note.state, "yiguan.at": note.at, "yiguan.version": note.version, "yiguan.notice": NOTICE}
    if note.cursor is not None:
        about["yiguan.cursor"] = str(note.cursor)
    schema = arrow_schema(MaskedFinding if note.masked else Finding).with_metadata(about)
    count = 0
    with (
        pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer,
        ThreadPoolExecutor(1, "parquet") as beside,
    ):
        before: Future[None] | None = None
        for group in _groups(lines_of(findings, anchors_listed=True), rows_a_group):
            if before is not None:
                before.result()
            before = beside.submit(_write_group, writer, group, schema)
            count += len(group)
        if before is not None:
            before.result()
    return count


def arrow_schema(of: type = Finding) -> Any:
    """The Arrow schema of a finding."""
    import pyarrow

    return pyarrow.schema(_arrow_fields(of))


def _groups(lines: Iterable[list[bytes]], size: int) -> Iterator[list[bytes]]:
    group: list[bytes] = []
    for some in lines:
        group += some
        while len(group) >= size:
            yield group[:size]
            group = group[size:]
    if group:
        yield group


def _write_group(writer: Any, lines: list[bytes], schema: Any) -> None:
    import pyarrow.json

    read = pyarrow.json.ReadOptions(use_threads=False, block_size=max(BLOCK, 2 * max(map(len, lines))))
    parse = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    table = pyarrow.json.read_json(pyarrow.BufferReader(b"\n".join(lines)), read, parse)
    writer.write_table(table, row_group_size=len(lines))


def _arrow_fields(of: type) -> list[Any]:
    import pyarrow

    hints = get_type_hints(of)
    return [pyarrow.field(field.name, _arrow_type(hints[field.name])) for field in fields(of)]


def _arrow_type(hint: Any) -> Any:
    import pyarrow

    if get_origin(hint) in (Union, types.UnionType):
        # Of `Anchor | tuple[Anchor, ...]` the list, which holds one as well.
        return _arrow_type([member for member in get_args(hint) if member is not type(None)][-1])
    if get_origin(hint) is tuple:
        return pyarrow.list_(_arrow_type(get_args(hint)[0]))
    if isinstance(hint, type) and is_dataclass(hint):
        return pyarrow.struct(_arrow_fields(hint))
    plain = {bool: pyarrow.bool_(), int: pyarrow.int64(), float: pyarrow.float64(), str: pyarrow.string()}
    return plain[str if issubclass(hint, StrEnum) else hint]
