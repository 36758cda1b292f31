"""What changed since a cursor of the feed, once a finding: as it is now, or as a tombstone."""

from collections.abc import Iterator
from typing import Protocol

from schema import ChangePage, Finding, Tombstone

PAGE = 1000
"""Changes asked for at a time."""


class Changes(Protocol):
    """The feed, as far as an increment needs it."""

    def head(self) -> int:
        """The newest cursor."""

    def changes(self, after: int = 0, limit: int = 100, *, pending: bool = False) -> ChangePage:
        """What follows the cursor."""


class Increment:
    """The findings that changed, to be read once; what was withdrawn is known when they were.

    A change tells its finding as it is now, so that the first one is as good as the last. What happens from here on comes after the
    head, and so in the next increment, which may tell a finding again.
    """

    def __init__(self, feed: Changes, since: int, *, pending: bool) -> None:
        self._feed = feed
        self._since = since
        self._pending = pending
        self.cursor = feed.head()
        """From which the next increment begins."""
        self.withdrawn: list[Tombstone] = []

    def __iter__(self) -> Iterator[Finding]:
        """The findings. Raises StoreError when the cursor is another store's."""
        told: set[str] = set()
        after, more = self._since, True
        while more:
            page = self._feed.changes(after, PAGE, pending=self._pending)
            for change in page.changes:
                if change.cursor > self.cursor or change.finding_id in told:
                    continue
                told.add(change.finding_id)
                if change.finding is None:
                    self.withdrawn.append(Tombstone(id=change.finding_id, cursor=change.cursor))
                else:
                    yield change.finding
            after, more = page.next, page.more and page.next < self.cursor
