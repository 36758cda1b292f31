"""Lines of a pdf joined to paragraphs, over lines and pages: no library does it for Chinese official documents."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from .characters import is_cjk
from .heading import number_of
from .lines import Line
from .reading import Align

_SENTENCE_END = re.compile(r"[。！？；：”）)]$")
_FULL_STOPS = ("。", "！", "？", "。”", "！”", "？”", "。）")
_CLOSING = "。，、；：！？“”‘’）》〕】…—"
"""Signs that cling to the character before them. Quotation marks, of which type-setters cannot tell which way they face, cling to both."""
_OPENING = "“”‘’（《〔【"
"""Signs that cling to the character after them."""
_INDENT = 0.9
"""Ems right of the margin at which a line opens a paragraph."""


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph."""

    lines: list[Line]

    @property
    def text(self) -> str:
        """The words, joined as the script asks."""
        text = self.lines[0].text
        for line in self.lines[1:]:
            text += (" " if _is_letter(text[-1]) and _is_letter(line.text[0]) else "") + line.text
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How the text of a page, or of the document, is set; points."""

    left: float
    right: float
    size: float
    """Of the body's letters."""
    pitch: float
    """From line to line."""
    indented: bool
    """Whether paragraphs open with an indent."""


def _is_letter(character: str) -> bool:
    return character.isalpha() and not is_cjk(character)


def measure(lines: Sequence[Line], size: float, whole: Measure | None = None) -> Measure:
    """The margins that the body's lines keep. `size` is the body's; `whole` is the document's measure, for one of its pages."""
    body = [line for line in lines if round(line.size) == round(size)] or list(lines)
    lefts = Counter([round(line.left) for line in body])
    often = max(2, 0.15 * len(body))
    left = min((place for place, count in lefts.items() if count >= often), default=min(lefts, default=0))
    rights = sorted([line.right for line in body])
    right = rights[int(len(rights) * 0.9)] if rights else 0.0
    if whole is not None:
        return Measure(left=left, right=right, size=size, pitch=whole.pitch, indented=whole.indented)
    steps = [lower.top - upper.top for upper, lower in pairwise(body) if lower.page == upper.page and lower.top > upper.top]
    opening = sum(count for place, count in lefts.items() if left + 1.5 * size <= place <= left + 2.6 * size)
    indented = opening >= max(3, 0.06 * len(body))
    return Measure(left=left, right=right, size=size, pitch=median(steps) if steps else 1.75 * size, indented=indented)


def body_size(lines: Iterable[Line]) -> float:
    """The size of most letters, in points."""
    exact: dict[float, int] = defaultdict(int)
    for line in lines:
        exact[line.size] += len(line.text)
    sizes: Counter[int] = Counter()
    for size, letters in exact.items():
        sizes[round(size)] += letters
    return float(sizes.most_common(1)[0][0]) if sizes else 12.0


@dataclass(slots=True)
class Merger:
    """Takes lines in reading order and says which go on and which begin."""

    whole: Measure
    areas: dict[tuple[int, int], Measure] = field(default_factory=dict)
    """By page and column, the measure of each that has lines enough for one."""
    flush: frozenset[int] = frozenset()
    """Depths of the numbers that open paragraphs at the margin, without an indent."""

    def merge(self, lines: Iterable[Line]) -> list[Paragraph]:
        """The paragraphs of lines between which nothing stands."""
        paragraphs: list[Paragraph] = []
        for line in lines:
            if paragraphs and self._goes_on(paragraphs[-1], line):
                paragraphs[-1].lines.append(line)
            else:
                paragraphs.append(Paragraph([line]))
        return paragraphs

    def align(self, line: Line) -> Align | None:
        """How a line that fills no measure stands."""
        at = self._measure(line)
        if line.left - at.left <= 2.6 * at.size and not self._is_centered(line):
            return None
        if self._is_centered(line):
            return Align.CENTER
        return Align.RIGHT if at.right - line.right < 4.5 * at.size else None

    def _measure(self, line: Line) -> Measure:
        return self.areas.get((line.page, line.column), self.whole)

    def _is_centered(self, line: Line) -> bool:
        at = self._measure(line)
        middle = (at.left + at.right) / 2
        return abs((line.left + line.right) / 2 - middle) < 0.8 * at.size and line.left - at.left > 1.2 * at.size

    def _goes_on(self, paragraph: Paragraph, line: Line) -> bool:
        last, at = paragraph.lines[-1], self._measure(line)
        near = last.page == line.page and last.column == line.column
        before = at if near else self._measure(last)
        if last.size != line.size and round(last.size) != round(line.size):
            return False
        if near and line.top - last.top > 1.6 * max(at.pitch, line.size):
            return False
        if line.size > self.whole.size and self._is_large(line) and self._is_centered(line):
            return near and (self._is_centered(last) or self._is_full(last, before))
        if line.left > at.left + _INDENT * at.size:
            return self._hangs(paragraph, line, at, before)
        return self._wraps(paragraph, last, line, before)

    def _is_large(self, line: Line) -> bool:
        return round(line.size) > round(self.whole.size)

    def _is_full(self, line: Line, at: Measure) -> bool:
        return at.right - line.right < 2.2 * line.size

    def _hangs(self, paragraph: Paragraph, line: Line, at: Measure, before: Measure) -> bool:
        """An indented line goes on only under an indent that hangs: the first line stood further left, and was full."""
        first = paragraph.lines[0]
        if len(paragraph.lines) > 1:
            return paragraph.lines[-1].left - before.left > _INDENT * at.size and abs(paragraph.lines[-1].left - line.left) < 2
        at_indent = at.indented and abs(line.left - at.left - 2 * at.size) < 0.6 * at.size
        hanging = line.left - at.left > first.left - before.left + _INDENT * at.size and not at_indent
        return hanging and self._is_full(first, before) and bool(number_of(first.text)[0]) and not number_of(line.text)[0]

    def _wraps(self, paragraph: Paragraph, last: Line, line: Line, before: Measure) -> bool:
        """Whether a line at the margin is the rest of the one before it."""
        opening = paragraph.lines[0].left - before.left
        placed = len(paragraph.lines) == 1 and opening > 3.2 * before.size
        if placed and not self._is_full(last, before):
            return False
        spare = before.right - last.right
        if spare < 2.2 * last.size or spare < (opening_ems(line.text) + 0.6) * last.size:
            return not (self.flush and last.text.endswith(_FULL_STOPS) and number_of(line.text)[1] in self.flush)
        if not before.indented or number_of(line.text)[0]:
            return False
        return spare < 0.4 * (before.right - before.left) and not _SENTENCE_END.search(last.text)


def flush_depths(lines: Sequence[Line], whole: Measure) -> frozenset[int]:
    """Depths of numbers that open a paragraph at the margin, by those that follow a line too short to be anything but a last one."""
    depths = {
        number_of(line.text)[1]
        for last, line in pairwise(lines)
        if line.left - whole.left < _INDENT * whole.size
        and last.page == line.page
        and whole.right - last.right > 0.25 * (whole.right - whole.left)
    }
    return frozenset(depths - {0})


def opening_ems(text: str) -> float:
    """Ems of what a line opens with and may not be parted from: a word or a number, or a character and the signs that cling to it."""
    ems = 0.0
    for index, character in enumerate(text):
        narrow = not is_cjk(character)
        if (
            index
            and not (narrow and not is_cjk(text[index - 1]))
            and character not in _CLOSING
            and text[index - 1] not in _OPENING
        ):
            break
        ems += 0.5 if narrow else 1.0
    return ems
