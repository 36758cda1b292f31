"""How exactly and how fast files are read: a Markdown table over a folder of files with their truth.

    python benchmarks/reading.py FOLDER

FOLDER holds `truth/NAME.json` (blocks in reading order, cells with spans) for the files `docx/NAME.docx` and `pdf/NAME.pdf`, and
`xlsx/NAME.xlsx` with `xlsx/NAME.json` (values and merges). `hz/`, if there, holds hostile files. Compared without white space.
"""

import argparse
import json
import random
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from ingest import ReadOptions, Workers, read, sources
from ingest.boxes import boxes
from schema import BlockRole, Document, Span

ROUNDS = 5
LONG = 45
"""Characters from which a paragraph is long: it takes two lines at the least."""
OUTSIDE = (BlockRole.HEADER, BlockRole.FOOTER, BlockRole.COMMENT, BlockRole.REVISION)


def bare(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def exactness(files: Sequence[Path], truth: Path) -> dict[str, float]:
    """Shares of paragraphs, numbers, cells and spans read exactly, and of characters that should not be there."""
    hit: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for file in files:
        _compare(read(file), json.loads((truth / f"{file.stem}.json").read_text(encoding="utf-8"))["blocks"], hit, total)
    return {name: hit[name] / total[name] for name in total if total[name]}


def _compare(document: Document, wanted: list[dict[str, Any]], hit: Counter[str], total: Counter[str]) -> None:
    body = [block for block in document.blocks if block.role not in OUTSIDE]
    lines = Counter(bare(block.text) for block in body if block.role is not BlockRole.CELL)
    places = [(block, block.locations[0]) for block in body if block.role is BlockRole.CELL]
    found = {(place.cell, bare(block.text)): place.span or (1, 1) for block, place in places}
    characters = 0
    for item in wanted:
        for cell in item.get("cells", ()):
            text = bare(cell["text"])
            characters += len(text)
            if text:
                span = found.get(((cell["r"], cell["c"]), text))
                total["cells"] += 1
                hit["cells"] += span is not None
                if cell["rs"] * cell["cs"] > 1:
                    total["spans"] += 1
                    hit["spans"] += span == (cell["rs"], cell["cs"])
        if "text" in item:
            text = bare(item.get("num", "") + item["text"])
            characters += len(text)
            for name in ("paragraphs", *["long"] * (len(text) > LONG), *["numbers"] * bool(item.get("num"))):
                total[name] += 1
                hit[name] += text in lines
    read_ = sum(len(bare(block.text)) for block in body)
    total["extra"] += read_
    hit["extra"] += max(0, read_ - characters)


def found_again(files: Sequence[Path]) -> float:
    """Share of spans, several in each block of a pdf, whose words stand within the boxes that are given for them."""
    found, chance = [], random.Random(1)
    for file in files:
        content, document = file.read_bytes(), read(file)
        pages = _characters(content)
        for block in document.blocks:
            start = chance.randrange(len(block.text))
            end = start + chance.randrange(1, len(block.text) - start + 1)
            at = document.starts[block.index]
            span = Span(start=at + start, end=at + end)
            words = "".join(
                _within(pages[place.page - 1], place.bbox)
                for place in boxes(content, document, span)
                if place.page and place.bbox
            )
            found.append(bare(document[span]) in words)
    return statistics.mean(found)


Character = tuple[str, float, float]


def _characters(content: bytes) -> list[list[Character]]:
    """The characters of each page with their middles, from the top left, by the library's own boxes."""
    import pypdfium2

    pages = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text, height = page.get_textpage(), page.get_height()
            units = [
                (pypdfium2.raw.FPDFText_GetUnicode(text.raw, index), text.get_charbox(index))
                for index in range(text.count_chars())
            ]
            pages.append([(chr(unit), (box[0] + box[2]) / 2, height - (box[1] + box[3]) / 2) for unit, box in units])
    return pages


def _within(page: Sequence[Character], box: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = box
    units = "".join(unit for unit, x, y in page if left <= x <= right and top <= y <= bottom)
    return bare(units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))


def ledgers(files: Sequence[Path]) -> dict[str, float]:
    """Shares of the cells and merges of the first sheets read exactly; dates and percentages as their format shows them."""
    hit: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for file in files:
        truth = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        places = {block.locations[0].cell: block for block in read(file).blocks if block.table == 0}
        for key, value in truth["truth"].items():
            row, column = (int(part) - 1 for part in key.split(","))
            block = places.get((row, column))
            total["cells"] += 1
            hit["cells"] += block is not None and block.text in _shown(value)
        for merge in truth["merges"]:
            top, left, bottom, right = (int(part) - 1 for part in merge.split(","))
            block = places.get((top, left))
            total["merges"] += 1
            hit["merges"] += block is not None and block.locations[0].span == (bottom - top + 1, right - left + 1)
    return {name: hit[name] / total[name] for name in total}


def _shown(value: Any) -> set[str]:
    if isinstance(value, float):
        return {str(value), f"{value:.1%}"}
    parts = str(value).split("-")
    dated = (
        {f"{int(parts[0])}年{int(parts[1])}月{int(parts[2])}日"} if len(parts) == 3 and all(map(str.isdigit, parts)) else set()
    )
    return {str(value)} | dated


def ratio(files: Sequence[Path], other: Callable[[Path], object]) -> tuple[float, float]:
    """Milliseconds for a file, and our time over the other's: medians of rounds that take turns."""
    ours, ratios = [], []
    for _ in range(ROUNDS):
        theirs_time, ours_time = _time(other, files), _time(read, files)
        ours.append(ours_time / len(files) * 1000)
        ratios.append(ours_time / theirs_time)
    return statistics.median(ours), statistics.median(ratios)


def _time(action: Callable[[Path], object], files: Sequence[Path]) -> float:
    start = time.process_time()
    for file in files:
        action(file)
    return time.process_time() - start


def with_pdfium(file: Path) -> None:
    """The raw text of a pdf: no paragraphs, no tables."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file.read_bytes())
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def with_pdfplumber(file: Path) -> None:
    """The text of a pdf by pdfplumber."""
    import pdfplumber

    with pdfplumber.open(file) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def with_python_docx(file: Path) -> None:
    """The paragraphs and cells of a .docx: no numbers, no spans."""
    import docx

    document = docx.Document(str(file))
    [paragraph.text for paragraph in document.paragraphs]
    [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def with_openpyxl(file: Path) -> None:
    """The values of an .xlsx."""
    import openpyxl

    [cell.value for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows() for cell in row]


def hostile(folder: Path) -> Counter[str]:
    """What becomes of each hostile file, by the name of the error, or of the verdict."""
    options = ReadOptions(seconds=25, memory=2048 << 20)
    with Workers(read, jobs=2, options=options) as workers:
        results = [result for _, result in workers.map(sources([folder], options))]
    return Counter(str(result.verdict) if isinstance(result, Document) else type(result).__name__ for result in results)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    truth = folder / "truth"
    word, pdf, sheet = (sorted((folder / name).glob(f"*.{name}")) for name in ("docx", "pdf", "xlsx"))
    ruled = {path.stem for path in truth.glob("*.json") if '"table"' in path.read_text(encoding="utf-8")}
    print("| files | figure | measured |\n|---|---|---|")
    for name, figures in (("docx", exactness(word, truth)), ("pdf", exactness(pdf, truth)), ("xlsx", ledgers(sheet))):
        for figure, value in figures.items():
            print(f"| {name} | {figure} | {value:.4f} |", flush=True)
    print(f"| pdf | spans found again in their boxes | {found_again(pdf):.4f} |", flush=True)
    print(f"| all | peak memory of the one process that read them all | {_peak():.0f} MB |", flush=True)
    races: tuple[tuple[str, Sequence[Path], str, Callable[[Path], object]], ...] = (
        ("pdf, no tables", [path for path in pdf if path.stem not in ruled], "pypdfium2 raw text", with_pdfium),
        ("pdf, no tables", [path for path in pdf if path.stem not in ruled], "pdfplumber", with_pdfplumber),
        ("pdf, ruled tables", [path for path in pdf if path.stem in ruled], "pypdfium2 raw text", with_pdfium),
        ("docx", word, "python-docx", with_python_docx),
        ("xlsx", sheet, "openpyxl", with_openpyxl),
    )
    for name, files, other, action in races:
        milliseconds, share = ratio(files, action)
        print(f"| {name} | time against {other} | {share:.2f}× ({milliseconds:.1f} ms a file) |", flush=True)
    if (folder / "hz").is_dir():
        print(
            "| hostile | verdicts | "
            + ", ".join(f"{name} {count}" for name, count in sorted(hostile(folder / "hz").items()))
            + " |"
        )


def _peak() -> float:
    """Peak memory of this process in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
