"""Two OpenAPI descriptions compared as a client must: what he could call and read before has to hold still.

New routes, optional parameters and response fields are no breach; routes, parameters or fields that are gone, and anything that is newly
asked of him, are.
"""

import json
from collections.abc import Iterator
from typing import Any

from tests.contract.comparing import breaches

Description = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")


def api_breaches(before: Description, now: Description) -> list[str]:
    """What of the earlier description does not hold in the later one, each with its place; empty when nothing was broken."""
    old, new = _with_defs(before), _with_defs(now)
    return [
        words
        for path, method, told in _operations(old)
        for words in _operation(f"{method.upper()} {path}", told, old, new, path, method)
    ]


def _operations(told: Description) -> Iterator[tuple[str, str, Description]]:
    for path, item in told["paths"].items():
        yield from ((path, method, item[method]) for method in METHODS if method in item)


def _operation(at: str, before: Description, old: Description, new: Description, path: str, method: str) -> Iterator[str]:
    now = new["paths"].get(path, {}).get(method)
    if now is None:
        yield f"{at}: is gone"
        return
    yield from _parameters(at, before, now, old, new)
    yield from _body(at, before, now, old, new)
    for status, answer in before["responses"].items():
        if status not in now["responses"]:
            yield f"{at}: answers {status} no longer"
        elif (schema := _schema(answer)) is not None:
            yield from (f"{at} {status}: {words}" for words in _compared(schema, _schema(now["responses"][status]), old, new))


def _parameters(at: str, before: Description, now: Description, old: Description, new: Description) -> Iterator[str]:
    had, has = _by_name(before), _by_name(now)
    for key, told in had.items():
        if key not in has:
            yield f"{at}: parameter {key[1]} is gone"
            continue
        for words in _compared(_bare(told["schema"]), _bare(has[key]["schema"]), old, new):
            yield f"{at}: parameter {key[1]}{words}"
    for key, told in has.items():
        if told.get("required") and not had.get(key, {}).get("required"):
            yield f"{at}: parameter {key[1]} is asked for now"


def _body(at: str, before: Description, now: Description, old: Description, new: Description) -> Iterator[str]:
    had, has = _schema(before.get("requestBody", {})), _schema(now.get("requestBody", {}))
    if had is None:
        if now.get("requestBody", {}).get("required"):
            yield f"{at}: a body is asked for now"
        return
    yield from (f"{at} body: {words}" for words in _compared(had, has, old, new))
    asked = set(_resolved(has or {}, new).get("required", ())) - set(_resolved(had, old).get("required", ()))
    if asked:
        yield f"{at} body: {', '.join(sorted(asked))} asked for now"


def _compared(before: Description, now: Description | None, old: Description, new: Description) -> list[str]:
    if now is None:
        return ["has no shape any more"]
    return breaches(before | {"$defs": old["$defs"]}, now | {"$defs": new["$defs"]})


def _schema(told: Description) -> Description | None:
    """The shape of an answer or a body, whatever its media type."""
    shapes = [media["schema"] for media in told.get("content", {}).values() if media.get("schema")]
    return shapes[0] if shapes else None


def _bare(schema: Description) -> Description:
    """A parameter's shape without lengths, which only narrow what nobody sends."""
    if "anyOf" in schema:
        return schema | {"anyOf": [_bare(one) for one in schema["anyOf"]]}
    return {key: value for key, value in schema.items() if key not in ("minLength", "maxLength")}


def _by_name(told: Description) -> dict[tuple[str, str], Description]:
    return {(one["in"], one["name"]): one for one in told.get("parameters", ())}


def _resolved(schema: Description, whole: Description) -> Description:
    name = schema.get("$ref", "").removeprefix("#/$defs/")
    found: Description = whole["$defs"][name] if name else schema
    return found


def _with_defs(told: Description) -> Description:
    """The description with its shapes where JSON Schema has them."""
    moved: Description = json.loads(json.dumps(told).replace("#/components/schemas/", "#/$defs/"))
    moved["$defs"] = moved["components"]["schemas"]
    return moved
