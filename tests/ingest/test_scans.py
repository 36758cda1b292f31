"""Scans and pictures: read as they stand, set upright, laid out like other pages. Needs the extra `ocr`."""

import io
import socket
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter

from ingest import ReadOptions, images, pdf, scanengine
from ingest.patience import grant_with
from ingest.readers import read_bytes
from ingest.reading import Reading
from schema import BlockRole, DamagedFile, EmptyDocument
from tests.ingest.builders import BODY, OPTIONS, cells, spans, texts
from tests.ingest.builders import pdf as made
from tests.ingest.scanned import CELLS, DATE, NUMBER, PAGE, PARAGRAPHS, SIGNATURE, SPANS, TITLE

pytestmark = pytest.mark.ocr
for name in ("rapidocr", "onnxruntime"):
    pytest.importorskip(name)

PROSE = [TITLE, *PARAGRAPHS, SIGNATURE, DATE]
LONG = "县委巡察组指出，局党组理论学习不够系统深入，存在以干代学、学用脱节的现象，对上级决策部署研究不细、措施不实。"


@cache
def page() -> Image.Image:
    return Image.open(PAGE).convert("RGB")


def packed(*pages: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    rest = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(buffer, kind, **rest, **options)
    return buffer.getvalue()


@cache
def plainly_read() -> Reading:
    return read_bytes(PAGE.read_bytes(), OPTIONS)


def prose(reading: Reading) -> list[str]:
    return texts(reading, BlockRole.PARAGRAPH)


def test_reads_paragraphs_as_they_stand() -> None:
    assert prose(plainly_read()) == PROSE
    assert not plainly_read().degraded


def test_reads_ruled_tables_cell_by_cell() -> None:
    assert cells(plainly_read()) == {(r, c): text for r, row in enumerate(CELLS) for c, text in enumerate(row) if text}
    assert spans(plainly_read()) == SPANS


def test_takes_page_numbers_out_and_names_the_page_as_recognised() -> None:
    assert [block.text for block in plainly_read().blocks if block.role is BlockRole.FOOTER] == [NUMBER]
    assert any("第 1 页是扫描页" in warning and "可信度" in warning for warning in plainly_read().warnings)


def test_boxes_count_in_points_from_the_top_left_of_the_page_as_seen() -> None:
    box = plainly_read().blocks[0].locations[0].bbox
    assert box is not None
    # The title is drawn 190 pixels of 150 to the inch below the edge, in the middle.
    assert box[1] < 190 * 72 / 150 < box[3]
    assert abs((box[0] + box[2]) / 2 - 595 / 2) < 12
    place = plainly_read().blocks[-1].locations[0].bbox
    assert place is not None
    assert place[1] < 1620 * 72 / 150 < place[3]


@pytest.mark.parametrize(
    ("turned", "seen"),
    [
        (lambda image: image.transpose(Image.Transpose.ROTATE_180), lambda x, y, w, h: (w - x, h - y)),
        (lambda image: image.transpose(Image.Transpose.ROTATE_90), lambda x, y, w, h: (y, w - x)),
        (lambda image: image.transpose(Image.Transpose.ROTATE_270), lambda x, y, w, h: (h - y, x)),
    ],
)
def test_sets_pages_upright(
    turned: Callable[[Image.Image], Image.Image], seen: Callable[[float, float, float, float], tuple[float, float]]
) -> None:
    reading = read_bytes(packed(turned(page()), dpi=(150, 150)), OPTIONS)
    assert prose(reading) == PROSE
    box, upright = reading.blocks[0].locations[0].bbox, plainly_read().blocks[0].locations[0].bbox
    assert box is not None
    assert upright is not None
    x, y = seen((upright[0] + upright[2]) / 2, (upright[1] + upright[3]) / 2, 1240 * 0.48, 1754 * 0.48)
    assert abs((box[0] + box[2]) / 2 - x) < 3
    assert abs((box[1] + box[3]) / 2 - y) < 3


def test_reads_pages_scanned_askew_and_faint() -> None:
    worn = page().rotate(3, Image.Resampling.BICUBIC, fillcolor="white").filter(ImageFilter.GaussianBlur(1))
    reading = read_bytes(packed(worn.convert("L"), kind="JPEG", quality=40), OPTIONS)
    assert texts(reading)[:4] == PROSE[:4]


def test_reads_every_page_of_a_tiff() -> None:
    lines = page().convert("1")
    reading = read_bytes(packed(lines, lines, kind="TIFF", compression="group4", dpi=(150, 150)), OPTIONS)
    assert {place.page for block in reading.blocks for place in block.locations} == {1, 2}
    assert texts(reading).count(TITLE) == 2


def scanned_pdf(*pages: Image.Image) -> bytes:
    return packed(*pages, kind="PDF", resolution=150)


def merged(*files: bytes) -> bytes:
    import pypdfium2

    whole, buffer = pypdfium2.PdfDocument.new(), io.BytesIO()
    for file in files:
        whole.import_pages(pypdfium2.PdfDocument(file))
    whole.save(buffer)
    whole.close()
    return buffer.getvalue()


def test_reads_scanned_pages_among_others_of_a_pdf() -> None:
    reading = pdf.read(merged(made(LONG), scanned_pdf(page())), OPTIONS)
    assert prose(reading) == [LONG, *PROSE]
    assert not reading.degraded
    assert any("第 2 页是扫描页" in warning for warning in reading.warnings)


def test_reads_what_a_font_without_a_unicode_table_shows() -> None:
    scanned = scanned_pdf(page())
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    sheet = Canvas(buffer, pagesize=(595, 842))
    sheet.setFont("Helvetica", BODY)
    for y in range(10):
        sheet.drawString(90, 700 - 30 * y, "!\"#$%&'()*+,<=>?@[]^_`{|}~")
    sheet.showPage()
    sheet.save()
    reading = pdf.read(merged(buffer.getvalue(), scanned), OPTIONS)
    assert TITLE in texts(reading)
    assert any("第 1—2 页是扫描页" in warning for warning in reading.warnings)


def test_names_pages_that_cannot_be_read_surely() -> None:
    noise = Image.effect_noise(page().size, 160).convert("RGB")
    worn = Image.blend(page().filter(ImageFilter.GaussianBlur(4)), noise, 0.5)
    reading = read_bytes(packed(page(), worn, kind="TIFF", dpi=(150, 150)), OPTIONS)
    assert reading.degraded
    assert any("第 2 页" in warning and ("可信度低" in warning or "没有识别出" in warning) for warning in reading.warnings)


def test_blank_pages_are_no_fault() -> None:
    blank = Image.new("RGB", page().size, "white")
    reading = read_bytes(packed(page(), blank, kind="TIFF", dpi=(150, 150)), OPTIONS)
    assert not reading.degraded


def test_a_picture_without_words_is_no_document() -> None:
    picture = Image.new("L", (600, 800), 255)
    ImageDraw.Draw(picture).ellipse((100, 100, 500, 500), fill=90)
    with pytest.raises(EmptyDocument, match="没有识别出文字"):
        read_bytes(packed(picture), OPTIONS)


def test_leaves_out_what_is_larger_than_allowed() -> None:
    options = ReadOptions(raster=1_000_000, scan_pages=1)
    with pytest.raises(EmptyDocument, match="万像素"):
        read_bytes(PAGE.read_bytes(), options)
    reading = pdf.read(merged(made(LONG), scanned_pdf(page())), options)
    assert reading.degraded
    assert texts(reading) == [LONG]


def test_leaves_out_pages_beyond_the_most() -> None:
    reading = images.read(packed(page(), page(), kind="TIFF", dpi=(150, 150)), ReadOptions(scan_pages=1))
    assert reading.degraded
    assert prose(reading) == PROSE
    assert any("只识别了前 1 页" in warning for warning in reading.warnings)


def test_truncated_pictures_are_damaged() -> None:
    with pytest.raises(DamagedFile):
        read_bytes(PAGE.read_bytes()[:20_000], OPTIONS)


def test_asks_for_time_before_each_page() -> None:
    asked: list[float] = []
    grant_with(asked.append)
    try:
        read_bytes(packed(page(), page(), kind="TIFF", dpi=(150, 150)), ReadOptions(scan_seconds=7.0))
    finally:
        grant_with(lambda _: None)
    assert asked == [7.0, 7.0]


def test_fetches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    scanengine.engine.cache_clear()
    assert scanengine.engine() is scanengine.engine()
    assert prose(read_bytes(PAGE.read_bytes(), OPTIONS)) == PROSE


def test_what_only_begins_like_a_picture_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read_bytes(PAGE.read_bytes()[:12] + bytes(400), OPTIONS)
