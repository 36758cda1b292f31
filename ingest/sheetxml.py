"""A look into the XML of a workbook before it is opened: how far its cells reach, and in which formats they are shown."""

import re
from dataclasses import dataclass

from lxml import etree

from schema import DamagedFile

from .archive import Archive, parse_xml
from .numberformats import BUILT_IN

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# As Excel, WPS and openpyxl write cells; a sheet that has others is parsed, at ten times the cost.
_PLACE = re.compile(rb'<c(?: r="([A-Z]{1,3}\d{1,7})"|[\s/>])')
# Declared once and without a prefix, it leaves no cell that the pattern does not see.
_NAMESPACE, _HEAD = b'http://schemas.openxmlformats.org/spreadsheetml/2006/main"', 4096
_LETTERS, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"
_LOST_RESULT = re.compile(rb"(?:</f>|<f(?:\s[^>]*)?/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetForm:
    """What the XML of a sheet tells beside its values."""

    name: str
    hidden: bool
    rows: int
    """Rows down to the last cell."""
    columns: int
    formats: dict[tuple[int, int], str]
    """Number formats by row and column, where they are not the general one."""
    lost: int
    """Formulas whose result was never saved."""


def column_index(letters: bytes) -> int:
    """Column from 0: `A` is 0, `AA` is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def forms_of(archive: Archive) -> list[SheetForm]:
    """The forms of the worksheets, in the order of the tabs. Raises IngestError."""
    part = next(iter(archive.related("").get("officeDocument", [])), "xl/workbook.xml")
    workbook = archive.xml(part)
    sheets = None if workbook is None else workbook.find(_S + "sheets")
    if sheets is None:
        raise DamagedFile("Excel 工作簿缺少工作表，已损坏", "请用 Excel、WPS 打开修复后另存")
    targets = _targets(archive, part)
    related = archive.related(part)
    codes = _codes(archive, related.get("styles", []))
    # Read for the sake of what it must not hold: the libraries parse it themselves.
    for name in related.get("sharedStrings", []):
        archive.read(name)
    forms = []
    for sheet in sheets:
        target = targets.get(sheet.get(_R + "id") or "")
        if target is not None and target in archive.names:
            hidden = (sheet.get("state") or "visible") != "visible"
            name, content = sheet.get("name") or "", archive.read(target)
            forms.append(_hidden(name) if hidden else _form(content, name, codes))
    return forms


def _targets(archive: Archive, part: str) -> dict[str, str]:
    """Parts of the worksheets by the ids of their relations; chart sheets have no cells."""
    folder, _, name = part.rpartition("/")
    root = archive.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    found = {}
    for relation in () if root is None else root:
        if (relation.get("Type") or "").endswith("/worksheet"):
            target = relation.get("Target") or ""
            found[relation.get("Id") or ""] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
    return found


def _codes(archive: Archive, parts: list[str]) -> dict[bytes, str]:
    """Number formats by the style index of cells, the general one left out."""
    root = next((archive.xml(part) for part in parts), None)
    if root is None:
        return {}
    own = {fmt.get("numFmtId"): fmt.get("formatCode") or "" for fmt in root.iterfind(f"{_S}numFmts/{_S}numFmt")}
    codes = {}
    for index, style in enumerate(root.iterfind(f"{_S}cellXfs/{_S}xf")):
        number = style.get("numFmtId") or "0"
        code = own.get(number) or (BUILT_IN.get(int(number), "") if number.isdigit() else "")
        if code and code.lower() != "general":
            codes[str(index).encode()] = code
    return codes


def _hidden(name: str) -> SheetForm:
    return SheetForm(name=name, hidden=True, rows=0, columns=0, formats={}, lost=0)


def _form(content: bytes, name: str, codes: dict[bytes, str]) -> SheetForm:
    places = _PLACE.findall(content)
    if b"" not in places and content.count(_NAMESPACE) == 1 and b' xmlns="' + _NAMESPACE in content[:_HEAD]:
        joined = b",".join(places)
        rows = set(joined.translate(None, _LETTERS).split(b",")) if places else set()
        columns = {letters: column_index(letters) for letters in set(joined.translate(None, _DIGITS).split(b","))}
        styled = re.findall(rb'<c r="([A-Z]+)(\d+)"(?: t="\w+")? s="(' + b"|".join(codes) + rb')"', content) if codes else []
    else:
        styled = _slow_cells(content)
        rows = {row for _, row, _ in styled}
        columns = {letters: column_index(letters) for letters in {letters for letters, _, _ in styled}}
    return SheetForm(
        name=name,
        hidden=False,
        rows=max(map(int, rows), default=0),
        columns=max(columns.values(), default=-1) + 1,
        formats={(int(row) - 1, columns[letters]): codes[style] for letters, row, style in styled if style in codes},
        lost=len(_LOST_RESULT.findall(content)) if b"<f" in content else 0,
    )


def _slow_cells(content: bytes) -> list[tuple[bytes, bytes, bytes]]:
    cells, row, column = [], 0, 0
    for element in parse_xml(content).iter(_S + "row", _S + "c"):
        if element.tag == _S + "row":
            row, column = _following(element, row), 0
            continue
        match = re.fullmatch(r"([A-Z]{1,9})(\d{1,12})", element.get("r") or "")
        column = column_index(match[1].encode()) + 1 if match else column + 1
        letters = match[1].encode() if match else _letters(column - 1)
        cells.append((letters, match[2].encode() if match else str(row).encode(), (element.get("s") or "").encode()))
    return cells


def _following(element: etree._Element, before: int) -> int:
    number = element.get("r") or ""
    return int(number) if number.isdigit() else before + 1


def _letters(column: int) -> bytes:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters.encode()
