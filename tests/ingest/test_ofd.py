"""OFD: words where they stand, templates, tables, and pages without words."""

import pytest

from ingest.archive import parse_xml
from ingest.frames import Box
from ingest.ofdpackage import Package, path_of
from ingest.ofdpage import POINTS, Drawing, drawing_of, numbers
from ingest.options import ReadOptions
from ingest.pages import Page
from ingest.readers import read_bytes
from schema import BlockRole, DamagedFile, EmptyDocument, UnsupportedFormat
from tests.ingest.builders import OPTIONS, cells, spans, texts, zipped
from tests.ingest.compounds import OFD, ofd, ruling, words

PICTURE = '<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="7"/>'
BODY = words("会议记录", 80, 30, 8) + words("一、会议议程", 30, 60)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("1 2.5 3", [1, 2.5, 3]),
        ("g 3 5 1", [5, 5, 5, 1]),
        ("1 g 2 4", [1, 4, 4]),
        ("g 999999999 1", [1] * 50),
        ("g -3 1 2", [2]),
        ("x NaN inf 1e300 4", [4]),
        ("g", []),
    ],
)
def test_reads_repeated_numbers(told: str, meant: list[float]) -> None:
    assert numbers(told, 50) == meant


def test_turns_millimetres_into_points() -> None:
    (first, second) = read_bytes(ofd(BODY), OPTIONS).blocks
    assert (first.text, second.text) == ("会议记录", "一、会议议程")
    box: Box | None = first.locations[0].bbox
    assert box is not None
    assert (first.locations[0].page, box[0], box[2]) == (
        1,
        pytest.approx(80 * POINTS, abs=0.1),
        pytest.approx(112 * POINTS, abs=0.1),
    )


def test_follows_the_matrix_of_a_text() -> None:
    root = parse_xml(
        f"<x {OFD}>{words('甲乙', 10, 20, 1.0, extra=chr(67) + 'TM=' + chr(34) + '5 0 0 5 2 0' + chr(34))}</x>".encode()
    )
    (line,) = drawing_of(root, 1, (595, 842)).lines
    assert line.size == pytest.approx(5 * POINTS)
    assert (line.left, line.right) == (pytest.approx(12 * POINTS), pytest.approx(22 * POINTS))


def test_joins_letters_that_are_objects_of_their_own() -> None:
    letters = "".join(words(letter, 30 + 5 * index, 60) for index, letter in enumerate("整改情况报告"))
    assert texts(read_bytes(ofd(letters), OPTIONS)) == ["整改情况报告"]
    apart = "".join(words(letter, x, 60, 4.0) for letter, x in (("A", 30), ("B", 32), ("C", 40)))
    assert texts(read_bytes(ofd(apart + words("等", 60, 60)), OPTIONS)) == ["AB C 等"]


def test_lets_letters_follow_each_other_where_no_distance_is_told() -> None:
    root = parse_xml(f"<x {OFD}>{words('整改', 10, 20, 5.0, '')}{words('整改abc', 10, 40, 5.0, '5')}</x>".encode())
    lines = drawing_of(root, 1, (595, 842)).lines
    assert [round(line.right / POINTS) for line in lines] == [20, 35]


def test_takes_a_template_of_several_pages_for_a_head() -> None:
    reading = read_bytes(ofd(BODY, words("二、措施。", 30, 60), template=words("内部资料", 150, 12, 4)), OPTIONS)
    assert texts(reading, BlockRole.HEADER) == ["内部资料"]
    assert [place.page for place in reading.blocks[-1].locations] == [1, 2]
    (single,) = (
        block for block in read_bytes(ofd(BODY, template=words("红头文件", 60, 50, 8)), OPTIONS).blocks if "红头" in block.text
    )
    assert single.role is BlockRole.PARAGRAPH


def test_reads_ruled_tables() -> None:
    lines = [ruling(30, y, 130, y) for y in (100, 110, 120)] + [
        ruling(30, 100, 30, 120),
        ruling(130, 100, 130, 120),
        ruling(80, 110, 80, 120),
    ]
    inside = words("台账", 60, 102) + words("问题", 40, 112) + words("何沛", 90, 112)
    reading = read_bytes(ofd(BODY + inside + "".join(lines)), OPTIONS)
    assert cells(reading) == {(0, 0): "台账", (1, 0): "问题", (1, 1): "何沛"}
    assert spans(reading) == {(0, 0): (1, 2)}


