"""Old office files (.doc, .wps, .rtf, .xls, .et, Office 2003 XML): old workbooks by the library, the rest as LibreOffice converts it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from schema import DamagedFile, EncryptedFile, UnsupportedFormat

from . import sheet, soffice, word
from .archive import parse_xml
from .compound import stream
from .filekinds import FileKind
from .options import ReadOptions
from .reading import Reading
from .sheetbiff import forms_of

_SHARE = 0.8
"""Share of a file's time that its conversion may take: the process that reads it must live to tell."""
_FLAGS, _ENCRYPTED = 0x0A, 0x0100
"""Where the head of a Word file tells whether a password locks it."""


# What a list shows before a paragraph, and what makes it show it.
_SHOWN = re.compile(rb"\{\\listtext(?![a-z])")
_LISTED = re.compile(rb"\\(?:ls|ilvl)\d+(?![a-z0-9]) ?")


@dataclass(frozen=True, slots=True)
class _Way:
    """How a kind is converted, and read then."""

    name: str
    suffix: str
    target: str
    reader: Callable[[bytes, ReadOptions], Reading]


_DOCX, _XLSX = "docx:MS Word 2007 XML", "xlsx:Calc MS Excel 2007 XML"
_WAYS = {
    FileKind.OLD_WORD: _Way("旧版 Word 文档（.doc 或 .wps）", "doc", _DOCX, word.read),
    FileKind.OLD_SHEET: _Way("旧版 Excel 工作簿（.xls 或 .et）", "xls", _XLSX, sheet.read),
    FileKind.RICH: _Way("RTF 文档", "rtf", _DOCX, word.read),
    FileKind.WORD_XML: _Way("Word 2003 XML 文档", "xml", _DOCX, word.read),
    FileKind.SHEET_XML: _Way("Excel 2003 XML 工作簿", "xml", _XLSX, sheet.read),
}


def read(kind: FileKind, content: bytes, options: ReadOptions) -> Reading:
    """Read an old office file. Raises IngestError."""
    if kind is FileKind.OLD_SHEET:
        return _workbook(content, options)
    if kind is FileKind.OLD_WORD:
        flags = stream(content, "WordDocument")[_FLAGS : _FLAGS + 2]
        if int.from_bytes(flags, "little") & _ENCRYPTED:
            raise EncryptedFile("文件设有打开密码", "请用 Word、WPS 打开，去掉密码后另存")
    elif kind is FileKind.RICH:
        content = _with_typed_numbers(content)
    else:
        # LibreOffice would read what a DOCTYPE names.
        parse_xml(content)
    return _converted(_WAYS[kind], content, options)


def _with_typed_numbers(content: bytes) -> bytes:
    """Rich text whose lists are typed out, as the file itself holds them for simple readers: LibreOffice 7.4 makes 一? of 一、."""
    shown = _SHOWN.sub(b"{", content)
    return content if shown == content else _LISTED.sub(b"", shown)


def _workbook(content: bytes, options: ReadOptions) -> Reading:
    """An old workbook by the library; by LibreOffice where it is too vast for the library, or odd."""
    way = _WAYS[FileKind.OLD_SHEET]
    try:
        forms = forms_of(content)
        if not any(form.rows * form.columns > options.cells for form in forms):
            return sheet.read_forms(content, forms, options)
    except DamagedFile:
        if soffice.find(options.office) is None:
            raise
    return _converted(way, content, options)


def _converted(way: _Way, content: bytes, options: ReadOptions) -> Reading:
    command = soffice.find(options.office)
    if command is None:
        raise UnsupportedFormat(
            f"文件是{way.name}，须先由 LibreOffice 转换，本机没有找到 LibreOffice",
            "请安装 LibreOffice（如 apt install libreoffice-writer libreoffice-calc），或在设置 read.office 中写明 soffice 的路径；"
            "也可用 Word、WPS 另存为 docx 或 xlsx 后再导入",
        )
    made = soffice.office(command).convert(content, way.suffix, way.target, _SHARE * options.seconds)
    reading = way.reader(made, options)
    return replace(reading, warnings=(f"文件是{way.name}，由 LibreOffice 转换后读取", *reading.warnings))
