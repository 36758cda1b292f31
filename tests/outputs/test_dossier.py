"""The evidence file in its three formats: words exact, a notice on every page, grey what is older, and never a number beside a person."""

import json
import re
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from lxml import html

from outputs import ExportError, write_dossier
from outputs.dossier import dossier_paper
from outputs.dossier.strips import axis, strip
from outputs.paper import Grid, Picture, Quoted
from schema import PatternLabel, ReviewState, YearMark
from tests.outputs import papers
from tests.outputs.papers import NOTICE, WORDS, dossier, exhibit, long_dossier, view

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER_OF_A_PERSON = re.compile(r"%|％|百分|概率|得分|评分|排名第")


def written(folder: Path, suffix: str, **changes: object) -> Path:
    path = folder / f"档{suffix}"
    write_dossier(dossier(**changes), path)
    return path


def words_of(path: Path) -> str:
    """All words of the body."""
    if path.suffix == ".docx":
        body = Document(str(path)).element.body
        return "\n".join("".join(text.text or "" for text in line.iter(f"{WORD}t")) for line in body.iter(f"{WORD}p"))
    if path.suffix == ".html":
        return html.fromstring(path.read_text(encoding="utf-8")).find("body").text_content()
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_each_item_is_quoted_exactly_with_document_page_and_paragraph(tmp_path: Path, suffix: str) -> None:
    told = words_of(written(tmp_path, suffix))
    for one in dossier().exhibits:
        assert one.anchors[0].exact in told
        assert f"《{one.document.title}》第2页第17段" in told
        assert one.id in told
    assert "时任：清河县水利局副局长（2016年5月至2020年8月）" in told
    assert "时任：市水利局党组书记、局长（2020年8月至今）" in told
    assert "提出：相互批评（张建军）" in told
    assert "审核：已确认（李敏，2024年3月1日）" in told
    assert "容错：先行先试，未谋私利（依据：三个区分开来，市委组织部认定）" in told


def test_json_holds_the_anchors_and_ids() -> None:
    from schema import dossier_to_json

    told = json.loads(dossier_to_json(dossier()))
    assert told["schema"] == "yiguan.dossier/1"
    assert told["notice"] == NOTICE
    assert [one["anchors"][0]["exact"] for one in told["exhibits"]] == [one.anchors[0].exact for one in dossier().exhibits]
    assert [one["older"] for one in told["exhibits"]] == [True, False, False, False]
    assert not {"probability", "posterior", "confidence", "score", "p"} & set(keys(told))


def keys(value: object) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for one in value.values() for key in keys(one))]
    return [key for one in value for key in keys(one)] if isinstance(value, list) else []


def test_the_notice_is_in_every_header_of_the_docx(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, ".docx")) as package:
        headers = [package.read(name).decode() for name in package.namelist() if re.search(r"/header\d*\.xml$", name)]
        settings = package.read("word/settings.xml").decode()
    assert len(headers) == 2
    assert all(NOTICE in header for header in headers)
    assert "evenAndOddHeaders" in settings


def test_the_notice_is_in_what_a_printed_page_of_html_repeats(tmp_path: Path) -> None:
    page = html.fromstring(written(tmp_path, ".html").read_text(encoding="utf-8"))
    assert [head.text_content().strip() for head in page.xpath("//table[@class='sheet']/thead")] == [NOTICE]


def test_the_page_is_that_of_official_documents(tmp_path: Path) -> None:
    section = Document(str(written(tmp_path, ".docx"))).sections[0]
    millimetres = {
        name: round(getattr(section, name).mm, 1) for name in ("page_width", "page_height", "top_margin", "left_margin")
    }
    assert millimetres == {"page_width": 210.0, "page_height": 297.0, "top_margin": 37.0, "left_margin": 28.0}
    assert round(section.page_width.mm - section.left_margin.mm - section.right_margin.mm) == 156
    assert round(section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm) == 225


def test_the_page_number_stands_between_dashes_on_the_outer_side(tmp_path: Path) -> None:
    section = Document(str(written(tmp_path, ".docx"))).sections[0]
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        paragraph = footer.paragraphs[0]
        assert "".join(text.text for text in paragraph._p.iter(f"{WORD}t")) == "— 1 —"
        assert paragraph._p.find(f"{WORD}fldSimple").get(f"{WORD}instr") == "PAGE"
        assert paragraph.alignment.name == side


def test_fonts_of_official_documents_with_stand_ins(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, ".docx")) as package:
        fonts, body = package.read("word/fontTable.xml").decode(), package.read("word/document.xml").decode()
    for name in ("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"):
        assert f'w:eastAsia="{name}"' in body
        assert re.search(rf'w:name="{name}"><w:altName w:val="[^"]+"', fonts)


def test_html_needs_nothing_beside_itself(tmp_path: Path) -> None:
    page = html.fromstring(written(tmp_path, ".html").read_text(encoding="utf-8"))
    assert page.xpath("//script | //link | //iframe | //object") == []
    assert all(source.startswith("data:image/svg+xml;base64,") for source in page.xpath("//@src"))
    assert all(target.startswith("#item") for target in page.xpath("//@href"))
    assert "url(" not in page.xpath("//style")[0].text
    assert all(page.xpath("//img/@alt"))


