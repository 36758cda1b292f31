"""The feed and the webhooks by the API: pages, waiting, the stream, and managing addresses."""

import json
import threading
import time
from collections.abc import Callable

import httpx
import pytest
from fastapi.testclient import TestClient

import outputs.api.routes.feed as feed_route
import outputs.feed.dispatcher as dispatching
from outputs import Store
from outputs.access import Scope, TokenScope
from outputs.feed.dispatcher import Dispatcher
from outputs.feed.sending import DispatchOptions
from tests.outputs.builders import document, finding, keep, verdict
from tests.outputs.feed.conftest import Call

READ = document("张建国理论学习不够深入。", "调研偏少。")
FIRST, SECOND = finding(READ, "理论学习不够深入"), finding(READ, "调研偏少")
HOOK = {"url": "https://host.cn/in"}


@pytest.fixture
def kept(store: Store) -> Store:
    keep(store, READ, FIRST, SECOND)
    store.decide(verdict(FIRST))
    return store


def test_a_page_leads_to_the_next(kept: Store, call: Call) -> None:
    client = call(TokenScope.FEED)
    kept.decide(verdict(SECOND))
    page = client.get("/feed", params={"limit": 1}).json()
    assert ([one["finding_id"] for one in page["changes"]], page["more"]) == ([FIRST.id], True)
    page = client.get("/feed", params={"after": page["next"]}).json()
    assert ([one["finding"]["id"] for one in page["changes"]], page["more"]) == ([SECOND.id], False)
    again = client.get("/feed", params={"after": page["next"]})
    assert again.json() == {"changes": [], "next": page["next"], "more": False}


def test_a_cursor_of_another_store_is_refused(kept: Store, call: Call) -> None:
    answer = call(TokenScope.FEED).get("/feed", params={"after": 999})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert "从 0 重新读取" in answer.json()["detail"]


@pytest.mark.parametrize("asked", [{"after": -1}, {"after": 2**63}, {"limit": 0}, {"limit": 1001}, {"wait": 31}, {"after": "甲"}])
def test_what_makes_no_sense_is_refused(kept: Store, call: Call, asked: dict[str, int]) -> None:
    assert call(TokenScope.FEED).get("/feed", params=asked).status_code == 422


def later(seconds: float, deed: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        time.sleep(seconds)
        deed()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_waiting_ends_with_the_change(kept: Store, call: Call) -> None:
    client = call(TokenScope.FEED)
    head = kept.feed.head(pending=False)
    assert client.get("/feed", params={"after": head, "wait": 0.1}).json()["changes"] == []
    decided = later(0.3, lambda: kept.decide(verdict(SECOND)))
    begun = time.monotonic()
    page = client.get("/feed", params={"after": head, "wait": 20}).json()
    decided.join()
    assert [one["finding_id"] for one in page["changes"]] == [SECOND.id]
    assert time.monotonic() - begun < 10


def events(words: str) -> list[tuple[str, str, str]]:
    told = []
    for block in words.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        if "data" in fields:
            told.append((fields["id"], fields["event"], json.loads(fields["data"])["finding_id"]))
    return told


def test_the_stream_tells_what_is_there_and_what_comes(kept: Store, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_route, "STREAM_SECONDS", 3)
    client = call(TokenScope.FEED)
    decided = later(0.3, lambda: kept.decide(verdict(SECOND)))
    answer = client.get("/feed/stream")
    decided.join()
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = events(answer.text)
    assert [one[1:] for one in told] == [("confirmed", FIRST.id), ("confirmed", SECOND.id)]
    monkeypatch.setattr(feed_route, "STREAM_SECONDS", 0)
    assert events(client.get("/feed/stream", headers={"Last-Event-ID": told[0][0]}).text) == told[1:]


def test_an_address_is_managed(kept: Store, call: Call, receiver: Callable[..., httpx.MockTransport]) -> None:
    client = call(TokenScope.WEBHOOKS)
    made = client.post("/webhooks", json=HOOK | {"from_start": True})
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    path = f"/webhooks/{made.json()['webhook']['id']}"
    assert client.get("/webhooks").json()["items"] == [made.json()["webhook"]] == [client.get(path).json()]
    assert "secret" not in client.get("/webhooks").text
    Dispatcher(kept.feed, DispatchOptions(attempts=1), receiver([], status=500)).send_due()
    (letter,) = client.get(f"{path}/deliveries", params={"state": "dead"}).json()["items"]
    assert (letter["finding_id"], letter["status"]) == (FIRST.id, 500)
    assert client.post(f"{path}/replay", json={"numbers": [letter["number"]]}).json() == {"letters": 1}
    assert client.post(f"{path}/replay", json={}).json() == {"letters": 0}
    assert client.post(f"{path}/secret").json()["secret"] != made.json()["secret"]
    assert client.patch(path, json={"active": False}).json()["active"] is False
    assert client.delete(path).status_code == 204
    assert [client.get(path).status_code, client.delete(path).status_code] == [404, 404]


def test_an_address_is_tried_out(
    kept: Store, call: Call, receiver: Callable[..., httpx.MockTransport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatching, "new_client", lambda options, transport: httpx.Client(transport=receiver([], status=500)))
    client = call(TokenScope.WEBHOOKS)
    number = client.post("/webhooks", json=HOOK).json()["webhook"]["id"]
    assert client.post(f"/webhooks/{number}/test").json() == {"status": 500, "error": "接收方答复 500"}


@pytest.mark.parametrize(
    "wanted", [{"url": "ftp://host.cn"}, HOOK | {"kinds": ["created"]}, HOOK | {"units": []}, HOOK | {"kinds": ["x"]}, {}]
)
def test_an_address_that_cannot_be_is_refused(kept: Store, call: Call, wanted: dict[str, object]) -> None:
    assert call(TokenScope.WEBHOOKS).post("/webhooks", json=wanted).status_code in (400, 422)


def every_route(client: TestClient, number: int) -> list[int]:
    path = f"/webhooks/{number}"
    deeds = [client.get(path), client.get(f"{path}/deliveries"), client.patch(path, json={}), client.post(f"{path}/secret")]
    deeds += [client.post(f"{path}/test"), client.post(f"{path}/replay", json={}), client.delete(path)]
    return [one.status_code for one in deeds]


def test_who_is_bound_to_units_manages_what_is_told_of_them_alone(kept: Store, call: Call) -> None:
    everything, _ = kept.feed.webhooks.add("https://host.cn/in", by="admin")
    client = call(TokenScope.WEBHOOKS, units=Scope(frozenset({"市水利局"})))
    assert every_route(client, everything.id) == [404] * 7
    made = client.post("/webhooks", json=HOOK).json()["webhook"]
    assert made["units"] == ["市水利局"]
    assert client.post("/webhooks", json=HOOK | {"units": ["市财政局"]}).status_code == 400
    assert [one["id"] for one in client.get("/webhooks").json()["items"]] == [made["id"]]


def test_managing_needs_its_scope(kept: Store, call: Call) -> None:
    made, _ = kept.feed.webhooks.add("https://host.cn/in", by="admin")
    client = call(TokenScope.FEED)
    assert every_route(client, made.id) == [403] * 7
    assert [client.get("/webhooks").status_code, client.post("/webhooks", json=HOOK).status_code] == [403, 403]
