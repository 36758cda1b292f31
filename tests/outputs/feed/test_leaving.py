"""What nobody has reviewed, and what was withdrawn, leaves by none of the feed's ways out unless it is asked for by name."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

import outputs.api.routes.feed as feed_route
from outputs import Store
from outputs.access import Scope, TokenScope
from outputs.feed.dispatcher import Dispatcher
from outputs.feed.sending import DispatchOptions
from schema import DeliveryState, ReviewState
from tests.outputs.builders import document, finding, keep, verdict
from tests.outputs.feed.conftest import Call

READ = document("张建国理论学习不够深入。", "调研偏少。", "作风不扎实。", "文风不实。")
RELEASED, WAITING, WITHDRAWN, UNSURE = (
    finding(READ, words) for words in ("理论学习不够深入", "调研偏少", "作风不扎实", "文风不实")
)
SECRET = {WAITING.id: "调研偏少", WITHDRAWN.id: "作风不扎实", UNSURE.id: "文风不实"}


@pytest.fixture
def kept(store: Store) -> Store:
    """One finding is released, one waits, one was released and then withdrawn, of one the reviewer is unsure."""
    keep(store, READ, RELEASED, WAITING, WITHDRAWN, UNSURE)
    store.decide(verdict(RELEASED))
    store.decide(verdict(WITHDRAWN))
    store.decide(verdict(store.finding(WITHDRAWN.id), ReviewState.WITHDRAWN))
    store.decide(verdict(UNSURE, ReviewState.UNSURE))
    return store


def check(words: str) -> None:
    """The released finding leaves; of the withdrawn one nothing but its id."""
    assert "理论学习不够深入" in words
    for finding_id, secret in SECRET.items():
        assert f'"exact":"{secret}' not in words.replace('": "', '":"')
        assert finding_id == WITHDRAWN.id or finding_id not in words
    assert WITHDRAWN.id in words


def told(store: Store, **asked: Any) -> list[tuple[str, str, bool]]:
    return [(one.finding_id, one.kind.value, one.finding is None) for one in store.feed.changes(**asked).changes]


def test_the_feed_from_any_cursor(kept: Store) -> None:
    everything = [(RELEASED.id, "confirmed", False), (WITHDRAWN.id, "withdrawn", True), (WITHDRAWN.id, "withdrawn", True)]
    assert told(kept) == everything
    cursors = [0, *(one.cursor for one in kept.feed.changes().changes)]
    for number, cursor in enumerate(cursors):
        assert told(kept, after=cursor) == everything[number:]


def test_the_feed_of_a_unit(kept: Store) -> None:
    here, elsewhere = Scope(frozenset({"市水利"})), Scope(frozenset({"市财政局"}))
    assert told(kept, scope=here) == told(kept)
    assert told(kept, scope=elsewhere) == []
    assert told(kept, scope=elsewhere, pending=True) == []


def test_by_name_the_unreviewed_leave_and_the_withdrawn_do_not(kept: Store) -> None:
    shown = {one.finding_id for one in kept.feed.changes(pending=True).changes if one.finding}
    assert shown == {RELEASED.id, WAITING.id, UNSURE.id}


def test_nothing_that_is_superseded_leaves(kept: Store) -> None:
    keep(kept, document("换了内容。"))
    for pending in (False, True):
        assert all(one.finding is None for one in kept.feed.changes(pending=pending).changes)


def test_waiting_is_not_ended_by_what_is_not_released(kept: Store) -> None:
    head = kept.feed.head(pending=False)
    assert head < kept.feed.head()
    assert not kept.feed.wait(head, 0)
    assert kept.feed.wait(head, 0, pending=True)


def test_the_api(kept: Store, call: Call) -> None:
    check(call(TokenScope.FEED).get("/feed").text)


def test_the_api_needs_a_scope_for_the_unreviewed(kept: Store, call: Call) -> None:
    assert call(TokenScope.FEED).get("/feed", params={"pending": True}).status_code == 403
    assert call(TokenScope.FEED).get("/feed/stream", params={"pending": True}).status_code == 403
    answer = call(TokenScope.FEED, TokenScope.PENDING).get("/feed", params={"pending": True})
    assert WAITING.id in answer.text
    assert "作风不扎实" not in json.dumps(
        [one["finding"] and one["finding"]["anchor"]["exact"] for one in answer.json()["changes"]]
    )


def test_the_api_needs_a_token_for_the_feed(kept: Store, call: Call, api: Any) -> None:
    assert call(TokenScope.FINDINGS).get("/feed").status_code == 403
    bare = call(TokenScope.FEED)
    del bare.headers["Authorization"]
    assert [bare.get(path).status_code for path in ("/feed", "/feed/stream", "/webhooks")] == [401, 401, 401]


def test_the_api_out_of_scope(kept: Store, call: Call) -> None:
    answer = call(TokenScope.FEED, units=Scope(frozenset({"市财政局"}))).get("/feed").json()
    assert answer["changes"] == []
    assert answer["next"] == kept.feed.head(pending=False)


def test_the_stream(kept: Store, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_route, "STREAM_SECONDS", 0)
    check(call(TokenScope.FEED).get("/feed/stream").text)


def test_a_waiting_letter_says_what_is_so_now(kept: Store, receiver: Callable[..., httpx.MockTransport]) -> None:
    bodies: list[str] = []
    kept.feed.webhooks.add("https://host.cn/in", by="admin", from_start=True)
    failing = Dispatcher(kept.feed, DispatchOptions(first_wait=0, attempts=9), receiver(bodies, status=500))
    failing.send_due()
    kept.decide(verdict(kept.finding(RELEASED.id), ReviewState.REJECTED))
    bodies.clear()
    Dispatcher(kept.feed, transport=receiver(bodies)).send_due()
    assert "理论学习不够深入" not in "".join(bodies)
    assert {json.loads(body)["type"] for body in bodies} == {"yiguan.finding.withdrawn"}


def test_webhooks(kept: Store, receiver: Callable[..., httpx.MockTransport]) -> None:
    bodies: list[str] = []
    kept.feed.webhooks.add("https://host.cn/in", by="admin", from_start=True)
    Dispatcher(kept.feed, transport=receiver(bodies)).send_due()
    check("".join(bodies))


def test_webhooks_of_another_unit(kept: Store, receiver: Callable[..., httpx.MockTransport]) -> None:
    bodies: list[str] = []
    kept.feed.webhooks.add("https://host.cn/in", by="admin", from_start=True, units=["市财政局"])
    Dispatcher(kept.feed, transport=receiver(bodies)).send_due()
    assert bodies == []


def test_dead_letters_that_are_replayed(kept: Store, receiver: Callable[..., httpx.MockTransport]) -> None:
    bodies: list[str] = []
    webhook, _ = kept.feed.webhooks.add("https://host.cn/in", by="admin", from_start=True)
    Dispatcher(kept.feed, DispatchOptions(attempts=1), receiver(bodies, status=500)).send_due()
    assert kept.feed.deliveries.counts(webhook.id)[DeliveryState.DEAD] == 3
    kept.decide(verdict(kept.finding(RELEASED.id), ReviewState.WITHDRAWN))
    bodies.clear()
    kept.feed.deliveries.replay(webhook.id, by="admin")
    Dispatcher(kept.feed, transport=receiver(bodies)).send_due()
    assert [json.loads(body)["data"]["finding"] for body in bodies] == [None] * 4
