"""Documents laid out as HTML: the words to the letter, tables as they were, marks on the right words, selections found again."""

import io
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.desk.finding_words import span_of
from outputs.desk.grids import LONGEST, Grid, cut
from outputs.desk.marks import Mark, Tone
from outputs.desk.pictures import picture
from outputs.desk.sheets import PIECE, pieces, sheet
from schema import Block, BlockRole, BlockUse, Document, DocumentKind, Location, Span
from tests.outputs.builders import document


class Page(HTMLParser):
    """What a browser makes of the sheet: the text of each block by its offset, and the text under each attribute."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: dict[int, str] = {}
        self.kinds: dict[int, str] = {}
        self.marked: dict[tuple[str, str], str] = {}
        self.states: dict[str, str] = {}
        self.tags: list[str] = []
        self._open: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        told = {name: value or "" for name, value in attributes}
        if tag != "col":
            self._open.append(told | {"tag": tag})
        if "data-start" in told:
            self.blocks[int(told["data-start"])] = ""
            self.kinds[int(told["data-start"])] = f"{tag} {told['class']}"

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, words: str) -> None:
        for held in self._open:
            if "data-start" in held:
                self.blocks[int(held["data-start"])] += words
            for tone in Tone:
                for name in held.get(f"data-{tone}", "").split():
                    self.marked[tone.value, name] = self.marked.get((tone.value, name), "") + words
                    if tone is Tone.FINDING:
                        self.states[name] = held["data-state"]


def laid_out(told: Document, marks: Sequence[Mark] = (), uses: Sequence[BlockUse] = ()) -> Page:
    return Page("".join(sheet(told, piece, uses, marks) for piece in pieces(told)))


def mark(told: Document, words: str, name: str, tone: Tone = Tone.FINDING, state: str = "pending") -> Mark:
    start = told.text.index(words)
    return Mark(span=Span(start=start, end=start + len(words)), tone=tone, finding_id=name, state=state)


def cell(index: int, text: str, row: int, column: int, span: tuple[int, int] | None = None) -> Block:
    place = Location(block=index, cell=(row, column), span=span)
    return Block(index=index, role=BlockRole.CELL, text=text, table=0, locations=(place,))


def shape(grid: Grid) -> list[list[tuple[str, int, int]]]:
    return [[("".join(block.text for block in one.blocks), one.rows, one.columns) for one in row] for row in grid.rows]


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0"), max_size=30),
        min_size=1,
        max_size=12,
    )
)
def test_each_block_holds_its_own_words_to_the_letter(lines: list[str]) -> None:
    told = document(*lines)
    page = laid_out(told)
    assert page.blocks == {start: block.text for start, block in zip(told.starts, told.blocks, strict=True)}


@given(st.data())
def test_marks_stand_on_their_words_however_they_overlap(data: st.DataObject) -> None:
    lines = data.draw(st.lists(st.text(alphabet="甲乙𠮷<&\"'，", min_size=1, max_size=12), min_size=1, max_size=5))
    told = document(*lines)
    edges = st.integers(0, len(told.text))
    spans = [Span(start=min(pair), end=max(pair)) for pair in data.draw(st.lists(st.tuples(edges, edges), max_size=5))
             if pair[0] != pair[1]]  # fmt: skip
    marks = [Mark(span=span, tone=Tone.FINDING, finding_id=f"f-{number}", state="pending") for number, span in enumerate(spans)]
    page = laid_out(told, marks)
    for number, span in enumerate(spans):
        assert page.marked.get(("f", f"f-{number}"), "") == told[span].replace("\n", "")
    assert "".join(page.blocks.values()) == told.text.replace("\n", "")


def test_a_finding_its_measure_and_a_name_are_told_apart() -> None:
    told = document("秦守田同志议题准备不足，", "已改为提前三天送达。")
    page = laid_out(
        told,
        [
            mark(told, "秦守田同志议题准备不足", "f-1", state="confirmed"), mark(told, "秦守田", "f-1", Tone.NAME),
            mark(told, "议题准备不足", "f-2"), mark(told, "提前三天送达", "f-1", Tone.MEASURE), mark(told, "已改", "f-1", Tone.STATUS),
        ],
    )  # fmt: skip
    assert page.marked == {
        ("f", "f-1"): "秦守田同志议题准备不足", ("n", "f-1"): "秦守田", ("f", "f-2"): "议题准备不足",
        ("m", "f-1"): "提前三天送达", ("s", "f-1"): "已改",
    }  # fmt: skip
    assert page.states["f-1"] == "confirmed"


def test_what_a_document_says_is_never_taken_for_markup() -> None:
    told = document('<script>alert("1")</script>与<b onclick="x">&amp;')
    page = laid_out(told, [mark(told, "alert", "f-1")])
    assert not {"script", "b"} & set(page.tags)
    assert page.blocks[0] == told.text


def test_turns_of_speech_and_headings_are_told_apart() -> None:
    lines = ("会议记录", "一、开场", "秦守田：先学习文件。", "会议指出，要抓落实：一是学习。", "页脚")
    told = document(*lines, kind=DocumentKind.MINUTES)
    roles = (BlockRole.TITLE, BlockRole.HEADING, BlockRole.PARAGRAPH, BlockRole.PARAGRAPH, BlockRole.FOOTER)
    told = replace(told, blocks=tuple(replace(block, role=role, level=1) for block, role in zip(told.blocks, roles, strict=True)))
    page = laid_out(told)
    assert list(page.kinds.values()) == ["h2 title", "h3 heading level-1", "p turn", "p paragraph", "p footer"]


def test_tables_are_rebuilt_with_their_merged_cells() -> None:
    blocks = (
        cell(0, "问题", 0, 0), cell(1, "整改", 0, 1, (1, 2)),
        cell(2, "一", 1, 0, (2, 1)), cell(3, "甲", 1, 1), cell(4, "乙", 1, 2),
        cell(5, "丙", 2, 1), cell(6, "又丙", 2, 1),
    )  # fmt: skip
    (grid,) = cut(blocks)
    assert shape(grid) == [
        [("问题", 1, 1), ("整改", 1, 2)],
        [("一", 2, 1), ("甲", 1, 1), ("乙", 1, 1)],
        [("丙又丙", 1, 1), ("", 1, 1)],
    ]
    told = replace(document("x"), blocks=blocks)
    page = laid_out(told, uses=[BlockUse.COLUMN_HEAD] * 2 + [BlockUse.ROW] * 5)
    assert (page.tags.count("tr"), page.tags.count("th"), page.tags.count("table")) == (3, 2, 1)
    assert page.blocks == {start: block.text for start, block in zip(told.starts, told.blocks, strict=True)}


def test_a_cell_written_into_a_merged_one_is_shown() -> None:
    (grid,) = cut((cell(0, "甲", 0, 0, (2, 2)), cell(1, "乙", 1, 1), cell(2, "丙", 0, 2), cell(3, "丁", 1, 2)))
    assert sorted(block.text for row in grid.rows for one in row for block in one.blocks) == ["丁", "丙", "乙", "甲"]


@given(st.integers(1, 5 * LONGEST), st.integers(0, 4 * LONGEST), st.integers(1, 2 * LONGEST))
def test_long_tables_are_cut_where_no_cell_is(rows: int, merged: int, height: int) -> None:
    blocks = [cell(row, f"第{row}行", row, 0) for row in range(rows)]
    blocks.append(cell(rows, "合并", min(merged, rows - 1), 1, (height, 1)))
    grids = list(cut(blocks))
    assert sum(len(grid.rows) for grid in grids) == rows
    for grid in grids:
        for at, row in enumerate(grid.rows):
            assert all(at + one.rows <= len(grid.rows) for one in row), "a merged cell ends in its piece"


def test_a_long_document_comes_in_pieces_that_hold_all_of_it() -> None:
    told = document(*(f"第{number}段。" for number in range(3 * PIECE + 7)))
    parts = pieces(told)
    assert len(parts) == 4
    assert [one.span.start for one in parts[1:]] == [one.span.end + 1 for one in parts[:-1]]
    assert len(laid_out(told).blocks) == len(told.blocks)


def test_a_document_without_words_can_be_shown() -> None:
    told = replace(document("x"), blocks=())
    assert sheet(told, pieces(told)[0], (), ()) == ""


@pytest.mark.parametrize(
    ("words", "before", "found"),
    [
        ("议题准备\n不足", "", ["议题准备不足"]),
        ("不足 ，会风", "", ["不足，会风"]),
        ("会风不实。 又议题", "", ["会风不实。", "又议题"]),
        ("议题", "议题准备不足，会风不实。又", ["议题"]),
        ("别处的话", "", []),
        (" ", "", []),
    ],
)
def test_words_selected_on_a_page_are_found_in_the_text(words: str, before: str, found: list[str]) -> None:
    told = document("议题准备不足，会风不实。", "又议题不清。")
    spans = span_of(told, 1, words, before)
    assert [told[span] for span in spans] == found
    if before:
        assert spans[0].start == told.text.rindex("议题"), "the one that was selected, not the first on the page"


def scanned(form: str, size: tuple[int, int], pages: int = 1, **told: object) -> bytes:
    image = pytest.importorskip("PIL.Image")
    made = io.BytesIO()
    sheets = [image.new("L", size, 200) for _ in range(pages)]
    sheets[0].save(made, form, **({"save_all": True, "append_images": sheets[1:]} if pages > 1 else {}), **told)
    return made.getvalue()


def test_a_picture_is_as_large_as_reading_took_it_for() -> None:
    told = picture(scanned("PNG", (1654, 2339), dpi=(200, 200)), 1)
    assert told is not None
    assert (told.media_type, told.pages) == ("image/png", 1)
    assert (told.width, told.height) == pytest.approx((595.4, 842.0), abs=0.2)
    unknown = picture(scanned("JPEG", (1000, 1414)), 1)
    assert unknown is not None
    assert unknown.width == pytest.approx(595.3, abs=0.5)


def test_what_browsers_do_not_show_is_made_into_what_they_do() -> None:
    content = scanned("TIFF", (300, 400), pages=3, dpi=(200, 200))
    told = picture(content, 3)
    assert told is not None
    assert (told.media_type, told.pages, told.content[:4]) == ("image/png", 3, b"\x89PNG")
    assert picture(content, 4) is None


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"%PDF-1.7"])
def test_what_is_no_picture_is_not_shown(content: bytes) -> None:
    assert picture(content, 1) is None
