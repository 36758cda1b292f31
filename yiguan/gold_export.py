"""`yiguan export --format gold`: documents that reviewers are through with become an annotated folder, to train and to measure with.

A document is left out, and counted, where the format could not hold what was decided, or where a rejection does not tell whether the
passage states a problem: half an annotation would teach what is wrong.
"""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from outputs import AuditAction, Store
from outputs.reviewing import Settled
from schema import (
    Anchor,
    Block,
    BlockRole,
    Cadre,
    Code,
    ConfigError,
    Document,
    Finding,
    Post,
    Rectification,
    Rejection,
    RejectReason,
    StatementType,
)

from .exporting import user
from .gold import read_annotated

BESIDE = frozenset({BlockRole.HEADER, BlockRole.FOOTER, BlockRole.COMMENT, BlockRole.REVISION})
"""Blocks that are no part of the text; left out unless somebody found something in them."""
TRAPS = {
    None: Rejection.EXTERNAL,
    RejectReason.NOT_A_PROBLEM: Rejection.EXTERNAL,
    RejectReason.REQUIREMENT: Rejection.NORMATIVE,
    RejectReason.NEGATED: Rejection.NEGATED,
}
"""What a rejected problem teaches: it looks like one and is nobody's deficiency."""
HEADER = ("cadre_id", "name", "gender", "birth", "unit", "post", "rank", "aliases", "history")
CELLS = " | "


class LeftOut(Code):
    """Why a document that is reviewed is not in the folder."""

    UNCLEAR = "unclear", "有条目以“当事人错”或“其他”驳回，原文是否陈述问题不明"
    MOVED = "moved", "原文的读法已变，条目的位置对不上"
    FORMAT = "format", "标注格式写不下（如分段条目的文字在文中重复出现）"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldExport:
    """What was written."""

    documents: int
    items: int
    traps: int
    left_out: dict[LeftOut, int]
    cadres: int


def export_gold(store: Store, out: Path) -> GoldExport:
    """Write the folder. Raises ConfigError when there is something in it that could be mixed up with what is written."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ConfigError(f"{out} 已存在且不是空文件夹", "标注文件夹要写到新的或空的文件夹")
    out.mkdir(parents=True, exist_ok=True)
    left_out = dict.fromkeys(LeftOut, 0)
    kept: list[dict[str, Any]] = []
    for number, document_id in enumerate(store.reviewing.reviewed(), 1):
        made = _annotated(store, document_id, out / f"d{number:05}")
        if isinstance(made, LeftOut):
            left_out[made] += 1
        else:
            kept += made
    cadres = _current_cadres(store)
    _write_roster(cadres, out / "roster.csv")
    traps = sum(one["type"] == "trap" for one in kept)
    documents = sum(1 for _ in out.glob("*.json"))
    told = {"format": "gold", "documents": documents, "items": len(kept), "cadres": len(cadres)}
    store.audit.record(f"cli:{user()}", AuditAction.EXPORT, "", told)
    return GoldExport(documents=documents, items=len(kept) - traps, traps=traps, left_out=left_out, cadres=len(cadres))


def show_gold_export(done: GoldExport, out: Path) -> None:
    """Tell what was written, and what was left out and why."""
    click.echo(f"已导出 {done.documents} 份审完的文档到 {out}：{done.items} 条标注，{done.traps} 处易误判的文字", err=True)
    for why, count in done.left_out.items():
        if count:
            click.echo(f"另有 {count} 份审完的文档未导出：{why.label}", err=True)
    if not done.documents:
        click.echo("一份文档的全部条目都已确认或驳回（没有待审、存疑），才会导出", err=True)
    if not done.cadres:
        click.echo("库中没有干部名册，训练前请在该文件夹中放入 roster.csv", err=True)


def gold_export_as_json(done: GoldExport) -> dict[str, Any]:
    """What was written, for programs."""
    return {
        "documents": done.documents, "items": done.items, "traps": done.traps, "cadres": done.cadres,
        "left_out": {why.value: count for why, count in done.left_out.items()},
    }  # fmt: skip


def _annotated(store: Store, document_id: str, path: Path) -> list[dict[str, Any]] | LeftOut:
    """Write the document and its annotation, and give its items; or why it cannot be."""
    document, settled = store.document(document_id), store.reviewing.settled(document_id)
    told = {one.finding_id: store.finding(one.finding_id) for one in settled}
    if any(_is_unclear(one, told[one.finding_id]) for one in settled):
        return LeftOut.UNCLEAR
    if any(document.text[anchor.start : anchor.end] != anchor.exact for one in told.values() for anchor in one.anchors):
        return LeftOut.MOVED
    page = _Page(document, [anchor for one in told.values() for anchor in one.anchors])
    items = [item for number, one in enumerate(settled, 1) if (item := _item(page, one, told[one.finding_id], number))]
    gold = {
        "doc": path.name, "kind": document.kind, "title": document.title, "date": document.date, "issuer": document.issuer,
        "items": items,
    }  # fmt: skip
    text, annotation = path.with_suffix(".txt"), path.with_suffix(".json")
    text.write_text(page.text, encoding="utf-8")
    annotation.write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")
    if page.is_ambiguous or not _reads_as(annotation, items):
        text.unlink()
        annotation.unlink()
        return LeftOut.FORMAT
    return items


def _is_unclear(one: Settled, finding: Finding) -> bool:
    problem = finding.type is StatementType.PROBLEM
    return one.asserted is False and problem and one.reason in (RejectReason.WRONG_HOLDER, RejectReason.OTHER)


def _reads_as(annotation: Path, items: Sequence[dict[str, Any]]) -> bool:
    """Whether what was written is read again, every quoted passage at its words."""
    try:
        read = read_annotated(annotation)
    except ConfigError:
        return False
    wanted = [item for item in items if item["type"] != "trap"]
    return all(
        _flat("".join(read.document[span] for span in statement.spans)) == _flat("".join(item["exact"]))
        for item, statement in zip(wanted, read.analysis.statements, strict=True)
    )


def _flat(text: str) -> str:
    return "".join(text.split()).replace("|", "")


class _Page:
    """The text of a document as the format has it, a block a line and a row's cells in one, and where its blocks stand in it."""

    def __init__(self, document: Document, found: Sequence[Anchor]) -> None:
        self.document = document
        self.is_ambiguous = False
        """Whether a passage was asked for that the format cannot tell from the same words elsewhere."""
        touched = {block.index for one in found for block in document.blocks if _touches(document, block, one)}
        blocks = [one for one in document.blocks if one.text.strip() and (one.role not in BESIDE or one.index in touched)]
        lines: list[str] = []
        self._starts: dict[int, int] = {}
        at = 0
        for _, row in groupby(blocks, key=_row):
            parts = list(row)
            for block in parts:
                self._starts[block.index] = at
                at += len(block.text) + len(CELLS)
            at += 1 - len(CELLS)
            lines.append(CELLS.join(block.text for block in parts))
        self.text = "\n".join(lines) + "\n"

    def quoted(self, anchors: Sequence[Anchor]) -> dict[str, Any]:
        """The passage as `exact`, with `nth` where its words stand there more than once."""
        places = [self._start(anchor) for anchor in anchors]
        if len(anchors) == 1:
            before = self._occurrences(anchors[0].exact).index(places[0])
            return {"exact": anchors[0].exact} | ({"nth": before} if before else {})
        firsts = [self.text.find(anchor.exact) for anchor in anchors]
        self.is_ambiguous |= firsts != places
        return {"exact": [anchor.exact for anchor in anchors]}

    def holds(self, words: str | None) -> str | None:
        """The words, if they stand in one line."""
        return words if words and words in self.text else None

    def _start(self, anchor: Anchor) -> int:
        block = self.document.block_at(anchor.start)
        return self._starts[block.index] + anchor.start - self.document.starts[block.index]

    def _occurrences(self, words: str) -> list[int]:
        starts, at = [], self.text.find(words)
        while at >= 0:
            starts.append(at)
            at = self.text.find(words, at + 1)
        return starts


