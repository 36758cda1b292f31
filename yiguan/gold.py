"""Gold folders (format 1): annotated documents, read as what a perfect analysis would tell of them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest import read
from schema import (
    Analysis,
    Category,
    ConfigError,
    Cue,
    CueKind,
    Document,
    DocumentKind,
    Held,
    HolderKind,
    IngestError,
    Mention,
    MentionForm,
    Occasion,
    RectificationStatus,
    Rectified,
    Rejected,
    Rejection,
    Said,
    Span,
    Statement,
    StatementType,
    VoiceKind,
)

from .scoring import GoldLinks

REMEDY = "请对照标注规范修正后重试"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A document with its annotation."""

    document: Document
    analysis: Analysis
    links: tuple[GoldLinks, ...]
    """Of the statements, in the same order."""
    writer: str
    """The gold folder's name: whole writers are held back, never single documents."""


def read_gold(folder: Path) -> Iterator[GoldDocument]:
    """The documents of a gold folder in order of their names. Raises ConfigError for what breaks the format."""
    paths = sorted(path for path in folder.glob("*.json"))
    if not paths:
        raise ConfigError(f"{folder} 中没有标注文件（NAME.json）", "请指定标注文件夹，其中应有 NAME.txt、NAME.json 和 roster.csv")
    for path in paths:
        yield read_annotated(path)


def read_annotated(path: Path) -> GoldDocument:
    """The document that NAME.json annotates. Raises ConfigError for what breaks the format."""
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
        read_document = read(path.with_suffix(".txt"))
        document = replace(
            read_document, kind=DocumentKind(gold["kind"]), date=gold["date"], title=gold["title"], issuer=gold.get("issuer")
        )
        place = _Places(path.with_suffix(".txt").read_text(encoding="utf-8-sig"), document)
        analysis = _analysis(gold, place, document)
    except (LookupError, ValueError, TypeError, AttributeError, IngestError) as error:
        raise ConfigError(f"标注文件 {path} 不合规范：{error}", REMEDY) from error
    links = tuple(_links(item) for item in gold["items"] if item["type"] != "trap")
    return GoldDocument(document=document, analysis=analysis, links=links, writer=path.parent.name)


class _Places:
    """Finds quoted words of the annotated text in the canonical text: both are the same but for blanks and cell bars."""

    def __init__(self, raw: str, document: Document) -> None:
        self.raw = raw
        self.document = document
        self.kept = [index for index, character in enumerate(document.text) if not character.isspace()]
        flat = "".join(document.text[index] for index in self.kept)
        self.offsets: list[int | None] = []
        position = 0
        for character in raw:
            here = position < len(flat) and flat[position] == character
            self.offsets.append(position if here else None)
            position += here
        if position != len(flat):
            raise ValueError(f"原文与读取结果不一致（第 {position} 字附近：{flat[position : position + 12]}）")

    def spans(self, exact: str | Sequence[str], nth: int = 0) -> tuple[Span, ...]:
        parts = [exact] if isinstance(exact, str) else list(exact)
        return tuple(span for part in parts for span in self._span(part, self._nth(part, nth if len(parts) == 1 else 0)))

    def nearest(self, exact: str, anchor: int) -> Span:
        """The occurrence that follows the anchor most closely, else the one before it."""
        found = [self._span(exact, start)[0] for start in self._starts(exact)]
        after = [span for span in found if span.start >= anchor]
        return min(after or found, key=lambda span: abs(span.start - anchor))

    def _starts(self, exact: str) -> list[int]:
        starts, at = [], self.raw.find(exact)
        while at >= 0:
            starts.append(at)
            at = self.raw.find(exact, at + 1)
        if not starts:
            raise ValueError(f"原文中没有“{exact[:30]}”")
        return starts

    def _nth(self, exact: str, nth: int) -> int:
        starts = self._starts(exact)
        return starts[min(nth, len(starts) - 1)]

    def _span(self, exact: str, start: int) -> list[Span]:
        positions = [offset for offset in self.offsets[start : start + len(exact)] if offset is not None]
        first, last = self.kept[positions[0]], self.kept[positions[-1]] + 1
        spans = []
        for block in self.document.blocks_in(Span(start=first, end=last)):
            whole = self.document.span_of(block)
            spans.append(Span(start=max(first, whole.start), end=min(last, whole.end)))
        return spans


def _analysis(gold: dict[str, Any], place: _Places, document: Document) -> Analysis:
    items = gold["items"]
    return Analysis(
        occasion=Occasion(date=document.date, unit=document.issuer, people=()),
        statements=tuple(_statement(item, place) for item in items if item["type"] != "trap"),
        rejected=tuple(
            Rejected(span=span, rejected_as=Rejection(item["why"]), score=1.0)
            for item in items
            if item["type"] == "trap"
            for span in place.spans(item["exact"], item.get("nth", 0))
        ),
        skipped=(),
    )


def _statement(item: dict[str, Any], place: _Places) -> Statement:
    spans = place.spans(item["exact"], item.get("nth", 0))
    kind = CueKind(item.get("cue") or "none")
    cue = Cue(kind=kind, span=place.nearest(item["cue_text"], spans[0].start) if item.get("cue_text") else None)
    return Statement(
        type=StatementType(item["type"]),
        spans=spans,
        category=Category(item["category"]),
        category_score=1.0,
        held=Held(kind=HolderKind(item["holder"]["kind"]), mention=_mention(item["holder"])),
        said=Said(kind=VoiceKind(item["voice"]), speaker=_mention(item.get("speaker"))),
        cue=cue,
        rectified=_rectified(item.get("rectification"), place, spans[0].start),
        score=1.0,
    )


def _links(item: dict[str, Any]) -> GoldLinks:
    responsible = (item.get("rectification") or {}).get("responsible", ())
    return GoldLinks(
        holder=item["holder"].get("cadre_id"),
        speaker=(item.get("speaker") or {}).get("cadre_id"),
        responsible=frozenset(person["cadre_id"] for person in responsible if person.get("cadre_id")),
    )


def _mention(person: dict[str, Any] | None) -> Mention | None:
    return Mention(text=person["mention"], form=MentionForm.OTHER) if person and person.get("mention") else None


def _rectified(told: dict[str, Any] | None, place: _Places, anchor: int) -> Rectified | None:
    if not told:
        return None
    return Rectified(
        status=RectificationStatus(told["status"]),
        status_span=place.nearest(told["status_text"], anchor) if told.get("status_text") else None,
        measures=tuple(place.nearest(measure, anchor) for measure in told.get("measures", ())),
        deadline=told.get("deadline"),
        responsible=tuple(mention for person in told.get("responsible", ()) if (mention := _mention(person)) is not None),
    )
