"""The comparer finds every breach, and lets additions pass."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from schema import finding_json_schema
from tests.contract.comparing import breaches

FINDING = json.loads(finding_json_schema())


def changed(change: Callable[[Any], object]) -> dict[str, Any]:
    """The finding's schema with a change."""
    schema: dict[str, Any] = deepcopy(FINDING)
    change(schema)
    return schema


def test_a_schema_breaks_nothing_of_itself() -> None:
    assert breaches(FINDING, FINDING) == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda s: s["properties"].pop("confidence"), "confidence: is gone"),
        (lambda s: s["properties"].update(sureness=s["properties"].pop("confidence")), "confidence: is gone"),
        (lambda s: s["properties"]["confidence"].update(type="string"), "confidence: type number became string"),
        (lambda s: s["required"].remove("confidence"), "confidence: may be missing now"),
        (lambda s: s["properties"].update(confidence={"anyOf": [{"type": "number"}, {"type": "null"}]}), "confidence: may now be null"),
        (lambda s: s["$defs"]["StatementType"]["enum"].remove("commendation"), "type: codes commendation are gone"),
        (lambda s: s["$defs"]["Measure"]["properties"].pop("exact"), "rectification"),
        (lambda s: s["$defs"]["Anchor"]["properties"]["start"].update(type="string"), "anchor"),
        (lambda s: s["$defs"]["Holder"]["properties"]["candidates"]["items"].update({"$ref": "#/$defs/Measure"}), "holder.candidates[]"),
        (lambda s: s["properties"].update(document={"type": "string"}), "document: type object became string"),
        (lambda s: s["$defs"]["DocumentRef"]["properties"].update(date={"type": "integer"}), "document.date"),
        (lambda s: s["$defs"]["Location"]["properties"]["bbox"]["anyOf"][0].update(minItems=2), "anchor"),
        (lambda s: s.update({"$id": "yiguan.finding/2"}), "$id"),
        (lambda s: s["properties"]["id"].update(contentEncoding="base64"), "contentEncoding is nothing that is compared"),
        (lambda s: s["properties"]["anchor"]["anyOf"].append({"type": "string"}), "anchor: may now be string"),
    ],
)  # fmt: skip
def test_a_breach_is_found(change: Callable[[Any], object], where: str) -> None:
    found = breaches(FINDING, changed(change))
    assert found
    assert any(where in one for one in found), found


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s["properties"].update(colour={"type": "string"}),
        lambda s: (s["properties"].update(colour={"type": "string"}), s["required"].append("colour")),
        lambda s: s["$defs"]["StatementType"]["enum"].append("question"),
        lambda s: s["$defs"]["Holder"]["properties"].update(rank={"type": "string"}),
        lambda s: s["properties"]["confidence"].update(description="how sure", title="Sure"),
        lambda s: s["$defs"]["DocumentRef"]["properties"].update(date={"type": "string"}),
        lambda s: s["$defs"]["Holder"]["required"].append("candidates"),
    ],
)
def test_what_adds_breaks_nothing(change: Callable[[Any], object]) -> None:
    assert breaches(FINDING, changed(change)) == []
