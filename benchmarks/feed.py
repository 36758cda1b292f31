"""The feed measured: `python benchmarks/feed.py [FINDINGS] [PAGES]`, pages of 100 changes at random depths of a large feed.

Findings are put into the tables directly, half of them released after all were told of as waiting, as when a large folder was
read first and reviewed later. Told are the times of `Store.feed.changes` and of writing the page as JSON.
"""

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from statistics import median, quantiles

from outputs import Store
from outputs.access import EVERYTHING, Scope
from outputs.feed.envelope import change_to_dict
from schema import Finding, finding_to_json
from tests.outputs.builders import document, finding, keep

UNITS = 200
PER_DOCUMENT = 100
TEXT = document(
    *(f"张建国同志第{line}次提到理论学习不够深入，满足于一般性了解，结合实际思考不多。" for line in range(PER_DOCUMENT))
)


def fill(path: Path, wanted: int) -> None:
    """Put so many findings into the store, by hundreds a document, and tell the feed of them."""
    templates = [finding(TEXT, TEXT.span_of(block)) for block in TEXT.blocks]
    with Store.open(path) as store:
        keep(store, TEXT, *templates)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    total = wanted // PER_DOCUMENT
    for number in range(1, total + 1):
        _copy(connection, templates, number, number % UNITS)
        if number % 500 == 0:
            connection.commit()
            print(f"\r{number * PER_DOCUMENT} findings", end="", file=sys.stderr)
    released = "INSERT INTO changes (finding_id, kind, public, revision, places, at) SELECT finding_id, 'confirmed', 1, 2, places, '' FROM told"
    connection.execute("UPDATE findings SET state = 'confirmed', revision = 2 WHERE rowid % 2")
    connection.execute(f"{released} WHERE finding_id IN (SELECT id FROM findings WHERE state = 'confirmed')")
    connection.commit()
    connection.execute("ANALYZE")
    connection.close()


def _copy(connection: sqlite3.Connection, templates: list[Finding], number: int, unit: int) -> None:
    key = f"sha256:{number:064d}"
    _clone(connection, "documents", TEXT.id, {"id": key})
    connection.execute("INSERT INTO occasions VALUES (?, ?)", (key, f"第{unit}局"))
    names = [row[1] for row in connection.execute("PRAGMA table_info(findings)")]
    base = connection.execute(f"SELECT {', '.join(names)} FROM findings WHERE id = ?", (templates[0].id,)).fetchone()
    rows = []
    for line, template in enumerate(templates):
        told = replace(template, id=f"f-{number:010x}{line:04x}", document=replace(template.document, id=key))
        changes = {"id": told.id, "document_id": key, "start": told.anchors[0].start, "wire": finding_to_json(told)}
        rows.append([changes.get(name, value) for name, value in zip(names, base, strict=True)])
    connection.executemany(f"INSERT INTO findings VALUES ({', '.join('?' * len(names))})", rows)
    places = json.dumps([f"第{unit}局"], ensure_ascii=False)
    steps = [(row[names.index("id")], places) for row in rows]
    connection.executemany(
        "INSERT INTO changes (finding_id, kind, public, revision, places, at) VALUES (?, 'created', 0, 1, ?, '')", steps
    )
    connection.executemany("INSERT INTO told VALUES (?, 1, 0, 1, '', NULL, ?)", steps)


def _clone(connection: sqlite3.Connection, table: str, key: str, changes: dict[str, object]) -> None:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    row = connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (key,)).fetchone()
    values = [changes.get(name, value) for name, value in zip(names, row, strict=True)]
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", values)


@dataclass
class Times:
    """Milliseconds of pages."""

    read: list[float] = field(default_factory=list)
    written: list[float] = field(default_factory=list)
    """With the page's JSON."""
    reckoned: list[float] = field(default_factory=list)
    """Of the processor, without the JSON: what a page would take if nothing else ran here."""
    changes: int = 0


def measure(store: Store, depths: Iterator[int], pages: int, scope: Scope, *, pending: bool) -> Times:
    """Read so many pages."""
    times = Times()
    for _ in range(pages):
        after = next(depths)
        begun, busy = time.perf_counter(), time.process_time()
        page = store.feed.changes(after, 100, scope, pending=pending)
        times.read.append((time.perf_counter() - begun) * 1000)
        times.reckoned.append((time.process_time() - busy) * 1000)
        json.dumps([change_to_dict(change) for change in page.changes], ensure_ascii=False)
        times.written.append((time.perf_counter() - begun) * 1000)
        times.changes += len(page.changes)
    return times


def _told(name: str, times: Times) -> None:
    last = {kind: quantiles(getattr(times, kind), n=20)[-1] for kind in ("read", "reckoned", "written")}
    print(
        f"{name}: page p50 {median(times.read):.1f} ms, p95 {last['read']:.1f} ms (processor {last['reckoned']:.1f} ms); "
        f"with JSON p95 {last['written']:.1f} ms; {times.changes / len(times.read):.0f} changes a page"
    )


def main() -> None:
    """Fill a store and read pages at random depths."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.db"
        begun = time.perf_counter()
        fill(path, wanted)
        print(f"\n{wanted} findings, {path.stat().st_size / 2**20:.0f} MB, filled in {time.perf_counter() - begun:.0f} s")
        with Store.open(path) as store:
            head, random = store.feed.head(), Random(1)
            depths = iter(lambda: random.randrange(head - 100), -1)
            for name, scope, pending in (
                ("released", EVERYTHING, False),
                ("also waiting", EVERYTHING, True),
                ("released, of one unit in 200", Scope(frozenset({"第7局"})), False),
            ):
                _told(name, measure(store, depths, pages, scope, pending=pending))


if __name__ == "__main__":
    main()
