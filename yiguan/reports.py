"""What commands show: closing tables for people, the same as plain data for programs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from outputs import FailedFile, Summary
from schema import Document, Location, RosterError

from .pipeline import RunReport
from .watching import console

NOTICE = "结果仅供研判参考，不作为结论；未经审核的条目默认不会导出"
MOST_WARNINGS = 20


def run_tables(report: RunReport) -> None:
    """The closing table of a run; failures and warnings go to stderr."""
    _failures(report.failures)
    _warnings(report.warnings)
    table = _plain("本次运行")
    for name, value in (
        ("新读文书", report.read),
        ("未变文书", report.unchanged),
        ("读取失败", len(report.failures)),
        ("文件已不在", report.missing),
        ("新得条目", report.findings),
        ("其中问题", report.problems),
        ("已关联干部", report.linked),
    ):
        table.add_row(name, str(value))
    _out().print(table)
    _out().print(NOTICE, style="dim")


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
        "warnings": [{"path": path, "warning": warning} for path, warning in report.warnings],
    }


def show_document(document: Document) -> None:
    """A document as read."""
    out = _out()
    for name, value in (
        ("标题", document.title),
        ("文种", document.kind.label),
        ("日期", document.date or "（未能判定）"),
        ("发文单位", document.issuer or "（未能判定）"),
        ("读取", document.verdict.label),
    ):
        out.print(f"{name}：{value}", markup=False)
    for warning in document.warnings:
        console().print(f"提示：{warning}", markup=False)
    table = _wide("序", "类型", "位置", "文字")
    for block in document.blocks:
        table.add_row(str(block.index), block.role.label, _place(block.locations), escape(block.text))
    out.print(table)


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
    _out().print(table)
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
    }


def show_faults(faults: Sequence[RosterError], file: Path) -> None:
    """A roster's contradictions."""
    if not faults:
        _out().print(f"{file}：没有发现矛盾", markup=False)
        return
    table = _wide("行", "列", "问题", "怎么办", title=escape(f"{file}：{len(faults)} 处需要核对"))
    for fault in faults:
        table.add_row(str(fault.row or ""), fault.column or "", escape(fault.message), escape(fault.remedy))
    _out().print(table)


def faults_as_json(faults: Iterable[RosterError]) -> list[dict[str, Any]]:
    """A roster's contradictions as plain data."""
    return [{"row": f.row, "column": f.column, "message": f.message, "remedy": f.remedy} for f in faults]


def quality_table(table: Mapping[str, Mapping[str, float]]) -> None:
    """Quality figures; names are those of docs/quality.md."""
    shown = _wide("项目", "数值")
    for name, figures in table.items():
        shown.add_row(
            name,
            "  ".join(f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in figures.items()),
        )
    _out().print(shown)


def _failures(failures: Sequence[FailedFile]) -> None:
    if not failures:
        return
    table = _wide("文件", "原因", "怎么办", title=f"未能读取的文件（{len(failures)}）")
    for one in failures:
        page = f"第 {one.page} 页：" if one.page else ""
        table.add_row(escape(one.path), escape(page + one.message), escape(one.remedy))
    console().print(table)


def _warnings(warnings: Sequence[tuple[str, str]]) -> None:
    for path, warning in warnings[:MOST_WARNINGS]:
        console().print(f"提示：{path}：{warning}", markup=False)
    if len(warnings) > MOST_WARNINGS:
        console().print(f"提示：另有 {len(warnings) - MOST_WARNINGS} 条提示，可用 yiguan read 文件 查看", markup=False)


def _place(locations: Sequence[Location]) -> str:
    told = []
    for location in locations:
        page = f"第{location.page}页" if location.page else ""
        cell = f"{location.cell[0] + 1}行{location.cell[1] + 1}列" if location.cell else ""
        told.append(page + cell)
    return "、".join(dict.fromkeys(filter(None, told)))


def _wide(*headers: str, title: str | None = None) -> Table:
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


def _out() -> Console:
    return Console(highlight=False, soft_wrap=False)
