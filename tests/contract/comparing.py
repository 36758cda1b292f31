"""Two versions of a JSON Schema compared as a consumer must: what he could rely on before has to hold still.

Added fields and codes are no breach; taken away, renamed or re-typed ones are, and so is what may be absent or null now.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
_ANNOTATIONS = frozenset({"title", "description", "default", "examples", "$schema", "$comment", "deprecated"})
_UNDERSTOOD = _ANNOTATIONS | {
    "$defs", "$id", "$ref", "type", "properties", "required", "enum", "const", "anyOf", "oneOf", "items", "prefixItems", "minItems",
    "maxItems", "format", "additionalProperties", "discriminator", "minimum", "maximum", "pattern",
    "minLength", "maxLength", "contentMediaType", "uniqueItems",
}  # fmt: skip


def breaches(before: Schema, now: Schema) -> list[str]:
    """What of the earlier schema does not hold in the later one, each with its place; empty when nothing was broken."""
    found = list(_compared(before, now, before, now, "", frozenset()))
    if before.get("$id") != now.get("$id"):
        found.insert(0, f"$id: {before.get('$id')} became {now.get('$id')}")
    return found


def _compared(before: Schema, now: Schema, old: Schema, new: Schema, at: str, seen: frozenset[tuple[str, str]]) -> Iterator[str]:
    pair = (before.get("$ref", ""), now.get("$ref", ""))
    if all(pair):
        if pair in seen:
            return
        seen |= {pair}
    before, now = _resolved(before, old), _resolved(now, new)
    unknown = (set(before) | set(now)) - _UNDERSTOOD
    if unknown:
        yield f"{at}: {', '.join(sorted(unknown))} is nothing that is compared"
    options, choices = _options(before, old), _options(now, new)
    if len(options) > 1 or len(choices) > 1:
        yield from _chosen(options, choices, old, new, at, seen)
        return
    yield from _same_kind(before, now, at)
    yield from _members(before, now, old, new, at, seen)
    yield from _elements(before, now, old, new, at, seen)


def _chosen(
    options: list[Schema], choices: list[Schema], old: Schema, new: Schema, at: str, seen: frozenset[tuple[str, str]]
) -> Iterator[str]:
    """Each thing that may come now must be one that could come before."""
    for choice in choices:
        failed = [list(_compared(option, choice, old, new, at, seen)) for option in options]
        if all(failed):
            closest = min(failed, key=len)
            yield closest[0] if len(options) == len(choices) else f"{at}: may now be {_name(choice, new)}"


def _same_kind(before: Schema, now: Schema, at: str) -> Iterator[str]:
    for key in ("type", "const", "format", "pattern", "contentMediaType"):
        if before.get(key) != now.get(key):
            yield f"{at}: {key} {before.get(key)} became {now.get(key)}"
    for key, worse in (("minimum", lambda a, b: b is None or b < a), ("maximum", lambda a, b: b is None or b > a)):
        if key in before and worse(before[key], now.get(key)):
            yield f"{at}: {key} {before[key]} became {now.get(key)}"
    lost = [code for code in before.get("enum", ()) if code not in now.get("enum", ())]
    if "enum" in before and lost:
        yield f"{at}: codes {', '.join(map(str, lost))} are gone"


def _members(before: Schema, now: Schema, old: Schema, new: Schema, at: str, seen: frozenset[tuple[str, str]]) -> Iterator[str]:
    for name, member in before.get("properties", {}).items():
        place = f"{at}.{name}" if at else name
        if name not in now.get("properties", {}):
            yield f"{place}: is gone"
            continue
        if name in before.get("required", ()) and name not in now.get("required", ()):
            yield f"{place}: may be missing now"
        yield from _compared(member, now["properties"][name], old, new, place, seen)


def _elements(before: Schema, now: Schema, old: Schema, new: Schema, at: str, seen: frozenset[tuple[str, str]]) -> Iterator[str]:
    for key in ("minItems", "maxItems"):
        if before.get(key) != now.get(key):
            yield f"{at}: {key} {before.get(key)} became {now.get(key)}"
    if isinstance(before.get("items"), dict) and isinstance(now.get("items"), dict):
        yield from _compared(before["items"], now["items"], old, new, f"{at}[]", seen)
    one, other = before.get("prefixItems", []), now.get("prefixItems", [])
    if len(one) != len(other):
        yield f"{at}: has {len(other)} parts instead of {len(one)}"
    for index, (member, its) in enumerate(zip(one, other, strict=False)):
        yield from _compared(member, its, old, new, f"{at}[{index}]", seen)


def _options(schema: Schema, whole: Schema) -> list[Schema]:
    several = schema.get("anyOf") or schema.get("oneOf")
    if not several:
        return [schema]
    return [option for one in several for option in _options(_resolved(one, whole), whole)]


def _resolved(schema: Schema, whole: Schema) -> Schema:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    found: Any = whole
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    assert isinstance(found, dict)
    return _resolved(found, whole)


def _name(schema: Schema, whole: Schema) -> str:
    return str(_resolved(schema, whole).get("title") or _resolved(schema, whole).get("type") or schema)
