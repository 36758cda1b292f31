"""A look into the records of an old workbook (BIFF 5 and 8): how far its cells reach, and in which formats they are shown."""

import struct
from collections.abc import Iterator

from schema import DamagedFile, EncryptedFile

from .compound import stream
from .numberformats import BUILT_IN
from .sheetxml import SheetForm

_BOF, _EOF, _LOCKED, _SHEET, _FORMAT, _STYLE, _CODEPAGE = 0x809, 0x0A, 0x2F, 0x85, 0x41E, 0xE0, 0x42
_NUMBER, _RK, _FORMULA, _SEVERAL, _LABEL, _SHARED_LABEL, _RICH_LABEL, _BOOLEAN = (
    0x203,
    0x27E,
    0x06,
    0xBD,
    0x204,
    0xFD,
    0xD6,
    0x205,
)
_SINGLE = frozenset({_NUMBER, _RK, _FORMULA, _LABEL, _SHARED_LABEL, _RICH_LABEL, _BOOLEAN})
_BIFF8 = 0x0600
_CODEPAGES = {936: "gb18030", 950: "big5", 1200: "utf-16-le", 1252: "cp1252"}
Record = tuple[int, bytes]


def forms_of(content: bytes) -> list[SheetForm]:
    """The forms of the worksheets, in the order of the tabs. Raises DamagedFile or EncryptedFile."""
    data = stream(content, "Workbook", "Book")
    sheets: list[tuple[int, bool, str]] = []
    styles: list[int] = []
    own: dict[int, str] = {}
    modern, encoding = True, "gb18030"
    for kind, body in _records(data, 0):
        if kind == _BOF:
            modern = body[:2] == _BIFF8.to_bytes(2, "little")
        elif kind == _LOCKED:
            raise EncryptedFile("工作簿设有打开密码", "请用 Excel、WPS 打开，去掉密码后另存")
        elif kind == _CODEPAGE and len(body) >= 2:
            encoding = _CODEPAGES.get(int.from_bytes(body[:2], "little"), encoding)
        elif kind == _STYLE and len(body) >= 4:
            styles.append(int.from_bytes(body[2:4], "little"))
        elif kind == _FORMAT and len(body) > 4:
            own[int.from_bytes(body[:2], "little")] = _text(body[2:], 2 if modern else 1, modern, encoding)
        elif kind == _SHEET and len(body) > 7 and body[5] & 0x0F == 0:
            sheets.append((int.from_bytes(body[:4], "little"), body[4] & 3 != 0, _text(body[6:], 1, modern, encoding)))
    if not sheets:
        raise DamagedFile("Excel 工作簿缺少工作表，已损坏", "请用 Excel、WPS 打开修复后另存")
    codes = {index: code for index, number in enumerate(styles) if (code := own.get(number) or BUILT_IN.get(number, ""))}
    shown = {index: code for index, code in codes.items() if code.lower() != "general"}
    return [_form(data, start, name, hidden, shown) for start, hidden, name in sheets]


def _form(data: bytes, start: int, name: str, hidden: bool, codes: dict[int, str]) -> SheetForm:
    formats: dict[tuple[int, int], str] = {}
    rows = columns = 0
    for kind, body in _records(data, start):
        if kind in _SINGLE and len(body) >= 6:
            row, column, style = struct.unpack_from("<HHH", body)
            if style in codes:
                formats[row, column] = codes[style]
            last = column
        elif kind == _SEVERAL and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            last = column + (len(body) - 6) // 6 - 1
            for step in range(last - column + 1):
                style = int.from_bytes(body[4 + 6 * step : 6 + 6 * step], "little")
                if style in codes:
                    formats[row, column + step] = codes[style]
        else:
            continue
        rows, columns = max(rows, row + 1), max(columns, last + 1)
    return SheetForm(name=name, hidden=hidden, rows=rows, columns=columns, formats=formats, lost=0)


def _records(data: bytes, start: int) -> Iterator[Record]:
    """The records of one substream, those of charts within it left out."""
    depth = 0
    while start + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, start)
        body = data[start + 4 : start + 4 + size]
        start += 4 + size
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1:
            yield kind, body


def _text(body: bytes, counted: int, modern: bool, encoding: str) -> str:
    """A string behind its length, which takes `counted` bytes."""
    count = int.from_bytes(body[:counted], "little")
    if not modern:
        return body[counted : counted + count].decode(encoding, "replace")
    if body[counted : counted + 1] in (b"", b"\x00"):
        return body[counted + 1 : counted + 1 + count].decode("latin-1")
    return body[counted + 1 : counted + 1 + 2 * count].decode("utf-16-le", "replace")
