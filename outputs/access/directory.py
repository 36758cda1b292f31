"""The list of people: who is added, changed, given a password, each deed on the record."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from schema import StoreError

from ..audit import SYSTEM, AuditAction, append
from ..moments import is_past, later
from .passwords import check_strength, hashed, one_time_password
from .people import Person, packed, packed_scope, person_of, read_person
from .roles import Role, Scope
from .signing import close_sessions
from .tables import people

FIRST = "admin"
"""Login of the administrator whom the first start makes."""
ONE_TIME_DAYS = 7
"""How long a one-time password can be used."""
_LOGIN = re.compile(r"[A-Za-z0-9一-鿿][A-Za-z0-9一-鿿._@-]{1,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """What of a person becomes otherwise; None leaves it."""

    name: str | None = None
    roles: frozenset[Role] | None = None
    scope: Scope | None = None
    active: bool | None = None


def add(
    connection: Connection, *, login: str, name: str, roles: frozenset[Role], scope: Scope, external: bool, by: str, at: str
) -> tuple[Person, str]:
    """A new person and his one-time password, which is empty when he signs in elsewhere."""
    login = login.strip()
    if not _LOGIN.fullmatch(login) or login.lower() == SYSTEM:
        raise StoreError(f"登录名“{login}”不能用", "请用 2 至 64 个汉字、字母或数字，可含 . _ @ -")
    if not name.strip() or not roles:
        raise StoreError("没有写明姓名或角色", "请填写姓名，并至少选一个角色")
    if connection.scalar(select(people.c.id).where(people.c.login == login)) is not None:
        raise StoreError(f"登录名“{login}”已有人用", "请换一个")
    password = "" if external else one_time_password()
    row = {
        "login": login, "name": name.strip(), "password": None if external else hashed(password), "password_at": at,
        "roles": packed(roles), "units": packed_scope(scope), "active": True, "must_change": not external, "failures": 0,
        "created_at": at,
    }  # fmt: skip
    person = person_of(connection.execute(insert(people).values(row).returning(people)).one())
    append(connection, actor=by, action=AuditAction.PERSON_ADDED, object=_object(person), detail=_rights(person), at=at)
    return person, password


def change(connection: Connection, number: int, wanted: PersonChange, *, by: str, at: str) -> Person:
    """Change what is named; who is no longer active is signed out. Raises StoreError when nobody would be left to administer."""
    before = read_person(connection, number)
    row: dict[str, Any] = {}
    if wanted.name is not None:
        row["name"] = wanted.name.strip() or before.name
    if wanted.roles is not None:
        if not wanted.roles:
            raise StoreError("没有选角色", "请至少选一个；不再使用的账号请停用")
        row["roles"] = packed(wanted.roles)
    if wanted.scope is not None:
        row["units"] = packed_scope(wanted.scope)
    if wanted.active is not None:
        row |= {"active": wanted.active, "failures": 0, "locked_until": None}
    if not row:
        return before
    after = person_of(connection.execute(update(people).where(people.c.id == number).values(row).returning(people)).one())
    if not _administrators(connection):
        raise StoreError("这样就没有管理员了", "请先让另一人担任管理员")
    if not after.active:
        close_sessions(connection, number)
    detail = {"before": _rights(before), "after": _rights(after)}
    append(connection, actor=by, action=AuditAction.PERSON_CHANGED, object=_object(after), detail=detail, at=at)
    return after


def give_one_time_password(connection: Connection, number: int, *, by: str, at: str) -> str:
    """A new one-time password in place of the old password; all his sessions end and a lock is lifted."""
    person = read_person(connection, number)
    if person.external:
        raise StoreError(f"{person.name}通过统一身份认证登录，没有口令", "请在认证系统中重置")
    password = one_time_password()
    _keep_password(connection, number, password, must_change=True, at=at)
    close_sessions(connection, number)
    append(connection, actor=by, action=AuditAction.PASSWORD_SET, object=_object(person), detail={"one_time": True}, at=at)
    return password


def keep_own_password(connection: Connection, person: Person, kept: str, *, at: str, cookie: str | None) -> None:
    """Let the hash of his own choice stand; his other sessions end."""
    row = {"password": kept, "password_at": at, "must_change": False, "failures": 0, "locked_until": None}
    connection.execute(update(people).where(people.c.id == person.id).values(row))
    close_sessions(connection, person.id, but=cookie)
    append(connection, actor=person.login, action=AuditAction.PASSWORD_SET, object=_object(person), at=at)


def first_administrator(connection: Connection, *, at: str) -> tuple[Person, str] | None:
    """The administrator of a store without people, with his one-time password; again while he is alone and never used one."""
    rows = connection.execute(select(people).limit(2)).all()
    if not rows:
        return add(
            connection, login=FIRST, name="管理员", roles=frozenset({Role.ADMINISTRATOR}), scope=Scope(None), external=False,
            by=SYSTEM, at=at,
        )  # fmt: skip
    person = person_of(rows[0])
    if len(rows) == 1 and person.login == FIRST and person.must_change:
        return person, give_one_time_password(connection, person.id, by=SYSTEM, at=at)
    return None


def is_stale(password_at: str | None, must_change: bool, at: str) -> bool:
    """Whether a one-time password was left lying too long."""
    return must_change and password_at is not None and is_past(later(password_at, days=ONE_TIME_DAYS), at)


def check_new_password(password: str, old: str, login: str) -> None:
    """Raises StoreError when it is weak or the same as before."""
    check_strength(password, login)
    if password == old:
        raise StoreError("新口令与原口令相同", "请换一个")


def _keep_password(connection: Connection, number: int, password: str, *, must_change: bool, at: str) -> None:
    row = {"password": hashed(password), "password_at": at, "must_change": must_change, "failures": 0, "locked_until": None}
    connection.execute(update(people).where(people.c.id == number).values(row))


def _administrators(connection: Connection) -> list[Person]:
    rows = connection.execute(select(people).where(people.c.active).with_for_update())
    return [person for person in map(person_of, rows) if Role.ADMINISTRATOR in person.roles]


def _rights(person: Person) -> dict[str, Any]:
    units = person.scope.units
    return {
        "login": person.login, "name": person.name, "roles": sorted(person.roles), "active": person.active,
        "units": None if units is None else sorted(units), "external": person.external,
    }  # fmt: skip


def _object(person: Person) -> str:
    return f"person:{person.id}"
