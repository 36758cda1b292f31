"""The words that were looked for, found again in a passage, and as much around them as tells what it is about."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from schema import Span

from .grams import Phrase, fold

AROUND = 40
"""Characters kept before the first and behind the last."""
LONGEST = 180
"""Characters of a snippet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of a passage."""

    pieces: tuple[tuple[str, bool], ...]
    """Its words in order, each with whether it was looked for."""
    cut_before: bool
    cut_after: bool

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(words for words, _ in self.pieces)


def matches(text: str, asked: Sequence[Phrase]) -> list[Span]:
    """Where the phrases stand, in order, none overlapping another; empty when one of them stands nowhere."""
    quick = fold(text)
    if not all(phrase.pattern.search(quick) for phrase in asked):
        return []
    folded, places = _folded(text)
    found: list[tuple[int, int]] = []
    for phrase in asked:
        here = [(places[one.start()], places[one.end() - 1] + 1) for one in phrase.pattern.finditer(folded)]
        if not here:
            return []
        found += here
    return _joined(sorted(found))


def snippet(text: str, marks: Sequence[Span]) -> Snippet:
    """The text around the marks, cut where it is long."""
    first = max(0, marks[0].start - AROUND) if marks else 0
    last = min(len(text), max(marks[-1].end + AROUND, first + LONGEST) if marks else LONGEST, first + LONGEST)
    pieces, at = [], first
    for mark in marks:
        if mark.start >= last:
            break
        end = min(mark.end, last)
        pieces += [(text[at : mark.start], False), (text[mark.start : end], True)]
        at = end
    pieces.append((text[at:last], False))
    shown = tuple((words.replace("\n", "　"), sought) for words, sought in pieces if words)
    return Snippet(pieces=shown, cut_before=first > 0, cut_after=last < len(text))


def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded, and of each character of it the one that it came from."""
    written: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = unicodedata.normalize("NFKC", character).casefold()
        written.append(folded)
        places += [place] * len(folded)
    return "".join(written), places


def _joined(found: Sequence[tuple[int, int]]) -> list[Span]:
    joined: list[Span] = []
    for start, end in found:
        if joined and start <= joined[-1].end:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, end))
        else:
            joined.append(Span(start=start, end=end))
    return joined
