"""Zip containers opened with suspicion: limits are checked in the directory before a byte is unpacked, and XML has no DOCTYPE."""

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from schema import DamagedFile, EncryptedFile, IngestError, UnsupportedFormat

from .options import MEBIBYTE, ReadOptions

_ENCRYPTED = 0x1
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
# ISO 29500 Strict differs from what everyone writes only in the names of its namespaces.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


@contextmanager
def zip_errors() -> Iterator[None]:
    """Translate what the zip and XML libraries raise on broken bytes."""
    try:
        yield
    except IngestError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise DamagedFile("文件已损坏或不完整，无法解开", "请向来源重新索取该文件，或用 Word、WPS 打开修复后另存") from error
    except etree.LxmlError as error:
        raise DamagedFile("文件内部的 XML 已损坏，无法读取", "请用 Word、WPS 打开修复后另存") from error


class Archive:
    """A zip container, by its bytes or its path. Nothing in it is ever written to disk."""

    def __init__(self, content: bytes | Path, options: ReadOptions) -> None:
        with zip_errors():
            self._zip = zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content)
        self._limit = options.member_bytes
        self.names = tuple(self._zip.NameToInfo)
        self._check(options)

    def _check(self, options: ReadOptions) -> None:
        members = self._zip.infolist()
        if len(members) > options.entries:
            raise _refused(f"内含 {len(members)} 个条目，超过上限 {options.entries} 个")
        if sum(member.file_size for member in members) > options.total_bytes:
            raise _refused(f"解开后超过上限 {options.total_bytes // MEBIBYTE} MB")
        for member in members:
            if member.file_size > options.member_bytes:
                raise _refused(f"内含的单个条目解开后超过上限 {options.member_bytes // MEBIBYTE} MB")
            if member.file_size > MEBIBYTE and member.file_size > options.ratio * max(1, member.compress_size):
                raise _refused(f"压缩比超过上限 {options.ratio} 倍")

    def read(self, name: str) -> bytes:
        """The member's bytes. Raises IngestError, also when there is none of the name."""
        content = self.head(name, self._limit + 1)
        if len(content) > self._limit:
            raise _refused("条目的实际大小与目录所记不符")
        if name.lower().endswith((".xml", ".rels")):
            refuse_doctype(content)
        return content

    def head(self, name: str, count: int) -> bytes:
        """The member's first bytes, at most `count`. Raises IngestError."""
        if name not in self._zip.NameToInfo:
            raise DamagedFile("压缩包中没有所要的条目", "请重新选择文件")
        member = self._zip.getinfo(name)
        if member.flag_bits & _ENCRYPTED:
            raise EncryptedFile("压缩包内的文件设有密码", "请解压后去掉密码再导入")
        with zip_errors(), self._zip.open(member) as stream:
            return stream.read(count)

    def xml(self, name: str) -> etree._Element | None:
        """The member as XML; None when there is none of the name. Raises IngestError."""
        return parse_xml(self.read(name)) if name in self.names else None

    def related(self, part: str) -> dict[str, list[str]]:
        """The parts that a part of an Office container points to, by the last word of the relation's type (`footnotes`)."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, list[str]] = {}
        for relation in () if root is None else root:
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target") or "")).lstrip("/")
                found.setdefault((relation.get("Type") or "").rpartition("/")[2], []).append(target)
        return found


def parse_xml(content: bytes) -> etree._Element:
    """XML that stays by itself: no DOCTYPE, no entity, no network. Raises DamagedFile or UnsupportedFormat."""
    refuse_doctype(content)
    if _STRICT in content:
        for strict, transitional in _TRANSITIONAL.items():
            content = content.replace(strict, transitional)
    with zip_errors():
        root = etree.fromstring(content, _parser())
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused("含有 DOCTYPE 声明")
    return root


def refuse_doctype(content: bytes) -> None:
    """Raises UnsupportedFormat for XML with a DOCTYPE, for readers that have their own parser, or none."""
    if any(doctype in content for doctype in _DOCTYPES):
        raise _refused("含有 DOCTYPE 声明")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _refused(reason: str) -> UnsupportedFormat:
    return UnsupportedFormat(f"文件{reason}，为防止恶意文件已拒绝读取", "请确认来源可信；如确属正常文件，请另存或拆分后再导入")
