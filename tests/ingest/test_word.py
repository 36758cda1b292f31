"""Word documents: every place where words hide, and the tables."""

import pytest

from ingest import word
from schema import BlockRole, DamagedFile, UnsupportedFormat
from tests.ingest.builders import OPTIONS, W, cells, docx, p, run, spans, texts, zipped

_CHANGED = 'w:id="1" w:author="甲" w:date="2024-01-18T09:00:00Z"'


def _box(text: str) -> str:
    inside = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (run("前") + f"<w:ins {_CHANGED}>{run('插入')}</w:ins>" + run("后"), ["前插入后"]),
        (f"<w:moveTo {_CHANGED}>{run('移来')}</w:moveTo>", ["移来"]),
        (f'<w:hyperlink w:anchor="x">{run("链接")}</w:hyperlink>', ["链接"]),
        (f"<w:smartTag>{run('标记')}</w:smartTag>", ["标记"]),
        (f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", ["控件"]),
        ('<w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("结果"), ["结果"]),
        (f"<w:r><w:ruby><w:rt>{run('yān')}</w:rt><w:rubyBase>{run('䶮')}</w:rubyBase></w:ruby></w:r>", ["䶮"]),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", ["x+1"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("同意"), ["☑同意"]),
        (run("正文") + _box("文本框"), ["正文", "文本框"]),
        (f"<w:r><w:pict><v:textbox><w:txbxContent>{p('旧框')}</w:txbxContent></v:textbox></w:pict></w:r>", ["旧框"]),
        (run("单位") + "<w:r><w:tab/></w:r>" + run("日期"), ["单位 日期"]),
        (run("责任") + "<w:r><w:br/></w:r>" + run("单位"), ["责任单位"]),
        (run("会议指出：") + "<w:r><w:br/></w:r>" + run("要认真整改。"), ["会议指出：", "要认真整改。"]),
        (run("A") + '<w:r><w:br w:type="page"/></w:r>' + run("B"), ["AB"]),
        (run("吉") + run("\u200b") + run("𠮷") + run("𬭎"), ["吉𠮷𬭎"]),
    ],
)
def test_reads_words_wherever_they_stand(inner: str, expected: list[str]) -> None:
    assert texts(word.read(docx(p(inner)), OPTIONS)) == expected


def test_reads_blocks_in_wrappers() -> None:
    body = f"<w:sdt><w:sdtContent>{p('甲')}<w:customXml>{p('乙')}</w:customXml></w:sdtContent></w:sdt>"
    assert texts(word.read(docx(body, p("丙")), OPTIONS)) == ["甲", "乙", "丙"]


def test_records_deletions_beside_the_text() -> None:
    deleted = f"<w:del {_CHANGED}><w:r><w:delText>敷衍整改</w:delText></w:r></w:del>"
    reading = word.read(docx(p(run("存在") + deleted + run("问题。"))), OPTIONS)
    assert texts(reading, BlockRole.PARAGRAPH) == ["存在问题。"]
    assert texts(reading, BlockRole.REVISION) == ["删除：敷衍整改（甲，2024-01-18）"]
    assert "1 处" in reading.warnings[0]


def test_joins_paragraphs_whose_end_is_deleted() -> None:
    reading = word.read(docx(p("理论学习", f"<w:rPr><w:del {_CHANGED}/></w:rPr>"), p("不够深入。")), OPTIONS)
    assert texts(reading) == ["理论学习不够深入。"]


def test_leaves_hidden_words_out_and_says_so() -> None:
    reading = word.read(docx(p(run("可见") + run("隐藏", "<w:vanish/>") + run("显示", '<w:vanish w:val="0"/>'))), OPTIONS)
    assert texts(reading) == ["可见显示"]
    assert "隐藏文字" in reading.warnings[0]


