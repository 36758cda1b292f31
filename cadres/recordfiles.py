"""Which files hold the cadre records: the one that is named, or those in a folder or an archive; read one at a time."""

import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from schema import RosterError

from .cells import WORKBOOKS

FORMS = frozenset({".lrmx", ".lrm"})
ARCHIVE = ".zip"
SOUGHT = FORMS | WORKBOOKS | {".csv", ".tsv"}
"""What is looked for in folders and archives; of a text file there nobody says that it is a roster."""
MOST_BYTES = 256 * 1024 * 1024
"""Of one file, unpacked."""
MOST_UNPACKED = 16 * 1024 * 1024 * 1024
"""Of one archive."""
MOST_MEMBERS = 500_000
DEPTH = 2
"""How deep archives are looked into."""
_ENCRYPTED, _UTF8 = 0x1, 0x800
_HIDDEN = (".", "~$", "__MACOSX")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile:
    """A file that may hold cadre records."""

    name: str
    """As the user named it; inside an archive `名册.zip/张三.lrmx`."""
    path: Path
    """On the disk: the archive's for what lies in one."""
    content: bytes
    alone: bool
    """Whether the user named this very file: then it must be readable."""

    @property
    def suffix(self) -> str:
        """In small letters, with its dot."""
        return PurePosixPath(self.name).suffix.lower()


def record_files(path: Path) -> Iterator[RecordFile | RosterError]:
    """The files at the path, by name; an error instead of each that cannot be opened. Raises RosterError when the path cannot be."""
    if path.is_dir():
        for file in _sought(path):
            yield from _opened(file, alone=False)
        return
    for found in _opened(path, alone=path.suffix.lower() != ARCHIVE):
        if isinstance(found, RosterError) and found.path == str(path):
            raise found
        yield found


def _sought(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        for name in sorted(names):
            if Path(name).suffix.lower() in SOUGHT | {ARCHIVE} and not name.startswith(_HIDDEN):
                yield Path(place, name)


def _opened(path: Path, *, alone: bool) -> Iterator[RecordFile | RosterError]:
    try:
        content = path.read_bytes()
    except OSError:
        yield RosterError(message="干部名册读不了", remedy="请检查文件是否存在、有无读取权限", path=str(path))
        return
    if path.suffix.lower() == ARCHIVE:
        yield from _members(content, str(path), path, DEPTH)
    else:
        yield RecordFile(name=str(path), path=path, content=content, alone=alone)


def _members(content: bytes, name: str, path: Path, depth: int) -> Iterator[RecordFile | RosterError]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        yield RosterError(message="压缩包已损坏，打不开", remedy="请重新压缩后重试", path=name)
        return
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        yield RosterError(message="压缩包里的文件过多或过大", remedy="请分成几个压缩包，或解压成文件夹", path=name)
        return
    for info in sorted(infos, key=_readable):
        inner = _readable(info)
        suffix = PurePosixPath(inner).suffix.lower()
        if info.is_dir() or suffix not in SOUGHT | {ARCHIVE} or any(part.startswith(_HIDDEN) for part in inner.split("/")):
            continue
        unpacked = _unpacked(archive, info, f"{name}/{inner}")
        if isinstance(unpacked, RosterError):
            yield unpacked
        elif suffix != ARCHIVE:
            yield RecordFile(name=f"{name}/{inner}", path=path, content=unpacked, alone=False)
        elif depth > 1:
            yield from _members(unpacked, f"{name}/{inner}", path, depth - 1)
        else:
            yield RosterError(message="压缩包套得太深", remedy="请先解压里面的压缩包", path=f"{name}/{inner}")


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes | RosterError:
    if info.flag_bits & _ENCRYPTED:
        return RosterError(message="设有密码，打不开", remedy="请去掉密码后重试", path=name)
    try:
        with archive.open(info) as member:
            content = member.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return RosterError(message="在压缩包里已损坏", remedy="请重新导出该文件", path=name)
    if len(content) > MOST_BYTES:
        return RosterError(message="文件过大", remedy="请检查该文件", path=name)
    return content


def _readable(info: zipfile.ZipInfo) -> str:
    """The member's name; archives of Chinese Windows write GB18030, which the standard takes for cp437."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
