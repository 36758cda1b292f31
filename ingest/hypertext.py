"""Web pages (HTML, also when named .doc or .xls, and MHTML): what a browser shows as text, tables with what their cells cover."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from schema import BlockRole, DamagedFile, UnsupportedFormat

from .characters import clean
from .heading import number_of
from .hypertables import HtmlTable, is_data, table_of
from .options import ReadOptions
from .plain import decode
from .reading import Align, Blocks, Mark, Reading

_SKIPPED = frozenset({
    "audio", "button", "canvas", "head", "iframe", "input", "math", "noscript", "object", "option", "rp", "rt", "script",
    "select", "style", "svg", "template", "textarea", "video",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
})  # fmt: skip
_OUTSIDE = {"header": BlockRole.HEADER, "footer": BlockRole.FOOTER}
_DELETED = frozenset({"del", "s", "strike"})
_ALIGN = re.compile(r"text-align\s*:\s*(center|right|left)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLANKS = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*|[ \t\r\f]+")
_BREAK = "\u2028"
_ENDS = tuple("。；：！？”）")
_LONG = 20
"""Characters from which a line may have been broken for its length alone."""
_MARKED = 20
"""Leading blocks whose looks are told."""
_MHTML = re.compile(rb"(?im)^MIME-Version:")


def read(content: bytes, options: ReadOptions) -> Reading:
    """Read a web page. Raises IngestError."""
    if _MHTML.search(content[:1024]):
        content = _page_of(content)
    text, warnings = decode(content)
    if "<!ENTITY" in text:
        raise UnsupportedFormat("文件含有实体声明，为防止恶意文件已拒绝读取", "请确认来源可信；如确属正常文件，请另存后再导入")
    text = _DECLARATION.sub("", text.replace("\x00", ""))
    # Without `huge_tree` the parser drops what is nested deeper than 256 elements, which some editors' pages are.
    parser = html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise DamagedFile("网页已损坏，无法读取", "请在浏览器中打开后另存，再试一次") from error
    degraded = bool(warnings)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        warnings.append("网页嵌套过深，超出限度的内容未读取")
        degraded = True
    page = _Page()
    page.walk(root)
    if page.left_out:
        warnings.append("网页含有隐藏或删去的文字，未读入正文")
    return page.blocks.reading(tuple(warnings), degraded=degraded)


def _page_of(content: bytes) -> bytes:
    """The page in an MHTML file. Raises DamagedFile."""
    for part in email.message_from_bytes(content, policy=email.policy.compat32).walk():
        if part.get_content_type() == "text/html" and isinstance(payload := part.get_payload(decode=True), bytes):
            return payload
    raise DamagedFile("网页存档（MHT）中没有网页", "请在浏览器中打开后另存为 html 或 docx，再试一次")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What an open element says of all that stands in it."""

    align: Align | None = None
    role: BlockRole = BlockRole.PARAGRAPH


@dataclass(slots=True)
class _Page:
    """One page on its way from elements to blocks."""

    blocks: Blocks = field(default_factory=Blocks)
    left_out: bool = False
    """Whether hidden or deleted words were met."""
    _parts: list[str] = field(default_factory=list)
    _frames: list[_Frame] = field(default_factory=lambda: [_Frame()])
    _counts: list[int | None] = field(default_factory=list)
    """Of each open list: the number of its next item; None for one without numbers."""
    _label: str = ""
    _tables: int = 0

    def walk(self, root: etree._Element) -> None:
        """Take every element in turn, without recursion: pages nest as deep as they like."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = str(element.tag)
            if event == "end":
                self._leave(element, tag)
            elif self._is_left_out(element, tag):
                walker.skip_subtree()
            elif tag == "table" and is_data(element):
                self._flush("")
                self._table(table_of(element, self._is_left_out))
                walker.skip_subtree()
            else:
                self._enter(element, tag)
        self._flush("")

    def _enter(self, element: etree._Element, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush("")
            around = self._frames[-1]
            # As LibreOffice marks the heads and feet of a document.
            role = _OUTSIDE.get(element.get("title") or "", around.role) if tag == "div" else around.role
            self._frames.append(_Frame(_align(element, tag) or around.align, role))
        if tag == "br":
            self._parts.append(_BREAK)
        elif tag in ("ol", "ul"):
            start = element.get("start") or "1"
            self._counts.append((int(start) if re.fullmatch(r"\d{1,6}", start) else 1) if tag == "ol" else None)
        elif tag == "li" and self._counts and (count := self._counts[-1]) is not None:
            self._counts[-1], self._label = count + 1, f"{count}."
        self._say(element.text, tag == "pre")

    def _leave(self, element: etree._Element, tag: str) -> None:
        if tag in _BLOCKS and not (self._is_left_out(element, tag) or (tag == "table" and is_data(element))):
            self._flush(tag)
            self._frames.pop()
        if tag in ("ol", "ul") and self._counts and not self._is_left_out(element, tag):
            self._counts.pop()
        self._say(element.tail, False)

    def _say(self, text: str | None, kept: bool) -> None:
        if text:
            self._parts.append(text.replace("\n", _BREAK) if kept else _BLANKS.sub(_collapsed, text))

    def _is_left_out(self, element: etree._Element, tag: str) -> bool:
        if tag in _SKIPPED:
            return True
        hidden = tag in _DELETED or "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "") is not None
        self.left_out = self.left_out or (hidden and any(text.strip() for text in element.itertext(with_tail=False)))
        return hidden

    def _flush(self, tag: str) -> None:
        """What was said since the last block, as blocks."""
        lines = _lines("".join(self._parts))
        self._parts.clear()
        level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        frame = self._frames[-1]
        for line in lines:
            if frame.role is not BlockRole.PARAGRAPH:
                self.blocks.add(line if any(letter.isalpha() for letter in line) else "", role=frame.role)
                continue
            self.blocks.add(
                clean(f"{self._label}{' ' if self._label and line[0].isascii() else ''}{line}"),
                role=BlockRole.HEADING if level else BlockRole.PARAGRAPH,
                label=self._label,
                level=level,
                mark=Mark(align=frame.align) if len(self.blocks.blocks) < _MARKED else None,
            )
            self._label = ""

    def _table(self, table: HtmlTable) -> None:
        if table.caption:
            self.blocks.add(table.caption)
        for cell in table.cells:
            span = (cell.rows, cell.columns) if (cell.rows, cell.columns) != (1, 1) else None
            self.blocks.add_cell(cell.text, self._tables, cell.row, cell.column, span)
        self._tables += 1


def _collapsed(blanks: re.Match[str]) -> str:
    return "\n" if "\n" in blanks[0] else " "


def _align(element: etree._Element, tag: str) -> Align | None:
    if tag == "center":
        return Align.CENTER
    told = _ALIGN.search(element.get("style") or "")
    name = (told[1] if told else element.get("align") or "").lower()
    return Align(name) if name in ("center", "right", "left") else None


def _lines(text: str) -> Iterator[str]:
    """The lines of a block: a break parts paragraphs, unless it only wraps a long line."""
    gathered: list[str] = []
    for line in text.split(_BREAK):
        bare = clean(line)
        before = clean(gathered[-1]) if gathered else ""
        wraps = len(before) >= _LONG and not before.endswith(_ENDS) and bare
        if gathered and not (wraps and not line.startswith(("\u3000", "\xa0\xa0")) and not number_of(bare)[0]):
            yield from filter(None, [clean("\n".join(gathered))])
            gathered = []
        gathered.append(line)
    yield from filter(None, [clean("\n".join(gathered))])
