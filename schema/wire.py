"""The border: findings, patterns and tombstones to JSON, evidence files to JSON, and the JSON Schemas, all made from the dataclasses themselves."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from .change import Change
from .dossier import Dossier
from .finding import FORMAT, Finding
from .masked import MaskedFinding
from .pattern import PATTERN_FORMAT, Pattern
from .tombstone import TOMBSTONE_FORMAT, Tombstone

CHANGE_FORMAT = "yiguan.change/1"


@cache
def _adapter() -> TypeAdapter[Finding]:
    return TypeAdapter(Finding)


@cache
def _patterns() -> TypeAdapter[Pattern]:
    return TypeAdapter(Pattern)


@cache
def _masked() -> TypeAdapter[MaskedFinding]:
    return TypeAdapter(MaskedFinding)


@cache
def _tombstones() -> TypeAdapter[Tombstone]:
    return TypeAdapter(Tombstone)


@cache
def _dossiers() -> TypeAdapter[Dossier]:
    return TypeAdapter(Dossier)


def finding_to_json(finding: Finding) -> str:
    """The finding as one line of JSON, keys in the order of the contract."""
    return _adapter().dump_json(finding).decode("utf-8")


def finding_from_json(line: str | bytes) -> Finding:
    """The finding of one line of JSON. Raises pydantic.ValidationError when it breaks the schema."""
    return _adapter().validate_json(line)


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """The finding as JSON's own types: dicts, lists, strings, numbers, booleans, None."""
    result = _adapter().dump_python(finding, mode="json")
    assert isinstance(result, dict)
    return result


def masked_to_json(finding: MaskedFinding) -> str:
    """The masked finding as one line of JSON: a finding's, with one key more."""
    return _masked().dump_json(finding).decode("utf-8")


def finding_json_schema() -> str:
    """JSON Schema (draft 2020-12) of `yiguan.finding/1`."""
    return _published(_adapter(), FORMAT)


def pattern_to_json(pattern: Pattern) -> str:
    """The pattern as one line of JSON, keys in the order of the contract."""
    return _patterns().dump_json(pattern).decode("utf-8")


def pattern_from_json(line: str | bytes) -> Pattern:
    """The pattern of one line of JSON. Raises pydantic.ValidationError when it breaks the schema."""
    return _patterns().validate_json(line)


def pattern_json_schema() -> str:
    """JSON Schema (draft 2020-12) of `yiguan.pattern/1`."""
    return _published(_patterns(), PATTERN_FORMAT)


def change_json_schema() -> str:
    """JSON Schema (draft 2020-12) of a step of the feed, `yiguan.change/1`."""
    return _published(TypeAdapter(Change), CHANGE_FORMAT)


def tombstone_to_json(tombstone: Tombstone) -> str:
    """The tombstone as one line of JSON, keys in the order of the contract."""
    return _tombstones().dump_json(tombstone).decode("utf-8")


def tombstone_json_schema() -> str:
    """JSON Schema (draft 2020-12) of `yiguan.tombstone/1`."""
    return _published(_tombstones(), TOMBSTONE_FORMAT)


def dossier_to_json(dossier: Dossier) -> str:
    """The evidence file as JSON, for programs that show it."""
    return _dossiers().dump_json(dossier, indent=2).decode("utf-8")


def _published(adapter: TypeAdapter[Any], name: str) -> str:
    schema = adapter.json_schema(mode="serialization")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": name, **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
