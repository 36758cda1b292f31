"""The change feed: by cursor, by waiting for what comes, or as a stream of server-sent events."""

import json
from collections.abc import AsyncIterator
from typing import Annotated

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse

from schema import ChangePage

from ...access import TokenScope
from ...desk.guard import DeskHere
from ...feed.envelope import change_to_dict
from ...feed.feed import LOOK_EVERY, Feed
from ..answers import answer
from ..guard import Client, FeedReader

router = APIRouter(tags=["feed"])
MOST = 2**53 - 1
"""The largest cursor that every reader of JSON can hold."""
LONGEST_WAIT = 30
STREAM_SECONDS = 60.0
"""A stream ends after so long, so that a token that was revoked is asked for again; the browser's EventSource goes on by itself."""
STREAMED = 200
"""Changes read at a time for a stream."""
EVENT = {
    "type": "object",
    "description": "一个事件：id 是游标，event 是变更种类，data 是变更的 JSON / one event: cursor, kind, the change as JSON",
    "properties": {"id": {"type": "string"}, "event": {"type": "string"}, "data": {"type": "string"}},
}
After = Annotated[
    int, Query(ge=0, le=MOST, description="上次读到的 next；从头读写 0 / `next` of the page before; 0 reads from the start")
]
Limit = Annotated[int, Query(ge=1, le=1000, description="每页条数 / changes a page")]
Pending = Annotated[bool, Query(description="也要未审核的，须有 findings:pending / also unreviewed, needs findings:pending")]


@router.get("/feed", response_model=ChangePage, summary="变更 / changes after a cursor")
async def feed(
    request: Request,
    desk: DeskHere,
    calling: FeedReader,
    after: After = 0,
    limit: Limit = 100,
    pending: Pending = False,
    wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT, description="没有新变更时最多等几秒 / seconds to wait for a change")] = 0,
) -> Response:
    """Changes in order, each with its finding as it is now; `finding: null` is a tombstone. docs/feed.md tells how to follow it."""
    _check(calling, pending=pending)
    source = desk.store.feed
    page = await run_sync(lambda: source.changes(after, limit, calling.scope, pending=pending))
    if wait and not page.changes and not page.more and await _comes(source, page.next, wait, pending=pending):
        page = await run_sync(lambda: source.changes(page.next, limit, calling.scope, pending=pending))
    return answer(request, ChangePage, page)


@router.get(
    "/feed/stream",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": EVENT}}}},
    summary="变更流 / changes as server-sent events",
)
async def stream(
    desk: DeskHere,
    calling: FeedReader,
    after: After = 0,
    pending: Pending = False,
    last_event_id: Annotated[
        int | None, Header(ge=0, le=MOST, description="断线后续读，由浏览器给出 / sent by EventSource")
    ] = None,
) -> StreamingResponse:
    """Changes as they come: `id` is the cursor, `event` the kind, `data` the change. Ends after a minute: connect again."""
    _check(calling, pending=pending)
    source = desk.store.feed
    start = after if last_event_id is None else last_event_id
    first = await run_sync(lambda: source.changes(start, STREAMED, calling.scope, pending=pending))
    events = _events(source, calling, first, pending=pending)
    return StreamingResponse(
        events, media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )


async def _events(source: Feed, calling: Client, page: ChangePage, *, pending: bool) -> AsyncIterator[str]:
    yield "retry: 2000\n\n"
    until = anyio.current_time() + STREAM_SECONDS
    while True:
        for change in page.changes:
            data = json.dumps(change_to_dict(change), ensure_ascii=False)
            yield f"id: {change.cursor}\nevent: {change.kind.value}\ndata: {data}\n\n"
        left = until - anyio.current_time()
        if left <= 0:
            return
        if not page.more and not await _comes(source, page.next, left, pending=pending):
            return
        after = page.next
        page = await run_sync(lambda: source.changes(after, STREAMED, calling.scope, pending=pending))  # noqa: B023


async def _comes(source: Feed, after: int, seconds: float, *, pending: bool) -> bool:
    """Whether something follows the cursor within so long; no thread is held meanwhile."""
    with anyio.move_on_after(seconds):
        while await run_sync(lambda: source.head(pending=pending)) <= after:
            await anyio.sleep(LOOK_EVERY)
        return True
    return False


def _check(calling: Client, *, pending: bool) -> None:
    if pending and not calling.may(TokenScope.PENDING):
        raise HTTPException(
            403, f"未审核的条目不对外提供：这个令牌没有“{TokenScope.PENDING.label}”（{TokenScope.PENDING.value}）的用途"
        )