def _touches(document: Document, block: Block, anchor: Anchor) -> bool:
    start = document.starts[block.index]
    return start < anchor.end and anchor.start < start + len(block.text)


def _row(block: Block) -> tuple[object, ...]:
    cell = block.locations[0].cell if block.locations else None
    return (block.index,) if block.role is not BlockRole.CELL or cell is None else ("row", block.table, cell[0])


def _item(page: _Page, settled: Settled, finding: Finding, number: int) -> dict[str, Any] | None:
    """The item of a finding; None where it teaches nothing: praise that is none, the same said twice, what was taken back."""
    if settled.asserted is None:
        return None
    if not settled.asserted:
        if finding.type is not StatementType.PROBLEM or settled.reason is RejectReason.DUPLICATE:
            return None
        return {"id": f"t{number}", "type": "trap", **page.quoted(finding.anchors), "why": TRAPS[settled.reason]}
    person = {"kind": finding.holder.kind, "mention": finding.holder.mention, "cadre_id": finding.holder.cadre_id}
    problem = finding.type is StatementType.PROBLEM
    item = {
        "id": f"{'p' if problem else 'c'}{number}", "type": finding.type, **page.quoted(finding.anchors),
        "category": finding.category.code, "holder": person, "voice": finding.voice.kind,
        "speaker": _person(finding.voice.speaker, finding.voice.cadre_id),
    }  # fmt: skip
    if problem and finding.cue:
        item |= {"cue": finding.cue.kind, "cue_text": page.holds(finding.cue.text)}
        item["rectification"] = _rectification(page, finding.rectification) if finding.rectification else None
    return item


def _rectification(page: _Page, told: Rectification) -> dict[str, Any]:
    measures = [part for one in told.measures for part in one.exact.split("\n") if page.holds(part)]
    return {
        "status": told.status, "status_text": page.holds(told.text), "measures": measures, "deadline": told.deadline,
        "responsible": [_person(one.mention, one.cadre_id) for one in told.responsible],
    }  # fmt: skip


def _person(mention: str | None, cadre_id: str | None) -> dict[str, str | None] | None:
    return {"mention": mention, "cadre_id": cadre_id} if mention else None


def _current_cadres(store: Store) -> tuple[Cadre, ...]:
    imports = store.roster_imports()
    return store.roster(imports[-1].roster).cadres if imports else ()


def _write_roster(cadres: Sequence[Cadre], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for one in cadres:
            post = one.posts[0] if one.posts else None
            writer.writerow([
                one.id, one.name, one.gender, one.birth or "", post.unit if post else "", post.title if post else "", one.rank,
                ";".join(one.aliases), ";".join(_period(post) for post in one.posts if post.start),
            ])  # fmt: skip


def _period(post: Post) -> str:
    return f"{post.start}~{post.end or ''}|{post.unit}|{post.title}"
