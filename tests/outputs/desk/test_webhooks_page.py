"""推送: an administrator adds addresses, tries them, looks at what failed and sends it again; nobody else may."""

import re
from collections.abc import Callable

import httpx
import pytest
from fastapi.testclient import TestClient

import outputs.feed.dispatcher as dispatching
from outputs import Store
from outputs.feed.dispatcher import Dispatcher
from outputs.feed.sending import DispatchOptions
from outputs.feed.webhooks import HTTPS_ONLY
from schema import ChangeKind, DeliveryState
from tests.outputs.builders import verdict
from tests.outputs.desk.scene import FINDINGS

SignIn = Callable[[str], TestClient]
URL = "https://host.cn/in"
PAGES = ("", "/1", "/1?state=dead")
DEEDS = ("", "/https", "/1/test", "/1/active", "/1/replay", "/1/secret", "/1/remove")


def answering(status: int) -> httpx.MockTransport:
    return httpx.MockTransport(lambda request: httpx.Response(status))


def test_an_address_is_added_with_a_secret_shown_once(desk_store: Store, sign_in: SignIn) -> None:
    client = sign_in("admin")
    assert "还没有推送地址" in client.get("/system/webhooks").text
    page = client.post("/system/webhooks", data={"url": URL, "kinds": ["confirmed"], "reach": "all"})
    found = re.search(r"whsec_[\w+/=]+", page.text)
    assert found is not None
    (webhook,) = desk_store.feed.webhooks.all()
    assert webhook.kinds == (ChangeKind.CONFIRMED, ChangeKind.WITHDRAWN)
    assert URL in client.get("/system/webhooks").text
    assert found.group() not in client.get("/system/webhooks").text + client.get(f"/system/webhooks/{webhook.id}").text


def test_what_failed_is_shown_and_sent_again(desk_store: Store, sign_in: SignIn) -> None:
    client = sign_in("admin")
    webhook, _ = desk_store.feed.webhooks.add(URL, by="admin")
    desk_store.decide(verdict(desk_store.finding(FINDINGS[0].id)))
    Dispatcher(desk_store.feed, DispatchOptions(attempts=1), answering(500)).send_due()
    page = client.get(f"/system/webhooks/{webhook.id}?state=dead").text
    assert "接收方答复 500" in page
    assert FINDINGS[0].id in page
    (letter,) = desk_store.feed.deliveries.of(webhook.id)
    client.post(f"/system/webhooks/{webhook.id}/replay", data={"letter": letter.number})
    assert desk_store.feed.deliveries.counts(webhook.id)[DeliveryState.WAITING] == 1


def test_it_is_tried_out_switched_off_and_removed(desk_store: Store, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in("admin")
    webhook, secret = desk_store.feed.webhooks.add(URL, by="admin")
    path = f"/system/webhooks/{webhook.id}"
    monkeypatch.setattr(dispatching, "new_client", lambda options, transport: httpx.Client(transport=answering(204)))
    assert "接收方已收下（204）" in client.post(f"{path}/test").text
    assert secret not in client.post(f"{path}/secret").text
    client.post(f"{path}/active", data={"active": "false"})
    assert not desk_store.feed.webhooks.one(webhook.id).active
    client.post(f"{path}/remove")
    assert desk_store.feed.webhooks.all() == ()
    assert client.get(path).status_code == 404


def test_plain_http_is_forbidden_by_a_parameter(desk_store: Store, sign_in: SignIn) -> None:
    client = sign_in("admin")
    client.post("/system/webhooks/https", data={"only": "true"})
    assert desk_store.access.parameter(HTTPS_ONLY, False) is True
    refused = client.post("/system/webhooks", data={"url": "http://host.cn/in", "reach": "all"})
    assert (refused.status_code, "https" in refused.text) == (400, True)


@pytest.mark.parametrize("login", ["limin", "wangqiang", "chenjing", "audit", "shuili"])
def test_nobody_else_may(desk_store: Store, sign_in: SignIn, login: str) -> None:
    desk_store.feed.webhooks.add(URL, by="admin")
    client = sign_in(login)
    assert {client.get(f"/system/webhooks{page}").status_code for page in PAGES} == {403}
    assert {client.post(f"/system/webhooks{deed}").status_code for deed in DEEDS} == {403}
