"""What a paper is made of, whichever format it is written in: headings, paragraphs, tables, pictures and quoted exhibits."""

from collections.abc import Callable
from dataclasses import dataclass

Draw = Callable[[str], bytes]
"""Draws a picture as `svg` or `png`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of one look."""

    text: str
    strong: bool = False
    to: int | None = None
    """The exhibit that the words lead to."""


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing with its size in millimetres, and what it shows in words, for who cannot see it."""

    draw: Draw
    words: str
    width: float
    height: float


Cell = Line | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading, numbered by its own words: 一、 and （一）."""

    text: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    line: Line
    grey: bool = False
    small: bool = False
    """Whether it is a note rather than text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    grey: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with a heading row that every page repeats."""

    headers: tuple[Cell, ...]
    widths: tuple[float, ...]
    """Of the columns, in millimetres."""
    rows: tuple[Row, ...]
    plain: bool = False
    """Whether its first row is like the others and nothing is ruled: a legend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """An exhibit: who said it where, the words exactly, and what belongs to them. Others lead to it by its number."""

    number: int
    lead: Line
    quotes: tuple[str, ...]
    notes: tuple[Line, ...]
    grey: bool = False


Part = Heading | Paragraph | Grid | Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper to be printed on A4, with a notice on every page."""

    title: str
    under: tuple[str, ...]
    """Lines under the title."""
    notice: str
    parts: tuple[Part, ...]


def said(*texts: str) -> Line:
    """Plain words."""
    return tuple(Run(text=text) for text in texts if text)


def strong(text: str) -> Line:
    """Words that stand out."""
    return (Run(text=text, strong=True),)


def exhibits(numbers: tuple[int, ...]) -> Line:
    """`第3、5条`, each number leading to its exhibit; nothing for none."""
    if not numbers:
        return ()
    runs = [Run(text="第")]
    for place, number in enumerate(numbers):
        runs += [Run(text="、")] if place else []
        runs.append(Run(text=str(number), to=number))
    return (*runs, Run(text="条"))
