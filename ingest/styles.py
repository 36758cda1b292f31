"""Paragraph styles of Word: only those that a document uses are parsed, for the sheet is often ten times the document."""

import re
from dataclasses import dataclass, replace

from lxml import etree

from .archive import parse_xml
from .numbering import W, value_of

_STYLE_TAG = re.compile(rb'<w:style\s[^>]*?w:styleId="([^"]*)"')
_STYLE_END = b"</w:style>"
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题"})
_MOST_BASES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a paragraph style says, with what it inherits."""

    level: int = 0
    """Heading depth by its name or outline level; 0 when it is no heading."""
    title: bool = False
    number: str | None = None
    depth: int | None = None
    """Level in the list of `number`, from 0."""
    align: str | None = None
    """As the file says: `center`."""
    size: float | None = None
    """In points."""


PLAIN = Style()


class StyleSheet:
    """The styles of a document, by id. An unknown id is a plain style."""

    def __init__(self, content: bytes | None) -> None:
        self._content = content or b""
        self._places: dict[str, int] = {}
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        if b"<w:style " in self._content and b"<w:styles" in self._content:
            start = self._content.index(b"<w:styles")
            self._head = self._content[start : self._content.index(b">", start) + 1]
            self._places = {match[1].decode("utf-8", "replace"): match.start() for match in _STYLE_TAG.finditer(self._content)}
        elif content:
            for element in parse_xml(content).findall(W + "style"):
                self._elements[element.get(W + "styleId") or ""] = element

    def __getitem__(self, name: str) -> Style:
        if name not in self._known:
            self._known[name] = self._resolve(name, _MOST_BASES)
        return self._known[name]

    def _resolve(self, name: str, bases: int) -> Style:
        element = self._element(name)
        if element is None or not bases:
            return PLAIN
        base = value_of(element, "basedOn")
        return _refine(self._resolve(base, bases - 1) if base else PLAIN, element)

    def _element(self, name: str) -> etree._Element | None:
        place = self._places.get(name)
        if place is None:
            return self._elements.get(name)
        end = self._content.find(_STYLE_END, place)
        if end < 0:
            return None
        return parse_xml(self._head + self._content[place : end + len(_STYLE_END)] + b"</w:styles>")[0]


def _refine(base: Style, element: etree._Element) -> Style:
    name = value_of(element, "name") or ""
    properties, letters = element.find(W + "pPr"), element.find(W + "rPr")
    list_ = None if properties is None else properties.find(W + "numPr")
    heading, outline = _HEADING.fullmatch(name.strip()), value_of(properties, "outlineLvl")
    size, depth = value_of(letters, "sz"), value_of(list_, "ilvl")
    style = base
    if heading is not None:
        style = replace(style, level=int(heading[1]))
    elif outline is not None and outline.isdigit():
        style = replace(style, level=int(outline) + 1 if int(outline) < 9 else 0)
    if name.strip().lower() in _TITLES:
        style = replace(style, title=True)
    return replace(
        style,
        number=value_of(list_, "numId") or style.number,
        depth=int(depth) if depth and depth.isdigit() else style.depth,
        align=value_of(properties, "jc") or style.align,
        size=int(size) / 2 if size and size.isdigit() else style.size,
    )