def test_keeps_notes_comments_heads_and_feet_apart() -> None:
    reading = word.read(
        docx(
            p(run("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
            footnotes=f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">{p("——")}</w:footnote>'
            f'<w:footnote w:id="2">{p("脚注")}</w:footnote></w:footnotes>',
            comments=f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="乙">{p("请核实")}</w:comment></w:comments>',
            header1=f'<w:hdr xmlns:w="{W}">{p("内部资料")}</w:hdr>',
            header2=f'<w:hdr xmlns:w="{W}">{p("内部资料")}</w:hdr>',
            footer1=f'<w:ftr xmlns:w="{W}">{p("— 3 —")}</w:ftr>',
        ),
        OPTIONS,
    )
    assert [(block.role.value, block.text) for block in reading.blocks] == [
        ("paragraph", "正文"), ("note", "脚注"), ("comment", "乙：请核实"), ("header", "内部资料"),
    ]  # fmt: skip


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def _row(*cells_: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells_)}</w:tr>"


_DOWN, _ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
_WIDE = '<w:gridSpan w:val="2"/>'


def test_reads_merged_cells_with_what_they_cover() -> None:
    table = (
        _row(_cell("序号", _DOWN), _cell("整改情况", _WIDE))
        + _row(_cell("", _ON), _cell("措施"), _cell("完成"))
        + _row(_cell("1"), _cell("建章立制", _WIDE + _DOWN))
        + _row(_cell("2"), _cell("", _WIDE + _ON))
    )
    reading = word.read(docx(f"<w:tbl>{table}</w:tbl>"), OPTIONS)
    assert cells(reading) == {
        (0, 0): "序号", (0, 1): "整改情况", (1, 1): "措施", (1, 2): "完成", (2, 0): "1", (2, 1): "建章立制", (3, 0): "2",
    }  # fmt: skip
    assert spans(reading) == {(0, 0): (2, 1), (0, 1): (1, 2), (2, 1): (2, 2)}


def test_reads_rows_that_begin_late_and_cells_merged_the_old_way() -> None:
    table = _row(_cell("甲"), _cell("乙"), _cell("丙")) + _row(
        _cell("丁", '<w:hMerge w:val="restart"/>'), _cell("", "<w:hMerge/>"), properties='<w:gridBefore w:val="1"/>'
    )
    reading = word.read(docx(f"<w:tbl>{table}</w:tbl>"), OPTIONS)
    assert cells(reading)[1, 1] == "丁"
    assert spans(reading) == {(1, 1): (1, 2)}


def test_reads_nested_tables_after_the_one_around_them() -> None:
    inner = f"<w:tbl>{_row(_cell('内'))}</w:tbl>"
    table = _row(f"<w:tc>{p('外')}{inner}{p('尾')}</w:tc>", _cell("右"))
    reading = word.read(docx(f"<w:tbl>{table}</w:tbl>"), OPTIONS)
    assert cells(reading, 0) == {(0, 0): "外 尾", (0, 1): "右"}
    assert cells(reading, 1) == {(0, 0): "内"}


def test_reads_rows_and_cells_in_controls() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    wrapped = control.format(_row(control.format(_cell("甲"))))
    assert cells(word.read(docx(f"<w:tbl>{wrapped}{_row(_cell('乙'))}</w:tbl>"), OPTIONS)) == {(0, 0): "甲", (1, 0): "乙"}


def test_leaves_deleted_rows_out() -> None:
    table = _row(_cell("甲")) + _row(_cell("乙"), properties=f"<w:del {_CHANGED}/>") + _row(_cell("丙"))
    reading = word.read(docx(f"<w:tbl>{table}</w:tbl>"), OPTIONS)
    assert cells(reading) == {(0, 0): "甲", (1, 0): "丙"}
    assert texts(reading, BlockRole.REVISION) == ["删除：乙（甲，2024-01-18）"]


def test_joins_paragraphs_of_a_cell_without_gluing_names() -> None:
    cell = f"<w:tc>{p('何沛')}{p('秋生')}{p('')}{p('完成。')}{p('待查')}</w:tc>"
    assert cells(word.read(docx(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), OPTIONS)) == {(0, 0): "何沛 秋生 完成。待查"}


def test_reads_the_strict_dialect() -> None:
    content = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
            f"{p('严格格式')}</w:body></w:document>",
        }
    )
    assert texts(word.read(content, OPTIONS)) == ["严格格式"]


def test_finds_the_main_part_under_another_name() -> None:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    content = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships><Relationship Type="{relation}" Target="/word/document2.xml"/></Relationships>',
            "word/document2.xml": f'<w:document xmlns:w="{W}"><w:body>{p("另名")}</w:body></w:document>',
        }
    )
    assert texts(word.read(content, OPTIONS)) == ["另名"]


def test_refuses_a_doctype() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "哈"><!ENTITY c "&b;&b;">]><w:document xmlns:w="w"><w:body>&c;</w:body></w:document>'
    with pytest.raises(UnsupportedFormat, match="DOCTYPE"):
        word.read(zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": bomb}), OPTIONS)


@pytest.mark.parametrize("content", ["<w:document xmlns:w='w'/>", "不是 XML", f'<w:document xmlns:w="{W}"><w:body>'])
def test_tells_a_broken_document(content: str) -> None:
    with pytest.raises(DamagedFile) as caught:
        word.read(zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": content}), OPTIONS)
    assert caught.value.remedy
