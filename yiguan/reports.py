"""What commands show: closing tables for people, the same as plain data for programs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from models import Band
from outputs import Covered, FailedFile, Summary
from schema import Document, DocumentKind, Location

from .pipeline import RunReport
from .watching import console

NOTICE = "结果仅供研判参考，不作为结论；未经审核的条目默认不会导出"
MOST_WARNINGS = 20


def run_tables(report: RunReport) -> None:
    """The closing table of a run; failures and warnings go to stderr."""
    _failures(report.failures)
    _warnings(report.warnings)
    _notes(report.notes)
    table = _plain("本次运行")
    for name, value in (
        ("新读文书", report.read),
        ("未变文书", report.unchanged),
        ("读取失败", len(report.failures)),
        ("文件已不在", report.missing),
        ("新得条目", report.findings),
        ("其中问题", report.problems),
        ("已关联干部", report.linked),
        *((("归并后事项", report.grouped.events), ("其中重提", report.grouped.retold)) if report.grouped else ()),
    ):
        table.add_row(name, str(value))
    out().print(table)
    out().print(NOTICE, style="dim")


def run_as_json(report: RunReport) -> dict[str, Any]:
    """A run's outcome as plain data."""
    return {
        "run": report.run,
        "read": report.read,
        "unchanged": report.unchanged,
        "missing": report.missing,
        "failed": [asdict(one) for one in report.failures],
        "findings": report.findings,
        "problems": report.problems,
        "linked": report.linked,
        "grouped": asdict(report.grouped) if report.grouped else None,
        "warnings": [{"path": path, "warning": warning} for path, warning in report.warnings],
        "notes": [{"path": path, "note": note} for path, note in report.notes],
    }


def show_document(document: Document) -> None:
    """A document as read."""
    screen = out()
    for name, value in (
        ("标题", document.title),
        ("文种", document.kind.label),
        ("日期", document.date or "（未能判定）"),
        ("发文单位", document.issuer or "（未能判定）"),
        ("读取", document.verdict.label),
    ):
        screen.print(f"{name}：{value}", markup=False)
    for warning in document.warnings:
        console().print(f"提示：{warning}", markup=False)
    table = wide("序", "类型", "位置", "文字")
    for block in document.blocks:
        table.add_row(str(block.index), block.role.label, place(block.locations), escape(block.text))
    screen.print(table)


def document_as_json(document: Document) -> dict[str, Any]:
    """A document as plain data, in the shape that docs/commands.md gives."""
    return {
        "id": document.id,
        "name": document.name,
        "kind": document.kind,
        "title": document.title,
        "date": document.date,
        "issuer": document.issuer,
        "verdict": document.verdict,
        "warnings": list(document.warnings),
        "blocks": [
            {
                "index": block.index,
                "role": block.role,
                "label": block.label or None,
                "text": block.text,
                "table": block.table,
                "locations": [asdict(location) for location in block.locations],
            }
            for block in document.blocks
        ],
    }


def show_status(summary: Summary, failures: Sequence[FailedFile]) -> None:
    """What is in the store."""
    table = _plain("库中现状")
    for standing, count in summary.documents.items():
        table.add_row(f"文书（{standing.label}）", str(count))
    for state, count in summary.findings.items():
        table.add_row(f"条目（{state.label}）", str(count))
    table.add_row("已审但新分析不再给出", str(summary.stale))
    table.add_row("未能读取的文件", str(summary.failures))
    if summary.last_run is not None:
        run = summary.last_run
        table.add_row("最近一次运行", f"{run.started_at} {run.outcome.label if run.outcome else '未正常结束'}")
    out().print(table)
    if summary.coverage:
        out().print(f"段落去向：{in_short(summary.coverage.values())}（详见 yiguan coverage）", markup=False)
    if summary.uncounted:
        out().print(f"另有 {summary.uncounted} 份文书由旧版本分析，去向未记，重新运行后即有", markup=False)
    _notes([(one.name, one.note) for one in summary.notes])
    _failures(failures)


def status_as_json(summary: Summary, failures: Sequence[FailedFile]) -> dict[str, Any]:
    """What is in the store, as plain data."""
    last = asdict(summary.last_run) if summary.last_run else None
    return {
        "documents": {str(name): count for name, count in summary.documents.items()},
        "findings": {str(name): count for name, count in summary.findings.items()},
        "stale": summary.stale,
        "failures": [asdict(one) for one in failures],
        "last_run": last,
        "coverage": [asdict(one) | {"searched": one.use.searched} for one in summary.coverage.values()],
        "uncounted": summary.uncounted,
        "notes": [asdict(one) for one in summary.notes],
    }


