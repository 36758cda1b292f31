"""What a file is, by its content."""

import pytest

from ingest.filekinds import FileKind, tell
from schema import DamagedFile, EmptyDocument, EncryptedFile, IngestError, UnsupportedFormat
from tests.ingest.builders import OPTIONS, docx, p, pdf, xlsx, zipped
from tests.ingest.compounds import compound


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
        (b"{\\rtf1\\ansi}", FileKind.RICH),
        (compound(WordDocument=b"x", Workbook=b"x"), FileKind.OLD_WORD),
        (compound(Workbook=b"x"), FileKind.OLD_SHEET),
        (compound(Book=b"x"), FileKind.OLD_SHEET),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument/>", FileKind.WORD_XML),
        (b"<?xml version='1.0'?>\n<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", FileKind.SHEET_XML),
        ("<html><body>整改报告</body></html>".encode("gbk"), FileKind.HYPERTEXT),
        ("<!DOCTYPE html><p>整改报告".encode(), FileKind.HYPERTEXT),
        ("<html><p>整改报告".encode("utf-16"), FileKind.HYPERTEXT),
        (b'\r\n<table border="1"><tr><td>1</td></tr></table>', FileKind.HYPERTEXT),
        ("<p.12>见附件".encode(), FileKind.PLAIN),
        (b'<?xml version="1.0" encoding="GBK"?>\n<!-- x -->\n<!DOCTYPE html PUBLIC "x"><html/>', FileKind.HYPERTEXT),
        (zipped({"OFD.xml": "<x/>"}), FileKind.OFD),
        (zipped({"ofd.xml": "<x/>"}), FileKind.OFD),
    ],
)
def test_tells_what_it_reads(content: bytes, kind: FileKind) -> None:
    assert tell(content, OPTIONS) is kind


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", EmptyDocument, "空"),
        (b" \r\n\t", EmptyDocument, "空"),
        (b"GIF89a" + bytes(100), UnsupportedFormat, "GIF 图片"),
        (b"Rar!\x1a\x07" + bytes(100), UnsupportedFormat, "RAR"),
        (compound(EncryptedPackage=b"x"), EncryptedFile, "密码"),
        (compound(PowerPoint_Document=b"x"), UnsupportedFormat, "PowerPoint"),
        (compound(Contents=b"x"), UnsupportedFormat, "旧版 Office"),
        (compound(WordDocument=b"x")[:600], DamagedFile, "损坏"),
        (b"<?xml version='1.0'?><x/>", UnsupportedFormat, "XML 数据（根元素 x）"),
        (b'<?xml version="1.0"?><Person><XingMing/></Person>', UnsupportedFormat, "任免审批表"),
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
