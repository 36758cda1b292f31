"""The feed as programs read it; `Store.feed`."""

import time

from schema import ChangePage

from ..access.roles import EVERYTHING, Scope
from ..database import Database
from .deliveries import Deliveries
from .paging import read_changes, read_head, read_public_head
from .webhooks import Webhooks

LOOK_EVERY = 0.5
"""Seconds between two looks of who waits."""


class Feed:
    """What changed of findings, in order, and the webhooks that are told of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.webhooks = Webhooks(database)
        """The addresses that are told of released findings."""
        self.deliveries = Deliveries(database)
        """What was sent to them, what waits, and what failed for good."""

    def changes(self, after: int = 0, limit: int = 100, scope: Scope = EVERYTHING, *, pending: bool = False) -> ChangePage:
        """What follows the cursor, each step with its finding as it is now, or a tombstone.

        Only released findings, and those that were, unless `pending` asks for what nobody has reviewed, too. Raises StoreError
        when the cursor is beyond the newest: another store's, or older than a restored backup's.
        """
        with self._database.reading() as connection:
            return read_changes(connection, after, limit, scope, pending=pending)

    def head(self, *, pending: bool = True) -> int:
        """The newest cursor; without `pending`, of what concerns released findings."""
        with self._database.reading() as connection:
            return read_head(connection) if pending else read_public_head(connection)

    def wait(self, after: int, seconds: float, *, pending: bool = False) -> bool:
        """Wait until something follows the cursor, at most so long; True when something does."""
        until = time.monotonic() + seconds
        while self.head(pending=pending) <= after:
            left = until - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(LOOK_EVERY, left))
        return True
