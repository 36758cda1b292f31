"""What commands show of cadre records: contradictions with their places, files that were skipped, and what a newer roster changed."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.markup import escape

from cadres import LABELS
from schema import RecordChange, RosterChanges, RosterError

from .reports import out, wide
from .watching import console

MOST_CHANGES = 20
"""Changed records that are shown one by one; all of them are in the store."""


def show_faults(faults: Sequence[RosterError], path: Path) -> None:
    """The contradictions of the records."""
    if not faults:
        out().print(f"{path}：没有发现矛盾", markup=False)
        return
    several = any(fault.path != str(path) for fault in faults)
    head = (*(["文件"] if several else []), "行", "列", "问题", "怎么办")
    table = wide(*head, title=escape(f"{path}：{len(faults)} 处需要核对"))
    for fault in faults:
        file = [escape(_within(fault.path, path))] if several else []
        table.add_row(*file, str(fault.row or ""), escape(fault.column or ""), escape(fault.message), escape(fault.remedy))
    out().print(table)


def faults_as_json(faults: Iterable[RosterError]) -> list[dict[str, Any]]:
    """The contradictions as plain data."""
    return [{"file": f.path, "row": f.row, "column": f.column, "message": f.message, "remedy": f.remedy} for f in faults]


def show_news(changes: RosterChanges, skipped: Sequence[RosterError], unread: int, path: Path) -> None:
    """What the roster of a run changed in the records, and what of it could not be read; nothing when all is as before."""
    if skipped:
        table = wide("文件", "原因", "怎么办", title=f"没有采用的干部记录（{len(skipped)}）")
        for one in skipped:
            table.add_row(escape(_within(one.path, path)), escape(one.message), escape(one.remedy))
        console().print(table)
    if unread:
        console().print(f"干部名册里有 {unread} 处没有读懂，未采用；请用 yiguan check-roster 查看", markup=False)
    if not (changes.added or changes.changed or changes.gone):
        return
    counts = f"新增 {len(changes.added)}、变更 {len(changes.changed)}、不再列入 {len(changes.gone)}、未变 {changes.same}"
    console().print(f"干部名册：{counts}", markup=False)
    # Of a first roster everyone is new: nothing to tell of.
    told = [*(one for one in changes.changed if one.doubt), *(one for one in changes.changed if not one.doubt), *changes.gone]
    for change in told[:MOST_CHANGES]:
        console().print("  " + change_in_words(change), markup=False)
    if len(told) > MOST_CHANGES:
        console().print(f"  ……另有 {len(told) - MOST_CHANGES} 人，均已存入库中", markup=False)


def change_in_words(change: RecordChange) -> str:
    """A record's change in a line: `何沛（YZ001）变更：任职 2019-03~今 市水利局局长 → 2019-03~2024-01 市水利局局长`."""
    fields = "；".join(f"{LABELS[one.field]} {one.before or '（无）'} → {one.after or '（无）'}" for one in change.fields)
    said = f"{change.name}（{change.cadre_id}）{change.kind.label}" + (f"：{fields}" if fields else "")
    return f"{said}【{change.doubt}】" if change.doubt else said


def news_as_json(changes: RosterChanges, skipped: Iterable[RosterError], unread: int) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "added": len(changes.added),
        "changed": [asdict(one) for one in changes.changed],
        "gone": [{"cadre_id": one.cadre_id, "name": one.name} for one in changes.gone],
        "same": changes.same,
        "unread": unread,
        "skipped": [{"file": one.path, "message": one.message, "remedy": one.remedy} for one in skipped],
    }


def _within(file: str, path: Path) -> str:
    return file.removeprefix(f"{path}/")
