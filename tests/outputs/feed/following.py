"""A consumer in a few lines: it keeps what the feed tells, for the tests."""

from dataclasses import dataclass, field

from outputs import Store
from outputs.access import EVERYTHING, Scope
from schema import Change, Finding


@dataclass(kw_only=True)
class Follower:
    """Up to where the feed was read, and the findings that it told of."""

    cursor: int = 0
    held: dict[str, Finding] = field(default_factory=dict)
    read: list[Change] = field(default_factory=list)
    """All that was ever read."""


def follow(
    store: Store, follower: Follower, *, pending: bool = False, scope: Scope = EVERYTHING, limit: int = 3
) -> dict[str, Finding]:
    """Read on to the end of the feed, and return what is held then."""
    more = True
    while more:
        page = store.feed.changes(follower.cursor, limit, scope, pending=pending)
        assert [one.cursor for one in page.changes] == sorted({one.cursor for one in page.changes})
        assert all(follower.cursor < one.cursor <= page.next for one in page.changes)
        for change in page.changes:
            if change.finding is None:
                follower.held.pop(change.finding_id, None)
            else:
                follower.held[change.finding_id] = change.finding
        follower.read += page.changes
        follower.cursor, more = page.next, page.more
    return follower.held


def kinds(store: Store, *, pending: bool = True, after: int = 0) -> list[str]:
    """What the feed tells now, in words: the kind of each step."""
    return [change.kind.value for change in store.feed.changes(after, 1000, pending=pending).changes]
