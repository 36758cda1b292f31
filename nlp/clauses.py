"""Clauses: the least stretches that may belong to a statement, from one comma to the next, enumeration marks left out.

「一是读书少，两次脱产培训都请假；二是求稳怕错。」 has three clauses; the first two are one sentence opened by 一是, the third is opened by 二是.
"""

import itertools
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from schema import Block, BlockRole, Document, Span

STOPS = "，。；！？：;?!"
SENTENCE_STOPS = "。；！？;?!"
OPENING = " 　“‘（(「『"
CLOSING = " 　）)」』"
QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
NUMERALS = "一二三四五六七八九十"

MARKER = re.compile(
    rf"(?:^|(?<=[。；：:，、！？”）\s（(;]))"
    rf"(?:第?[{NUMERALS}]{{1,3}}(?:是|要|、(?=[^，。；、]{{2}}))"  # 一是 二要 三、
    rf"|[（(][{NUMERALS}\d]{{1,3}}[）)]"  # （一） (1)
    r"|\d{1,2}(?:[.．、](?!\d)|[）)])"  # 1. 2、 3）
    r"|[①-⑳]"
    rf"|第[{NUMERALS}]{{1,3}}[，,：、]"  # 第一，
    rf"|其[{NUMERALS}][，,：是])"
)
# A quotation may be the title of a problem told elsewhere: 关于“……”问题的整改; 网信办“……”，已销号.
QUOTATION = re.compile(r"“([^“”]{5,})”")
SOURCE_NOTE = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A stretch of one block between two stops."""

    index: int
    """Position in the document, from 0."""
    span: Span
    text: str
    """The words at `span`: neither its stop nor its enumeration mark."""
    block: int
    sentence: int
    """Number of its sentence in the document, from 0; ； ends a sentence too."""
    marker: str
    """The enumeration mark before it (一是, 1., （二）), empty without one."""
    closer: str
    """The stop after it, empty at the end of a block."""
    quoted: bool
    """Whether it stands wholly inside quotation marks."""


def clauses(document: Document, unread: Container[BlockRole] = ()) -> tuple[Clause, ...]:
    """The document's clauses in reading order, without the blocks of the unread roles. A clause never crosses a block."""
    found: list[Clause] = []
    sentence = 0
    for block in document.blocks:
        if block.role in unread:
            continue
        offset = document.starts[block.index]
        for start, end, marker, closer, quoted in _cut(block):
            span = Span(start=offset + start, end=offset + end)
            found.append(
                Clause(
                    index=len(found),
                    span=span,
                    text=block.text[start:end],
                    block=block.index,
                    sentence=sentence,
                    marker=marker,
                    closer=closer,
                    quoted=quoted,
                )
            )
            if closer and closer in SENTENCE_STOPS:
                sentence += 1
        sentence += 1
    return tuple(found)


def _cut(block: Block) -> Iterator[tuple[int, int, str, str, bool]]:
    """Start, end, marker, closer and quotedness of each clause of the block."""
    text = block.text
    markers = {match.end(): match.group() for match in MARKER.finditer(text)}
    depths = _quote_depths(text)
    edges = sorted(_edges(text, markers) | {0, len(text)})
    for left, right in itertools.pairwise(edges):
        if markers.get(right) == text[left:right]:
            continue
        start, end = _trim(text, left, right)
        if start < end and any(character.isalnum() for character in text[start:end]):
            closer = text[right] if right < len(text) and text[right] in STOPS else ""
            yield start, end, markers.get(left, ""), closer, depths[start] > 0 and depths[end - 1] > 0


def _edges(text: str, markers: dict[int, str]) -> set[int]:
    edges = set(markers) | {end - len(marker) for end, marker in markers.items()}
    within = {index for end, marker in markers.items() for index in range(end - len(marker), end)}
    for index, character in enumerate(text):
        if index in within:
            continue
        if character in STOPS:
            edges |= {index, index + 1}
        elif text.startswith("——", index):
            edges |= {index, index + 2}
        elif character == "（" and index and text[index - 1] in "。！？”；":
            edges.add(index)
    for match in QUOTATION.finditer(text):
        edges |= {match.start(), match.start(1), match.end(1), match.end()}
    if note := SOURCE_NOTE.search(text):
        edges |= {note.start(), note.start() + 1, note.end() - 1}
    return edges


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the blanks and unpaired brackets and quotation marks at its edges."""
    while start < end and text[start] in OPENING and not _closed(text, start, end):
        start += 1
    while start < end and (text[end - 1] in CLOSING or text[end - 1] in QUOTES.values()) and not _opened(text, start, end):
        end -= 1
    return start, end


def _closed(text: str, start: int, end: int) -> bool:
    """Whether the bracket or quotation mark at `start` is closed before `end`."""
    partner = {**QUOTES, "（": "）", "(": ")"}.get(text[start])
    return partner is not None and partner in text[start:end]


def _opened(text: str, start: int, end: int) -> bool:
    """Whether the bracket or quotation mark before `end` was opened after `start`."""
    mark = text[end - 1]
    partner = next((left for left, right in {**QUOTES, "（": "）", "(": ")"}.items() if right == mark), None)
    return partner is not None and text.count(partner, start, end) >= text.count(mark, start, end)


def _quote_depths(text: str) -> list[int]:
    """For each character, how many quotations it stands in; unclosed ones end with the block."""
    depth, depths = 0, []
    for character in text:
        if character in QUOTES.values():
            depth = max(0, depth - 1)
        depths.append(depth)
        if character in QUOTES:
            depth += 1
    return depths
