"""Findings as Parquet: typed and nested, its schema made from the dataclasses themselves.

Names are those of the JSON contract; `anchor` is always a list here. The file's own metadata tell how it was made.
"""

import types
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from schema import Finding, finding_to_dict

from .columns import NOTICE
from .files import ExportNote

ROWS_A_GROUP = 10_000
"""Findings in one row group, and in memory at a time: some 80 MB."""


def write(findings: Iterable[Finding], path: Path, note: ExportNote, *, rows_a_group: int = ROWS_A_GROUP) -> int:
    """Write the findings; returns how many."""
    import pyarrow.parquet

    schema = arrow_schema().with_metadata(
        {"yiguan.state": note.state, "yiguan.at": note.at, "yiguan.version": note.version, "yiguan.notice": NOTICE}
    )
    remaining, count = iter(findings), 0
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(remaining, rows_a_group)):
            writer.write_table(_table(group, schema))
            count += len(group)
    return count


def arrow_schema() -> Any:
    """The Arrow schema of a finding."""
    import pyarrow

    return pyarrow.schema(_arrow_fields(Finding))


def _table(findings: Iterable[Finding], schema: Any) -> Any:
    import pyarrow

    return pyarrow.Table.from_pylist([_nested(finding) for finding in findings], schema=schema)


def _nested(finding: Finding) -> dict[str, Any]:
    nested = finding_to_dict(finding)
    if isinstance(nested["anchor"], dict):
        nested["anchor"] = [nested["anchor"]]
    return nested


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
