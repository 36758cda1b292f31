"""The files under folders and in zip archives, in order, with the name that a person knows them by."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from schema import DamagedFile, IngestError, UnsupportedFormat

from .archive import Archive
from .filekinds import FileKind, tell_zip
from .options import MEBIBYTE, ReadOptions

_LOCK = "~$"
"""Word and WPS keep such a file beside every open document."""
_ZIP = b"PK\x03\x04"
_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file on disk, or a member of an archive on disk."""

    path: Path
    members: tuple[str, ...] = ()
    """Member names from the outer archive inwards, as the archives spell them; empty for a file on disk."""

    @property
    def name(self) -> str:
        """As people name it: `材料/归档.zip/内层.docx`."""
        return "/".join((str(self.path), *(readable(member) for member in self.members)))

    def __str__(self) -> str:
        return self.name

    @property
    def file_name(self) -> str:
        """The file's name with suffix, without folders."""
        return PurePosixPath(readable(self.members[-1])).name if self.members else self.path.name

    def content(self, options: ReadOptions) -> bytes:
        """The file's bytes. Raises IngestError without a path."""
        with _reading(self.path):
            if self.members:
                return _container(self, options).read(self.members[-1])
            size = self.path.stat().st_size
            if size > options.file_bytes:
                raise UnsupportedFormat(
                    f"文件有 {size // MEBIBYTE} MB，超过上限 {options.file_bytes // MEBIBYTE} MB", "请拆分后再导入"
                )
            return self.path.read_bytes()


def sources(paths: Iterable[Path], options: ReadOptions | None = None) -> Iterator[Source]:
    """Every file under the paths, sorted, archives searched through; hidden files and lock files are passed over.

    A path that does not exist and an archive that cannot be opened come as they are: reading them tells what is wrong.
    """
    options = options or ReadOptions()
    for path in paths:
        for file in _files(path):
            yield from _opened(Source(path=file), options, options.depth)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if _is_shown(name))
        yield from (Path(folder, name) for name in sorted(names) if _is_shown(name))


def _is_shown(name: str) -> bool:
    return not name.startswith((".", _LOCK)) and name.lower() not in _SYSTEM


def _opened(source: Source, options: ReadOptions, depth: int) -> Iterator[Source]:
    """The source itself, or its members when it is an archive."""
    try:
        archive = _archive(source, options) if depth else None
    except IngestError:
        archive = None
    if archive is None:
        yield source
        return
    for name in sorted(archive.names, key=readable):
        parts = readable(name).split("/")
        if parts[-1] and all(part == ".." or _is_shown(part) for part in parts):
            yield from _opened(Source(path=source.path, members=(*source.members, name)), options, depth - 1)


def _archive(source: Source, options: ReadOptions) -> Archive | None:
    """The archive that the source is; None when it is a document. Raises IngestError when it cannot be opened."""
    with _reading(source.path):
        if source.members:
            outer = _container(source, options)
            if outer.head(source.members[-1], len(_ZIP)) != _ZIP:
                return None
            archive = Archive(outer.read(source.members[-1]), options)
        else:
            with source.path.open("rb") as file:
                if file.read(len(_ZIP)) != _ZIP:
                    return None
            archive = Archive(source.path, options)
    return archive if tell_zip(archive) is FileKind.ARCHIVE else None


def _container(source: Source, options: ReadOptions) -> Archive:
    """The archive that holds the source itself."""
    return _kept(source.path, source.path.stat().st_mtime_ns, source.members[:-1], options)


# Members are asked for one after the other: without it every one of them would open, or even unpack, its archive again.
@lru_cache(maxsize=2)
def _kept(path: Path, changed: int, members: tuple[str, ...], options: ReadOptions) -> Archive:
    archive = Archive(path, options)
    for member in members:
        archive = Archive(archive.read(member), options)
    return archive


def readable(name: str) -> str:
    """A member's name as its maker wrote it: zip tools of Windows write GBK and leave the flag for UTF-8 unset."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name.replace("\\", "/")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return name.replace("\\", "/")


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Translate what the file system raises."""
    try:
        yield
    except FileNotFoundError as error:
        raise IngestError("文件不存在", "请检查路径是否写对") from error
    except PermissionError as error:
        raise IngestError("没有读取该文件的权限", "请检查文件权限，或换一个有权限的账户运行") from error
    except OSError as error:
        raise DamagedFile(f"文件无法从磁盘读出（{error.strerror or error}）", "请检查磁盘或网络盘是否正常") from error
