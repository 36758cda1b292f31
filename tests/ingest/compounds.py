"""Compound files (OLE) and OFD packages, built in memory for the tests."""

import struct

from tests.ingest.builders import zipped

_SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(**streams: bytes) -> bytes:
    """A compound file with streams right in its root; `_` in a name stands for a blank."""
    # Streams below 4,096 bytes would have to lie in a container of their own.
    bodies = {name.replace("_", " "): body.ljust(4096, b"\x00") for name, body in streams.items()}
    chains, data = [], b""
    for body in bodies.values():
        chains.append(len(data) // _SECTOR)
        data += body + bytes(-len(body) % _SECTOR)
    directory_at = len(data) // _SECTOR
    entries = [_entry("Root Entry", 5, _FREE, _END, 0, 1 if bodies else _FREE)]
    for index, (name, body) in enumerate(bodies.items()):
        entries.append(_entry(name, 2, index + 2 if index + 1 < len(bodies) else _FREE, chains[index], len(body), _FREE))
    directory = b"".join(entries)
    directory += bytes(-len(directory) % _SECTOR)
    table_at = directory_at + len(directory) // _SECTOR
    table = [index + 1 for index in range(table_at)] + [_TABLE]
    for end in (*(chain - 1 for chain in chains[1:]), directory_at - 1, table_at - 1):
        table[end] = _END
    table += [_FREE] * (_SECTOR // 4 - len(table))
    assert len(table) == _SECTOR // 4, "one sector of the table holds it all"
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        directory_at,
        0,
        4096,
        _END,
        0,
        _END,
        0,
    )
    head += struct.pack("<I", table_at) + struct.pack("<I", _FREE) * 108
    return head + data + directory + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, right: int, start: int, size: int, child: int) -> bytes:
    told = name.encode("utf-16-le") + b"\x00\x00"
    return told.ljust(64, b"\x00") + struct.pack("<HBBIII36xIII", len(told), kind, 1, _FREE, right, child, start, size, 0)


def record(kind: int, body: bytes) -> bytes:
    """A record of an old workbook."""
    return struct.pack("<HH", kind, len(body)) + body


def xls(*cells: bytes, formats: tuple[str, ...] = (), hidden: bool = False, locked: bool = False) -> bytes:
    """An .xls of two sheets: the first with the cells' records, each in the style that it names; the second is empty.

    Style 0 is the general one, style n shows the n-th of `formats`.
    """
    opening, closing = record(0x809, struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 0)), record(0x0A, b"")
    styles = b"".join(
        record(0xE0, struct.pack("<HH16x", 0, 164 + index - 1 if index else 0)) for index in range(len(formats) + 1)
    )
    codes = b"".join(
        record(0x41E, struct.pack("<HHB", 164 + index, len(code), 1) + code.encode("utf-16-le"))
        for index, code in enumerate(formats)
    )
    lock = record(0x2F, bytes(6)) if locked else b""

    def book(starts: tuple[int, int]) -> bytes:
        sheets = b"".join(
            record(0x85, struct.pack("<IBBBB", start, state, 0, len(name), 1) + name.encode("utf-16-le"))
            for start, state, name in zip(starts, (0, hidden), ("台账", "底稿"), strict=True)
        )
        return opening + lock + record(0x42, struct.pack("<H", 1200)) + codes + styles + sheets + closing

    first = len(book((0, 0)))
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + closing
    second = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + closing
    return compound(Workbook=book((first, first + len(sheet))) + sheet + second)


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A cell that holds a number."""
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, text: str, style: int = 0) -> bytes:
    """A cell that holds words."""
    return record(0x204, struct.pack("<HHHHB", row, column, style, len(text), 1) + text.encode("utf-16-le"))


def merged(top: int, bottom: int, left: int, right: int) -> bytes:
    """A merge of cells."""
    return record(0xE5, struct.pack("<HHHHH", 1, top, bottom, left, right))


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def words(text: str, x: float, y: float, size: float = 5.0, delta: str | None = None, extra: str = "") -> str:
    """A text object that stands at a place in millimetres; `delta` is its DeltaX."""
    told = f"g {len(text) - 1} {size}" if delta is None else delta
    spaced = f' DeltaX="{told}"' if told and len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {size * len(text)} {size}" Font="3" Size="{size}" {extra}>'
        f'<ofd:TextCode X="0" Y="{size * 0.86}"{spaced}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def ruling(left: float, top: float, right: float, bottom: float) -> str:
    """A stroke between two places in millimetres."""
    return (
        f'<ofd:PathObject ID="2" Boundary="{left} {top} {right - left} {bottom - top}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {right - left} {bottom - top}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd(*pages: str, template: str = "", parts: dict[str, str | bytes] | None = None, common: str = "", after: str = "") -> bytes:
    """An OFD of pages of objects, all of them with the template, if there is one."""
    used = '<ofd:Template TemplateID="9"/>' if template else ""
    shared = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Content.xml"/>' if template else ""
    listed = "".join(f'<ofd:Page ID="{index}" BaseLoc="/Doc_0/Pages/{index}.xml"/>' for index in range(len(pages)))
    members: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        f"</ofd:PageArea>{shared}{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{after}</ofd:Document>",
    }
    if template:
        members["Doc_0/Tpls/Content.xml"] = (
            f"<ofd:Page {OFD}><ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    for index, objects in enumerate(pages):
        members[f"Doc_0/Pages/{index}.xml"] = (
            f"<ofd:Page {OFD}>{used}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return zipped(members | (parts or {}))
