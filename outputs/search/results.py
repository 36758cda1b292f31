"""What is looked for, and what is shown of what was found."""

from dataclasses import dataclass

from schema import Category, Code, DocumentKind, ReviewStage, ReviewState, StatementType

from ..access.roles import Scope
from .grams import Phrase
from .snippets import Snippet


class SearchOrder(Code):
    """What comes first."""

    NEWEST = "newest", "最新在前"
    CLOSEST = "closest", "最贴近在前"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for, and where."""

    phrases: tuple[Phrase, ...]
    scope: Scope
    order: SearchOrder = SearchOrder.NEWEST
    document_id: str | None = None
    """In this document alone."""
    findings_only: bool = False
    """Only findings that hold all the words themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFinding:
    """A finding that stands in a passage."""

    id: str
    type: StatementType
    category: Category
    state: ReviewState
    stage: ReviewStage
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage, or a finding, that holds the words."""

    number: int
    """Key of the passage's place among all passages."""
    start: int
    """Where the first of the words stands in the document's canonical text; of a finding, where the finding begins."""
    snippet: Snippet
    findings: tuple[FoundFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocument:
    """A document with what is shown of it."""

    id: str
    name: str
    title: str
    kind: DocumentKind
    date: str | None
    unit: str | None
    hits: tuple[Hit, ...]
    more: int
    """Further passages (or findings) of it that hold the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page of what was found."""

    documents: tuple[FoundDocument, ...]
    next: str | None
    """Where the next page goes on; None at the end."""
    bounded: bool = False
    """Whether only the newest passages were weighed by closeness."""
