"""The front: any file becomes a document, or tells why not."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import read
from ingest.options import ReadOptions
from ingest.readers import read_bytes
from schema import BlockRole, Document, EmptyDocument, IngestError, Span, UnsupportedFormat
from tests.ingest.builders import OPTIONS, W, canvas, docx, p, pdf, run, written, xlsx


def test_takes_no_extension_for_granted(tmp_path: Path) -> None:
    assert read(written(tmp_path, "其实是docx.pdf", docx(p("甲")))).text == "甲"
    assert read(written(tmp_path, "其实是pdf.docx", pdf("甲乙丙丁"))).text == "甲乙丙丁"
    assert read(written(tmp_path, "其实是docx.wps", docx(p("乙")))).text == "乙"


def test_tells_the_file_with_its_path(tmp_path: Path) -> None:
    path = written(tmp_path, "照片.docx", b"GIF89a" + bytes(99))
    with pytest.raises(UnsupportedFormat, match="GIF 图片") as caught:
        read(path)
    assert caught.value.path == str(path)


@pytest.mark.parametrize(
    "content",
    [
        docx(p("")),
        docx(p(run("密", "<w:vanish/>"))),
        docx(header1=f'<w:hdr xmlns:w="{W}">{p("内部资料")}</w:hdr>'),
        xlsx([[""]]),
        canvas(lambda sheet: sheet.rect(100, 100, 400, 600, fill=1)),
    ],
)
def test_takes_read_but_empty_for_a_failure(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(EmptyDocument) as caught:
        read(written(tmp_path, "空", content))
    assert caught.value.remedy


def test_makes_the_same_document_of_the_same_bytes(tmp_path: Path) -> None:
    content = docx(p("会议记录"), p("一、议程"))
    one, other = read(written(tmp_path, "甲.docx", content)), read(written(tmp_path, "乙.docx", content))
    assert one.id == other.id == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert one.blocks == other.blocks
    assert (one.name, other.name) == ("甲.docx", "乙.docx")


def _check(document: Document) -> None:
    """What holds for every document: each block is found again at its place, and says where that is."""
    for block in document.blocks:
        assert document[document.span_of(block)] == block.text
        assert block.text.startswith(block.label)
        assert block.locations
        assert all(place.block == block.index for place in block.locations)
        assert (block.level > 0) is (block.role is BlockRole.HEADING)
        anchor = document.anchor(document.span_of(block))
        assert anchor.exact == block.text
    assert document[Span(start=0, end=len(document.text))] == document.text


WORDS = st.text(alphabet="一二三、（）1.2.党组会议𠮷𬭎。；\u3000 \u200b\u2028\x0b\x85ab", min_size=1, max_size=40)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_finds_every_block_again(lines: list[str]) -> None:
    try:
        reading = read_bytes("\n".join(lines).encode(), OPTIONS)
    except IngestError:
        return
    from ingest.layout import lay_out

    _check(lay_out(reading, id="sha256:0", name="文.txt"))


@pytest.mark.parametrize(
    "content",
    [
        docx(p("会议记录"), p("一、议程")),
        pdf("甲" * 99, "一、议程", title="会议记录"),
        xlsx([["台账"], ["序号", "问题"], [1, "甲"]]),
    ],
)
def test_finds_every_block_of_every_format(tmp_path: Path, content: bytes) -> None:
    _check(read(written(tmp_path, "文", content)))


def test_has_a_limit_for_everything() -> None:
    values = [getattr(ReadOptions(), name) for name in ReadOptions.__slots__]
    assert all(value > 0 for value in values if not isinstance(value, str))
