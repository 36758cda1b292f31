"""Search as the store offers it."""

from collections.abc import Callable

from ..access.roles import Scope
from ..database import Database
from ..reading import read_document
from . import index
from .finding import find
from .grams import phrases
from .results import Asked, FoundPage, SearchOrder

AT_ONCE = 10
"""Documents taken into the index in one transaction, so that nobody waits long for it."""


class Search:
    """Looks for words in what the store holds."""

    def __init__(self, database: Database):
        self._database = database

    def find(
        self,
        text: str,
        scope: Scope,
        *,
        limit: int = 20,
        after: str | None = None,
        order: SearchOrder = SearchOrder.NEWEST,
        document_id: str | None = None,
        findings_only: bool = False,
    ) -> FoundPage:
        """The documents within the scope that hold all the words in one passage: a paragraph, or a row of a table.

        Words in quotes must follow each other. `after` is the `next` of the page before. A text without a letter or digit finds nothing.
        """
        asked = Asked(
            phrases=phrases(text), scope=scope, order=order, document_id=document_id, findings_only=findings_only
        )  # fmt: skip
        if not asked.phrases:
            return FoundPage(documents=(), next=None)
        with self._database.reading() as connection:
            return find(connection, asked, limit=limit, after=after)

    def take_in(self, report: Callable[[int], None] = lambda done: None) -> int:
        """Take in the documents that the index lacks: those stored before there was one. Tells and returns how many."""
        with self._database.writing() as connection:
            if index.is_worn(connection):
                index.empty(connection)
        done = 0
        while count := self._take_some():
            done += count
            report(done)
        return done

    def _take_some(self) -> int:
        with self._database.writing() as connection:
            missing = index.lacking(connection, AT_ONCE)
            for document_id in missing:
                index.keep_passages(connection, read_document(connection, document_id))
        return len(missing)
