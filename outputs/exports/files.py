"""A file written whole or not at all, and what a user is told when it cannot be."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from schema import Tombstone, YiguanError

from ..inventory import DocumentNote, StateFilter


class ExportError(YiguanError):
    """The file to export to cannot be written, or its suffix names no format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportNote:
    """What a reader of an exported file should know of it."""

    state: StateFilter
    """Which findings were let pass."""
    at: str
    """When it was made, ISO 8601 with time zone."""
    version: str
    """Of yiguan."""
    documents: tuple[DocumentNote, ...] = ()
    """What reviewers of the documents should look at."""
    cursor: int | None = None
    """Of the feed, to go on from with the next increment."""
    since: int | None = None
    """Of an increment: the cursor after which it begins."""
    withdrawn: Sequence[Tombstone] = ()
    """Of an increment: the findings that no longer leave; complete once its findings were read."""
    masked: bool = False
    """Whether persons bear pseudonyms."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to, beside the one asked for; put the file in its place at the end, or nothing."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        os.replace(part, path)
    except OSError as error:
        raise ExportError(f"写不了 {path}：{error.strerror or error}", _remedy(path)) from error
    finally:
        part.unlink(missing_ok=True)


def _remedy(path: Path) -> str:
    if path.is_dir():
        return "这是文件夹，请写明文件名"
    if not path.parent.is_dir():
        return "请先建好文件夹"
    return "请检查写权限和磁盘空间；若文件正在别的程序里打开，请先关闭"
