"""The committed example documents are what their texts make, and hold every line of them.

The script is run as a newcomer runs it; what it wrote is read back with other libraries' readers, not with ours.
"""

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pdfplumber
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

EXAMPLES = Path(__file__).parent.parent / "examples"
GOLD = EXAMPLES / "gold"
DOCUMENTS = sorted(path.name for path in (EXAMPLES / "documents").iterdir())
WORD = [name for name in DOCUMENTS if name.endswith(".docx")]
CHINESE = "零一二三四五六七八九十"
MARGINS = (90, 90)
"""Points at the top and the bottom of a pdf page that hold its running head and its number."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    subprocess.run([sys.executable, EXAMPLES / "make_examples.py", folder], check=True)
    return folder


def test_running_the_script_gives_the_committed_files(made: Path) -> None:
    assert sorted(path.name for path in (made / "documents").iterdir()) == DOCUMENTS
    changed = [name for name in DOCUMENTS if (made / "documents" / name).read_bytes() != _document(name).read_bytes()]
    assert changed == []
    assert (made / "roster.csv").read_bytes() == (EXAMPLES / "roster.csv").read_bytes() == (GOLD / "roster.csv").read_bytes()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_line_of_the_text_stands_in_the_document(name: str) -> None:
    running, cells = READERS[Path(name).suffix](_document(name))
    lines = _source(name).splitlines()
    missing = [line for line in lines if " | " not in line and _squeezed(line) not in running]
    missing += [cell for line in lines if " | " in line for cell in line.split(" | ") if _squeezed(cell) not in {"", *cells}]
    assert missing == []


@pytest.mark.parametrize("name", WORD)
def test_word_displays_the_numbers_of_the_text(name: str) -> None:
    document = docx.Document(str(_document(name)))
    displayed = [_squeezed(line) for line in _displayed(document)]
    assert [line for line in displayed if line] == [_squeezed(line) for line in _source(name).splitlines() if " | " not in line]


def test_three_documents_are_numbered_by_word() -> None:
    numbered = [
        name
        for name in WORD
        if any(_number(paragraph) is not None for paragraph in docx.Document(str(_document(name))).paragraphs)
    ]
    assert len(numbered) == 3
    assert all(_label_free(name) for name in numbered)


@pytest.mark.parametrize(
    ("name", "merged"),
    [("02_养护资金审计报告.docx", 2), ("05_防汛和省道改建督查通报.docx", 2), ("06_冉启明同志考察材料.docx", 0)],
)
def test_cells_for_the_same_unit_are_merged(name: str, merged: int) -> None:
    with ZipFile(_document(name)) as archive:
        assert archive.read("word/document.xml").count(b'w:vMerge w:val="restart"') == merged


def test_ledgers_merge_the_title_and_the_repeated_unit() -> None:
    sheet = openpyxl.load_workbook(_document("16_回头看整改台账.xlsx")).worksheets[0]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:H1", "C4:C7"} <= merged


def test_a_footnote_explains_a_term() -> None:
    with ZipFile(_document("05_防汛和省道改建督查通报.docx")) as archive:
        assert "预警信息发布后" in archive.read("word/footnotes.xml").decode("utf-8")
        assert b"w:footnoteReference" in archive.read("word/document.xml")


def test_text_files_come_in_both_encodings() -> None:
    _document("09_交通局2023年度民主生活会记录.txt").read_bytes().decode("utf-8")
    speech = _document("10_组织部部长讲话.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        speech.decode("utf-8")
    assert "躺平" in speech.decode("gb18030")


def test_the_set_is_as_large_as_promised() -> None:
    suffixes = Counter(Path(name).suffix for name in DOCUMENTS)
    assert suffixes == {".docx": 6, ".pdf": 6, ".xlsx": 2, ".txt": 2}
    assert len({_gold(name)["kind"] for name in DOCUMENTS}) == 11
    assert {_gold(name)["date"][:4] for name in DOCUMENTS} == {"2021", "2022", "2023", "2024", "2025"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_annotations_stand_in_the_text_and_name_cadres_of_the_roster(name: str) -> None:
    with (GOLD / "roster.csv").open(encoding="utf-8", newline="") as file:
        known = {row["cadre_id"] for row in csv.DictReader(file)} | {None}
    text = _source(name)
    for item in _gold(name)["items"]:
        exact = item["exact"] if isinstance(item["exact"], list) else [item["exact"]]
        assert all(part in text for part in exact)
        assert item.get("holder", {}).get("cadre_id") in known


def _document(name: str) -> Path:
    return EXAMPLES / "documents" / name


def _source(name: str) -> str:
    return (GOLD / name).with_suffix(".txt").read_text(encoding="utf-8")


def _gold(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((GOLD / name).with_suffix(".json").read_text(encoding="utf-8"))
    return gold


def _squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def _read_word(path: Path) -> tuple[str, set[str]]:
    document = docx.Document(str(path))
    cells = {_squeezed(cell.text) for table in document.tables for row in table.rows for cell in row.cells}
    return _squeezed("".join(_displayed(document))), cells


def _read_pdf(path: Path) -> tuple[str, set[str]]:
    with pdfplumber.open(path) as pdf:
        pages = [page.crop((0, MARGINS[0], page.width, page.height - MARGINS[1])) for page in pdf.pages]
        running = "".join(page.extract_text() for page in pages)
        cells = {_squeezed(cell) for page in pages for table in page.extract_tables() for row in table for cell in row}
    return _squeezed(running), cells


def _read_sheet(path: Path) -> tuple[str, set[str]]:
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    cells = {_squeezed(str(value)) for row in rows for value in row if value is not None}
    return "\n".join(cells), cells


def _read_text(path: Path) -> tuple[str, set[str]]:
    return _squeezed(path.read_bytes().decode("gb18030" if path.name.startswith("10") else "utf-8")), set()


READERS = {".docx": _read_word, ".pdf": _read_pdf, ".xlsx": _read_sheet, ".txt": _read_text}


def _displayed(document: Document) -> Iterator[str]:
    """The paragraphs as Word displays them, automatic numbers included."""
    levels = {
        int(level.get(qn("w:ilvl"))): (level.find(qn("w:numFmt")).get(qn("w:val")), level.find(qn("w:lvlText")).get(qn("w:val")))
        for level in document.part.numbering_part.element.iter(qn("w:lvl"))
    }
    counts: Counter[int] = Counter()
    for paragraph in document.paragraphs:
        level = _number(paragraph)
        if level is None:
            yield paragraph.text
            continue
        counts[level] += 1
        counts.update({deeper: -counts[deeper] for deeper in levels if deeper > level})
        form, label = levels[level]
        count = str(counts[level]) if form == "decimal" else CHINESE[counts[level]]
        yield label.replace(f"%{level + 1}", count) + paragraph.text


def _number(paragraph: Paragraph) -> int | None:
    """Level of the automatic number that the paragraph or its style gives; None without one."""
    assert paragraph.style is not None
    for properties in (paragraph._p.pPr, paragraph.style.element.pPr):
        if properties is not None and (level := properties.find(f"{qn('w:numPr')}/{qn('w:ilvl')}")) is not None:
            return int(level.attrib[qn("w:val")])
    return None


def _label_free(name: str) -> bool:
    texts = [paragraph.text for paragraph in docx.Document(str(_document(name))).paragraphs]
    return not any(text.startswith(("一、", "（一）", "1.")) for text in texts)
