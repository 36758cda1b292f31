"""The client of examples/client against the API itself."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from outputs import Store
from outputs.access import TokenScope
from schema import ReviewState
from tests.outputs.builders import verdict
from tests.outputs.desk.scene import FINDINGS

PATH = Path(__file__).parents[3] / "examples" / "client" / "yiguan_client.py"
FIRST = FINDINGS[0]


def load() -> Any:
    spec = importlib.util.spec_from_file_location("yiguan_client", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MODULE = load()


@pytest.fixture
def client(app: FastAPI, secret_of: Callable[..., str]) -> Any:
    """Talks to the app in this process."""
    served = TestClient(app)

    def answer(request: httpx.Request) -> httpx.Response:
        told = served.request(request.method, str(request.url), content=request.content, headers=dict(request.headers))
        return httpx.Response(told.status_code, headers=dict(told.headers), content=told.content)

    transport = httpx.MockTransport(answer)
    return lambda *scopes: MODULE.Yiguan("http://testserver", secret_of(frozenset(scopes)), transport=transport)


def test_findings_come_page_by_page(client: Any, desk_store: Store) -> None:
    desk_store.decide(verdict(desk_store.finding(FIRST.id)))
    with client(TokenScope.FINDINGS) as yiguan:
        released = [one["id"] for one in yiguan.findings(limit="1")]
        assert released == [one.id for one in desk_store.findings()]
        assert FIRST.id in released


def test_the_feed_is_followed_from_a_cursor(client: Any, desk_store: Store) -> None:
    with client(TokenScope.FEED) as yiguan:
        _, cursor, more = yiguan.changes()
        assert not more
        desk_store.decide(verdict(desk_store.finding(FIRST.id)))
        [change], later, _ = yiguan.changes(cursor)
        assert (change["finding_id"], change["finding"]["id"]) == (FIRST.id, FIRST.id)
        desk_store.decide(verdict(desk_store.finding(FIRST.id), ReviewState.WITHDRAWN))
        [tombstone], _, _ = yiguan.changes(later)
        assert (tombstone["finding_id"], tombstone["finding"]) == (FIRST.id, None)


def test_a_decision_is_taken_on_what_was_read(client: Any, desk_store: Store) -> None:
    with client(TokenScope.FINDINGS, TokenScope.PENDING, TokenScope.DECIDE) as yiguan:
        _, tag = yiguan.finding(FIRST.id)
        yiguan.decide(FIRST.id, tag, "confirmed", note="属实")
        assert desk_store.finding(FIRST.id).review.state is ReviewState.CONFIRMED
        with pytest.raises(MODULE.Refused) as refused:
            yiguan.decide(FIRST.id, tag, "rejected", reason="duplicate")
        assert refused.value.status == 409
        assert str(refused.value)


def test_what_a_token_may_not_is_refused(client: Any) -> None:
    with client(TokenScope.FEED) as yiguan, pytest.raises(MODULE.Refused) as refused:
        list(yiguan.findings())
    assert refused.value.status == 403
