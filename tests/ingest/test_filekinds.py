"""What a file is, by its content."""

import pytest

from ingest.filekinds import FileKind, tell
from schema import DamagedFile, EmptyDocument, EncryptedFile, IngestError, UnsupportedFormat
from tests.ingest.builders import OPTIONS, docx, p, pdf, xlsx, zipped

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _stream(name: str) -> bytes:
    return _COMPOUND + name.encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (docx(p("甲")), FileKind.WORD),
        (xlsx([["甲"]]), FileKind.SHEET),
        (pdf("甲"), FileKind.PDF),
        (b"\r\n\x00junk" * 20 + pdf("甲"), FileKind.PDF),
        ("整改报告".encode(), FileKind.PLAIN),
        ("整改报告".encode("gb18030"), FileKind.PLAIN),
        ("整改报告".encode("utf-16"), FileKind.PLAIN),
        ("<一>见附件".encode(), FileKind.PLAIN),
        (zipped({"甲.txt": "甲"}), FileKind.ARCHIVE),
    ],
)
def test_tells_what_it_reads(content: bytes, kind: FileKind) -> None:
    assert tell(content, OPTIONS) is kind


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", EmptyDocument, "空"),
        (b" \r\n\t", EmptyDocument, "空"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), UnsupportedFormat, "PNG 图片"),
        (b"\xff\xd8\xff\xe0" + bytes(100), UnsupportedFormat, "JPEG 图片"),
        (b"II*\x00" + bytes(100), UnsupportedFormat, "TIFF 图片"),
        (b"Rar!\x1a\x07" + bytes(100), UnsupportedFormat, "RAR"),
        (b"{\\rtf1\\ansi}", UnsupportedFormat, "RTF"),
        (_stream("EncryptedPackage"), EncryptedFile, "密码"),
        (_stream("WordDocument"), UnsupportedFormat, "旧版 Word"),
        (_stream("Workbook"), UnsupportedFormat, "旧版 Excel"),
        (_COMPOUND, UnsupportedFormat, "旧版 Office"),
        ("<html><body>整改报告</body></html>".encode("gbk"), UnsupportedFormat, "HTML"),
        ("<!DOCTYPE html><p>整改报告".encode(), UnsupportedFormat, "HTML"),
        (b'<?xml version="1.0"?><Person><XingMing/></Person>', UnsupportedFormat, "任免审批表"),
        (zipped({"OFD.xml": "<x/>"}), UnsupportedFormat, "OFD"),
        (zipped({"mimetype": "x", "content.xml": "<x/>"}), UnsupportedFormat, "OpenDocument"),
        (zipped({"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"}), UnsupportedFormat, "PowerPoint"),
        (zipped({"[Content_Types].xml": "<x/>"}), DamagedFile, "正文"),
        (docx(p("甲" * 1000))[:300], DamagedFile, "损坏"),
    ],
)
def test_names_what_it_does_not_read(content: bytes, error: type[IngestError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        tell(content, OPTIONS)
    assert caught.value.remedy
