"""Webhooks: signed, in order, tried again, given up and replayed; nothing but the named address is contacted."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from outputs import Store
from outputs.audit import AuditAction, AuditFilter
from outputs.feed.dispatcher import Dispatcher, try_out
from outputs.feed.sending import DispatchOptions
from outputs.feed.signing import verify
from outputs.feed.webhooks import HTTPS_ONLY
from schema import ChangeKind, DeliveryState, StoreError
from tests.outputs.builders import document, finding, keep, verdict

READ = document("张建国理论学习不够深入。", "调研偏少。", "作风不扎实。")
FOUND = tuple(finding(READ, words) for words in ("理论学习不够深入", "调研偏少", "作风不扎实"))
URL = "https://host.cn/in"
AT_ONCE = DispatchOptions(first_wait=0, attempts=4)
Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def kept(store: Store) -> Store:
    keep(store, READ, *FOUND)
    return store


def confirm(store: Store, *numbers: int) -> None:
    for number in numbers:
        store.decide(verdict(store.finding(FOUND[number].id)))


def dispatcher(store: Store, answer: Answer, options: DispatchOptions = AT_ONCE) -> Dispatcher:
    return Dispatcher(store.feed, options, httpx.MockTransport(answer))


def states(store: Store, webhook: int) -> list[tuple[DeliveryState, int]]:
    return [(one.state, one.attempts) for one in reversed(store.feed.deliveries.of(webhook))]


def test_a_change_is_pushed_as_a_signed_cloud_event(kept: Store) -> None:
    received: list[httpx.Request] = []

    def take(request: httpx.Request) -> httpx.Response:
        received.append(request)
        return httpx.Response(200)

    webhook, secret = kept.feed.webhooks.add(URL, by="admin")
    confirm(kept, 0)
    assert dispatcher(kept, take).send_due() == 1
    (request,) = received
    (change,) = kept.feed.changes().changes
    assert verify(secret, request.headers, request.content) == f"{webhook.id}-{change.cursor}"
    assert request.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    event = json.loads(request.content)
    data = event.pop("data")
    assert event == {
        "specversion": "1.0", "id": str(change.cursor), "source": "urn:yiguan:feed", "type": "yiguan.finding.confirmed",
        "subject": FOUND[0].id, "time": change.at, "datacontenttype": "application/json", "dataschema": "urn:yiguan:finding:1",
    }  # fmt: skip
    assert data["finding"]["anchor"]["exact"] == "理论学习不够深入"


def test_it_is_told_of_what_happens_from_now_on_or_of_all(kept: Store, receiver: Callable[..., Any]) -> None:
    confirm(kept, 0)
    late, all_of_it = (kept.feed.webhooks.add(URL, by="admin", from_start=start)[0] for start in (False, True))
    confirm(kept, 1)
    Dispatcher(kept.feed, transport=receiver([])).send_due()
    assert [len(states(kept, one.id)) for one in (late, all_of_it)] == [1, 2]


def test_kinds_that_are_not_wanted_are_passed_over(kept: Store, receiver: Callable[..., Any]) -> None:
    bodies: list[str] = []
    webhook, _ = kept.feed.webhooks.add(URL, by="admin", kinds=[ChangeKind.CHANGED])
    confirm(kept, 0, 1, 0)
    Dispatcher(kept.feed, transport=receiver(bodies)).send_due()
    assert [json.loads(body)["subject"] for body in bodies] == [FOUND[0].id]
    assert kept.feed.webhooks.one(webhook.id).cursor == kept.feed.head()
    assert kept.feed.deliveries.due() == ()


def test_a_failure_holds_up_what_is_later_until_it_is_taken(kept: Store) -> None:
    taken: list[str] = []
    answers = iter([200, 500, 503, 200, 200])

    def take(request: httpx.Request) -> httpx.Response:
        status = next(answers)
        if status == 200:
            taken.append(json.loads(request.content)["subject"])
        return httpx.Response(status)

    webhook, _ = kept.feed.webhooks.add(URL, by="admin")
    confirm(kept, 0, 1, 2)
    sender = dispatcher(kept, take)
    assert sender.send_due() == 5
    assert taken == [one.id for one in FOUND]
    assert states(kept, webhook.id) == [(DeliveryState.DELIVERED, number) for number in (1, 3, 1)]


def test_waits_grow_with_chance_and_end(kept: Store) -> None:
    options = DispatchOptions(first_wait=5, longest_wait=100, attempts=5)
    assert [options.wait_after(number, lambda: 1.0) for number in range(1, 6)] == [5, 20, 80, 100, None]
    assert [options.wait_after(number, lambda: 0.0) for number in range(1, 5)] == [2.5, 10, 40, 50]


def test_a_letter_that_failed_waits_for_its_time(kept: Store, receiver: Callable[..., Any]) -> None:
    webhook, _ = kept.feed.webhooks.add(URL, by="admin")
    confirm(kept, 0, 1)
    sender = Dispatcher(kept.feed, DispatchOptions(first_wait=3600), receiver([], status=500))
    assert [sender.send_due(), sender.send_due()] == [1, 0]
    (letter,) = kept.feed.deliveries.of(webhook.id, DeliveryState.WAITING)
    assert (letter.status, letter.error, letter.finding_id) == (500, "接收方答复 500", FOUND[0].id)
    assert letter.next_at is not None


def test_what_fails_for_good_is_kept_and_can_be_replayed(kept: Store, receiver: Callable[..., Any]) -> None:
    bodies: list[str] = []
    webhook, _ = kept.feed.webhooks.add(URL, by="admin")
    confirm(kept, 0, 1)
    Dispatcher(kept.feed, AT_ONCE, receiver([], status=500)).send_due()
    assert states(kept, webhook.id) == [(DeliveryState.DEAD, 4)] * 2
    first, second = (one.number for one in reversed(kept.feed.deliveries.of(webhook.id, DeliveryState.DEAD)))
    sender = Dispatcher(kept.feed, AT_ONCE, receiver(bodies))
    assert sender.send_due() == 0
    assert kept.feed.deliveries.replay(webhook.id, by="admin", numbers=[second]) == 1
    assert sender.send_due() == 1
    assert kept.feed.deliveries.replay(webhook.id, by="admin") == 1
    assert sender.send_due() == 1
    assert [json.loads(body)["subject"] for body in bodies] == [FOUND[1].id, FOUND[0].id]
    assert kept.feed.deliveries.counts(webhook.id) == {
        DeliveryState.WAITING: 0, DeliveryState.DELIVERED: 2, DeliveryState.DEAD: 0,
    }  # fmt: skip
    assert first < second


def test_a_redirect_is_not_followed(kept: Store) -> None:
    asked: list[str] = []

    def elsewhere(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(307, headers={"location": "https://evil.example/in"})

    webhook, _ = kept.feed.webhooks.add(URL, by="admin")
    confirm(kept, 0)
    dispatcher(kept, elsewhere, DispatchOptions(attempts=1)).send_due()
    assert asked == [URL]
    (letter,) = kept.feed.deliveries.of(webhook.id)
    assert letter.error is not None
    assert "不跟随" in letter.error


def test_who_wants_nothing_any_more_is_switched_off_and_told_later(kept: Store, receiver: Callable[..., Any]) -> None:
    bodies: list[str] = []
    webhook, _ = kept.feed.webhooks.add(URL, by="admin")
    confirm(kept, 0)
    Dispatcher(kept.feed, AT_ONCE, receiver([], status=410)).send_due()
    assert not kept.feed.webhooks.one(webhook.id).active
    confirm(kept, 1)
    sender = Dispatcher(kept.feed, AT_ONCE, receiver(bodies))
    assert sender.send_due() == 0
    kept.feed.webhooks.change(webhook.id, by="admin", active=True)
    assert sender.send_due() == 2


@pytest.mark.parametrize("error", [httpx.ConnectError("无"), httpx.ReadTimeout("慢"), httpx.RemoteProtocolError("坏")])
def test_a_receiver_that_cannot_be_reached_is_tried_again(kept: Store, error: Exception) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error

    webhook, _ = kept.feed.webhooks.add(URL, by="admin")
    confirm(kept, 0)
    dispatcher(kept, fail).send_due()
    (letter,) = kept.feed.deliveries.of(webhook.id)
    assert (letter.state, letter.status) == (DeliveryState.DEAD, None)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "host.cn/in",
        "ftp://host.cn/in",
        "file:///etc/passwd",
        "https://",
        "https://u:p@host.cn/in",
        "http://[::1",
        "https://h:x/",
        "http://169.254.169.254/latest/meta-data",
        "http://2852039166/",
        "https://[fe80::1]/in",
        "https://[::ffff:169.254.169.254]/in",
    ],
)
def test_an_address_that_cannot_be_one_is_refused(kept: Store, url: str) -> None:
    with pytest.raises(StoreError, match="推送地址"):
        kept.feed.webhooks.add(url, by="admin")


def test_what_nobody_has_reviewed_cannot_be_asked_for(kept: Store) -> None:
    with pytest.raises(StoreError, match="未经审核"):
        kept.feed.webhooks.add(URL, by="admin", kinds=[ChangeKind.CREATED])
    webhook, _ = kept.feed.webhooks.add(URL, by="admin", kinds=[])
    assert webhook.kinds == (ChangeKind.WITHDRAWN,)
    with pytest.raises(StoreError, match="哪些单位"):
        kept.feed.webhooks.add(URL, by="admin", units=[" "])


def test_plain_http_can_be_forbidden_also_of_those_that_are_there(kept: Store, receiver: Callable[..., Any]) -> None:
    bodies: list[str] = []
    webhook, _ = kept.feed.webhooks.add("http://host.cn/in", by="admin")
    kept.access.set_parameter(HTTPS_ONLY, True, by="admin")
    with pytest.raises(StoreError, match="https"):
        kept.feed.webhooks.add("http://host.cn/in", by="admin")
    confirm(kept, 0)
    Dispatcher(kept.feed, AT_ONCE, receiver(bodies)).send_due()
    assert bodies == []
    assert try_out(kept.feed, webhook.id, transport=receiver(bodies)).error == "本系统只允许推送到 https 地址"


def test_only_one_sender_serves_an_address_at_a_time(kept: Store) -> None:
    taken: list[str] = []

    def slow(request: httpx.Request) -> httpx.Response:
        time.sleep(0.02)
        taken.append(json.loads(request.content)["id"])
        return httpx.Response(200)

    kept.feed.webhooks.add(URL, by="admin")
    confirm(kept, 0, 1, 2, 0, 1, 2)
    senders = [threading.Thread(target=dispatcher(kept, slow).send_due) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert taken == sorted(set(taken), key=int)
    assert len(taken) == 6


def test_the_thread_sends_what_comes(kept: Store, receiver: Callable[..., Any]) -> None:
    bodies: list[str] = []
    kept.feed.webhooks.add(URL, by="admin")
    sender = Dispatcher(kept.feed, DispatchOptions(pulse=0.01), receiver(bodies))
    sender.start()
    confirm(kept, 0, 1)
    until = time.monotonic() + 20
    while len(bodies) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    sender.stop()
    assert [json.loads(body)["subject"] for body in bodies] == [FOUND[0].id, FOUND[1].id]
    confirm(kept, 2)
    assert len(bodies) == 2


def test_a_trial_carries_nothing(kept: Store, receiver: Callable[..., Any]) -> None:
    bodies: list[str] = []
    confirm(kept, 0)
    webhook, _ = kept.feed.webhooks.add(URL, by="admin")
    attempt = try_out(kept.feed, webhook.id, transport=receiver(bodies))
    assert (attempt.status, attempt.error) == (204, None)
    assert sorted(json.loads(bodies[0])) == ["id", "source", "specversion", "time", "type"]


def test_deeds_are_recorded_and_secrets_are_not(kept: Store) -> None:
    webhook, secret = kept.feed.webhooks.add(URL, by="admin")
    newer = kept.feed.webhooks.renew_secret(webhook.id, by="admin")
    kept.feed.webhooks.change(webhook.id, by="admin", active=False)
    kept.feed.deliveries.replay(webhook.id, by="admin")
    kept.feed.webhooks.remove(webhook.id, by="admin")
    entries = kept.audit.entries(AuditFilter(action=AuditAction.WEBHOOK_CHANGED)).entries
    assert [entry.detail["deed"] for entry in reversed(entries)] == ["added", "secret renewed", "changed", "replayed", "removed"]
    assert not any(one in str(entries) for one in (secret, newer))
    with pytest.raises(StoreError, match="没有编号"):
        kept.feed.webhooks.one(webhook.id)
