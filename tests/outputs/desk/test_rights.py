"""Every route names the right that it needs, and whoever lacks it is refused before anything is done."""

import re
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.routing import Mount

from outputs import Store
from outputs.access import ROLES, Permission
from outputs.desk.guard import caller
from outputs.desk.pages import ROUTERS
from tests.outputs.desk.scene import PEOPLE

SignIn = Callable[[str], TestClient]
OPEN = {"/login", "/logout", "/oidc/login", "/oidc/callback"}
"""What is there for who is not signed in."""
ANYBODY = {"/", "/account", "/account/tokens", "/account/tokens/{number}/revoke", "/password"}
"""What needs a session and no right: everybody's own."""


def routes(app: FastAPI) -> Iterator[APIRoute]:
    """Of the pages: the API has its own tests, and what lies under /static ships with the package."""
    assert {route.path for route in app.routes if isinstance(route, Mount)} == {"/static", "/api/v1"}
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute), route
            yield route


def calls(dependant: Dependant) -> Iterator[object]:
    for one in dependant.dependencies:
        yield one.call
        yield from calls(one)


def rights(route: APIRoute) -> set[Permission]:
    return {call.permission for call in calls(route.dependant) if hasattr(call, "permission")}


def address(route: APIRoute) -> str:
    return re.sub(r"\{[^}]*\}", "1", route.path)


def ask(client: TestClient, route: APIRoute, method: str) -> int:
    return client.request(method, address(route), follow_redirects=False).status_code


def test_the_application_serves_the_routers_and_nothing_else(app: FastAPI) -> None:
    served = [route for route in app.routes if not isinstance(route, Mount)]
    assert [getattr(route, "original_router", route) for route in served] == list(ROUTERS)


def test_every_route_names_its_right(app: FastAPI) -> None:
    found = list(routes(app))
    assert len(found) > 30
    for route in found:
        if route.path in OPEN:
            assert caller not in set(calls(route.dependant))
        elif route.path in ANYBODY:
            assert caller in set(calls(route.dependant)), route.path
        else:
            assert len(rights(route)) == 1, f"{route.path} names {rights(route)}"


@pytest.mark.parametrize(("start", "right"), [("/system", Permission.ADMINISTER), ("/audit", Permission.AUDIT)])
def test_the_rooms_of_administrators_and_auditors_are_theirs_alone(app: FastAPI, start: str, right: Permission) -> None:
    for route in routes(app):
        if route.path.startswith(start):
            assert rights(route) == {right}, route.path


def test_who_is_not_signed_in_gets_nowhere(app: FastAPI) -> None:
    client = TestClient(app)
    for route in routes(app):
        for method in route.methods - {"HEAD"} if route.path not in OPEN else ():
            answer = client.request(method, address(route), follow_redirects=False)
            assert (answer.status_code, answer.headers.get("location")) == (303, "/login"), f"{method} {route.path}"


@pytest.mark.parametrize("login", ["admin", "limin", "wangqiang", "chenjing", "audit"])
def test_who_lacks_the_right_is_refused(sign_in: SignIn, app: FastAPI, desk_store: Store, login: str) -> None:
    client = sign_in(login)
    held = set().union(*(ROLES[role] for role in PEOPLE[login][1]))
    before = desk_store.audit.head()
    refused = 0
    for route in routes(app):
        needed = rights(route)
        if needed and not needed <= held:
            for method in route.methods - {"HEAD"}:
                assert ask(client, route, method) == 403, f"{method} {route.path}"
                refused += 1
    assert refused >= 3
    assert desk_store.audit.head() == before, "nothing was done, nothing shown"


@pytest.mark.parametrize("login", ["admin", "limin", "wangqiang"])
def test_no_deed_without_our_token(sign_in: SignIn, app: FastAPI, desk_store: Store, login: str) -> None:
    client = sign_in(login)
    del client.headers["X-CSRF-Token"]
    before = desk_store.audit.head()
    deeds = [(route, method) for route in routes(app) for method in route.methods - {"GET", "HEAD"} if route.path != "/login"]
    assert len(deeds) > 10
    for route, method in deeds:
        assert ask(client, route, method) == 403, f"{method} {route.path}"
    assert desk_store.audit.head() == before
