"""Every export holds every finding, whole, and is written whole or not at all."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

from outputs import EXPORTERS, DocumentNote, ExportError, ExportNote, StateFilter, export
from outputs.exports import columns, parquet, xlsx
from schema import (
    Candidate,
    CueKind,
    Event,
    Finding,
    FindingCue,
    Holder,
    HolderKind,
    Location,
    Measure,
    ProblemType,
    Rectification,
    RectificationStatus,
    Responsible,
    Review,
    ReviewState,
    Setting,
    Span,
    StatementType,
    finding_from_json,
    finding_to_dict,
)
from tests.outputs.builders import document, finding

NOTE = ExportNote(state=StateFilter.CONFIRMED, at="2024-03-01T09:00:00+08:00", version="0.1.0")
READ = document("张建国同志多次学习不够，𠮷日乡去得少。", "=SUM(A1)也不能当公式", "作风建设抓得实。")
FULL = finding(
    READ,
    "多次学习不够",
    holder=Holder(
        kind=HolderKind.CADRE,
        mention="张建国同志",
        cadre_id="YZ012",
        score=0.99,
        candidates=(
            Candidate(cadre_id="YZ012", score=0.99, reasons=("姓名一致", "会议期间任该单位党组成员")),
            Candidate(cadre_id="YZ099", score=0.01, reasons=()),
        ),
    ),
    cue=FindingCue(kind=CueKind.RECURRENT, text="多次"),
    rectification=Rectification(
        status=RectificationStatus.IN_PROGRESS,
        text="正在整改",
        measures=(Measure(exact="每周集中学习", start=40, end=46), Measure(exact="建立台账", start=50, end=54)),
        deadline="2024-06-30",
        responsible=(Responsible(mention="王敏", cadre_id="YZ007"), Responsible(mention="办公室", cadre_id=None)),
    ),
    problem_type=ProblemType(code="Q06", label="任务进度、目标、排名落后", score=0.71),
    event=Event(
        id="e-1", primary=True, concrete=False, ref_year=2023, setting=Setting(unit="市水利局", post="副局长", line=None)
    ),
    review=Review(state=ReviewState.CONFIRMED, by="李敏", at="2024-03-01T09:00:00+08:00", revision=2),
)
FORMULA = finding(READ, "=SUM(A1)也不能当公式")
SPREAD = finding(
    READ,
    "抓得实",
    type=StatementType.COMMENDATION,
    cue=None,
    confidence=0.6,
    anchor=(
        replace(
            READ.anchor(READ.span_of(READ.blocks[0])),
            locations=(Location(page=2, bbox=(72.0, 310.5, 523.2, 342.0), block=0), Location(page=3, block=0)),
        ),
        replace(READ.anchor(Span(start=22, end=30)), locations=(Location(block=1, cell=(3, 1)),)),
    ),
)
FINDINGS = (FULL, FORMULA, SPREAD)


def cells(finding: Finding) -> dict[str, str]:
    """The flat cells of a finding by header."""
    [(_, values)] = columns.rows([finding])
    return dict(zip(columns.headers()[1:], values, strict=True))


def test_the_formats_are_these() -> None:
    assert sorted(EXPORTERS) == [".csv", ".jsonl", ".parquet", ".prov", ".webanno", ".xlsx"]


def test_jsonl_holds_the_findings_themselves(tmp_path: Path) -> None:
    path = tmp_path / "清单.jsonl"
    assert export(FINDINGS, path, NOTE) == 3
    assert [finding_from_json(line) for line in path.read_bytes().splitlines()] == list(FINDINGS)


def test_parquet_holds_the_findings_typed_and_nested(tmp_path: Path) -> None:
    path = tmp_path / "清单.parquet"
    assert export(FINDINGS, path, NOTE) == 3
    stored = pyarrow.parquet.read_table(path)
    wire = [finding_to_dict(found) for found in FINDINGS]
    assert stored.to_pylist() == [
        one | {"anchor": one["anchor"] if isinstance(one["anchor"], list) else [one["anchor"]]} for one in wire
    ]
    assert stored.schema.field("confidence").type == pyarrow.float64()
    assert stored.schema.field("event").type.field("primary").type == pyarrow.bool_()
    assert stored.schema.metadata[b"yiguan.state"] == b"confirmed"


def test_parquet_is_written_in_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "清单.parquet"
    assert parquet.write(iter(FINDINGS * 5), path, NOTE, rows_a_group=4) == 15
    written = pyarrow.parquet.ParquetFile(path)
    assert [written.metadata.row_group(group).num_rows for group in range(written.num_row_groups)] == [4, 4, 4, 3]
    assert written.read(["id"]).column("id").to_pylist() == [found.id for found in FINDINGS * 5]


def test_parquet_has_a_column_for_every_field_of_the_contract() -> None:
    assert parquet.arrow_schema().names == list(finding_to_dict(FULL))


def test_csv_holds_one_row_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    assert export(FINDINGS, path, NOTE) == 3
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "without a byte order mark Excel takes it for GBK"
    with path.open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [row.pop("序号") for row in rows] == ["1", "2", "3"]
    assert rows[0] == cells(FULL)
    assert rows[1] == cells(FORMULA) | {"原文": "'=SUM(A1)也不能当公式"}


def test_xlsx_holds_one_row_a_finding_under_a_frozen_header_with_filters(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    assert export(FINDINGS, path, NOTE) == 3
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["清单"]
    header, *rows = sheet.iter_rows(values_only=True)
    assert header == columns.headers()
    assert [row[0] for row in rows] == [1, 2, 3]
    assert [dict(zip(header[1:], (cell or "" for cell in row[1:]), strict=True)) for row in rows] == list(map(cells, FINDINGS))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(4, len(header)).coordinate}"
    assert sheet["B2"].alignment.wrap_text
    assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in sheet[1])


def test_xlsx_begins_with_a_ledger_of_the_problems(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    export(FINDINGS, path, NOTE)
    header, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    assert header == (
        "序号",
        "来源",
        "问题",
        "具体表现",
        "责任领导",
        "责任人",
        "整改措施",
        "时限",
        "进展",
        "状态",
        "佐证",
        "编号",
    )
    assert [(row[0], row[3], row[-1]) for row in rows] == [
        (1, "多次学习不够", FULL.id),
        (2, "=SUM(A1)也不能当公式", FORMULA.id),
    ]
    assert rows[0][5] == "王敏、办公室", "without a column of their own, units stand beside persons"
    assert rows[0][10] == "《纪要.docx》第1页第1段：“多次学习不够”"


@pytest.mark.parametrize("words", ["=1+1", "+86 电话", "-不实", "@某人", "http://a.b", "{=A1}", "0012", '=HYPERLINK("x")'])
def test_xlsx_never_takes_words_for_a_formula(tmp_path: Path, words: str) -> None:
    read = document(words)
    path = tmp_path / "清单.xlsx"
    export([finding(read, words)], path, NOTE)
    workbook = openpyxl.load_workbook(path)
    for cell in (workbook["清单"].cell(2, columns.headers().index("原文") + 1), workbook["台账"]["D2"]):
        assert (cell.value, cell.hyperlink) == (words, None)
        assert cell.data_type != "f"
        assert cell.quotePrefix == words.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "\t"])
def test_csv_puts_an_apostrophe_before_what_could_be_a_formula(tmp_path: Path, sign: str) -> None:
    read = document(f"{sign}cmd|' /C calc'!A0")
    path = tmp_path / "清单.csv"
    export([finding(read, read.text)], path, NOTE)
    with path.open(encoding="utf-8-sig", newline="") as table:
        assert next(csv.DictReader(table))["原文"] == f"'{read.text}"


def test_xlsx_goes_on_on_a_further_sheet(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    assert xlsx.write(FINDINGS * 2, path, NOTE, rows_a_sheet=3) == 6
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["台账", "清单", "台账2", "清单2", "说明"]
    assert [row[0] for name in ("台账", "台账2") for row in workbook[name].iter_rows(min_row=2, values_only=True)] == [1, 2, 3, 4]
    assert [row[0] for name in ("清单", "清单2") for row in workbook[name].iter_rows(min_row=2, values_only=True)] == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]
    assert workbook["清单2"].freeze_panes == "A2"


def test_xlsx_explains_its_columns_and_how_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    export(FINDINGS, path, NOTE)
    told = {row[0]: row[1] for row in openpyxl.load_workbook(path)["说明"].iter_rows(values_only=True)}
    assert "仅供研判参考，不作为结论" in told
    assert (told["所含条目"], told["条数"], told["导出时间"], told["一贯版本"]) == ("已确认", "3", NOTE.at, "0.1.0")
    assert set(columns.headers()) <= told.keys()


def test_xlsx_shows_notes_on_documents_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    noted = replace(NOTE, documents=(DocumentNote(document_id=READ.id, name="台账.xlsx", note="=文中称有25个问题，列有22行"),))
    export([FULL], path := tmp_path / "清单.xlsx", noted)
    rows = list(openpyxl.load_workbook(path)["文书提示"].iter_rows(values_only=True))
    assert rows[1:] == [("台账.xlsx", "=文中称有25个问题，列有22行", READ.id)]
    export([FULL], path, NOTE)
    assert "文书提示" not in openpyxl.load_workbook(path).sheetnames


def test_xlsx_cuts_what_excel_cannot_hold_and_says_so(tmp_path: Path) -> None:
    long = document("长" * 40_000)
    path = tmp_path / "清单.xlsx"
    export([finding(long, long.text)], path, NOTE)
    cell = openpyxl.load_workbook(path)["清单"].cell(2, columns.headers().index("原文") + 1).value
    assert len(cell) == 32_767
    assert cell.endswith("（过长，全文见 jsonl 导出）")


@pytest.mark.parametrize("format", EXPORTERS)
def test_an_export_of_nothing_is_a_file_with_nothing_in_it(tmp_path: Path, format: str) -> None:
    path = tmp_path / f"清单{format}"
    assert export([], path, NOTE) == 0
    assert path.exists()


@pytest.mark.parametrize(
    ("header", "finding", "expected"),
    [
        ("类型", SPREAD, "肯定"),
        ("位置", FULL, "第1页第1段"),
        ("位置", SPREAD, "第2页第1段；第3页第1段；第4行第2列"),
        ("原文", SPREAD, f"{READ.blocks[0].text}\n{READ[Span(start=22, end=30)]}"),
        ("候选", FULL, "YZ012（姓名一致；会议期间任该单位党组成员）\nYZ099"),
        ("问题类型建议", FULL, "Q06 任务进度、目标、排名落后"),
        ("频次", FULL, "多次、时有"),
        ("频次", SPREAD, ""),
        ("频次用语", FULL, "多次"),
        ("整改状态", FULL, "正在整改"),
        ("整改状态", FORMULA, ""),
        ("整改措施", FULL, "每周集中学习\n建立台账"),
        ("责任人", FULL, "王敏、办公室"),
        ("整改时限", FULL, "2024-06-30"),
        ("审核状态", FULL, "已确认"),
        ("审核人", FORMULA, ""),
    ],
)
def test_a_cell_says_what_its_header_promises(header: str, finding: Finding, expected: str) -> None:
    assert cells(finding)[header] == expected


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(1.0, "依据充分"), (0.9, "依据充分"), (0.89, "较充分"), (0.7, "较充分"), (0.69, "有疑点"), (0.0, "有疑点")],
)
def test_confidence_is_told_in_words(confidence: float, words: str) -> None:
    assert columns.confidence_words(confidence) == words


@pytest.mark.parametrize("format", ["jsonl", ".csv", "XLSX"])
def test_the_format_can_be_named_apart_from_the_suffix(tmp_path: Path, format: str) -> None:
    export(FINDINGS, tmp_path / "清单.dat", NOTE, format=format)
    export(FINDINGS, tmp_path / f"清单.{format.lower().lstrip('.')}", NOTE)
    named, suffixed = sorted(tmp_path.iterdir(), key=lambda path: path.suffix == ".dat", reverse=True)
    assert named.stat().st_size == suffixed.stat().st_size


@pytest.mark.parametrize(("name", "message"), [("清单.doc", r"\.doc.*请用 \.jsonl"), ("清单", r"看不出.*请用 \.jsonl")])
def test_an_unknown_suffix_is_refused(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        export(FINDINGS, tmp_path / name, NOTE)


@pytest.mark.parametrize(("path", "message"), [("", "写明文件名"), ("没有/清单.jsonl", "先建好文件夹")])
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, path: str, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        export(FINDINGS, tmp_path / path, NOTE, format="jsonl")


def stopping() -> Iterator[Finding]:
    """Findings until someone presses Ctrl-C."""
    yield from FINDINGS
    raise KeyboardInterrupt


@pytest.mark.parametrize("format", EXPORTERS)
def test_an_export_that_is_cut_off_leaves_what_was_there(tmp_path: Path, format: str) -> None:
    path = tmp_path / f"清单{format}"
    path.write_text("上次的导出", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        export(stopping(), path, NOTE)
    assert path.read_text(encoding="utf-8") == "上次的导出"
    assert list(tmp_path.iterdir()) == [path]


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow beyond a few bytes."""
    resource = pytest.importorskip("resource", reason="limits of POSIX")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("format", EXPORTERS)
@pytest.mark.parametrize("count", [1, 2000])
def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path, format: str, count: int) -> None:
    with full_disk(), pytest.raises(ExportError, match="磁盘空间"):
        export([FULL] * count, tmp_path / f"清单{format}", NOTE)
    assert list(tmp_path.iterdir()) == []
