"""The plain text of an example (gold/NAME.txt) taken apart: which line is the title, a heading, the signature, a table row."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

LABELS = (re.compile(r"[一二三四五六七八九十]+、"), re.compile(r"（[一二三四五六七八九十]+）"), re.compile(r"\d+\."))
"""The number at the head of a line, by level: 一、（一）1."""
DATE = re.compile(r"（?\d{4}年\d{1,2}月\d{1,2}日）?")
DOCUMENT_NUMBER = re.compile(r"\w{1,12}〔\d{4}〕\d+号")
LONGEST_HEADING = 40
CELLS = " | "


class Role(StrEnum):
    """What a line is on the page."""

    LETTERHEAD = "letterhead"
    DOCUMENT_NUMBER = "document_number"
    TITLE = "title"
    SUBTITLE = "subtitle"
    ADDRESSEE = "addressee"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    BODY = "body"
    CLOSING = "closing"
    """The last paragraph before a signature, which must not stand alone on a page."""
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first row is its header, every row has as many cells."""

    rows: tuple[tuple[str, ...], ...]

    def runs(self, column: int) -> tuple[tuple[int, int], ...]:
        """First and last row of each cell of the column that stands for the empty cells below it (同上)."""
        starts = [row for row in range(1, len(self.rows)) if self.rows[row][column]] + [len(self.rows)]
        return tuple((start, end - 1) for start, end in pairwise(starts) if end - start > 1)


Part = Line | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A note at the foot of the page; it is no part of the annotated text."""

    after: str
    """The words that carry its mark."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How an example is laid out, beyond what its text tells."""

    running_head: str = ""
    numbered: bool = False
    """Whether Word numbers the headings, so that the number is not in the text."""
    merged: tuple[int, ...] = ()
    """Table columns, from 0, whose empty cells are merged with the cell above."""
    widths: tuple[float, ...] = ()
    """Table columns in millimetres (pdf, docx) or in characters (xlsx)."""
    footnote: Footnote | None = None
    encoding: str = "utf-8"


def label(text: str) -> tuple[int, str] | None:
    """Level, from 0, and number at the head of a line: `（一）基本情况` gives (1, `（一）`)."""
    for level, pattern in enumerate(LABELS):
        if match := pattern.match(text):
            return level, match.group()
    return None


def take_apart(text: str, title: str) -> tuple[Part, ...]:
    """The parts of a document in reading order."""
    lines = text.splitlines()
    start, end = lines.index(title), _signature_start(lines)
    parts: list[Part] = []
    for index, line in enumerate(lines):
        if CELLS in line:
            row = tuple(cell.strip() for cell in line.split(CELLS))
            if parts and isinstance(table := parts[-1], Table):
                parts[-1] = Table(rows=(*table.rows, row))
            else:
                parts.append(Table(rows=(row,)))
        else:
            parts.append(Line(role=_role(line, index - start, end - index), text=line))
    return tuple(parts)


def _role(line: str, after_title: int, before_signature: int) -> Role:
    """What a line is, told from its words and its distance in lines from the title and from the signature."""
    if DOCUMENT_NUMBER.fullmatch(line):
        return Role.DOCUMENT_NUMBER if after_title < 0 else Role.SUBTITLE
    if after_title <= 0:
        return Role.TITLE if after_title == 0 else Role.LETTERHEAD
    if before_signature <= 0:
        return Role.SIGNATURE
    if after_title <= 2 and (DATE.fullmatch(line) or ("  " in line and len(line) <= LONGEST_HEADING)):
        return Role.SUBTITLE
    if after_title <= 3 and line.endswith("："):
        return Role.ADDRESSEE
    return Role.CLOSING if before_signature == 1 else _heading(line)


def _heading(line: str) -> Role:
    found = label(line)
    if found and found[0] < 2 and len(line) <= LONGEST_HEADING and not re.search("[。；]", line):
        return (Role.HEADING_1, Role.HEADING_2)[found[0]]
    return Role.BODY


def _signature_start(lines: list[str]) -> int:
    """Index of the first of the closing lines that name who signs and when; past the last line when there are none."""
    index = len(lines)
    while re.fullmatch(r"[^，。；：]{4,30}|述职人：\w+", lines[index - 1]) and CELLS not in lines[index - 1]:
        index -= 1
    return index if index < len(lines) else index + 1
