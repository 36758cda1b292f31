"""Parameters that are set on the pages and kept with the store, as JSON."""

import json
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from ..audit import AuditAction, append
from ..database import upsert
from .tables import parameters

T = TypeVar("T")
_HIDDEN = "（不记录）"


def read_parameter(connection: Connection, name: str, default: T) -> T:
    """The value, or the default while nobody set one."""
    value = connection.scalar(select(parameters.c.value).where(parameters.c.name == name))
    return default if value is None else json.loads(value)


def write_parameter(connection: Connection, name: str, value: Any, *, by: str, at: str) -> None:
    """Set the value and record it with the one before; secrets are recorded as set, not as what they are."""
    before = read_parameter(connection, name, None)
    row = {"name": name, "value": json.dumps(value, ensure_ascii=False, sort_keys=True), "by": by, "at": at}
    upsert(connection, parameters, row)
    detail = {"before": _told(before), "after": _told(value)}
    append(connection, actor=by, action=AuditAction.PARAMETER_SET, object=f"parameter:{name}", detail=detail, at=at)


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _HIDDEN if "secret" in name and one else _told(one) for name, one in value.items()}
    return value
