"""Full-text search over the documents and findings of a store."""

from .results import Asked, FoundDocument, FoundFinding, FoundPage, Hit, SearchOrder
from .searching import Search
from .snippets import Snippet

__all__ = ["Asked", "FoundDocument", "FoundFinding", "FoundPage", "Hit", "Search", "SearchOrder", "Snippet"]
