"""Who may sign in and what they may see, as `Store.access` gives it."""

from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select, update

from ..audit import UNKNOWN, AuditAction, append
from ..database import Database
from ..moments import is_past, now
from . import directory, issuing, signing
from .directory import PersonChange
from .parameters import read_parameter, write_parameter
from .passwords import hashed, is_right
from .people import Person, Session, SignInRefused, Token, person_of, read_person
from .roles import EVERYTHING, Role, Scope, TokenScope
from .signing import SessionOptions
from .tables import people

T = TypeVar("T")
SESSIONS = "sessions"
"""The parameter that says how long sessions last."""
REFUSAL = (
    f"登录名或口令不正确，或账号已停用、暂停登录（连续输错 {signing.FAILURES} 次，暂停 {signing.LOCKED_MINUTES} 分钟）",
    "请核对后再试；忘记口令请找管理员重置",
)
"""The same for whatever reason, so that nobody learns which logins exist."""


class Access:
    """People, their sessions and tokens, and the parameters they set; `Store.access`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def people(self) -> tuple[Person, ...]:
        """All, by login."""
        with self._database.reading() as connection:
            return tuple(map(person_of, connection.execute(select(people).order_by(people.c.login))))

    def person(self, number: int) -> Person:
        """The person. Raises StoreError when there is none."""
        with self._database.reading() as connection:
            return read_person(connection, number)

    def first_administrator(self, at: str | None = None) -> tuple[Person, str] | None:
        """The administrator whom the first start makes, and his one-time password; None once someone has set a password."""
        with self._database.writing() as connection:
            return directory.first_administrator(connection, at=at or now())

    def awaits_first_sign_in(self) -> bool:
        """Whether nobody but the administrator of the first start is there, who has not set a password yet."""
        with self._database.reading() as connection:
            rows = connection.execute(select(people.c.must_change).limit(2)).all()
        return len(rows) == 1 and rows[0].must_change

    def add_person(
        self,
        *,
        login: str,
        name: str,
        roles: frozenset[Role],
        by: str,
        scope: Scope = EVERYTHING,
        external: bool = False,
        at: str | None = None,
    ) -> tuple[Person, str]:
        """A new person and his one-time password; `external`: he signs in through OpenID Connect, and the password is empty."""
        with self._database.writing() as connection:
            return directory.add(
                connection, login=login, name=name, roles=roles, scope=scope, external=external, by=by, at=at or now()
            )

    def change_person(self, number: int, change: PersonChange, *, by: str) -> Person:
        """Change name, roles, scope or whether he may sign in. Raises StoreError when nobody would be left to administer."""
        with self._database.writing() as connection:
            return directory.change(connection, number, change, by=by, at=now())

    def reset_password(self, number: int, *, by: str) -> str:
        """A new one-time password; the old one, all his sessions and a lock end."""
        with self._database.writing() as connection:
            return directory.give_one_time_password(connection, number, by=by, at=now())

    def set_password(self, number: int, old: str, new: str, *, at: str | None = None, cookie: str | None = None) -> None:
        """Change one's own password; all sessions but that of the cookie end.

        Raises SignInRefused when the old one is wrong, which counts as a failed sign-in, and StoreError when the new one is weak.
        """
        at = at or now()
        with self._database.reading() as connection:
            person = read_person(connection, number)
        self._prove(person.login, old, at)
        directory.check_new_password(new, old, person.login)
        kept = hashed(new)
        with self._database.writing() as connection:
            directory.keep_own_password(connection, person, kept, at=at, cookie=cookie)

    def sign_in(self, login: str, password: str, at: str | None = None) -> tuple[Person, str, str]:
        """The person, his cookie's secret and CSRF token. Raises SignInRefused, always with the same words."""
        at = at or now()
        person = self._prove(login.replace("\0", "").strip(), password, at)
        return self._enter(person, at, {})

    def sign_in_by_subject(self, subject: str, login: str, at: str | None = None) -> tuple[Person, str, str]:
        """Let in whom OpenID Connect vouches for: who bears the subject, or who has the login, no password and no subject yet."""
        at = at or now()
        with self._database.writing() as connection:
            row = connection.execute(select(people).where(people.c.subject == subject)).one_or_none()
            if row is None:
                waiting = (people.c.login == login, people.c.password.is_(None), people.c.subject.is_(None))
                bound = update(people).where(*waiting).values(subject=subject).returning(people)
                row = connection.execute(bound).one_or_none()
            if row is None or not row.active:
                _refuse(connection, login, at, {"subject": subject})
        if row is None or not row.active:
            raise SignInRefused(f"“{login}”没有本系统的账号，或已停用", "请找管理员开通")
        return self._enter(person_of(row), at, {"subject": subject})

    def session(self, cookie: str, at: str | None = None) -> tuple[Person, Session] | None:
        """Whose session the cookie's secret opens; None when it has ended or never was."""
        at = at or now()
        with self._database.reading() as connection:
            found = signing.read_session(connection, cookie, at, _session_options(connection))
        if found is None:
            return None
        person, session, is_due = found
        if is_due:
            with self._database.writing() as connection:
                signing.note_use(connection, cookie, at)
        return person, session

    def sign_out(self, cookie: str) -> None:
        """End the session."""
        with self._database.writing() as connection:
            signing.close_session(connection, cookie, now())

    def issue_token(
        self,
        person: Person,
        name: str,
        scopes: frozenset[TokenScope],
        *,
        days: int,
        by: str,
        units: Scope = EVERYTHING,
        at: str | None = None,
    ) -> tuple[Token, str]:
        """A token in the person's name and its secret, which cannot be shown again."""
        with self._database.writing() as connection:
            return issuing.issue(connection, person, name, scopes, units, days, by, at or now())

    def token(self, secret: str, at: str | None = None) -> tuple[Person, Token] | None:
        """In whose name the token speaks, seeing what both see, and what it may still be used for; None when it is not valid."""
        at = at or now()
        with self._database.reading() as connection:
            found = issuing.read_token(connection, secret, at)
        if found is None:
            return None
        person, token, is_due = found
        if is_due:
            with self._database.writing() as connection:
                issuing.note_token_use(connection, token.id, at)
        return person, token

    def revoke_token(self, number: int, *, by: str) -> None:
        """Let the token be valid no longer."""
        with self._database.writing() as connection:
            issuing.revoke(connection, number, by, now())

    def tokens(self, person: Person | None = None) -> tuple[Token, ...]:
        """The tokens of a person, or all, newest first."""
        with self._database.reading() as connection:
            return tuple(issuing.read_tokens(connection, None if person is None else person.id))

    def parameter(self, name: str, default: T) -> T:
        """What was set, or the default."""
        with self._database.reading() as connection:
            return read_parameter(connection, name, default)

    def set_parameter(self, name: str, value: Any, *, by: str) -> None:
        """Set it, as JSON, on the record."""
        with self._database.writing() as connection:
            write_parameter(connection, name, value, by=by, at=now())

    def _prove(self, login: str, password: str, at: str) -> Person:
        """The person whose password it is. The slow hash is reckoned outside of any transaction."""
        with self._database.reading() as connection:
            row = connection.execute(select(people).where(people.c.login == login)).one_or_none()
        kept = None if row is None else row.password
        right = is_right(password, kept)
        with self._database.writing() as connection:
            row = connection.execute(select(people).where(people.c.login == login).with_for_update()).one_or_none()
            if row is not None and right and row.password == kept and _may_enter(row, at):
                return person_of(row)
            if row is not None and not right and not _is_locked(row, at):
                signing.failed(connection, row, at)
            _refuse(connection, login, at, {})
        raise SignInRefused(*REFUSAL)

    def _enter(self, person: Person, at: str, detail: dict[str, Any]) -> tuple[Person, str, str]:
        with self._database.writing() as connection:
            cookie, csrf = signing.open_session(connection, person.id, at, _session_options(connection))
            append(connection, actor=person.login, action=AuditAction.SIGN_IN, object=f"person:{person.id}", detail=detail, at=at)
        return person, cookie, csrf


def _may_enter(row: Row[Any], at: str) -> bool:
    return row.active and not _is_locked(row, at) and not directory.is_stale(row.password_at, row.must_change, at)


def _is_locked(row: Row[Any], at: str) -> bool:
    return row.locked_until is not None and not is_past(row.locked_until, at)


def _refuse(connection: Connection, login: str, at: str, detail: dict[str, Any]) -> None:
    """Put it on the record."""
    known = connection.scalar(select(people.c.id).where(people.c.login == login))
    actor, about = (login, f"person:{known}") if known is not None else (UNKNOWN, "")
    append(connection, actor=actor, action=AuditAction.SIGN_IN_REFUSED, object=about, detail=detail, at=at)


def _session_options(connection: Connection) -> SessionOptions:
    return SessionOptions(**read_parameter(connection, SESSIONS, {}))
