"""Signing in: who is let in, how often one may fail, and how long a session lasts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from ..audit import AuditAction, append
from ..moments import is_past, later
from .passwords import digest, secret
from .people import Person, Session, person_of
from .tables import people, sessions

FAILURES = 5
"""After so many in a row an account is locked."""
LOCKED_MINUTES = 15
SEEN_SECONDS = 60
"""A session's last use is noted at most this often: looking at a page need not write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOptions:
    """How long a session lasts; the parameter `sessions` sets it."""

    idle_minutes: int = 30
    hours: int = 12


def failed(connection: Connection, row: Row[Any], at: str) -> None:
    """Count a failure; the fifth in a row locks the account."""
    count = row.failures + 1
    locked = count >= FAILURES
    values = {
        "failures": 0 if locked else count,
        "locked_until": later(at, minutes=LOCKED_MINUTES) if locked else row.locked_until,
    }
    connection.execute(update(people).where(people.c.id == row.id).values(values))


def open_session(connection: Connection, person: int, at: str, options: SessionOptions) -> tuple[str, str]:
    """A new session's cookie secret and CSRF token; sessions of his that have ended are cleared away."""
    gone = delete(sessions).where(sessions.c.person == person, sessions.c.digest.in_(_ended(connection, person, at, options)))
    connection.execute(gone)
    cookie, csrf = secret(), secret()
    row = {"digest": digest(cookie), "person": person, "csrf": csrf, "created_at": at, "seen_at": at}
    connection.execute(insert(sessions).values(row | {"expires_at": later(at, hours=options.hours)}))
    connection.execute(update(people).where(people.c.id == person).values(failures=0, locked_until=None))
    return cookie, csrf


def read_session(connection: Connection, cookie: str, at: str, options: SessionOptions) -> tuple[Person, Session, bool] | None:
    """Whose session it is, the session, and whether its use is to be noted; None when there is none or it has ended."""
    found = select(people, sessions.c.csrf, sessions.c.created_at.label("begun"), sessions.c.seen_at, sessions.c.expires_at)
    rows = found.join(sessions, sessions.c.person == people.c.id).where(sessions.c.digest == digest(cookie))
    row = connection.execute(rows).one_or_none()
    if row is None or not row.active or _has_ended(row, at, options):
        return None
    quiet = (datetime.fromisoformat(at) - datetime.fromisoformat(row.seen_at)).total_seconds()
    session = Session(csrf=row.csrf, created_at=row.begun, expires_at=row.expires_at)
    return person_of(row), session, quiet >= SEEN_SECONDS


def note_use(connection: Connection, cookie: str, at: str) -> None:
    """The session was used."""
    connection.execute(update(sessions).where(sessions.c.digest == digest(cookie)).values(seen_at=at))


def close_session(connection: Connection, cookie: str, at: str) -> None:
    """End the session, when there is one."""
    owner = select(people.c.id, people.c.login).join(sessions, sessions.c.person == people.c.id)
    row = connection.execute(owner.where(sessions.c.digest == digest(cookie))).one_or_none()
    if row is not None:
        connection.execute(delete(sessions).where(sessions.c.digest == digest(cookie)))
        append(connection, actor=row.login, action=AuditAction.SIGN_OUT, object=f"person:{row.id}", at=at)


def close_sessions(connection: Connection, person: int, but: str | None = None) -> None:
    """End all sessions of a person, but that of the cookie."""
    gone = delete(sessions).where(sessions.c.person == person)
    connection.execute(gone if but is None else gone.where(sessions.c.digest != digest(but)))


def _ended(connection: Connection, person: int, at: str, options: SessionOptions) -> list[str]:
    rows = connection.execute(select(sessions).where(sessions.c.person == person))
    return [row.digest for row in rows if _has_ended(row, at, options)]


def _has_ended(row: Row[Any], at: str, options: SessionOptions) -> bool:
    return is_past(row.expires_at, at) or is_past(later(row.seen_at, minutes=options.idle_minutes), at)
