"""What a document says it is: its kind, its date and who issued it."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from schema import Block, BlockRole, DocumentKind

from .dating import date_of
from .issuing import issuer_of
from .kindcues import AT_END, IN_TEXT, IN_TITLE

_HEAD, _TAIL = 14, 4
"""Blocks of the text that are searched for cues: what a paper is, it says at its ends."""
_LONGEST = 400
"""Characters of a block that are searched."""
_CLEAR = 6.0
"""Lead of the first over the second by which a title is clear."""
_TURN = re.compile(r"[【〔（◎]?[\u4e00-\u9fff·]{2,8}(?:[】〕）]|[：:])")
"""How minutes open a speaker's turn."""
_BRACKETS = re.compile(r"[（(〔【][^（）()]*[)）〕】]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Kind, date and issuer."""

    kind: DocumentKind
    date: str | None
    issuer: str | None


def identify(title: str, blocks: Sequence[Block]) -> Identity:
    """Tell a document's kind, date and issuer from its title and blocks."""
    body = [block for block in blocks if block.role in _BODY]
    lines = [block for block in body if block.role is not BlockRole.CELL]
    kind = kind_of(title, body)
    return Identity(kind=kind, date=date_of(kind, body, lines), issuer=issuer_of(kind, title, lines))


_BODY = frozenset({BlockRole.TITLE, BlockRole.HEADING, BlockRole.PARAGRAPH, BlockRole.CELL})


def kind_of(title: str, body: Sequence[Block]) -> DocumentKind:
    """The kind that most cues speak for: those of the title, and those of the text where the title is not clear."""
    at_end, in_title, in_text = _compiled()
    scores: dict[DocumentKind, float] = defaultdict(float)
    words = re.sub(r"\s", "", title)
    for pattern, kind, weight in at_end:
        if pattern.search(_BRACKETS.sub("", words)):
            scores[kind] += weight
    for pattern, kind, weight in in_title:
        if pattern.search(words):
            scores[kind] += weight
    ranks = sorted(scores.values(), reverse=True)
    if not ranks or ranks[0] - sum(ranks[1:2]) < _CLEAR:
        text = _ends(body)
        for pattern, kind, weight in in_text:
            count = len(pattern.findall(text))
            scores[kind] += weight * (0 if not count else 1 if count < 3 else 2)
        if sum(1 for line in text.split("\n") if _TURN.match(line)) >= 3:
            scores[DocumentKind.MINUTES] += 1
    best = max(scores, key=lambda kind: scores[kind], default=DocumentKind.REPORT)
    return best if scores[best] > 0 else DocumentKind.REPORT


def _ends(body: Sequence[Block]) -> str:
    some = (*body[:_HEAD], *body[max(_HEAD, len(body) - _TAIL) :])
    return "\n".join(block.text[:_LONGEST] for block in some)


@cache
def _compiled() -> tuple[tuple[tuple[re.Pattern[str], DocumentKind, float], ...], ...]:
    return (
        tuple((re.compile(f"(?:{pattern})$"), kind, weight) for pattern, kind, weight in AT_END),
        tuple((re.compile(pattern), kind, weight) for pattern, kind, weight in IN_TITLE),
        tuple((re.compile(pattern), kind, weight) for pattern, kind, weight in IN_TEXT),
    )
