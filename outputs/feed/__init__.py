"""The change feed: `publish` tells it of a change, `Store.feed` reads it, `dispatcher` pushes it to webhooks. docs/feed.md.

The front holds `publish` alone, so that what decides and what takes in can use it: the rest reads findings, and so imports them.
"""

from .publishing import publish

__all__ = ["publish"]
