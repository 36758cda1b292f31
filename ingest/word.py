"""Word documents (.docx), read from the XML itself: numbers as displayed, spans of cells, boxes, notes and tracked changes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from schema import BlockRole, DamagedFile

from .archive import Archive
from .characters import clean, is_cjk
from .numbering import Numbering, W, value_of
from .options import ReadOptions
from .reading import Align, Blocks, Mark, Reading
from .runs import Deletion, Runs
from .styles import PLAIN, Style, StyleSheet
from .wordtables import cells_of

_PARAGRAPH, _TABLE = W + "p", W + "tbl"
# Content controls, custom XML and tracked insertions wrap what they hold: paragraphs, tables, rows or cells.
_WRAPPERS = frozenset({W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"})
_ALIGNS = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT, "left": Align.LEFT, "start": Align.LEFT}
_SENTENCE_ENDS = tuple("。；：！？")
_MARKED = 20
"""Leading blocks whose looks are told: a title stands among them."""
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read(content: bytes, options: ReadOptions) -> Reading:
    """Read a .docx. Raises IngestError."""
    archive = Archive(content, options)
    main = next((part for part in archive.related("").get("officeDocument", []) if part in archive.names), "word/document.xml")
    root = archive.xml(main)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise DamagedFile("Word 文档缺少正文部分，已损坏", "请用 Word、WPS 打开修复后另存")
    story = _Story(archive, archive.related(main))
    story.container(body)
    return story.finish()


class _Story:
    """One document on its way from XML to blocks: where its lists stand, and what was set apart."""

    def __init__(self, archive: Archive, related: dict[str, list[str]]) -> None:
        self._archive, self._related = archive, related
        self._numbering = Numbering(next(self._parts("numbering"), None))
        self._styles: StyleSheet | None = None
        self._runs = Runs()
        self._blocks = Blocks()
        self._tables = 0
        self._carried = ""
        """Words of a paragraph whose end a tracked change deletes: they open the next one."""

    def _parts(self, relation: str) -> Iterator[etree._Element]:
        for part in self._related.get(relation, ()):
            if (root := self._archive.xml(part)) is not None:
                yield root

    def container(self, element: etree._Element) -> None:
        """Read the paragraphs and tables of an element in order."""
        for child in _flat(element):
            if child.tag == _PARAGRAPH:
                self._paragraph(child)
            else:
                self._table(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(W + "pPr")
        text = self._carried + self._text(paragraph)
        self._carried = text if _end_is_deleted(properties) else ""
        if self._carried:
            return
        style = self._style(properties)
        label = self._label(properties, style)
        if text.strip():
            first, *others = _split(text)
            self._blocks.add(
                clean(with_label(label, first)),
                role=_role(style),
                label=clean(label),
                level=style.level,
                mark=self._mark(paragraph, properties, style),
            )
            for line in others:
                self._blocks.add(clean(line))
        for box in self._runs.take_boxes():
            self.container(box)

    def _mark(self, paragraph: etree._Element, properties: etree._Element | None, style: Style) -> Mark | None:
        if len(self._blocks.blocks) >= _MARKED:
            return None
        run = paragraph.find(W + "r")
        size = value_of(None if run is None else run.find(W + "rPr"), "sz")
        align = _ALIGNS.get(value_of(properties, "jc") or style.align or "")
        # Word counts half points.
        return Mark(align=align, size=int(size) / 2 if size and size.isdigit() else style.size)

    def _style(self, properties: etree._Element | None) -> Style:
        """The paragraph's style with what the paragraph itself and the lists add to it."""
        name, outline = value_of(properties, "pStyle"), value_of(properties, "outlineLvl")
        style = PLAIN
        if name is not None:
            if self._styles is None:
                part = next((part for part in self._related.get("styles", ()) if part in self._archive.names), None)
                self._styles = StyleSheet(None if part is None else self._archive.read(part))
            style = self._styles[name]
            if style.number is None and name in self._numbering.of_style:
                number, depth = self._numbering.of_style[name]
                style = replace(style, number=number, depth=depth)
        if outline is not None and outline in "012345678" and not style.level:
            style = replace(style, level=int(outline) + 1)
        return style

    def _label(self, properties: etree._Element | None, style: Style) -> str:
        """The number that the paragraph's list displays, counted on; empty without one."""
        own = None if properties is None else properties.find(W + "numPr")
        number = value_of(own, "numId") or style.number
        if number is None or number == "0":
            return ""
        depth = value_of(own, "ilvl")
        if depth is not None and depth.isdigit():
            return self._numbering.label(number, int(depth))
        # A list that names the style knows the level better than the style itself.
        linked = self._numbering.of_style.get(value_of(properties, "pStyle") or "", ("", 0))
        return self._numbering.label(number, linked[1] if linked[0] == number else style.depth or 0)

    def _text(self, paragraph: etree._Element) -> str:
        self._runs.add(paragraph)
        return self._runs.take()

    def _table(self, table: etree._Element) -> None:
        """The table's cells, then the tables that stand in them."""
        index = self._tables
        self._tables += 1
        nested: list[etree._Element] = []
        for cell in cells_of(table, self._runs):
            span = (cell.rows, cell.columns) if (cell.rows, cell.columns) != (1, 1) else None
            self._blocks.add_cell(self._cell_text(cell.element, nested), index, cell.row, cell.column, span)
        for inner in nested:
            self._table(inner)

    def _cell_text(self, cell: etree._Element, nested: list[etree._Element]) -> str:
        texts = []
        for element in _flat(cell):
            if element.tag == _TABLE:
                nested.append(element)
                continue
            properties = element.find(W + "pPr")
            text = self._text(element)
            texts.append(clean(with_label(self._label(properties, self._style(properties)), text)))
            texts += [self._cell_text(box, nested) for box in self._runs.take_boxes()]
        return join_paragraphs(texts)

    def finish(self) -> Reading:
        """What was read, with the notes, comments, revisions, heads and feet behind the text."""
        blocks = self._blocks
        blocks.add(clean(self._carried))
        for relation, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
            for note in self._notes(relation, tag):
                blocks.add(self._all_text(note), role=BlockRole.NOTE)
        for comment in self._notes("comments", "comment"):
            author, text = comment.get(W + "author"), self._all_text(comment)
            blocks.add(f"{clean(author)}：{text}" if author and text else text, role=BlockRole.COMMENT)
        deletions = tuple(self._runs.deletions)
        for deletion in deletions:
            blocks.add(_told(deletion), role=BlockRole.REVISION)
        for relation, role in (("header", BlockRole.HEADER), ("footer", BlockRole.FOOTER)):
            for text in dict.fromkeys(self._all_text(part) for part in self._parts(relation)):
                # A page number alone is no text: what its field shows is where whoever saved the file stood.
                blocks.add(text if any(letter.isalpha() for letter in text) else "", role=role)
        warnings = []
        if self._runs.hidden:
            warnings.append("文档含有隐藏文字，未读入正文")
        if deletions:
            warnings.append(f"文档有 {len(deletions)} 处未接受的删除修订，按接受后的文字读取，删去的文字另列")
        return blocks.reading(tuple(warnings))

    def _notes(self, relation: str, tag: str) -> Iterator[etree._Element]:
        for root in self._parts(relation):
            yield from (note for note in root.findall(W + tag) if note.get(W + "type") not in _SEPARATORS)

    def _all_text(self, element: etree._Element) -> str:
        text = join_paragraphs(clean(self._text(paragraph)) for paragraph in element.iter(_PARAGRAPH))
        # The boxes' paragraphs were met on the way.
        self._runs.take_boxes()
        return text


