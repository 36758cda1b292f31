"""Boxes of a span: as narrow as its words, a box for each line, and the block's where letters are not found."""

from pathlib import Path

import pypdfium2

from ingest import read
from ingest.boxes import boxes
from schema import Document, Span
from tests.ingest.builders import BODY, MARGIN, document, docx, p, pdf, written

LONG = "县委巡察组指出，局党组书记李𠮷理论学习不够系统深入，存在以干代学、学用脱节的现象，对上级决策部署研究不细、措施不实，个别工作停留在开会发文层面。"


def made(folder: Path, content: bytes, name: str) -> Document:
    return read(written(folder, name, content))


def span_of(text: Document, words: str) -> Span:
    start = text.text.index(words)
    return Span(start=start, end=start + len(words))


def test_a_span_in_a_line_has_a_box_of_its_width(tmp_path: Path) -> None:
    content = pdf(LONG, LONG, head="内部资料 注意保存")
    (place,) = boxes(content, made(tmp_path, content, "一.pdf"), span_of(made(tmp_path, content, "一.pdf"), "局党组书记"))
    assert place.page == 1
    assert place.bbox is not None
    left, top, right, bottom = place.bbox
    assert abs(left - (MARGIN + 10 * BODY)) < 2
    assert abs(right - left - 5 * BODY) < 3
    assert bottom - top < 2 * BODY


def test_a_span_over_lines_has_a_box_for_each(tmp_path: Path) -> None:
    content = pdf(LONG)
    read_ = made(tmp_path, content, "二.pdf")
    places = boxes(content, read_, span_of(read_, "学用脱节的现象，对上级决策部署研究不细、措施不实，个别工作停留"))
    assert len(places) >= 2
    document_ = pypdfium2.PdfDocument(content)
    page = document_[0].get_textpage()
    words = ""
    for place in places:
        assert place.bbox is not None
        left, top, right, bottom = place.bbox
        words += page.get_text_bounded(left + 1, 842 - bottom + 1, right - 1, 842 - top - 1)
    assert "".join(words.split()) == "学用脱节的现象，对上级决策部署研究不细、措施不实，个别工作停留"
    document_.close()


def test_names_outside_the_basic_plane_count_as_one(tmp_path: Path) -> None:
    content = pdf(LONG)
    read_ = made(tmp_path, content, "三.pdf")
    name = boxes(content, read_, span_of(read_, "理论"))[0].bbox
    assert name is not None
    assert abs(name[2] - name[0] - 2 * BODY) < 3


def test_what_has_no_pages_is_found_by_its_block(tmp_path: Path) -> None:
    content = docx(p(LONG))
    read_ = made(tmp_path, content, "四.docx")
    span = span_of(read_, "局党组书记")
    assert boxes(content, read_, span) == read_.locate(span)


def test_words_that_are_not_on_the_page_keep_the_places_of_the_block() -> None:
    other = document(LONG)
    span = span_of(other, "局党组书记")
    assert boxes(pdf("别的话，与此无关。"), other, span) == other.locate(span)
