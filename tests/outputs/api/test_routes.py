"""What holds for every route: a token, its scope, problems for errors, and no server error whatever is sent."""

import re

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

import outputs.api.routes.feed as feed_route
from outputs import Store
from outputs.access import Scope, TokenScope
from outputs.api import PREFIX, create_api, describe_api
from outputs.api.routes import ROUTERS
from outputs.desk.guard import Desk
from tests.outputs.api.conftest import ALL, Call
from tests.outputs.builders import verdict
from tests.outputs.desk.scene import FINDINGS

ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]


def filled(path: str) -> str:
    """The route's path with ids that exist nowhere."""
    examples = {
        "finding_id": "f-00",
        "document_id": "sha256:" + "0" * 64,
        "cadre_id": "YZ999",
        "event_id": "e-00",
        "run_id": "r-00",
    }
    return re.sub(r"\{(\w+)\}", lambda found: examples.get(found[1], "1"), path)


def named(route: APIRoute) -> str:
    return f"{min(route.methods)} {route.path}"


def test_the_api_serves_the_routers_and_nothing_else() -> None:
    served = [route for route in create_api(Desk.__new__(Desk)).routes if hasattr(route, "original_router")]
    assert [route.original_router for route in served] == list(ROUTERS)
    assert len(ROUTES) > 25


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_every_route_refuses_without_a_token(app: FastAPI, route: APIRoute) -> None:
    client = TestClient(app)
    for headers in ({}, {"Authorization": "Bearer yg_none"}):
        answer = client.request(min(route.methods), PREFIX + filled(route.path), headers=headers)
        assert answer.status_code == 401, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_every_route_names_a_scope_and_refuses_tokens_without_it(call: Call, route: APIRoute) -> None:
    wanted = [dependency.call.scope for dependency in route.dependant.dependencies if hasattr(dependency.call, "scope")]
    assert len(wanted) == 1, "a route needs exactly one scope"
    answer = call(ALL - {wanted[0]}).request(min(route.methods), filled(route.path).lstrip("/"))
    assert answer.status_code == 403, answer.text
    assert wanted[0] in answer.json()["detail"]


def test_a_token_that_was_revoked_opens_nothing(call: Call, desk_store: Store) -> None:
    client = call(frozenset({TokenScope.FINDINGS}))
    assert client.get("findings").status_code == 200
    desk_store.access.revoke_token(desk_store.access.tokens()[0].id, by="admin")
    assert client.get("findings").status_code == 401


def test_nothing_of_another_unit_is_found(call: Call, desk_store: Store) -> None:
    for one in FINDINGS:
        desk_store.decide(verdict(desk_store.finding(one.id)))
    inside, outside = FINDINGS[0], FINDINGS[2]
    client = call(ALL, Scope(frozenset({inside.document.issuer or ""})))
    event = desk_store.finding(outside.id).event
    assert event is not None
    for path in (
        f"findings/{outside.id}", f"findings/{outside.id}/decisions", f"documents/{outside.document.id}",
        f"documents/{outside.document.id}/text", f"documents/{outside.document.id}/original", "cadres/YZ031",
        "cadres/YZ031/patterns", "cadres/YZ031/dossier", f"events/{event.id}",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path
    assert client.get(f"findings/{inside.id}").status_code == 200
    assert client.get(f"documents/{inside.document.id}").status_code == 200
    assert client.get("cadres/YZ012").json()["identity"] == ""


def test_the_description_is_openapi_31_in_both_languages() -> None:
    told = describe_api()
    assert '"openapi": "3.1.' in told
    for route in ROUTES:
        assert route.summary is not None
        assert re.search("[\u4e00-\u9fff]", route.summary)
        assert re.search("[a-z]", route.summary)


@pytest.mark.filterwarnings("ignore")
def test_no_call_breaks_the_server_or_the_description(
    app: FastAPI, secret_of: object, desk_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """schemathesis sends what the description allows and what it forbids to every route."""
    monkeypatch.setattr(feed_route, "STREAM_SECONDS", 0)
    monkeypatch.setattr(feed_route, "_comes", _nothing_comes)
    for one in FINDINGS[:2]:
        desk_store.decide(verdict(desk_store.finding(one.id)))
    headers = {"Authorization": f"Bearer {secret_of()}"}  # type: ignore[operator]
    schema = schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", app)
    tried = 0
    for operation in schema.get_all_operations():
        tried += _try(operation.ok(), headers)
    assert tried > 10 * len(ROUTES)


async def _nothing_comes(*_: object, **__: object) -> bool:
    return False


def _try(operation: object, headers: dict[str, str]) -> int:
    count = 0

    @given(case=operation.as_strategy())  # type: ignore[attr-defined]
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    def tries(case: object) -> None:
        nonlocal count
        count += 1
        # What a cursor or a version must be, no description can say: that such a call is refused is no fault.
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])  # type: ignore[attr-defined]

    tries()
    return count
