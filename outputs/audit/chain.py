"""How rows hang together: each holds the digest of the one before it, and of itself."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, text

from schema import StoreError

from ..moments import now
from .actions import AuditAction
from .tables import audit

GENESIS = "0" * 64
"""What the first row holds in place of a digest before it."""
SYSTEM = "system"
"""Actor of what nobody signed in for, such as a command."""
_LOCK = 7_135_025
"""Any number of our own: whoever holds it appends in a PostgreSQL database, until his transaction ends."""
UNKNOWN = "?"
"""Actor of a sign-in whose login nobody has: people type passwords into the wrong field, so it is not kept."""
_PRINTED = re.compile(r"(?P<number>\d{1,18}):(?P<digest>[0-9a-f]{64})", re.ASCII)
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_LAST = select(audit.c.number, audit.c.digest).order_by(audit.c.number.desc()).limit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last row of the chain: printed and kept elsewhere, it proves later that nothing before it was touched."""

    number: int
    """0 while there is no row."""
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """The head that was printed so. Raises StoreError."""
        found = _PRINTED.fullmatch(text.strip())
        if found is None:
            raise StoreError(f"“{text}”不是链首", "请原样给出当时打印的“序号:摘要”")
        return cls(number=int(found["number"]), digest=found["digest"])


def append(
    connection: Connection,
    *,
    actor: str,
    action: AuditAction,
    object: str,
    detail: Mapping[str, Any] | None = None,
    at: str | None = None,
) -> None:
    """Append a row in the caller's transaction: it stands if and only if what it tells of does.

    Let it be the last thing that the transaction does: in PostgreSQL all other appenders wait from here to its end.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    before = read_head(connection)
    row: dict[str, Any] = {
        "number": before.number + 1,
        "at": at or now(),
        "actor": actor,
        "action": action.value,
        "object": object,
        "detail": canonical(detail or {}),
        "previous": before.digest,
    }
    connection.execute(insert(audit).values(row | {"digest": digest_of(*row.values())}))


def read_head(connection: Connection) -> Head:
    """The last row's number and digest."""
    row = connection.execute(_LAST).one_or_none()
    return Head(number=0, digest=GENESIS) if row is None else Head(number=row.number, digest=row.digest)


def canonical(value: Any) -> str:
    """JSON with sorted keys and without blanks: one text for one value."""
    return _CANONICAL.encode(value)


def digest_of(*columns: Any) -> str:
    """SHA-256 of a row's columns before `digest`, in their order, as a canonical JSON array in UTF-8."""
    return hashlib.sha256(canonical(columns).encode("utf-8", "surrogatepass")).hexdigest()