def _flat(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables right in an element, wrappers looked through."""
    for child in element:
        if child.tag == _PARAGRAPH or child.tag == _TABLE:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _flat(child)


def _role(style: Style) -> BlockRole:
    if style.title:
        return BlockRole.TITLE
    return BlockRole.HEADING if style.level else BlockRole.PARAGRAPH


def _end_is_deleted(properties: etree._Element | None) -> bool:
    letters = None if properties is None else properties.find(W + "rPr")
    return letters is not None and letters.find(W + "del") is not None


def _told(deletion: Deletion) -> str:
    by = "，".join(filter(None, (deletion.author, deletion.date)))
    return clean(f"删除：{deletion.text}" + (f"（{by}）" if by else ""))


def _split(text: str) -> list[str]:
    """A paragraph at its line breaks: one after a sentence sets a paragraph apart, any other is the hand's own wrapping."""
    if "\n" not in text:
        return [text]
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and not (lines[-1].rstrip().endswith(_SENTENCE_ENDS) and line.strip()):
            lines[-1] += "\n" + line
        else:
            lines.append(line)
    return lines


def with_label(label: str, text: str) -> str:
    """The number before the words: a blank keeps two numbers apart (`1. 2024年`), Chinese needs none."""
    text = text.lstrip()
    if not label or not text:
        return label + text
    latin = text[0].isascii() and text[0].isalnum() and not is_cjk(label[-1])
    return f"{label} {text}" if latin or (label[-1].isascii() and label[-1].isalnum()) else label + text


def join_paragraphs(texts: Iterable[str]) -> str:
    """Paragraphs of one cell or note as one block: a blank stands where no sign ends the former."""
    joined = ""
    for text in texts:
        if joined and text and joined[-1].isalnum():
            joined += " "
        joined += text
    return joined
