"""What other systems were promised with the last release still holds; docs/schema is what the types say now.

`released/` holds the schemas as they were released. With a release, those of docs/schema are copied there; never otherwise.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from outputs.feed.envelope import change_to_dict
from schema import (
    Change,
    ChangeKind,
    Tombstone,
    change_json_schema,
    finding_json_schema,
    finding_to_json,
    pattern_json_schema,
    tombstone_json_schema,
    tombstone_to_json,
)
from tests.contract.comparing import breaches
from tests.outputs.test_exports import FINDINGS, FULL

RELEASED = Path(__file__).parent / "released"
PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"
SCHEMAS: dict[str, Callable[[], str]] = {
    "finding-1": finding_json_schema,
    "pattern-1": pattern_json_schema,
    "change-1": change_json_schema,
    "tombstone-1": tombstone_json_schema,
}


def released() -> list[str]:
    return sorted(path.stem for path in RELEASED.glob("*.json"))


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_current(name: str) -> None:
    assert (PUBLISHED / f"{name}.json").read_text(encoding="utf-8") == SCHEMAS[name](), "run `make docs`"


@pytest.mark.parametrize("name", released())
def test_what_was_released_still_holds(name: str) -> None:
    assert name in SCHEMAS, "a format that was released is not taken away"
    assert breaches(read(RELEASED / f"{name}.json"), json.loads(SCHEMAS[name]())) == []


def test_something_was_released() -> None:
    assert {"finding-1", "pattern-1"} <= set(released())


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one(name: str) -> None:
    schema = json.loads(SCHEMAS[name]())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"yiguan.{name.replace('-', '/')}"


def valid(name: str, instance: Any) -> None:
    jsonschema.Draft202012Validator(json.loads(SCHEMAS[name]())).validate(instance)


@pytest.mark.parametrize("finding", FINDINGS)
def test_findings_keep_their_schema(finding: Any) -> None:
    valid("finding-1", json.loads(finding_to_json(finding)))


@pytest.mark.parametrize("finding", [None, FULL])
def test_changes_keep_their_schema(finding: Any) -> None:
    change = Change(
        cursor=7, kind=ChangeKind.CONFIRMED if finding else ChangeKind.WITHDRAWN, finding_id=FULL.id, revision=2, released=bool(finding),
        event_id=None, before_event_id="e-1", at="2024-03-01T09:00:00+08:00", finding=finding,
    )  # fmt: skip
    told = change_to_dict(change)
    valid("change-1", told)
    assert list(told) == list(json.loads(change_json_schema())["properties"])


def test_tombstones_keep_their_schema() -> None:
    valid("tombstone-1", json.loads(tombstone_to_json(Tombstone(id=FULL.id, cursor=7))))
