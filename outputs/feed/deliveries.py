"""What is on its way to webhooks: one letter at a time for each, in the order of the feed; those that failed for good are kept.

A webhook's cursor says up to where the feed was taken up. A letter that failed waits as a row; nothing later is sent before it is
delivered or given up, so that a receiver sees the changes of a finding in their order. What a letter says is read when it is sent.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, exists, func, insert, or_, select, update

from schema import Change, ChangeKind, Delivery, DeliveryState

from ..access.parameters import read_parameter
from ..access.roles import Scope
from ..audit import AuditAction, append
from ..database import Database
from ..moments import is_past, later, now
from .paging import read_changes, read_public_head
from .tables import changes, deliveries, webhooks
from .webhooks import HTTPS_ONLY, read_row

KEPT = 1000
"""Delivered letters that are kept for each webhook, to be looked at."""
LEASE = 300
"""Seconds for which a sender has a webhook to itself: far more than an attempt may take."""
_LOOKED_AT = 50
"""Steps of the feed looked at for the next letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a webhook is, and how what it gets is signed."""

    webhook: int
    url: str
    secret: str
    https_only: bool
    """Whether addresses without encryption are forbidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is to be sent next to a webhook."""

    address: Address
    change: Change
    attempts: int
    """How often it failed already."""
    number: int | None
    """Its delivery, when it failed already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """How sending ended."""

    status: int | None
    error: str | None
    """None: it was taken."""
    wait: float | None = None
    """Seconds until it is tried again; None: it was taken, or is given up."""
    gone: bool = False
    """Whether the receiver wants nothing any more."""


