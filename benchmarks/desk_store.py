"""A store as large as a desk may meet: `python benchmarks/desk_store.py [PLACE] [FINDINGS] [DOCUMENTS]`, 100,000 findings in 10,000 documents.

`fill` makes it by direct inserts, in a minute, with people, records, occurrences and words to search for; invented from a few sentences.
Run as a program, it fills PLACE (or a folder that is thrown away) and tells how long pages of the queue and items of it take.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from outputs import RunOutcome, Standing, Store
from outputs.access import EVERYTHING, Scope
from outputs.packing import pack_analysis, pack_blocks
from outputs.reanalysis import fresh_row
from outputs.reviewing import ConfidenceBand, QueueFilter, QueueOrder
from outputs.reviewing import Verdict as Said
from outputs.reviewing.tables import verdicts
from outputs.search.index import keep_passages
from outputs.tables import decisions, documents, event_marks, files, findings, looks, occasions, runs
from schema import (
    Analysis,
    Basis,
    Block,
    BlockRole,
    BlockUse,
    Cadre,
    Candidate,
    Category,
    CategoryGuess,
    CueKind,
    Document,
    DocumentKind,
    DocumentRef,
    Finding,
    FindingCue,
    Holder,
    HolderKind,
    Location,
    Measure,
    Occasion,
    Post,
    Provenance,
    Rectification,
    RectificationStatus,
    Review,
    ReviewStage,
    ReviewState,
    Roster,
    Span,
    StatementType,
    Verdict,
    Voice,
    VoiceKind,
    finding_id,
)

AT = "2024-03-01T09:00:00+08:00"
PLACES = [f"{first}{last}" for first in "青白黄碧赤玄金银玉石" for last in "河山湖岭桥塘湾洲原浦"]
BUREAUS = ["水利局", "住房和城乡建设局", "教育局", "卫生健康委员会", "财政局", "农业农村局", "交通运输局", "自然资源局"]
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张", "建国志明海涛文博晓峰立群永年少华德胜春生"
SUBJECTS = [
    "理论学习",
    "调查研究",
    "项目推进",
    "执纪监督",
    "联系群众",
    "财务管理",
    "值班值守",
    "档案整理",
    "公文办理",
    "安全检查",
]
FAULTS = ["不够深入", "流于形式", "进度滞后", "把关不严", "办法不多", "落实不到位", "抓得不紧", "重布置轻检查"]
PLAIN = [
    "会议于上午九时开始，由主持人说明议程。",
    "与会人员围绕议题逐一发言。",
    "会后由办公室整理记录并按期报送。",
    "本年度工作总体平稳有序。",
]


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large the store is to be."""

    findings: int = 100_000
    documents: int = 10_000
    cadres: int = 2_000
    blocks: int = 30
    """Of a document, at least."""


def fill(store: Store, size: Size = Size(), *, words: bool = True, seed: int = 7) -> None:
    """Fill an empty store; without `words`, nothing to search for."""
    chance = random.Random(seed)
    people = _cadres(chance, size.cadres)
    store.import_roster(Roster(id="sha256:bench", source="bench.csv", cadres=people), at=AT, pipeline="bench")
    run = {
        "id": "r-bench", "started_at": AT, "ended_at": AT, "pipeline": "bench", "model": "sha256:m", "roster": "sha256:bench",
        "fingerprint": "bench", "outcome": RunOutcome.COMPLETE, "added": size.documents, "findings": size.findings,
    }  # fmt: skip
    with store._database.writing() as connection:
        number = connection.execute(insert(runs).values(run).returning(runs.c.number)).scalar_one()
    each = size.findings // size.documents
    for start in range(0, size.documents, 500):
        made = [_made(chance, number, people, each, size.blocks) for number in range(start, min(start + 500, size.documents))]
        with store._database.writing() as connection:
            _keep(connection, number, chance, made)
            if words:
                for document, _ in made:
                    keep_passages(connection, document)
    store._database.tune()


def _cadres(chance: random.Random, count: int) -> tuple[Cadre, ...]:
    def post() -> Post:
        return Post(unit=chance.choice(PLACES) + "市" + chance.choice(BUREAUS), title="副局长", start="2019-03", end=None)

    return tuple(
        Cadre(
            id=f"BM{number:05}",
            name=chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN),
            posts=(post(),),
        )
        for number in range(count)
    )


