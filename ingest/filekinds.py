"""What a file is, told from its bytes and never from its name."""

import re
from enum import StrEnum

from schema import DamagedFile, EmptyDocument, EncryptedFile, UnsupportedFormat

from .archive import Archive
from .compound import streams_of
from .options import ReadOptions

_HEAD = 1024
_PDF = b"%PDF-"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_RICH = b"{\\rtf"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"\x7fELF", "可执行程序"),
    (b"MZ", "可执行程序"),
    (b"SQLite format 3\x00", "数据库文件"),
    (b"PAR1", "数据文件"),
)
_PICTURES = frozenset({"PNG 图片", "JPEG 图片", "TIFF 图片"})
_HTML = re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body|meta)\b")
# What systems write that name a bare table .xls.
_FRAGMENT = re.compile(rb"(?i)<(?:center|div|font|h[1-6]|p|script|span|style|table|title)(?:\s[^<]*)?>")
_WIDE = (b"\xff\xfe", b"\xfe\xff")

_MHTML = re.compile(rb"(?is)\A.{0,300}?^MIME-Version:.{0,600}?multipart/related", re.MULTILINE)
_XML_ROOT = re.compile(rb"<([A-Za-z_][\w:.-]*)")
_CONTENT_TYPES = "[Content_Types].xml"


class FileKind(StrEnum):
    """Kinds that have a reader, and archives, which the walk opens."""

    WORD = "word"
    SHEET = "sheet"
    PDF = "pdf"
    PLAIN = "plain"
    IMAGE = "image"
    OLD_WORD = "old_word"
    OLD_SHEET = "old_sheet"
    RICH = "rich"
    WORD_XML = "word_xml"
    SHEET_XML = "sheet_xml"
    OFD = "ofd"
    HYPERTEXT = "hypertext"
    ARCHIVE = "archive"


OLD = frozenset({FileKind.OLD_WORD, FileKind.OLD_SHEET, FileKind.RICH, FileKind.WORD_XML, FileKind.SHEET_XML})
"""Kinds that are converted before they are read, for the most part."""
_STREAMS = {"WordDocument": FileKind.OLD_WORD, "Workbook": FileKind.OLD_SHEET, "Book": FileKind.OLD_SHEET}
"""By the names of streams in a compound file."""
_XML_KINDS = {"w:wordDocument": FileKind.WORD_XML, "Workbook": FileKind.SHEET_XML, "ss:Workbook": FileKind.SHEET_XML}
"""By the root of the XML."""


def tell(content: bytes, options: ReadOptions) -> FileKind:
    """The kind of the bytes.

    Raises UnsupportedFormat (naming what it is), EncryptedFile, DamagedFile or EmptyDocument.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise EmptyDocument("文件是空的，没有任何内容", "请检查文件是否传输完整")
    head = content[:_HEAD]
    if _PDF in head:
        return FileKind.PDF
    if head.startswith(_ZIP):
        return tell_zip(Archive(content, options))
    if head.startswith(_COMPOUND):
        return _tell_compound(content)
    if head.startswith(_RICH):
        return FileKind.RICH
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            if name in _PICTURES:
                return FileKind.IMAGE
            raise _image(name) if name.endswith("图片") else _unsupported(name)
    if head[4:12] in (b"ftypheic", b"ftypmif1"):
        raise _image("HEIC 图片")
    return _tell_text(head)


def tell_zip(archive: Archive) -> FileKind:
    """The kind of a zip container: an Office document or a plain archive. Raises UnsupportedFormat."""
    names = archive.names
    if _CONTENT_TYPES in names:
        if any(name.startswith("word/") for name in names):
            return FileKind.WORD
        if any(name.startswith("xl/") for name in names):
            return FileKind.SHEET
        if any(name.startswith("ppt/") for name in names):
            raise _unsupported("PowerPoint 演示文稿")
        raise DamagedFile("Office 文档缺少正文部分，已损坏", "请用 Word、WPS 打开修复后另存")
    if any(name.lower() == "ofd.xml" for name in names):
        return FileKind.OFD
    if "mimetype" in names and "content.xml" in names:
        raise _unsupported("OpenDocument 文档", "请用 WPS、LibreOffice 另存为 docx 或 xlsx 后再导入")
    return FileKind.ARCHIVE


def _tell_text(head: bytes) -> FileKind:
    if head.startswith(_WIDE):
        head = head.decode("utf-16", "ignore").encode()
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if (bare.startswith(b"<") and _HTML.search(head)) or _FRAGMENT.match(bare) or _MHTML.search(head):
        return FileKind.HYPERTEXT
    if bare.startswith(b"<?xml"):
        root = _XML_ROOT.search(bare)
        name = root[1].decode("ascii", "replace") if root else ""
        if name == "Person":
            raise _unsupported("干部任免审批表（lrmx）", "它属于干部名册，请作为名册提供")
        if name in _XML_KINDS:
            return _XML_KINDS[name]
        raise _unsupported(f"XML 数据（根元素 {name}）" if name else "XML 数据")
    return FileKind.PLAIN


def _tell_compound(content: bytes) -> FileKind:
    """Old Office files and the shells of encrypted new ones share one container: its directory names what is inside."""
    streams = streams_of(content)
    if not streams:
        raise DamagedFile("文件已损坏或不完整，无法打开", "请向来源重新索取该文件，或用 Word、WPS 打开修复后另存")
    if "EncryptedPackage" in streams:
        raise EncryptedFile("文件设有打开密码", "请用 Word 或 Excel 打开，去掉密码后另存")
    for name, kind in _STREAMS.items():
        if name in streams:
            return kind
    name = "旧版 PowerPoint 演示文稿" if "PowerPoint Document" in streams else "旧版 Office 文件"
    raise _unsupported(name, "请用 Word、WPS 打开，另存为 docx、xlsx 或 pdf 后再导入")


def _image(name: str) -> UnsupportedFormat:
    return _unsupported(name, "请用看图软件另存为 png 或 jpg 后再导入")


def _unsupported(name: str, remedy: str = "请转换为 docx、pdf、xlsx 或 txt 后再导入") -> UnsupportedFormat:
    return UnsupportedFormat(f"文件内容是{name}，本版本不能读取", remedy)