class Deliveries:
    """Letters of all webhooks; `Store.feed.deliveries`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(
        self, webhook_id: int, state: DeliveryState | None = None, *, before: int | None = None, limit: int = 100
    ) -> tuple[Delivery, ...]:
        """Letters of a webhook, newest first; `before` is the number of the last one of the page before."""
        rows = select(deliveries, changes.c.finding_id).join(changes, changes.c.cursor == deliveries.c.cursor)
        rows = rows.where(deliveries.c.webhook == webhook_id).order_by(deliveries.c.number.desc()).limit(limit)
        if state is not None:
            rows = rows.where(deliveries.c.state == state)
        if before is not None:
            rows = rows.where(deliveries.c.number < before)
        with self._database.reading() as connection:
            return tuple(Delivery(**row._mapping) for row in connection.execute(rows))

    def counts(self, webhook_id: int) -> dict[DeliveryState, int]:
        """How many letters of a webhook are in each state; of the delivered those that are kept."""
        counted = select(deliveries.c.state, func.count()).where(deliveries.c.webhook == webhook_id)
        with self._database.reading() as connection:
            found = {row[0]: row[1] for row in connection.execute(counted.group_by(deliveries.c.state))}
        return dict.fromkeys(DeliveryState, 0) | found

    def replay(self, webhook_id: int, *, by: str, numbers: Collection[int] | None = None) -> int:
        """Send dead letters again, these or all; returns how many. They say what is so now, not what was so then."""
        dead = and_(deliveries.c.webhook == webhook_id, deliveries.c.state == DeliveryState.DEAD)
        if numbers is not None:
            dead = and_(dead, deliveries.c.number.in_(numbers))
        with self._database.writing() as connection:
            read_row(connection, webhook_id)
            waiting = {"state": DeliveryState.WAITING, "attempts": 0, "next_at": None}
            count = connection.execute(update(deliveries).where(dead).values(waiting)).rowcount
            detail = {"deed": "replayed", "letters": count}
            append(connection, actor=by, action=AuditAction.WEBHOOK_CHANGED, object=f"webhook:{webhook_id}", detail=detail)
            return count

    def due(self) -> tuple[int, ...]:
        """The webhooks for which something may be sent now."""
        at = now()
        waits = exists().where(deliveries.c.webhook == webhooks.c.id, deliveries.c.state == DeliveryState.WAITING)
        with self._database.reading() as connection:
            head = read_public_head(connection)
            busy = select(webhooks.c.id).where(webhooks.c.active, or_(webhooks.c.cursor < head, waits)).order_by(webhooks.c.id)
            ids = connection.scalars(busy).all()
            first = {one: _first_waiting(connection, one) for one in ids}
        return tuple(one for one in ids if (row := first[one]) is None or row.next_at is None or is_past(row.next_at, at))

    def claim(self, webhook_id: int, sender: str) -> bool:
        """Have the webhook for oneself for a while; False while another sender has it, or it is switched off."""
        at = now()
        with self._database.writing() as connection:
            rows = select(webhooks).where(webhooks.c.id == webhook_id, webhooks.c.active).with_for_update()
            row = connection.execute(rows).one_or_none()
            if row is None or (row.sender not in (None, sender) and not is_past(row.sender_until, at)):
                return False
            mine = {"sender": sender, "sender_until": later(at, seconds=LEASE)}
            connection.execute(update(webhooks).where(webhooks.c.id == webhook_id).values(mine))
            return True

    def release(self, webhook_id: int, sender: str) -> None:
        """Let another sender have it at once."""
        mine = and_(webhooks.c.id == webhook_id, webhooks.c.sender == sender)
        with self._database.writing() as connection:
            connection.execute(update(webhooks).where(mine).values(sender=None, sender_until=None))

    def next_letter(self, webhook_id: int) -> Letter | None:
        """What to send now, as things are now; None when nothing is due."""
        while True:
            with self._database.reading() as connection:
                letter, skipped = _next_letter(connection, webhook_id)
            if skipped is None:
                return letter
            with self._database.writing() as connection:
                connection.execute(update(webhooks).where(webhooks.c.id == webhook_id).values(cursor=skipped))

    def address(self, webhook_id: int) -> Address:
        """Where the webhook is. Raises StoreError when there is none."""
        with self._database.reading() as connection:
            return _address(connection, read_row(connection, webhook_id))

    def note(self, letter: Letter, attempt: Attempt) -> None:
        """Keep how sending ended."""
        taken = attempt.error is None
        state = DeliveryState.DELIVERED if taken else DeliveryState.DEAD if attempt.wait is None else DeliveryState.WAITING
        at = now()
        row = {
            "state": state, "attempts": letter.attempts + 1, "status": attempt.status, "error": attempt.error, "at": at,
            "next_at": None if attempt.wait is None else later(at, seconds=attempt.wait),
        }  # fmt: skip
        with self._database.writing() as connection:
            if connection.scalar(select(webhooks.c.id).where(webhooks.c.id == letter.address.webhook).with_for_update()) is None:
                return  # It was taken away while the letter was on its way.
            if letter.number is None:
                key = {"webhook": letter.address.webhook, "cursor": letter.change.cursor}
                connection.execute(insert(deliveries).values(row | key))
                forward = update(webhooks).where(webhooks.c.id == letter.address.webhook)
                connection.execute(forward.values(cursor=letter.change.cursor))
            else:
                connection.execute(update(deliveries).where(deliveries.c.number == letter.number).values(row))
            if attempt.gone:
                connection.execute(update(webhooks).where(webhooks.c.id == letter.address.webhook).values(active=False))
            if taken:
                _forget(connection, letter.address.webhook)


def _next_letter(connection: Connection, webhook_id: int) -> tuple[Letter | None, int | None]:
    """The letter; or a cursor up to which nothing is for this webhook."""
    row = connection.execute(select(webhooks).where(webhooks.c.id == webhook_id, webhooks.c.active)).one_or_none()
    if row is None:
        return None, None
    scope = Scope(None if row.units is None else frozenset(json.loads(row.units)))
    kinds = frozenset(map(ChangeKind, json.loads(row.kinds)))
    waiting = _first_waiting(connection, webhook_id)
    if waiting is not None:
        if waiting.next_at is not None and not is_past(waiting.next_at, now()):
            return None, None
        change = read_changes(connection, waiting.cursor - 1, 1, scope, pending=False).changes[0]
        return _letter(connection, row, change, waiting), None
    page = read_changes(connection, row.cursor, _LOOKED_AT if len(kinds) < len(ChangeKind) - 1 else 1, scope, pending=False)
    for one in page.changes:
        if one.kind in kinds:
            return _letter(connection, row, one, None), None
    return None, page.next if page.next > row.cursor else None


def _letter(connection: Connection, webhook: Row[Any], change: Change, waiting: Row[Any] | None) -> Letter:
    attempts, number = (waiting.attempts, waiting.number) if waiting else (0, None)
    return Letter(address=_address(connection, webhook), change=change, attempts=attempts, number=number)


def _address(connection: Connection, webhook: Row[Any]) -> Address:
    https_only = read_parameter(connection, HTTPS_ONLY, False)
    return Address(webhook=webhook.id, url=webhook.url, secret=webhook.secret, https_only=https_only)


def _first_waiting(connection: Connection, webhook_id: int) -> Row[Any] | None:
    waiting = select(deliveries).where(deliveries.c.webhook == webhook_id, deliveries.c.state == DeliveryState.WAITING)
    return connection.execute(waiting.order_by(deliveries.c.cursor).limit(1)).one_or_none()


def _forget(connection: Connection, webhook_id: int) -> None:
    """Keep the newest delivered letters alone."""
    done = and_(deliveries.c.webhook == webhook_id, deliveries.c.state == DeliveryState.DELIVERED)
    edge = connection.scalar(select(deliveries.c.cursor).where(done).order_by(deliveries.c.cursor.desc()).offset(KEPT).limit(1))
    if edge is not None:
        connection.execute(delete(deliveries).where(done, deliveries.c.cursor <= edge))