@pytest.mark.parametrize("drawn", [ruling(10, 10, 20, 30), PICTURE])
def test_marks_pages_without_words(drawn: str) -> None:
    reading = read_bytes(ofd(BODY, drawn), OPTIONS)
    assert reading.degraded
    assert any("第 2 页的文字以图形或图像保存" in warning and "OCR" in warning for warning in reading.warnings)
    with pytest.raises(EmptyDocument, match="OCR"):
        read_bytes(ofd(drawn), OPTIONS)


def test_hands_a_scanned_page_to_the_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def recognised(package: Package, page: Page, drawing: Drawing, pictures: dict[str, str], options: ReadOptions) -> None:
        asked.append((page.number, drawing.pictures[0][0], package.bytes(pictures["7"])))

    monkeypatch.setattr("ingest.ofd.recognised", recognised)
    media = '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>页.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
    parts: dict[str, str | bytes] = {"Doc_0/R.xml": f'<ofd:Res {OFD} BaseLoc="Res">{media}</ofd:Res>', "Doc_0/Res/页.jpg": b"jpg"}
    content = ofd(BODY, PICTURE, PICTURE, parts=parts, common="<ofd:DocumentRes>R.xml</ofd:DocumentRes>")
    assert read_bytes(content, OPTIONS).degraded
    assert asked == [(2, "7", b"jpg"), (3, "7", b"jpg")]


def test_tells_a_missing_page() -> None:
    reading = read_bytes(ofd(BODY, "</ofd:Layer></ofd:Content></ofd:Page><!--", parts={"Doc_0/Pages/1.xml": b"<x/>"}), OPTIONS)
    assert not reading.degraded
    whole = ofd(BODY)
    listed = zipped(
        {
            "OFD.xml": f"<o {OFD}><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></o>",
            "D.xml": f'<o {OFD}><ofd:Pages><ofd:Page ID="1" BaseLoc="p.xml"/></ofd:Pages></o>',
        }
    )
    assert read_bytes(whole, OPTIONS).blocks
    with pytest.raises(EmptyDocument, match="缺少第 1 页"):
        read_bytes(listed, OPTIONS)


def test_lists_notes_and_attachments() -> None:
    parts: dict[str, str | bytes] = {
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {OFD}><ofd:Page PageID="0"><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
        "Doc_0/Annots/a.xml": f'<ofd:PageAnnot {OFD}><ofd:Annot Type="Highlight" Creator="何沛"><ofd:Remark>此处核实</ofd:Remark></ofd:Annot>'
        f'<ofd:Annot Type="Watermark"><ofd:Appearance>{words("水印", 0, 0)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>',
        "Doc_0/Attachs.xml": f'<ofd:Attachments {OFD}><ofd:Attachment ID="1" Name="附件一.docx"/></ofd:Attachments>',
    }
    after = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs.xml</ofd:Attachments>"
    reading = read_bytes(ofd(BODY, parts=parts, after=after), OPTIONS)
    assert texts(reading, BlockRole.COMMENT) == ["何沛：此处核实"]
    assert "水印" not in "".join(texts(reading))
    assert reading.warnings == ("文件带有 1 个附件（附件一.docx），未读取",)


def test_stops_at_the_limit_of_pages() -> None:
    reading = read_bytes(ofd(BODY, BODY, BODY), ReadOptions(pages=2))
    assert reading.degraded
    assert "只读取了前 2 页" in reading.warnings[-1]


@pytest.mark.parametrize("part", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/0.xml"])
def test_refuses_a_doctype_in_every_part(part: str) -> None:
    with pytest.raises(UnsupportedFormat, match="DOCTYPE"):
        read_bytes(ofd(BODY, parts={part: f'<!DOCTYPE x [<!ENTITY e "e">]><x {OFD}/>'}), OPTIONS)


def test_finds_parts_within_the_container_only() -> None:
    assert path_of("Doc_0", "/Doc_0/Pages/1.xml") == path_of("Doc_0", "Pages\\1.xml") == "Doc_0/Pages/1.xml"
    with pytest.raises(DamagedFile):
        read_bytes(
            zipped({"OFD.xml": f"<o {OFD}><ofd:DocBody><ofd:DocRoot>../../etc/passwd</ofd:DocRoot></ofd:DocBody></o>"}), OPTIONS
        )
