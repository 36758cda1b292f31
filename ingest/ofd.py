"""OFD (GB/T 33190): pages of placed words, put together like those of a pdf; templates, annotations and attachments by themselves."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from schema import BlockRole, DamagedFile

from .archive import Archive
from .characters import clean
from .frames import rounded
from .grids import grids_of
from .lines import in_reading_order
from .ofdpackage import Package, child, children, path_of, text_of, value
from .ofdpage import POINTS, Drawing, drawing_of, numbers
from .ofdscan import pictures_of, recognised
from .options import ReadOptions
from .pages import Page, assembled, page_numbers
from .pdftables import fill
from .reading import Blocks, Place, Reading
from .scanready import REMEDY, has_engine

if TYPE_CHECKING:
    from .scans import Scan

_A4 = (210.0, 297.0)
_LARGEST = 20_000.0
"""Millimetres of a page's side beyond which its file is wrong."""
_MOST_NAMED = 20
"""Attachments that a warning names."""
_SHOWN = ("Watermark", "Stamp")
"""Kinds of annotations that say nothing."""


def read(content: bytes, options: ReadOptions) -> Reading:
    """Read an OFD. Raises IngestError."""
    package = Package(Archive(content, options))
    root = package.xml("OFD.xml")
    document = _Document(package, options)
    for body in children(root, "DocBody"):
        document.add(body)
    if not document.bodies:
        raise DamagedFile("OFD 文件缺少正文部分，已损坏", "请向来源重新索取，或用 OFD 阅读器另存后再试")
    return document.reading()


