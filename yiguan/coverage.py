"""`yiguan coverage`: what became of every block of a document, and the totals of folders: nothing is left unread unnoticed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rich.markup import escape

from ingest import read_isolated
from models import load_models
from nlp import Analyser
from outputs import Covered, Store, covered
from schema import Analysis, BlockUse, Document

from .analyst import types_of
from .config import Settings
from .reports import out, place, wide

UNCOUNTED = "以下文书由旧版本分析，没有记下去向；重新运行 yiguan run 后即有"
SHOWN = 60
"""Characters of a block that was not searched which are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderTotal:
    """The documents of a folder (or of an archive) together."""

    folder: str
    documents: int
    uses: tuple[Covered, ...]


def document_coverage(file: Path, settings: Settings) -> tuple[Document, Analysis]:
    """Read and analyse a file, nothing stored."""
    document = read_isolated(file, settings.read)
    return document, Analyser(load_models(settings.model), [], types_of(settings.problem_types)).analyse(document)


def store_coverage(store: Store) -> tuple[tuple[FolderTotal, ...], tuple[str, ...]]:
    """The totals of each folder of documents at hand, and the paths of documents of which none is known."""
    known = store.coverage()
    folders: dict[str, list[Sequence[Covered]]] = defaultdict(list)
    unknown = []
    for document in store.documents():
        if not document.paths:
            continue
        if document.id in known:
            folders[str(PurePosixPath(document.paths[0]).parent)].append(known[document.id])
        elif document.blocks:
            unknown.append(document.paths[0])
    totals = (FolderTotal(folder=name, documents=len(held), uses=summed(held)) for name, held in sorted(folders.items()))
    return tuple(totals), tuple(sorted(unknown))


def summed(held: Iterable[Sequence[Covered]]) -> tuple[Covered, ...]:
    """The sums by use."""
    blocks: dict[BlockUse, int] = defaultdict(int)
    characters: dict[BlockUse, int] = defaultdict(int)
    for uses in held:
        for one in uses:
            blocks[one.use] += one.blocks
            characters[one.use] += one.characters
    return tuple(Covered(use=use, blocks=blocks[use], characters=characters[use]) for use in BlockUse if use in blocks)


def show_document_coverage(document: Document, analysis: Analysis) -> None:
    """A document's ledger for people: the sums, then every block that was not searched, with the reason."""
    _show(document.name, covered(document, analysis.coverage))
    left = [(block, use) for block, use in zip(document.blocks, analysis.coverage, strict=True) if not use.searched]
    if left:
        table = wide("序", "位置", "未检索的原因", "文字", title="未检索的段落和单元格")
        for block, use in left:
            cut = block.text[:SHOWN] + ("……" if len(block.text) > SHOWN else "")
            table.add_row(str(block.index), place(block.locations), use.label, escape(cut))
        out().print(table)
    for warning in document.warnings:
        out().print(f"没有读入：{warning}", markup=False)
    for doubt in (doubt for count in analysis.counts for doubt in count.doubts):
        out().print(f"提示：{doubt.note}", markup=False)


def show_store_coverage(totals: Sequence[FolderTotal], unknown: Sequence[str]) -> None:
    """The totals of folders for people."""
    for total in totals:
        _show(f"{total.folder}（{total.documents}份）", total.uses)
    if len(totals) > 1:
        _show(f"合计（{sum(total.documents for total in totals)}份）", summed(total.uses for total in totals))
    if unknown:
        out().print(UNCOUNTED, markup=False)
        for path in unknown:
            out().print(f"  {path}", markup=False)


def document_coverage_as_json(document: Document, analysis: Analysis) -> dict[str, Any]:
    """A document's ledger as plain data."""
    return {
        "id": document.id,
        "name": document.name,
        **_as_json(covered(document, analysis.coverage)),
        "ledger": [
            {"block": block.index, "use": use, "searched": use.searched, "characters": len(block.text)}
            for block, use in zip(document.blocks, analysis.coverage, strict=True)
        ],
        "warnings": list(document.warnings),
        "notes": [doubt.note for count in analysis.counts for doubt in count.doubts],
    }


def store_coverage_as_json(totals: Sequence[FolderTotal], unknown: Sequence[str]) -> dict[str, Any]:
    """The totals of folders as plain data."""
    return {
        "folders": [{"folder": one.folder, "documents": one.documents, **_as_json(one.uses)} for one in totals],
        "total": {"documents": sum(one.documents for one in totals), **_as_json(summed(one.uses for one in totals))},
        "unknown": list(unknown),
    }


def _show(title: str, uses: Sequence[Covered]) -> None:
    table = wide("去向", "是否检索", "段（格）", "字", title=escape(title))
    for one in uses:
        table.add_row(one.use.label, "已检索" if one.use.searched else "未检索", str(one.blocks), str(one.characters))
    table.add_row("合计", "", str(_sum(uses)), str(_sum(uses, "characters")))
    out().print(table)


def _as_json(uses: Sequence[Covered]) -> Mapping[str, Any]:
    return {
        "blocks": _sum(uses),
        "characters": _sum(uses, "characters"),
        "uses": [
            {"use": one.use, "searched": one.use.searched, "blocks": one.blocks, "characters": one.characters} for one in uses
        ],
    }


def _sum(uses: Iterable[Covered], what: str = "blocks") -> int:
    return sum(getattr(one, what) for one in uses)
