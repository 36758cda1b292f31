"""Without the extra `ocr`: what needs it says how to get it, the rest is read."""

import importlib.util
from typing import Any

import pytest

from ingest import pdf, scanengine, scanready
from ingest.readers import read_bytes
from schema import IngestError
from tests.ingest.builders import OPTIONS, canvas, texts
from tests.ingest.builders import pdf as made
from tests.ingest.scanned import PAGE

LONG = "县委巡察组指出，局党组理论学习不够系统深入，存在以干代学、学用脱节的现象，对上级决策部署研究不细、措施不实。"


@pytest.fixture(autouse=True)
def _without(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(scanready, "find_spec", lambda name: None if name == "rapidocr" else found(name))
    scanengine.engine.cache_clear()


def test_a_picture_tells_how_to_read_it() -> None:
    with pytest.raises(IngestError, match="没有安装文字识别组件") as caught:
        read_bytes(PAGE.read_bytes(), OPTIONS)
    assert "pip install '.[ocr]'" in caught.value.remedy


def drawn() -> bytes:
    return canvas(lambda sheet: sheet.rect(0, 0, 595, 842, fill=1))


def test_a_scan_tells_how_to_read_it() -> None:
    with pytest.raises(IngestError, match="没有安装文字识别组件") as caught:
        pdf.read(drawn(), OPTIONS)
    assert "pip install '.[ocr]'" in caught.value.remedy


def test_text_pages_are_read_and_scanned_ones_named() -> None:
    import io

    import pypdfium2

    whole, buffer = pypdfium2.PdfDocument.new(), io.BytesIO()
    for file in (made(LONG), drawn(), drawn()):
        whole.import_pages(pypdfium2.PdfDocument(file))
    whole.save(buffer)
    whole.close()
    reading: Any = pdf.read(buffer.getvalue(), OPTIONS)
    assert texts(reading) == [LONG]
    assert reading.degraded
    assert any("第 2—3 页没有文字，可能是扫描页，未读取" in warning and "[ocr]" in warning for warning in reading.warnings)
