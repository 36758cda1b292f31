"""推送: the addresses of other systems that are told of released findings, what was sent to them, and what failed."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from schema import ChangeKind, DeliveryState, StoreError, Webhook

from ...access import EVERYTHING, Scope
from ...feed.deliveries import Attempt
from ...feed.dispatcher import try_out
from ...feed.webhooks import HTTPS_ONLY, TOLD
from ..guard import Administrator, Caller, Desk, DeskHere
from ..rendering import page
from .entry import listed

router = APIRouter(prefix="/system/webhooks")
ALL = "all"
"""The choice of all units in a form."""
SHOWN = 100
"""Letters shown on a page."""


@router.get("")
def webhooks(request: Request, desk: DeskHere, asking: Administrator) -> Response:
    """All addresses, as far as the administrator's own scope reaches."""
    feed = desk.store.feed
    shown = [one for one in feed.webhooks.all() if asking.scope.includes(scope_of(one))]
    counts = {one.id: feed.deliveries.counts(one.id) for one in shown}
    return page(
        request, asking, "webhooks.html.jinja", webhooks=shown, counts=counts, states=DeliveryState, kinds=TOLD,
        scopes={one.id: scope_of(one) for one in shown}, head=feed.head(pending=False),
        everything=asking.scope.units is None, https_only=desk.store.access.parameter(HTTPS_ONLY, False),
    )  # fmt: skip


@router.post("")
def add(
    request: Request,
    desk: DeskHere,
    asking: Administrator,
    url: Annotated[str, Form()] = "",
    kinds: Annotated[list[ChangeKind] | None, Form()] = None,
    reach: Annotated[str, Form()] = "",
    units: Annotated[str, Form()] = "",
    from_start: Annotated[bool, Form()] = False,
) -> Response:
    """A new address, with its secret shown this once."""
    scope = EVERYTHING if reach == ALL else listed(units)
    if not asking.scope.includes(scope):
        raise StoreError("给出的范围超出您自己的范围", "请只写您范围内的单位")
    made, secret = desk.store.feed.webhooks.add(url, by=asking.login, kinds=kinds or (), units=scope.units, from_start=from_start)
    return page(request, asking, "webhook_secret.html.jinja", webhook=made, secret=secret)


@router.post("/https")
def https_only(desk: DeskHere, asking: Administrator, only: Annotated[bool, Form()] = False) -> Response:
    """Whether addresses without encryption are forbidden."""
    if asking.scope.units is not None:
        raise HTTPException(404)
    desk.store.access.set_parameter(HTTPS_ONLY, only, by=asking.login)
    return RedirectResponse("/system/webhooks", status_code=303)


@router.get("/{number}")
def webhook(
    request: Request, number: int, desk: DeskHere, asking: Administrator, state: str = "", before: int | None = None
) -> Response:
    """One address with its letters, newest first; an empty state means any."""
    wanted = DeliveryState(state) if state in list(DeliveryState) else None
    return _shown(request, desk, asking, _one(desk, asking, number), state=wanted, before=before)


@router.post("/{number}/test")
def test(request: Request, number: int, desk: DeskHere, asking: Administrator) -> Response:
    """Send an event that carries nothing, and show what was answered."""
    found = _one(desk, asking, number)
    return _shown(request, desk, asking, found, tried=try_out(desk.store.feed, number))


@router.post("/{number}/active")
def switch(number: int, desk: DeskHere, asking: Administrator, active: Annotated[bool, Form()] = False) -> Response:
    """Switch it off or on; switched on again, it is told of what it missed."""
    _one(desk, asking, number)
    desk.store.feed.webhooks.change(number, by=asking.login, active=active)
    return RedirectResponse(f"/system/webhooks/{number}", status_code=303)


@router.post("/{number}/replay")
def replay(number: int, desk: DeskHere, asking: Administrator, letter: Annotated[int | None, Form()] = None) -> Response:
    """Send a dead letter again, or all of them."""
    _one(desk, asking, number)
    desk.store.feed.deliveries.replay(number, by=asking.login, numbers=None if letter is None else (letter,))
    return RedirectResponse(f"/system/webhooks/{number}", status_code=303)


@router.post("/{number}/secret")
def renew(request: Request, number: int, desk: DeskHere, asking: Administrator) -> Response:
    """A new secret, shown this once."""
    found = _one(desk, asking, number)
    secret = desk.store.feed.webhooks.renew_secret(number, by=asking.login)
    return page(request, asking, "webhook_secret.html.jinja", webhook=found, secret=secret)


@router.post("/{number}/remove")
def remove(number: int, desk: DeskHere, asking: Administrator) -> Response:
    """Take the address away."""
    _one(desk, asking, number)
    desk.store.feed.webhooks.remove(number, by=asking.login)
    return RedirectResponse("/system/webhooks", status_code=303)


def scope_of(webhook: Webhook) -> Scope:
    """The units whose findings it is told."""
    return Scope(None if webhook.units is None else frozenset(webhook.units))


def _shown(
    request: Request, desk: Desk, asking: Caller, webhook: Webhook, *, state: DeliveryState | None = None,
    before: int | None = None, tried: Attempt | None = None,
) -> Response:  # fmt: skip
    letters = desk.store.feed.deliveries.of(webhook.id, state, before=before, limit=SHOWN)
    return page(
        request, asking, "webhook.html.jinja", webhook=webhook, scope=scope_of(webhook), letters=letters, state=state,
        states=DeliveryState, counts=desk.store.feed.deliveries.counts(webhook.id), tried=tried,
        next=letters[-1].number if len(letters) == SHOWN else None,
    )  # fmt: skip


def _one(desk: Desk, asking: Caller, number: int) -> Webhook:
    """The webhook, when the administrator's own scope reaches it: else there is none."""
    found = next((one for one in desk.store.feed.webhooks.all() if one.id == number), None)
    if found is None or not asking.scope.includes(scope_of(found)):
        raise HTTPException(404)
    return found
