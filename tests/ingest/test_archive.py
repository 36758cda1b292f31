"""Zip containers made to do harm."""

import io
import zipfile
from dataclasses import replace

import pytest

from ingest.archive import Archive, parse_xml
from ingest.options import MEBIBYTE, ReadOptions
from schema import DamagedFile, EncryptedFile, IngestError, UnsupportedFormat
from tests.ingest.builders import OPTIONS, zipped

_SMALL = replace(OPTIONS, member_bytes=4 * MEBIBYTE, total_bytes=6 * MEBIBYTE, entries=5)


@pytest.mark.parametrize(
    ("members", "options", "words"),
    [
        ({"a": bytes(5 * MEBIBYTE)}, _SMALL, "单个条目"),
        ({"a": bytes(3 * MEBIBYTE), "b": bytes(3 * MEBIBYTE), "c": b"x" * 1000}, _SMALL, "解开后超过"),
        ({"a": bytes(2 * MEBIBYTE)}, OPTIONS, "压缩比"),
        ({str(index): b"" for index in range(6)}, _SMALL, "条目"),
    ],
)
def test_refuses_a_bomb_before_it_unpacks(members: dict[str, str | bytes], options: ReadOptions, words: str) -> None:
    with pytest.raises(UnsupportedFormat, match=words):
        Archive(zipped(members), options)


def test_refuses_a_member_larger_than_its_directory_tells() -> None:
    content = bytearray(zipped({"a": b"x" * 3000}))
    place = content.rindex(b"PK\x01\x02") + 24
    content[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(IngestError):
        Archive(bytes(content), OPTIONS).read("a")


def test_tells_a_member_with_a_password() -> None:
    content = bytearray(zipped({"a": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    with pytest.raises(EncryptedFile):
        Archive(bytes(content), OPTIONS).read("a")


def test_tells_a_broken_member() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", b"sound")
    with pytest.raises(DamagedFile):
        Archive(buffer.getvalue().replace(b"sound", b"saund"), OPTIONS).read("a")


def test_tells_a_missing_member() -> None:
    with pytest.raises(DamagedFile):
        Archive(zipped({"a": b"x"}), OPTIONS).read("b")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_refuses_every_doctype(encoding: str) -> None:
    with pytest.raises(UnsupportedFormat, match="DOCTYPE"):
        parse_xml('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'.encode(encoding))


def test_follows_relations_within_the_container_only() -> None:
    relations = (
        '<Relationships><Relationship Type="t/footnotes" Target="footnotes.xml"/><Relationship Type="t/footnotes" Target="../x.xml"/>'
        '<Relationship Type="t/image" Target="https://example.com/a.png" TargetMode="External"/></Relationships>'
    )
    archive = Archive(zipped({"word/_rels/document.xml.rels": relations}), OPTIONS)
    assert archive.related("word/document.xml") == {"footnotes": ["word/footnotes.xml", "x.xml"]}
