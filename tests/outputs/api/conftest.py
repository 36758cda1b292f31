"""Callers of the API: a client for each set of scopes and units, over the desk's scene."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from outputs import Store
from outputs.access import EVERYTHING, Role, Scope, TokenScope

PREFIX = "/api/v1"
Call = Callable[..., TestClient]
ALL = frozenset(TokenScope)


@pytest.fixture
def secret_of(desk_store: Store) -> Callable[..., str]:
    """Issues a token for a person who may do everything, with these scopes and units."""

    def issued(scopes: frozenset[TokenScope] = ALL, units: Scope = EVERYTHING) -> str:
        known = {person.login: person for person in desk_store.access.people()}
        person = known.get("system-account")
        if person is None:
            roles = frozenset({Role.ADMINISTRATOR, Role.REVIEWER})
            person, once = desk_store.access.add_person(login="system-account", name="对接系统", roles=roles, by="system")
            desk_store.access.set_password(person.id, once, "对接系统-测试-口令-2024")
            person = desk_store.access.person(person.id)
        return desk_store.access.issue_token(person, "测试", scopes, units=units, days=30, by="admin")[1]

    return issued


@pytest.fixture
def call(app: FastAPI, secret_of: Callable[..., str]) -> Call:
    """A client with a token of these scopes and units; base address and token are set."""

    def client(scopes: frozenset[TokenScope] = ALL, units: Scope = EVERYTHING) -> TestClient:
        return TestClient(
            app, base_url=f"http://testserver{PREFIX}", headers={"Authorization": f"Bearer {secret_of(scopes, units)}"}
        )

    return client
