"""The addresses that are told of released findings: named by an administrator, and nothing else is ever contacted."""

import json
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, delete, insert, select, update

from schema import ChangeKind, StoreError, Webhook

from ..access.parameters import read_parameter
from ..addresses import is_link_local
from ..audit import AuditAction, append
from ..database import Database
from ..moments import now
from .paging import read_head
from .signing import new_secret
from .tables import deliveries, webhooks

HTTPS_ONLY = "webhooks.https_only"
"""Name of the parameter that forbids addresses without encryption."""
TOLD = (ChangeKind.CONFIRMED, ChangeKind.CHANGED, ChangeKind.MERGED, ChangeKind.SPLIT, ChangeKind.WITHDRAWN)
"""What webhooks are told of; what nobody has reviewed is never pushed."""


class Webhooks:
    """The addresses; `Store.feed.webhooks`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Webhook, ...]:
        """Every webhook, oldest first."""
        with self._database.reading() as connection:
            return tuple(map(_webhook, connection.execute(select(webhooks).order_by(webhooks.c.id))))

    def one(self, webhook_id: int) -> Webhook:
        """The webhook. Raises StoreError when there is none."""
        with self._database.reading() as connection:
            return _webhook(read_row(connection, webhook_id))

    def add(
        self,
        url: str,
        *,
        by: str,
        kinds: Collection[ChangeKind] = TOLD,
        units: Collection[str] | None = None,
        from_start: bool = False,
    ) -> tuple[Webhook, str]:
        """Add an address, and return it with the secret that its receiver checks signatures by: it is shown this once.

        It is told of what happens from now on, or `from_start` of all that is released, too. Raises StoreError when the address
        cannot be one.
        """
        with self._database.writing() as connection:
            url = _address(connection, url)
            secret = new_secret()
            row = {
                "url": url, "secret": secret, "kinds": _kinds(kinds), "units": _units(units), "active": True, "created_by": by,
                "created_at": now(), "cursor": 0 if from_start else read_head(connection),
            }  # fmt: skip
            kept = _webhook(connection.execute(insert(webhooks).values(row).returning(webhooks)).one())
            _record(connection, kept.id, by, deed="added", url=url, units=kept.units, kinds=[kind.value for kind in kept.kinds])
            return kept, secret

    def change(
        self, webhook_id: int, *, by: str, active: bool | None = None, kinds: Collection[ChangeKind] | None = None,
        url: str | None = None,
    ) -> Webhook:  # fmt: skip
        """Change what is named. One that is switched on again is told of what it missed."""
        with self._database.writing() as connection:
            changes: dict[str, Any] = {}
            if active is not None:
                changes["active"] = active
            if kinds is not None:
                changes["kinds"] = _kinds(kinds)
            if url is not None:
                changes["url"] = _address(connection, url)
            read_row(connection, webhook_id)
            if changes:
                connection.execute(update(webhooks).where(webhooks.c.id == webhook_id).values(changes))
                _record(connection, webhook_id, by, deed="changed", **changes)
            return _webhook(read_row(connection, webhook_id))

    def renew_secret(self, webhook_id: int, *, by: str) -> str:
        """Make a new secret, from now on the only one, and return it: it is shown this once."""
        with self._database.writing() as connection:
            read_row(connection, webhook_id)
            secret = new_secret()
            connection.execute(update(webhooks).where(webhooks.c.id == webhook_id).values(secret=secret))
            _record(connection, webhook_id, by, deed="secret renewed")
            return secret

    def remove(self, webhook_id: int, *, by: str) -> None:
        """Take the address away, with what waits for it and what failed."""
        with self._database.writing() as connection:
            row = read_row(connection, webhook_id)
            connection.execute(delete(deliveries).where(deliveries.c.webhook == webhook_id))
            connection.execute(delete(webhooks).where(webhooks.c.id == webhook_id))
            _record(connection, webhook_id, by, deed="removed", url=row.url)


def read_row(connection: Connection, webhook_id: int) -> Row[Any]:
    """The webhook with its secret. Raises StoreError when there is none."""
    row = connection.execute(select(webhooks).where(webhooks.c.id == webhook_id)).one_or_none()
    if row is None:
        raise StoreError(f"没有编号为 {webhook_id} 的推送地址", "它可能已被删除，请刷新列表")
    return row


def check_address(url: str, *, https_only: bool) -> str:
    """The address, when it can be one. Raises StoreError."""
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise StoreError("推送地址写错了", "请写完整的地址，以 https 开头，写明主机和路径") from error
    if parts.scheme not in ("http", "https") or not host:
        raise StoreError("推送地址要以 http 或 https 开头，并写明主机", "请写完整的地址，以 https 开头，写明主机和路径")
    if is_link_local(host):
        raise StoreError("推送地址不能是本机链路上的地址（169.254、fe80 等）", "请写接收方在内网的地址")
    if parts.username or parts.password or parts.fragment:
        raise StoreError("推送地址里不能有口令或 # 之后的部分", "接收方请用签名核对来源")
    if https_only and parts.scheme == "http":
        raise StoreError("本系统只允许推送到 https 地址", "请改用 https，或由管理员调整参数")
    return url.strip()


def _address(connection: Connection, url: str) -> str:
    return check_address(url, https_only=read_parameter(connection, HTTPS_ONLY, False))


def _kinds(kinds: Collection[ChangeKind]) -> str:
    wanted = {*kinds, ChangeKind.WITHDRAWN}
    if ChangeKind.CREATED in wanted:
        raise StoreError("未经审核的条目不能推送", "请去掉“新增待审”")
    return json.dumps([kind.value for kind in TOLD if kind in wanted])


def _units(units: Collection[str] | None) -> str | None:
    if units is None:
        return None
    named = sorted({unit.strip() for unit in units if unit.strip()})
    if not named:
        raise StoreError("没有写明推送哪些单位的条目", "请写单位名称，或选择全部单位")
    return json.dumps(named, ensure_ascii=False)


def _webhook(row: Row[Any]) -> Webhook:
    return Webhook(
        id=row.id, url=row.url, kinds=tuple(map(ChangeKind, json.loads(row.kinds))),
        units=None if row.units is None else tuple(json.loads(row.units)), active=row.active, created_by=row.created_by,
        created_at=row.created_at, cursor=row.cursor,
    )  # fmt: skip


def _record(connection: Connection, webhook_id: int, by: str, **detail: Any) -> None:
    append(connection, actor=by, action=AuditAction.WEBHOOK_CHANGED, object=f"webhook:{webhook_id}", detail=detail)
