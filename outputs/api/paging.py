"""Cursors: where a page ended, as an opaque text that a client hands back."""

import base64
import binascii
import json
from typing import Annotated, Any

from fastapi import HTTPException, Query

LONGEST = 500
"""The most items of a page."""
Limit = Annotated[int, Query(ge=1, le=LONGEST, description="每页条数 / items a page")]
After = Annotated[str | None, Query(alias="cursor", max_length=1000, description="上一页给出的 next / `next` of the page before")]


def written(key: tuple[Any, ...] | None) -> str | None:
    """The key as a cursor."""
    if key is None:
        return None
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode().rstrip("=")


def read(cursor: str | None, *kinds: type) -> Any:
    """The key of a cursor, whose parts are of these types. Answers 400 to what no page gave."""
    if cursor is None:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        key = None
    if not isinstance(key, list) or [type(part) for part in key] != list(kinds):
        raise HTTPException(400, "cursor 不是上一页给出的 next；请从第一页重新开始")
    return tuple(key)