@dataclass(slots=True)
class _Template:
    """What several pages share."""

    drawing: Drawing
    pages: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Document:
    """All bodies of a file on their way to blocks."""

    package: Package
    options: ReadOptions
    bodies: int = 0
    total: int = 0
    """Pages, those beyond the limit too."""
    pages: list[tuple[Page, Drawing]] = field(default_factory=list)
    templates: dict[tuple[int, str], _Template] = field(default_factory=dict)
    notes: list[tuple[str, Place]] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    """Numbers of pages whose words are paths, or pictures that could not be read."""
    missing: list[int] = field(default_factory=list)
    """Numbers of pages that the file names but does not hold."""
    signed: bool = False
    scans: "list[Scan]" = field(default_factory=list)

    def add(self, body: etree._Element) -> None:
        """Read one body: a document of its own in the file."""
        place = path_of("", text_of(child(body, "DocRoot")))
        root = self.package.xml(place)
        if root is None:
            return
        self.bodies += 1
        self.signed = self.signed or child(body, "Signatures") is not None
        folder = posixpath.dirname(place)
        common = child(root, "CommonData")
        size = _size(child(common, "PageArea")) or _A4
        shared = {value(one, "ID"): path_of(folder, value(one, "BaseLoc")) for one in children(common, "TemplatePage")}
        pictures = pictures_of(self.package, folder, common)
        numbers_by_id: dict[str, int] = {}
        for element in children(child(root, "Pages"), "Page"):
            self.total += 1
            if self.total <= self.options.pages:
                numbers_by_id[value(element, "ID")] = self.total
                self._page(path_of(folder, value(element, "BaseLoc")), size, shared, pictures)
        self._annotations(folder, text_of(child(root, "Annotations")), numbers_by_id)
        self._attachments(folder, text_of(child(root, "Attachments")))

    def _page(self, place: str, size: tuple[float, float], shared: dict[str, str], pictures: dict[str, str]) -> None:
        number, root = self.total, self.package.xml(place)
        if root is None:
            self.missing.append(number)
            return
        wide, high = _size(child(root, "Area")) or size
        points = (wide * POINTS, high * POINTS)
        drawing = drawing_of(root, number, points)
        for used in children(root, "Template"):
            if path := shared.get(value(used, "TemplateID")):
                self._template(path, number, points)
        page = Page(number=number, width=points[0], height=points[1])
        if not drawing.lines and (drawing.pictures or drawing.shapes):
            wanted = len(self.scans) < self.options.scan_pages
            found = recognised(self.package, page, drawing, pictures, self.options) if wanted else None
            if found is None:
                self.unread.append(number)
            else:
                self.scans.append(found)
                page = found.page
        self.pages.append((page, drawing))

    def _template(self, path: str, number: int, size: tuple[float, float]) -> None:
        key = (self.bodies, path)
        if key not in self.templates:
            root = self.package.xml(path)
            self.templates[key] = _Template(Drawing() if root is None else drawing_of(root, number, size))
        self.templates[key].pages.append(number)

    def _annotations(self, folder: str, told: str, numbers_by_id: dict[str, int]) -> None:
        place = path_of(folder, told)
        for listed in children(self.package.xml(place) if told else None, "Page"):
            number = numbers_by_id.get(value(listed, "PageID"))
            part = path_of(posixpath.dirname(place), text_of(child(listed, "FileLoc")))
            for note in children(self.package.xml(part), "Annot"):
                if value(note, "Type") in _SHOWN or value(note, "Visible").lower() == "false":
                    continue
                shown = drawing_of(note, number or 0, _A4).lines
                said = clean(text_of(child(note, "Remark")) or "".join(line.text for line in shown))
                author = clean(value(note, "Creator"))
                if said:
                    self.notes.append((f"{author}：{said}" if author else said, (number, None)))

    def _attachments(self, folder: str, told: str) -> None:
        for attachment in children(self.package.xml(path_of(folder, told)) if told else None, "Attachment"):
            self.attachments.append(clean(value(attachment, "Name") or text_of(child(attachment, "FileLoc"))))

    def reading(self) -> Reading:
        """What was read."""
        told, doubted = self._settled()
        self._fill_templates()
        pages = [self._laid_out(page, drawing) for page, drawing in self.pages]
        blocks = assembled(pages)
        for template in self.templates.values():
            if len(template.pages) > 1:
                _add_template(blocks, template, pages[0].height)
        for text, place in self.notes:
            blocks.add(text, role=BlockRole.COMMENT, places=[place])
        degraded = doubted or bool(self.unread or self.missing) or self._is_cut
        return blocks.reading((*told, *self._warnings(pages)), degraded=degraded)

    def _settled(self) -> tuple[list[str], bool]:
        """What to know of the recognised pages, once they agree with each other."""
        if not self.scans:
            return [], False
        from .scans import doubts, settled

        settled(self.scans)
        return doubts(self.scans)

    @property
    def _is_cut(self) -> bool:
        return self.total > self.options.pages

    def _fill_templates(self) -> None:
        """A template of one page holds what stands on that page, of several what runs through them."""
        drawings = {page.number: drawing for page, drawing in self.pages}
        for template in self.templates.values():
            if len(template.pages) == 1:
                drawing = drawings[template.pages[0]]
                drawing.lines = template.drawing.lines + drawing.lines
                drawing.rulings.across += template.drawing.rulings.across
                drawing.rulings.down += template.drawing.rulings.down

    def _laid_out(self, page: Page, drawing: Drawing) -> Page:
        if page.lines or not drawing.lines:
            return page
        page.lines = in_reading_order(drawing.lines)
        for grid in grids_of(drawing.rulings):
            inside = [line for line in page.lines if grid.holds((line.left + line.right) / 2, (line.top + line.bottom) / 2)]
            page.tables.append((grid, fill(grid, lambda line: line.glyphs or [], inside, page.number)))
            page.doubtful = page.doubtful or not grid.clear
        return page

    def _warnings(self, pages: list[Page]) -> Iterator[str]:
        if self.unread:
            yield f"第 {page_numbers(self.unread)} 页的文字以图形或图像保存，须做文字识别（OCR），未读取{'' if has_engine() else '；' + REMEDY}"
        if self.missing:
            yield f"文件中缺少第 {page_numbers(self.missing)} 页的内容"
        if doubtful := [page.number for page in pages if page.doubtful]:
            yield f"第 {page_numbers(doubtful)} 页的表格框线不完整，单元格按推断读取，请核对"
        if any(drawing.hidden for _, drawing in self.pages):
            yield "文档含有隐藏文字，未读入正文"
        if self.attachments:
            named = "、".join(self.attachments[:_MOST_NAMED]) + ("等" if len(self.attachments) > _MOST_NAMED else "")
            yield f"文件带有 {len(self.attachments)} 个附件（{named}），未读取"
        if self.signed:
            yield "文件带有电子签章，未验证"
        if self._is_cut:
            yield f"文件共 {self.total} 页，只读取了前 {self.options.pages} 页"


def _add_template(blocks: Blocks, template: _Template, height: float) -> None:
    for line in template.drawing.lines:
        role = BlockRole.FOOTER if line.top > height / 2 else BlockRole.HEADER
        box = rounded((line.left, line.top, line.right, line.bottom))
        text = clean(line.text)
        blocks.add(
            text if any(letter.isalpha() for letter in text) else "", role=role, places=[(page, box) for page in template.pages]
        )


def _size(area: etree._Element | None) -> tuple[float, float] | None:
    """Width and height of a page in millimetres; None when they are not told, or cannot be."""
    box = numbers(text_of(child(area, "PhysicalBox")), 4)
    return (box[2], box[3]) if len(box) == 4 and 0 < box[2] <= _LARGEST and 0 < box[3] <= _LARGEST else None
