"""Columns of Word tables that are none."""

from ingest.readers import read_bytes
from tests.ingest.builders import OPTIONS, cells, docx, p, spans


def _table(widths: str, *rows: str) -> bytes:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths.split())
    return docx(f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")


def _cell(text: str, columns: int = 1) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{p(text)}</w:tc>'


def test_counts_no_column_too_narrow_to_hold_anything() -> None:
    # LibreOffice makes such of edges that rows round differently.
    content = _table(
        "1185 1 1186 900", _cell("甲", 2) + _cell("乙") + _cell("丙"), _cell("丁") + _cell("戊", 2) + _cell("己"), _cell("庚", 4)
    )
    reading = read_bytes(content, OPTIONS)
    assert cells(reading) == {(0, 0): "甲", (0, 1): "乙", (0, 2): "丙", (1, 0): "丁", (1, 1): "戊", (1, 2): "己", (2, 0): "庚"}
    assert spans(reading) == {(2, 0): (1, 3)}


def test_counts_every_column_where_none_tells_its_width() -> None:
    reading = read_bytes(_table("0 0 0", _cell("甲", 2) + _cell("乙")), OPTIONS)
    assert spans(reading) == {(0, 0): (1, 2)}
