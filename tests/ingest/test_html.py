"""Web pages: what a browser shows, whatever the file is named and in whatever encoding."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import hypertext, read
from ingest.filekinds import FileKind, tell
from ingest.readers import read_bytes
from schema import BlockRole, IngestError, UnsupportedFormat
from tests.ingest.builders import OPTIONS, cells, spans, texts, written

TABLE = (
    "<table><caption>整改台账</caption><tr><th rowspan=2>序号</th><th colspan=2>问题</th></tr><tr><td>党建<td>作风</tr>"
    "<tr><td>1<td><p>学习不够</p><p>系统</p><td>漂浮<br>不实</tr></table>"
)


def page(body: str) -> bytes:
    """A page in UTF-8."""
    return f"<html><head><title>不读</title><style>p{{}}</style></head><body>{body}</body></html>".encode()


def shown(body: str) -> list[str]:
    """The texts of a page."""
    return texts(hypertext.read(page(body), OPTIONS))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("told", ["utf-8", "gb2312", "iso-8859-1"])
def test_believes_the_bytes_before_the_meta(encoding: str, told: str) -> None:
    content = f'<html><head><meta charset="{told}"></head><body><p>关于巡察整改情况的报告</p></body></html>'.encode(encoding)
    assert texts(hypertext.read(content, OPTIONS)) == ["关于巡察整改情况的报告"]


@pytest.mark.parametrize("name", ["整改.html", "整改.doc", "整改.xls"])
def test_is_told_by_content(tmp_path: Path, name: str) -> None:
    path = written(
        tmp_path, name, ('<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html><html><p>整改报告</p></html>').encode("gbk")
    )
    assert read(path).text == "整改报告"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>党组<b>高度</b>重\n  视</p><p>立行立改", ["党组高度重视", "立行立改"]),
        ("<p>see\n also</p>", ["see also"]),
        ("<script>x</script><style>y</style><noscript>z</noscript><p>甲<!-- 乙 --></p>", ["甲"]),
        ("<p>会议记录<br>时间：今日<br>地点：会议室</p>", ["会议记录", "时间：今日", "地点：会议室"]),
        (f"<p>{'甲' * 25}<br>{'乙' * 5}。<br>丙</p>", ["甲" * 25 + "乙" * 5 + "。", "丙"]),
        (f"<p>{'甲' * 25}<br>　　{'乙' * 5}</p>", ["甲" * 25, "乙" * 5]),
        ("<ol><li>甲</li><li>乙<ul><li>丙</li></ul></li></ol><ol start=5><li>丁</ol>", ["1.甲", "2.乙", "丙", "5.丁"]),
        ("<p>甲<span style='DISPLAY: none'>密</span>乙</p>尾", ["甲乙", "尾"]),
        ("<pre>甲\n乙</pre>", ["甲", "乙"]),
        ("<ruby>何<rt>hé</rt></ruby>沛", ["何沛"]),
        ("&lt;甲&gt;&nbsp;", ["<甲>"]),
    ],
)
def test_shows_what_a_browser_shows(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


def test_tells_of_words_left_out() -> None:
    assert "隐藏或删去" in hypertext.read(page("<p>甲<del>乙</del></p>"), OPTIONS).warnings[0]
    assert hypertext.read(page("<p>甲<span hidden> </span></p>"), OPTIONS).warnings == ()


def test_reads_tables_with_what_cells_cover() -> None:
    reading = hypertext.read(page(f"<p>前</p>{TABLE}<p>后</p>"), OPTIONS)
    assert cells(reading) == {
        (0, 0): "序号", (0, 1): "问题", (1, 1): "党建", (1, 2): "作风", (2, 0): "1", (2, 1): "学习不够 系统", (2, 2): "漂浮 不实",
    }  # fmt: skip
    assert spans(reading) == {(0, 0): (2, 1), (0, 1): (1, 2)}
    assert texts(reading, BlockRole.PARAGRAPH) == ["前", "整改台账", "后"]


def test_takes_a_table_that_only_places_things_for_none() -> None:
    reading = hypertext.read(page(f"<table><tr><td>导航<td><p>正文</p>{TABLE}</table><table><tr><td>框</table>"), OPTIONS)
    assert texts(reading, BlockRole.PARAGRAPH) == ["导航", "正文", "整改台账", "框"]
    assert {block.table for block in reading.blocks if block.role is BlockRole.CELL} == {0}


def test_keeps_headings_heads_and_feet_apart() -> None:
    body = '<div title="header"><p>内部资料</p></div><h1>整改\n报告</h1><h2>一、问题</h2><div title="footer"><p>— 3 —</p></div>'
    reading = hypertext.read(page(body), OPTIONS)
    assert [(block.role, block.text, block.level) for block in reading.blocks] == [
        (BlockRole.HEADER, "内部资料", 0),
        (BlockRole.HEADING, "整改报告", 1),
        (BlockRole.HEADING, "一、问题", 2),
    ]


def test_reads_a_page_archive() -> None:
    content = (
        "From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\nPHA+5pW05pS55oql5ZGKPC9wPg==\r\n--x--\r\n"
    )
    assert tell(content.encode(), OPTIONS) is FileKind.HYPERTEXT
    assert texts(read_bytes(content.encode(), OPTIONS)) == ["整改报告"]


def test_refuses_entities() -> None:
    with pytest.raises(UnsupportedFormat, match="实体"):
        hypertext.read(b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/hostname">]><html><p>&e;</p></html>', OPTIONS)


def test_tells_what_is_nested_too_deep() -> None:
    assert shown("<div>" * 1000 + "深") == ["深"]
    reading = hypertext.read(page("<p>浅</p>" + "<div>" * 5000 + "深"), OPTIONS)
    assert texts(reading) == ["浅"]
    assert reading.degraded


def test_bounds_what_cells_cover() -> None:
    reading = hypertext.read(
        page("<table><tr><td colspan=900 rowspan=99999>甲<td colspan=900>乙</tr><tr><td rowspan=0>丙<td>丁</table>"), OPTIONS
    )
    assert spans(reading) == {(0, 0): (2, 900)}
    assert cells(reading) == {(0, 0): "甲", (1, 900): "丙", (1, 901): "丁"}


@given(st.text(alphabet="<>/=\"' \n&;!-[]甲乙tablerdhospn12", max_size=200))
def test_makes_blocks_of_any_page(body: str) -> None:
    try:
        reading = hypertext.read(page(body), OPTIONS)
    except IngestError:
        return
    assert all(block.text and "\n" not in block.text and block.text == block.text.strip() for block in reading.blocks)
