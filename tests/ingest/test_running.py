"""Running heads and feet, told by where they stand on page after page."""

from ingest.lines import Line
from ingest.running import split_running


def line(page: int, text: str, top: float) -> Line:
    return Line(page=page, text=text, left=80, top=top, right=80 + 16 * len(text), bottom=top + 16, size=16, start=0, end=0)


def test_pages_that_are_missing_shift_no_heights() -> None:
    pages = [[line(page, "内部资料", 20), line(page, "局党组理论学习不够深入。", 300)] for page in (2, 5)]
    rest, running = split_running(pages, [842, 842], 16)
    assert [[line.text for line in lines] for lines in rest] == [["局党组理论学习不够深入。"]] * 2
    assert [found.lines[0].text for found in running] == ["内部资料"]