def test_links_lead_to_exhibits(tmp_path: Path) -> None:
    page = html.fromstring(written(tmp_path, ".html").read_text(encoding="utf-8"))
    assert set(page.xpath("//@href")) <= {f"#{name}" for name in page.xpath("//section/@id")}
    body = Document(str(written(tmp_path, ".docx"))).element.body
    names = {one.get(f"{WORD}name") for one in body.iter(f"{WORD}bookmarkStart")}
    assert {one.get(f"{WORD}anchor") for one in body.iter(f"{WORD}hyperlink")} <= names


def test_markup_in_a_document_stays_words(tmp_path: Path) -> None:
    page = html.fromstring(written(tmp_path, ".html").read_text(encoding="utf-8"))
    assert WORDS in [quote.text for quote in page.xpath("//blockquote")]


def test_what_is_older_than_the_window_is_grey() -> None:
    paper = dossier_paper(dossier())
    assert {part.number: part.grey for part in paper.parts if isinstance(part, Quoted)} == {1: True, 2: False, 3: False, 4: False}
    rows = [row for part in paper.parts if isinstance(part, Grid) for row in part.rows if row.grey]
    assert len(rows) == 2  # The year of the category, and the matter.


def test_grey_is_grey_in_print(tmp_path: Path) -> None:
    page = html.fromstring(written(tmp_path, ".html").read_text(encoding="utf-8"))
    assert [one.get("id") for one in page.xpath("//section[contains(@class, 'grey')]")] == ["item1"]
    document = Document(str(written(tmp_path, ".docx")))
    old = next(one for one in document.paragraphs if one.text == "县里时就有同志提过议事不够民主")
    assert {str(run.font.color.rgb) for run in old.runs} == {"7F7F7F"}


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_no_number_beside_a_person(tmp_path: Path, suffix: str) -> None:
    assert not NUMBER_OF_A_PERSON.search(words_of(written(tmp_path, suffix)))


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_what_nobody_confirmed_says_so(tmp_path: Path, suffix: str) -> None:
    pending = exhibit(1, review=replace(exhibit(1).review, state=ReviewState.PENDING, by=None, at=None))
    aspect = dossier().aspects[0]
    doubtful = view(1, label=PatternLabel.INSUFFICIENT, label_text="资料不足", band=None, provisional=True)
    changes = {
        "exhibits": (pending,),
        "aspects": (replace(aspect, problem=doubtful, commendation=None),),
        "occurrences": (),
        "open": (),
    }
    told = words_of(written(tmp_path, suffix, confirmed_only=False, **changes))
    assert "〔待核〕" in told
    assert "审核：待审（待核）" in told
    assert "资料不足〔待核〕" in told


def test_problems_and_praise_own_words_and_others_stand_side_by_side() -> None:
    grids = [part for part in dossier_paper(dossier()).parts if isinstance(part, Grid)]
    sides = next(
        grid
        for grid in grids
        if grid.headers[1] and not isinstance(grid.headers[1], Picture) and grid.headers[1][0].text == "问题：本人查摆"
    )
    year = next(row for row in sides.rows if not row.grey)
    assert ["".join(run.text for run in cell) for cell in year.cells] == ["2023年", "第2条", "第4条", "第3条"]


def test_reported_done_and_found_undone_stand_side_by_side(tmp_path: Path) -> None:
    told = words_of(written(tmp_path, ".html"))
    assert (
        "说法不一：2024年5月20日市水利局整改情况报告称“已经完成”，2024年7月2日市水利局整改情况报告载“仍未送班子成员”，请核实"
        in told
    )
    assert "已逾期：承诺整改" in told


def test_strips_tell_the_years_apart_by_shape_alone() -> None:
    drawn = {mark: strip(papers.strip(mark)).draw("svg") for mark in YearMark}
    assert len(set(drawn.values())) == len(YearMark)
    plain, (changed,) = papers.strip(YearMark.HIT), papers.strip(YearMark.HIT, confirmed=False)
    assert strip(plain).draw("svg") != strip((changed,)).draw("svg")
    assert strip((replace(changed, completed=True),)).words == "2024：有反映（待核），有整改完成记录"


def test_drawings_are_the_same_each_time_and_hold_no_letters() -> None:
    years = dossier().aspects[0].commendation
    assert years is not None
    for form in ("svg", "png"):
        assert strip(years.years).draw(form) == strip(years.years).draw(form)
    assert b"<text" not in axis([2023, 2024]).draw("svg")


@pytest.mark.parametrize("suffix", [".docx", ".html", ".json"])
def test_two_hundred_items_within_five_seconds(tmp_path: Path, suffix: str) -> None:
    told, begun = long_dossier(200), time.process_time()
    write_dossier(told, tmp_path / f"长{suffix}")
    assert time.process_time() - begun < 5


def test_an_empty_file_says_that_nothing_is_recorded(tmp_path: Path) -> None:
    path = written(tmp_path, ".docx", exhibits=(), aspects=(), occurrences=(), open=())
    assert "没有收录条目" in words_of(path)


@pytest.mark.parametrize("name", ["档.pdf", "档"])
def test_another_format_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match=r"请用 \.docx、\.html、\.json 之一"):
        write_dossier(dossier(), tmp_path / name)


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="请先建好文件夹"):
        write_dossier(dossier(), tmp_path / "没有" / "档.html")
    assert list(tmp_path.iterdir()) == []
