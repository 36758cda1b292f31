"""Exports measured: `python benchmarks/exports.py [FINDINGS] [FORMAT...]`, each format in a process of its own, from one store on the disk.

The findings are those of the annotated examples, told again in other documents until there are so many. All are confirmed.
"""

import hashlib
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from outputs import EXPORTERS, ExportNote, StateFilter, Store, export
from outputs.packing import pack_analysis, pack_blocks
from outputs.tables import documents, event_marks, findings, runs
from schema import Analysis, Finding, Occasion, ReviewState, finding_to_json
from tests.yiguan.golden_findings import golden

TURNS = 40
"""How often the examples are told again before SQLite copies what there is."""
EMPTY = {
    "blocks": pack_blocks(()),
    "analysis": pack_analysis(
        Analysis(occasion=Occasion(date=None, unit=None, people=()), statements=(), rejected=(), skipped=())
    ),
}


def told_again(told: list[Finding], turn: int) -> Iterator[Finding]:
    """The findings in documents of another turn."""
    for one in told:
        document = replace(one.document, id=f"sha256:{_key(turn, one.document.id)}", name=f"{turn}-{one.document.name}")
        yield replace(one, id=f"f-{_key(turn, one.id)[:20]}", document=document)


def fill(location: str, wanted: int) -> None:
    """Make a store of so many confirmed findings, past the ways in that people and runs take: some thousands, which SQLite then copies."""
    told = [finding for document in golden(Path("examples/gold"))[1] for finding in document.findings]
    with Store.open(location) as store, store._database.writing() as connection:
        first = {"number": 1, "id": "r-1", "started_at": "", "pipeline": "0", "model": "0", "roster": "0", "fingerprint": "0"}
        connection.execute(insert(runs).values(first))
        made = 0
        for turn in range(min(TURNS, -(-wanted // len(told)))):
            some = list(told_again(told, turn))[: wanted - made]
            made += len(some)
            held = {one.document.id: one.document for one in some}
            connection.execute(insert(documents), [_document(one) for one in held.values()])
            connection.execute(insert(findings), [_finding(one) for one in some])
            connection.execute(insert(event_marks), [_mark(one) for one in some])
        copies = 0
        while made < wanted:
            copies += 1
            made += _copied(connection, copies, min(wanted - made, TURNS * len(told)))


def _copied(connection: Connection, number: int, most: int) -> int:
    """Tell the first findings again, in other documents under other ids."""
    finding, document = f"'f-g{number:04}' || substr({{}}, 8)", f"'sha256:g{number:04}' || substr({{}}, 13)"
    for table, changes in (
        (documents, {"id": document.format("id")}),
        (
            findings,
            {
                "id": finding.format("id"),
                "document_id": document.format("document_id"),
                "wire": f"replace(wire, id, {finding.format('id')})",
            },
        ),
        (event_marks, {"finding_id": finding.format("finding_id")}),
    ):
        names = [f'"{column.name}"' for column in table.columns]
        taken = [changes.get(column.name, f'"{column.name}"') for column in table.columns]
        limit = f"ORDER BY rowid LIMIT {most}" if table is not documents else f"ORDER BY rowid LIMIT {TURNS * 16}"
        connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {', '.join(taken)} FROM {table.name} {limit}"
        )
    return most


def _key(turn: int, id: str) -> str:
    return hashlib.sha256(f"{turn} {id}".encode()).hexdigest()


def _document(one: Any) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("id", "name", "kind", "title", "date", "issuer")}
    counts = {"block_count": 0, "skipped_count": 0, "rejected_count": 0}
    return told | counts | EMPTY | {"standing": "present", "verdict": "ok", "warnings": "[]", "fingerprint": "0", "run": 1}


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "id": one.id, "document_id": one.document.id, "date": one.document.date or "", "start": one.anchors[0].start,
        "type": one.type, "category": one.category.code, "holder": one.holder.kind, "cadre_id": one.holder.cadre_id,
        "confidence": one.confidence, "state": ReviewState.CONFIRMED, "decided_by": "李敏",
        "decided_at": "2024-03-01T09:00:00+08:00", "revision": 2, "stale": False, "wire": finding_to_json(one),
    }  # fmt: skip


def _mark(one: Finding) -> dict[str, Any]:
    return {
        "finding_id": one.id, "event_id": f"e-{one.id[2:]}", "primary": True, "concrete": True, "ref_year": 2023,
        "unit": "市水利局", "post": "副局长", "line": None,
    }  # fmt: skip


def measured(location: str, out: Path, form: str) -> None:
    """Export everything, and tell how long it took and how much memory."""
    note = ExportNote(state=StateFilter.CONFIRMED, at="2024-03-01T09:00:00+08:00", version="0")
    with Store.open(location) as store:
        began, used = time.perf_counter(), time.process_time()
        count = export(store.selected(), out, note, format=form)
        seconds, processor = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = out.stat().st_size / 1e6
    print(
        f"{form:10} {count:9,} 条 {seconds:7.1f} 秒 {count / seconds:9,.0f} 条/秒 "
        f"处理器 {processor:6.1f} 秒 峰值 {peak:6.0f} MB 文件 {size:7.1f} MB",
        flush=True,
    )


def main() -> None:
    """Fill a store and export it in each format."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    forms = sys.argv[2:] or [form.lstrip(".") for form in EXPORTERS]
    processes = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        location = f"{folder}/many.db"
        filling = processes.Process(target=fill, args=(location, wanted))
        filling.start()
        filling.join()
        for form in forms:
            one = processes.Process(target=measured, args=(location, Path(folder, f"out.{form}"), form))
            one.start()
            one.join()


if __name__ == "__main__":
    main()
