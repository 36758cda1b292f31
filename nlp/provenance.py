"""From whom a statement comes, by the words that tell it: a source column, a note, the sentence before, headings, the title."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from schema import Document, DocumentKind, Span, VoiceKind

from .lexicon import patterns
from .scenes import Scene
from .sections import Place

REACH = 60
"""Characters before a statement, in its block, that may lead to it."""
NOTE = 24
"""Characters after a statement that may note its source."""
GENRE = re.compile(r"(?:情况|工作|意见)?的?(?:通报|反馈|报告|函|意见)(?:（[^（）]*）)?$")
HEAD = 5
"""Blocks from the top that tell what a paper is about."""


@lru_cache(maxsize=65536)
def sources(words: str) -> tuple[str, ...]:
    """The voices that words tell, in the order in which they tell them."""
    found = ((match.start(), label) for label, pattern in patterns("sources").items() for match in pattern.finditer(words))
    return tuple(label for _, label in sorted(found))


def provenance(document: Document, spans: Sequence[Span], place: Place, scene: Scene) -> dict[str, str]:
    """The voice told in each place that may tell it; places that tell none are left out. The first is the most telling."""
    return {where: label for where, label in _told(document, spans, place, scene) if label}


def _told(document: Document, spans: Sequence[Span], place: Place, scene: Scene) -> Iterator[tuple[str, str]]:
    start, end = spans[0].start, spans[-1].end
    block = document.block_at(start)
    opening = document.starts[block.index]
    yield "cell", _first(scene.row.text("source") if scene.row else "")
    yield "note", _noted(document.text[end : end + NOTE].split("\n")[0])
    yield "lead", _last(document.text[max(opening, start - REACH) : start])
    yield "label", _first(scene.label)
    for heading in reversed(place.headings):
        yield f"heading {place.headings.index(heading)}", _last(heading)
    yield "nearest", next((label for heading in reversed(place.headings) if (label := _last(heading))), "")
    yield "column", _last(place.cell.header if place.cell else "")
    yield "title", _titled(document)
    yield "head", _commonest(document.title + "".join(block.text for block in document.blocks[:HEAD]))


def _titled(document: Document) -> str:
    """The voice of whom a paper as a whole is: what its kind is called (…的通报) does not count, nor whom it is good for."""
    if document.kind is DocumentKind.NOTICE:
        return VoiceKind.SUPERVISION
    return next((label for label in sources(GENRE.sub("", document.title)) if label != VoiceKind.MASSES), "")


def _first(words: str) -> str:
    return next(iter(sources(words)), "")


def _last(words: str) -> str:
    found = sources(words)
    return found[-1] if found else ""


def _noted(after: str) -> str:
    """The voice told by brackets after a statement: （来源：审计）."""
    head, bracket, rest = after.partition("（")
    return _first(rest.partition("）")[0]) if bracket and len(head) <= 8 else ""


@lru_cache(maxsize=256)
def _commonest(head: str) -> str:
    """The voice that the head of a paper tells most often."""
    counted = Counter(sources(head)).most_common(1)
    return counted[0][0] if counted else ""