def quality_table(table: Mapping[str, Mapping[str, float]]) -> None:
    """Quality figures; names are those of docs/quality.md."""
    shown = wide("项目", "数值")
    for name, figures in table.items():
        shown.add_row(
            name,
            "  ".join(f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in figures.items()),
        )
    out().print(shown)


SHOWN_BY_KIND = (
    ("problem items", "f1"),
    ("problem characters", "f1"),
    ("traps taken", "share"),
    ("commendation items", "f1"),
    ("problem category", "accuracy"),
    ("holder kind", "accuracy"),
    ("voice", "accuracy"),
    ("rectification present", "accuracy"),
    ("status", "accuracy"),
)
"""The figures that are shown for each kind of document."""


def kinds_table(kinds: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
    """The main figures by kind of document; a figure that nothing was there for is left blank."""
    shown = wide("文种", "问题数", *(f"{name} {key}" for name, key in SHOWN_BY_KIND), title="按文种")
    for kind, table in kinds.items():
        cells = (f"{table[name][key]:.3f}" if name in table else "" for name, key in SHOWN_BY_KIND)
        shown.add_row(DocumentKind(kind).label, str(int(table["problem items"]["n"])), *cells)
    out().print(shown)


def reliability_table(bands: Sequence[Band]) -> None:
    """Confidence against rightness."""
    shown = wide("置信度", "条数", "平均置信度", "正确率", title="置信度与正确率")
    for band in bands:
        shown.add_row(f"{band.low:.1f}–{band.high:.1f}", str(band.count), f"{band.confidence:.3f}", f"{band.accuracy:.3f}")
    out().print(shown)


def _failures(failures: Sequence[FailedFile]) -> None:
    if not failures:
        return
    table = wide("文件", "原因", "怎么办", title=f"未能读取的文件（{len(failures)}）")
    for one in failures:
        page = f"第 {one.page} 页：" if one.page else ""
        table.add_row(escape(one.path), escape(page + one.message), escape(one.remedy))
    console().print(table)


def _notes(notes: Sequence[tuple[str, str]]) -> None:
    """What reviewers should look at: a document's own counts that disagree with what was found in it."""
    if notes:
        table = wide("文件", "提示", title=f"文书自述的数目与所列不符，请核对（{len(notes)}）")
        for name, note in notes:
            table.add_row(escape(name), escape(note))
        console().print(table)


def in_short(uses: Iterable[Covered]) -> str:
    """Blocks searched and left out, in one line."""
    told = list(uses)
    searched, left = ([one for one in told if one.use.searched is wanted] for wanted in (True, False))
    reasons = "，".join(f"{one.use.label}{one.blocks}" for one in left)
    whole = f"已检索{sum(one.blocks for one in searched)}段（格）、{sum(one.characters for one in searched)}字"
    return f"{whole}；未检索{sum(one.blocks for one in left)}段（格）" + (f"：{reasons}" if reasons else "")


def _warnings(warnings: Sequence[tuple[str, str]]) -> None:
    for path, warning in warnings[:MOST_WARNINGS]:
        console().print(f"提示：{path}：{warning}", markup=False)
    if len(warnings) > MOST_WARNINGS:
        console().print(f"提示：另有 {len(warnings) - MOST_WARNINGS} 条提示，可用 yiguan read 文件 查看", markup=False)


def place(locations: Sequence[Location]) -> str:
    """Page, row and column of a block, for people."""
    told = []
    for location in locations:
        page = f"第{location.page}页" if location.page else ""
        cell = f"{location.cell[0] + 1}行{location.cell[1] + 1}列" if location.cell else ""
        told.append(page + cell)
    return "、".join(dict.fromkeys(filter(None, told)))


def wide(*headers: str, title: str | None = None) -> Table:
    """A table whose cells are folded, never cut: Chinese has no blanks to break at."""
    table = Table(title=title)
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def _plain(title: str) -> Table:
    table = Table(title=title, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    return table


def out() -> Console:
    """Where results go."""
    return Console(highlight=False, soft_wrap=False)
