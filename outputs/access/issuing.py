"""Tokens for programs: shown once, kept as a digest, narrowed to what their person may do at the time of use."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from schema import StoreError

from ..audit import AuditAction, append
from ..moments import is_past, later
from .passwords import digest, secret
from .people import Person, Token, packed, packed_scope, person_of, token_of
from .roles import Scope, TokenScope
from .signing import SEEN_SECONDS
from .tables import people, tokens

LONGEST_DAYS = 366
MARK = "yg_"
"""Every token begins so: scanners for leaked secrets find it by that."""


def issue(
    connection: Connection, person: Person, name: str, scopes: frozenset[TokenScope], units: Scope, days: int, by: str, at: str
) -> tuple[Token, str]:
    """A new token and its secret. Raises StoreError when it would reach further than its person."""
    if not name.strip() or not scopes:
        raise StoreError("令牌没有写明名称或用途", "请写明给哪个系统用，并至少选一项用途")
    if not 1 <= days <= LONGEST_DAYS:
        raise StoreError(f"令牌有效期 {days} 天不对", f"请在 1 至 {LONGEST_DAYS} 天之间")
    beyond = [scope.label for scope in TokenScope if scope in scopes and not person.may_use(scope)]
    if beyond:
        raise StoreError(f"{person.name}没有“{'、'.join(beyond)}”的权限", "请去掉这些用途，或先变更其角色")
    value = MARK + secret()
    row = {
        "digest": digest(value), "name": name.strip(), "person": person.id, "scopes": packed(scopes), "units": packed_scope(units),
        "created_at": at, "expires_at": later(at, days=days),
    }  # fmt: skip
    token = token_of(connection.execute(insert(tokens).values(row).returning(tokens)).one())
    detail = {
        "name": token.name,
        "scopes": sorted(scopes),
        "units": _told(units),
        "expires_at": token.expires_at,
        "person": person.id,
    }
    append(connection, actor=by, action=AuditAction.TOKEN_ISSUED, object=f"token:{token.id}", detail=detail, at=at)
    return token, value


def read_token(connection: Connection, value: str, at: str) -> tuple[Person, Token, bool] | None:
    """Its person, seeing what both see, the token with what he may still do, and whether its use is to be noted; None when it is none."""
    row = connection.execute(select(tokens).where(tokens.c.digest == digest(value))).one_or_none()
    if row is None or row.revoked_at is not None or is_past(row.expires_at, at):
        return None
    person = person_of(connection.execute(select(people).where(people.c.id == row.person)).one())
    if not person.active or person.must_change:
        return None
    token = token_of(row)
    noted = row.used_at is not None and not is_past(later(row.used_at, seconds=SEEN_SECONDS), at)
    return replace(person, scope=person.scope.within(token.units)), token.allowed_to(person), not noted


def note_token_use(connection: Connection, token: int, at: str) -> None:
    """The token was used."""
    connection.execute(update(tokens).where(tokens.c.id == token).values(used_at=at))


def revoke(connection: Connection, token: int, by: str, at: str) -> None:
    """Let it be valid no longer. Raises StoreError when there is none that is."""
    standing = update(tokens).where(tokens.c.id == token, tokens.c.revoked_at.is_(None)).values(revoked_at=at)
    if connection.execute(standing).rowcount == 0:
        raise StoreError("没有这个令牌，或已收回", "请刷新列表")
    append(connection, actor=by, action=AuditAction.TOKEN_REVOKED, object=f"token:{token}", at=at)


def read_tokens(connection: Connection, person: int | None) -> Iterable[Token]:
    """The tokens of a person, or all, newest first."""
    rows = select(tokens).order_by(tokens.c.id.desc())
    return map(token_of, connection.execute(rows if person is None else rows.where(tokens.c.person == person)))


def _told(units: Scope) -> Any:
    return None if units.units is None else sorted(units.units)
