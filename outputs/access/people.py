"""People as the store keeps them, what their sessions and tokens are, and how rows become them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from schema import StoreError

from .roles import NEEDS, ROLES, Permission, Role, Scope, TokenScope
from .tables import people


class SignInRefused(StoreError):
    """Nobody was let in; the message tells nothing about whether the login exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who may sign in."""

    id: int
    login: str
    name: str
    roles: frozenset[Role]
    scope: Scope
    active: bool
    must_change: bool
    """Whether he must set a password of his own before anything else; until then he may do nothing."""
    locked_until: str | None
    created_at: str
    external: bool = False
    """Whether he signs in through OpenID Connect and has no password here."""

    def may(self, permission: Permission) -> bool:
        """Whether one of his roles allows it."""
        return self.active and not self.must_change and any(permission in ROLES[role] for role in self.roles)

    def may_use(self, scope: TokenScope) -> bool:
        """Whether a token of his may be used so. Who gives second looks gets nothing unreviewed: he is to judge it blind."""
        return self.may(NEEDS[scope]) and not (scope is TokenScope.PENDING and self.may(Permission.SECOND))


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A time signed in."""

    csrf: str
    """What every form must bring along."""
    created_at: str
    expires_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program signs in with, in a person's name."""

    id: int
    name: str
    person: int
    scopes: frozenset[TokenScope]
    units: Scope
    """Narrows what the person sees."""
    created_at: str
    expires_at: str
    revoked_at: str | None
    used_at: str | None

    def allowed_to(self, person: Person) -> "Token":
        """The token with no more than its person may do now."""
        return replace(self, scopes=frozenset(scope for scope in self.scopes if person.may_use(scope)))


def read_person(connection: Connection, number: int) -> Person:
    """The person. Raises StoreError when there is none."""
    row = connection.execute(select(people).where(people.c.id == number)).one_or_none()
    if row is None:
        raise StoreError(f"没有编号为 {number} 的人员", "请刷新列表")
    return person_of(row)


def person_of(row: Row[Any]) -> Person:
    """The person of a row of `people`."""
    return Person(
        id=row.id, login=row.login, name=row.name, roles=frozenset(map(Role, json.loads(row.roles))), scope=scope_of(row.units),
        active=row.active, must_change=row.must_change, locked_until=row.locked_until, created_at=row.created_at,
        external=row.password is None,
    )  # fmt: skip


def token_of(row: Row[Any]) -> Token:
    """The token of a row of `tokens`."""
    return Token(
        id=row.id, name=row.name, person=row.person, scopes=frozenset(map(TokenScope, json.loads(row.scopes))),
        units=scope_of(row.units), created_at=row.created_at, expires_at=row.expires_at, revoked_at=row.revoked_at,
        used_at=row.used_at,
    )  # fmt: skip


def scope_of(units: str | None) -> Scope:
    """The scope of a column `units`."""
    return Scope(None if units is None else frozenset(json.loads(units)))


def packed_scope(scope: Scope) -> str | None:
    """The column `units` of a scope. Raises StoreError for a unit without a name: every unit would begin with it."""
    if scope.units is None:
        return None
    if any(not unit.strip() for unit in scope.units):
        raise StoreError("范围里有空的单位名", "请删去空行，或选“全部单位”")
    return packed(scope.units)


def packed(codes: Iterable[str]) -> str:
    """A column of codes or names, in one order."""
    return json.dumps(sorted(map(str, codes)), ensure_ascii=False)
