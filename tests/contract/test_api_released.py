"""What clients of the API were promised with the last release still holds; and the comparison finds what breaks it."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from outputs.api import describe_api
from tests.contract.apis import api_breaches

RELEASED = Path(__file__).parent / "released" / "api" / "openapi-1.json"
PUBLISHED = Path(__file__).parents[2] / "docs" / "openapi.json"
NOW: dict[str, Any] = json.loads(describe_api())
LIST = NOW["paths"]["/findings"]["get"]


def test_the_published_description_is_current() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == describe_api(), "run `make docs`"


def test_what_was_released_still_holds() -> None:
    assert api_breaches(json.loads(RELEASED.read_text(encoding="utf-8")), NOW) == []


def _take_route(told: dict[str, Any]) -> None:
    del told["paths"]["/findings/{finding_id}"]


def _take_parameter(told: dict[str, Any]) -> None:
    parameters = told["paths"]["/findings"]["get"]["parameters"]
    parameters.remove(next(one for one in parameters if one["name"] == "since"))


def _ask_for_parameter(told: dict[str, Any]) -> None:
    next(one for one in told["paths"]["/findings"]["get"]["parameters"] if one["name"] == "unit")["required"] = True


def _take_field(told: dict[str, Any]) -> None:
    del told["components"]["schemas"]["Findings"]["properties"]["next"]


def _retype_deep_field(told: dict[str, Any]) -> None:
    told["components"]["schemas"]["Finding"]["properties"]["confidence"]["type"] = "string"


def _ask_for_more_in_a_body(told: dict[str, Any]) -> None:
    told["components"]["schemas"]["NewDecision"]["required"].append("note")


def _answer_otherwise(told: dict[str, Any]) -> None:
    responses = told["paths"]["/documents"]["post"]["responses"]
    responses["200"] = responses.pop("202")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_take_route, "is gone"),
        (_take_parameter, "since is gone"),
        (_ask_for_parameter, "unit is asked for now"),
        (_take_field, "next"),
        (_retype_deep_field, "confidence"),
        (_ask_for_more_in_a_body, "note asked for now"),
        (_answer_otherwise, "202 no longer"),
    ],
)
def test_what_breaks_a_client_is_found(change: Callable[[dict[str, Any]], None], words: str) -> None:
    broken = copy.deepcopy(NOW)
    change(broken)
    assert any(words in one for one in api_breaches(NOW, broken))


def test_what_is_added_breaks_nobody() -> None:
    grown = copy.deepcopy(NOW)
    grown["paths"]["/new"] = {"get": LIST}
    grown["paths"]["/findings"]["get"]["parameters"].append(
        {"in": "query", "name": "new", "required": False, "schema": {"type": "string"}}
    )
    grown["components"]["schemas"]["Findings"]["properties"]["total"] = {"type": "integer"}
    assert api_breaches(NOW, grown) == []
