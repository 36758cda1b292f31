"""The API over a store, called with a token of the scopes and units that a test names."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from outputs import Store
from outputs.access import EVERYTHING, Role, Scope, TokenScope
from outputs.api import create_api
from outputs.desk.guard import Desk
from outputs.desk.options import DeskOptions

Call = Callable[..., TestClient]


@pytest.fixture
def issue(store: Store) -> Callable[..., str]:
    """Issues a token."""

    def issued(*scopes: TokenScope, units: Scope = EVERYTHING) -> str:
        person = next((one for one in store.access.people() if one.login == "duijie"), None)
        if person is None:
            roles = frozenset({Role.ADMINISTRATOR, Role.REVIEWER})
            person, once = store.access.add_person(login="duijie", name="对接系统", roles=roles, by="system")
            store.access.set_password(person.id, once, "对接系统-测试-口令-2024")
            person = store.access.person(person.id)
        return store.access.issue_token(person, "测试", frozenset(scopes), units=units, days=30, by="admin")[1]

    return issued


@pytest.fixture
def api(store: Store) -> FastAPI:
    """The API."""
    nothing: Any = None
    return create_api(Desk(store=store, services=nothing, options=DeskOptions()))


@pytest.fixture
def call(api: FastAPI, issue: Callable[..., str]) -> Call:
    """A client with a token of these scopes and units."""

    def client(*scopes: TokenScope, units: Scope = EVERYTHING) -> TestClient:
        return TestClient(api, headers={"Authorization": f"Bearer {issue(*scopes, units=units)}"})

    return client


@pytest.fixture
def receiver() -> Callable[..., httpx.MockTransport]:
    """A receiver that keeps the bodies and answers with one status."""

    def receiving(bodies: list[str], status: int = 204) -> httpx.MockTransport:
        def take(request: httpx.Request) -> httpx.Response:
            bodies.append(request.content.decode())
            return httpx.Response(status)

        return httpx.MockTransport(take)

    return receiving