def _made(
    chance: random.Random, number: int, people: tuple[Cadre, ...], each: int, blocks: int
) -> tuple[Document, list[tuple[Finding, Cadre]]]:
    unit = chance.choice(people).posts[0].unit
    date = f"{chance.randint(2019, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    lines, held = [f"{unit}民主生活会会议记录（{number}）"], []
    for line in range(max(blocks, 2 * each + 1)):
        if line % 2 == 1 and len(held) < each:
            cadre = chance.choice(people)
            held.append((len(lines), cadre))
            lines.append(
                f"{cadre.name}同志{chance.choice(SUBJECTS)}{chance.choice(FAULTS)}，{chance.choice(SUBJECTS)}{chance.choice(FAULTS)}。"
            )
        else:
            lines.append(chance.choice(PLAIN))
    kind = chance.choice(list(DocumentKind))
    document = Document(
        id=f"sha256:{number:064x}", name=f"{number}.docx", kind=kind, title=lines[0], date=date, issuer=unit,
        blocks=tuple(
            Block(index=index, role=BlockRole.PARAGRAPH, text=text, locations=(Location(page=1 + index // 20, block=index),))
            for index, text in enumerate(lines)
        ),
    )  # fmt: skip
    return document, [(_finding(chance, document, block, cadre), cadre) for block, cadre in held]


def _finding(chance: random.Random, document: Document, block: int, cadre: Cadre) -> Finding:
    whole = document.span_of(document.blocks[block])
    span = Span(start=whole.start + len(cadre.name) + 2, end=whole.end - 1)
    category = chance.choice(list(Category))
    sure = chance.random() < 0.8
    other = Candidate(cadre_id="BM00000", score=0.2, reasons=("姓名相近",))
    one = Candidate(cadre_id=cadre.id, score=0.98 if sure else 0.5, reasons=("姓名一致", "时任该单位领导班子成员"))
    rectified = Rectification(
        status=chance.choice(list(RectificationStatus)), text=None, responsible=(), deadline=chance.choice([None, "2024-06-30"]),
        measures=(Measure(exact=document.text[whole.end - 3 : whole.end], start=whole.end - 3, end=whole.end),),
    )  # fmt: skip
    return Finding(
        id=finding_id(document.id, [span]),
        type=StatementType.PROBLEM,
        document=DocumentRef(
            id=document.id, name=document.name, kind=document.kind, title=document.title, date=document.date, issuer=document.issuer
        ),
        anchor=document.anchor(span),
        category=CategoryGuess(code=category, label=category.label, score=0.9),
        holder=Holder(
            kind=HolderKind.CADRE, mention=f"{cadre.name}同志", cadre_id=cadre.id if sure else None, score=one.score,
            candidates=(one, other),
        ),
        voice=Voice(kind=chance.choice(list(VoiceKind)), speaker=None, cadre_id=None),
        cue=FindingCue(kind=CueKind.NONE, text=None),
        rectification=rectified if chance.random() < 0.4 else None,
        event=None,
        problem_type=None,
        confidence=round(chance.betavariate(6, 2), 4),
        review=Review(),
        provenance=Provenance(pipeline="bench", model="sha256:m", run="r-bench"),
    )  # fmt: skip


def _keep(connection: Any, run: int, chance: random.Random, made: list[tuple[Document, list[tuple[Finding, Cadre]]]]) -> None:
    kept: dict[Any, list[dict[str, Any]]] = {
        table: [] for table in (documents, files, occasions, findings, decisions, verdicts, event_marks, looks)
    }
    for document, held in made:
        kept[documents].append(_document_row(document, run))
        kept[files].append(_file_row(document, run))
        kept[occasions].append({"document_id": document.id, "unit": document.issuer})
        seen = {}
        for finding, cadre in held:
            row, first = _reviewed(fresh_row(finding), chance.random())
            kept[findings].append(row)
            kept[verdicts] += first
            if row["state"] is not ReviewState.PENDING:
                kept[decisions].append(_decision_row(row))
            kept[event_marks].append(_mark_row(finding))
            seen[cadre.id] = {
                "document_id": document.id, "cadre_id": cadre.id, "voice": VoiceKind.PEER, "basis": Basis.ATTENDEE,
                "ref_year": int((document.date or "2024")[:4]), "weight": 1.0,
            }  # fmt: skip
        kept[looks] += seen.values()
    for table, rows in kept.items():
        if rows:
            connection.execute(insert(table), rows)


def _document_row(document: Document, run: int) -> dict[str, Any]:
    analysis = Analysis(
        occasion=Occasion(date=document.date, unit=document.issuer, people=()), statements=(), rejected=(), skipped=(),
        coverage=(BlockUse.PROSE,) * len(document.blocks),
    )  # fmt: skip
    return {
        "id": document.id, "standing": Standing.PRESENT, "name": document.name, "kind": document.kind, "title": document.title,
        "date": document.date, "issuer": document.issuer, "verdict": Verdict.OK, "warnings": "[]", "fingerprint": "bench",
        "run": run, "block_count": len(document.blocks), "skipped_count": 0, "rejected_count": 0,
        "blocks": pack_blocks(document.blocks), "analysis": pack_analysis(analysis),
    }  # fmt: skip


def _file_row(document: Document, run: int) -> dict[str, Any]:
    return {
        "path": f"/bench/{document.name}", "content": document.id, "size": 1, "mtime_ns": 1, "standing": Standing.PRESENT,
        "run": run, "document_id": document.id,
    }  # fmt: skip


def _reviewed(row: dict[str, Any], draw: float) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row with where it stands in review, and a first verdict where a second is awaited."""
    row |= {"given_by": None, "decided_by": None, "decided_at": None, "since": AT}
    if draw < 0.7:
        return row, []
    if draw < 0.8:
        first = {
            "finding_id": row["id"], "stage": ReviewStage.FIRST, "state": ReviewState.CONFIRMED, "note": "", "by": "limin",
            "at": AT, "revision": 1,
        }  # fmt: skip
        return row | {"stage": ReviewStage.SECOND, "given_by": "\nlimin\n", "revision": 2}, [first]
    state = ReviewState.CONFIRMED if draw < 0.96 else ReviewState.REJECTED
    return row | {"stage": ReviewStage.DONE, "state": state, "decided_by": "limin", "decided_at": AT, "revision": 2}, []


def _decision_row(row: dict[str, Any]) -> dict[str, Any]:
    return {"finding_id": row["id"], "revision": 2, "state": row["state"], "by": "limin", "at": AT, "note": ""}


def _mark_row(finding: Finding) -> dict[str, Any]:
    return {
        "finding_id": finding.id, "event_id": "e" + finding.id[1:], "primary": True, "concrete": False,
        "ref_year": int((finding.document.date or "2024")[:4]), "unit": finding.document.issuer, "post": "副局长", "line": None,
    }  # fmt: skip


def measured(deed: Callable[[], Any], times: int = 20) -> dict[str, float]:
    """How long it takes, in milliseconds: by the clock, and of one core's time, which a busy machine does not falsify."""
    clock, core = [], []
    for _ in range(times):
        started, worked = time.perf_counter(), time.thread_time()
        deed()
        clock.append(1000 * (time.perf_counter() - started))
        core.append(1000 * (time.thread_time() - worked))
    return {
        "median": _part(clock, 0.5),
        "p95": _part(clock, 0.95),
        "core median": _part(core, 0.5),
        "core p95": _part(core, 0.95),
    }


def _part(took: list[float], share: float) -> float:
    return round(sorted(took)[round(share * (len(took) - 1))], 1)


def pages(store: Store) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Looks at the queue that a reviewer may take, by name."""
    unit = PLACES[3] + "市" + BUREAUS[2]
    filters = {
        "everything": {}, "category": {"category": Category.INTEGRITY}, "cadre": {"cadre_id": "BM00007"}, "unit": {"unit": unit},
        "place": {"unit": PLACES[3]}, "kind": {"kind": DocumentKind.AUDIT}, "band": {"band": ConfidenceBand.DOUBTFUL},
        "link": {"link_doubtful": True}, "document": {"document_id": f"sha256:{77:064x}"}, "age": {"before": "2024-03-02"},
        "second": {"stage": ReviewStage.SECOND}, "settled": {"stage": ReviewStage.DONE},
    }  # fmt: skip
    for name, wanted in filters.items():
        for order in QueueOrder:
            asked = QueueFilter(order=order, **wanted)  # type: ignore[arg-type]
            yield f"{name}, {order}", lambda asked=asked: store.reviewing.queue(asked, scope=EVERYTHING, reader_login="wangfang")
    scope = Scope(frozenset({PLACES[3], PLACES[4]}))
    yield "scoped", lambda: store.reviewing.queue(scope=scope, reader_login="wangfang")
    page, mark = QueueFilter(), None
    for _ in range(20):
        mark = store.reviewing.queue(page, scope=EVERYTHING, reader_login="wangfang", after=mark, limit=500).next
    yield "deep", lambda: store.reviewing.queue(page, scope=EVERYTHING, reader_login="wangfang", after=mark)
    ids = [one.finding_id for one in store.reviewing.queue(scope=EVERYTHING, reader_login="wangfang").items]
    chance = random.Random(1)
    yield "item", lambda: store.reviewing.item(chance.choice(ids), "wangfang")
    yield "verdict and undo", lambda: _judged(store, chance.choice(ids))
    yield "figures", lambda: store.reviewing.quality(EVERYTHING)


def _judged(store: Store, finding_id: str) -> None:
    seen = store.reviewing.item(finding_id, "wangfang")
    given = {"stage": ReviewStage.FIRST, "state": ReviewState.CONFIRMED, "by": "wangfang", "at": AT, "revision": seen.revision}
    store.reviewing.give(Said(finding_id=finding_id, **given))
    store.reviewing.undo(finding_id, "wangfang", AT)


def main() -> None:
    """Fill a store unless it is there, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "desk.db"
        size = Size(
            findings=int(sys.argv[2]) if len(sys.argv) > 2 else 100_000,
            documents=int(sys.argv[3]) if len(sys.argv) > 3 else 10_000,
        )
        there = place.exists()
        with Store.open(place) as store:
            if not there:
                start = time.perf_counter()
                fill(store, size)
                print(json.dumps({"filled": size.findings, "seconds": round(time.perf_counter() - start, 1)}))
            for name, deed in pages(store):
                print(json.dumps({"what": name, **measured(deed)}))


if __name__ == "__main__":
    main()
