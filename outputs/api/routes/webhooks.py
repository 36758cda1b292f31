"""Webhooks: addresses that are told of released findings, what was sent to them, and what failed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Path, Query, Request, Response
from pydantic import Field

from schema import ChangeKind, Delivery, DeliveryState, Webhook

from ...access import Scope
from ...desk.guard import DeskHere
from ...feed.dispatcher import try_out
from ...feed.webhooks import TOLD
from ..answers import answer
from ..guard import Client, WebhookManager

router = APIRouter(tags=["webhooks"])
WebhookId = Annotated[int, Path(ge=1, le=2**53 - 1, description="推送地址编号 / webhook id")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhooks:
    """All webhooks that the caller may manage."""

    items: tuple[Webhook, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWebhook:
    """An address to be told."""

    url: str
    kinds: tuple[ChangeKind, ...] = TOLD
    """`created` cannot be asked for: what nobody has reviewed is never pushed. `withdrawn` is always sent."""
    units: tuple[str, ...] | None = None
    """Whose findings; null: all that the caller sees."""
    from_start: bool = False
    """Whether all that is released now is sent, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChange:
    """What is to be changed; null leaves it."""

    url: str | None = None
    kinds: tuple[ChangeKind, ...] | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretWebhook:
    """A webhook with its secret, shown this once."""

    webhook: Webhook
    secret: str
    """Standard Webhooks: `whsec_` and the key in base64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of a trial."""

    status: int | None
    error: str | None
    """In Chinese; null: it was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """Letters of a webhook, newest first."""

    items: tuple[Delivery, ...]
    next: int | None
    """`before` of the page after this one; null when it is the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Which dead letters to send again."""

    numbers: Annotated[tuple[Annotated[int, Field(ge=1, le=2**53 - 1)], ...] | None, Field(max_length=500)] = None
    """Null: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """How many letters wait again."""

    letters: int


@router.get("/webhooks", response_model=Webhooks, summary="推送地址 / list webhooks")
def webhooks(request: Request, desk: DeskHere, calling: WebhookManager) -> Response:
    """All webhooks."""
    found = tuple(one for one in desk.store.feed.webhooks.all() if _manages(calling, one))
    return answer(request, Webhooks, Webhooks(items=found))


@router.post("/webhooks", response_model=SecretWebhook, status_code=201, summary="添加推送地址 / add a webhook")
def add(request: Request, desk: DeskHere, calling: WebhookManager, wanted: Annotated[NewWebhook, Body()]) -> Response:
    """Add an address. The secret is in this answer alone."""
    asked = Scope(None if wanted.units is None else frozenset(wanted.units))
    units = asked.within(calling.scope).units
    webhook, secret = desk.store.feed.webhooks.add(
        wanted.url, by=calling.actor, kinds=wanted.kinds, units=units, from_start=wanted.from_start
    )
    return answer(request, SecretWebhook, SecretWebhook(webhook=webhook, secret=secret), status=201)


@router.get("/webhooks/{webhook_id}", response_model=Webhook, summary="一个推送地址 / one webhook")
def webhook(request: Request, desk: DeskHere, calling: WebhookManager, webhook_id: WebhookId) -> Response:
    """One webhook."""
    return answer(request, Webhook, _one(desk, calling, webhook_id))


@router.patch("/webhooks/{webhook_id}", response_model=Webhook, summary="更改推送地址 / change a webhook")
def change(
    request: Request, desk: DeskHere, calling: WebhookManager, webhook_id: WebhookId, wanted: Annotated[WebhookChange, Body()]
) -> Response:
    """Change the address, what it is told of, or switch it off and on; switched on again, it is told of what it missed."""
    _one(desk, calling, webhook_id)
    changed = desk.store.feed.webhooks.change(
        webhook_id, by=calling.actor, url=wanted.url, kinds=wanted.kinds, active=wanted.active
    )
    return answer(request, Webhook, changed)


@router.delete("/webhooks/{webhook_id}", status_code=204, summary="删除推送地址 / remove a webhook")
def remove(desk: DeskHere, calling: WebhookManager, webhook_id: WebhookId) -> Response:
    """Remove it, with what waits for it and what failed."""
    _one(desk, calling, webhook_id)
    desk.store.feed.webhooks.remove(webhook_id, by=calling.actor)
    return Response(status_code=204)


@router.post("/webhooks/{webhook_id}/secret", response_model=SecretWebhook, summary="更换密钥 / renew the secret")
def renew(request: Request, desk: DeskHere, calling: WebhookManager, webhook_id: WebhookId) -> Response:
    """Make a new secret; the old one is no longer used from now on."""
    found = _one(desk, calling, webhook_id)
    secret = desk.store.feed.webhooks.renew_secret(webhook_id, by=calling.actor)
    return answer(request, SecretWebhook, SecretWebhook(webhook=found, secret=secret))


@router.post("/webhooks/{webhook_id}/test", response_model=Tried, summary="试发 / send a trial event")
def test(request: Request, desk: DeskHere, calling: WebhookManager, webhook_id: WebhookId) -> Response:
    """Send an event of type `yiguan.test`, which carries nothing, and tell what the receiver answered."""
    _one(desk, calling, webhook_id)
    attempt = try_out(desk.store.feed, webhook_id)
    return answer(request, Tried, Tried(status=attempt.status, error=attempt.error))


@router.get("/webhooks/{webhook_id}/deliveries", response_model=Deliveries, summary="推送记录 / deliveries")
def deliveries(
    request: Request,
    desk: DeskHere,
    calling: WebhookManager,
    webhook_id: WebhookId,
    state: DeliveryState | None = None,
    before: Annotated[int | None, Query(ge=1, le=2**53 - 1, description="上一页给出的 next")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Response:
    """What was sent, what waits, and, with `state=dead`, what failed for good."""
    _one(desk, calling, webhook_id)
    found = desk.store.feed.deliveries.of(webhook_id, state, before=before, limit=limit)
    return answer(request, Deliveries, Deliveries(items=found, next=found[-1].number if len(found) == limit else None))


@router.post("/webhooks/{webhook_id}/replay", response_model=Replayed, summary="重发 / send dead letters again")
def replay(
    request: Request, desk: DeskHere, calling: WebhookManager, webhook_id: WebhookId, wanted: Annotated[Replay, Body()]
) -> Response:
    """Send dead letters again, with the findings as they are now."""
    _one(desk, calling, webhook_id)
    count = desk.store.feed.deliveries.replay(webhook_id, by=calling.actor, numbers=wanted.numbers)
    return answer(request, Replayed, Replayed(letters=count))


def _one(desk: DeskHere, calling: Client, webhook_id: int) -> Webhook:
    found = next((one for one in desk.store.feed.webhooks.all() if one.id == webhook_id), None)
    if found is None or not _manages(calling, found):
        raise HTTPException(404, f"没有编号为 {webhook_id} 的推送地址，或不在这个令牌的单位范围内")
    return found


def _manages(calling: Client, webhook: Webhook) -> bool:
    """Who is bound to units manages what is told of these alone."""
    return calling.scope.includes(Scope(None if webhook.units is None else frozenset(webhook.units)))
