"""Where words stand: spans of canonical text, and the places where a person finds them."""

from dataclasses import dataclass

CONTEXT = 32
"""Characters of prefix and suffix kept with an anchor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of a document's canonical text, in Unicode code points (Python's `len`)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        assert 0 <= self.start < self.end, (self.start, self.end)

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether every character of the other is in this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in the source file where a person finds a block, or part of one."""

    page: int | None = None
    """Page from 1; null where the format has no pages (docx, txt)."""
    bbox: tuple[float, float, float, float] | None = None
    """Left, top, right, bottom in points from the page's top left."""
    block: int | None = None
    """Index of the block, from 0."""
    cell: tuple[int, int] | None = None
    """Row and column in its table or sheet, from 0."""
    span: tuple[int, int] | None = None
    """Rows and columns that a merged cell covers; null when it covers one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A passage of a document: W3C Web Annotation's text quote and text position in one."""

    exact: str
    """The words, equal to the canonical text at `start:end`."""
    prefix: str
    suffix: str
    start: int
    end: int
    locations: tuple[Location, ...] = ()
