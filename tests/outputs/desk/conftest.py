"""Clients of the desk, by person."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.outputs.desk.scene import PASSWORD

SignIn = Callable[[str], TestClient]


@pytest.fixture
def sign_in(app: FastAPI) -> SignIn:
    """A client that has signed in; it sends its token with every request, as the pages' scripts do."""

    def signed_in(login: str) -> TestClient:
        client = TestClient(app, base_url="http://testserver")
        answer = client.post("/login", data={"login": login, "password": PASSWORD}, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        client.headers["X-CSRF-Token"] = _token(client)
        return client

    return signed_in


def _token(client: TestClient) -> str:
    page = client.get("/account").text
    return page.partition('<meta name="csrf" content="')[2].partition('"')[0]
