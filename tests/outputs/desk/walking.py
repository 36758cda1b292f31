"""Walks over every route of the desk and of the API, for tests of what all of them have to keep to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from outputs import Store
from outputs.access import Role, Scope, TokenScope
from outputs.api import PREFIX
from outputs.api.routes import ROUTERS as API_ROUTERS
from outputs.desk.pages import ROUTERS
from tests.outputs.desk.scene import PASSWORD

PAGES: tuple[APIRoute, ...] = tuple(route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute))
API: tuple[APIRoute, ...] = tuple(route for router in API_ROUTERS for route in router.routes if isinstance(route, APIRoute))
Deed = tuple[str, str]
"""Method and path of a route, as it is registered."""


@dataclass(frozen=True, kw_only=True)
class Walker:
    """Somebody who asks: with a session for the pages, and with a token for the API."""

    pages: TestClient
    api: TestClient

    def ask(self, deed: Deed, ids: Mapping[str, str], query: Mapping[str, Any] | None = None, **more: Any) -> Any:
        """Ask for the route with these in place of its parameters."""
        method, path = deed
        client = self.api if path.startswith(PREFIX) else self.pages
        return client.request(method, filled(path, ids), params=query, follow_redirects=False, **more)


def deeds(*, safe: bool | None = None) -> Iterator[Deed]:
    """All routes; only those that read, or only those that do something."""
    for prefix, routes in (("", PAGES), (PREFIX, API)):
        for route in routes:
            for method in sorted(route.methods - {"HEAD"}):
                if safe is None or safe == (method == "GET"):
                    yield method, prefix + route.path


def asked_for(deed: Deed) -> list[str]:
    """The names of what a route takes in its query."""
    method, path = deed
    routes = API if path.startswith(PREFIX) else PAGES
    bare = path.removeprefix(PREFIX) if routes is API else path
    found = next(route for route in routes if route.path == bare and method in route.methods)
    return [one.alias for one in _query(found.dependant)]


def takes_queries(deed: Deed) -> bool:
    """Whether a route looks at its query, by its parameters or as it is."""
    return bool(asked_for(deed)) or deed[1] in ("/review", "/review/trail", "/documents")


def filled(path: str, ids: Mapping[str, str]) -> str:
    """The path with its parameters: by the path's beginning and the parameter's name, else by the name alone."""
    room = "/".join(path.split("{")[0].rstrip("/").split("/")[-2:])
    return re.sub(r"\{(\w+)\}", lambda one: ids.get(f"{room} {one[1]}", ids.get(one[1], "1")), path)


def walker(app: Any, store: Store, login: str, roles: frozenset[Role], scope: Scope) -> Walker:
    """A new person with these rights, signed in, and a token of his that may be used for all that he may."""
    person, once = store.access.add_person(login=login, name=f"{login}的姓名", roles=roles, scope=scope, by="system")
    store.access.set_password(person.id, once, PASSWORD)
    pages = TestClient(app, base_url="http://testserver", raise_server_exceptions=False)
    assert pages.post("/login", data={"login": login, "password": PASSWORD}, follow_redirects=False).status_code == 303
    pages.headers["X-CSRF-Token"] = pages.get("/account").text.partition('<meta name="csrf" content="')[2].partition('"')[0]
    person = store.access.person(person.id)
    uses = frozenset(one for one in TokenScope if person.may_use(one))
    _, secret = store.access.issue_token(person, "走查", uses, days=9, by=login)
    api = TestClient(
        app, base_url="http://testserver", headers={"Authorization": f"Bearer {secret}"}, raise_server_exceptions=False
    )
    return Walker(pages=pages, api=api)


def _query(dependant: Dependant) -> Iterator[Any]:
    yield from dependant.query_params
    for one in dependant.dependencies:
        yield from _query(one)
