"""One attempt to hand a letter to its address; httpx is here and nowhere else."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schema import StoreError

from .deliveries import Address, Attempt, Letter
from .envelope import CONTENT_TYPE, SOURCE, cloud_event
from .signing import signed_headers
from .webhooks import check_address

GONE = 410
"""The receiver wants nothing any more: the webhook is switched off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchOptions:
    """How changes are pushed."""

    source: str = SOURCE
    """Names this yiguan to receivers that hear several; a URI."""
    attempts: int = 10
    """After so many a letter is dead."""
    first_wait: float = 5
    """Seconds until the second attempt; each further wait is four times as long."""
    longest_wait: float = 6 * 3600
    timeout: float = 10
    """Seconds that a receiver may be silent."""
    pulse: float = 1
    """Seconds between two looks for something to send."""
    senders: int = 4
    """Addresses served at a time."""

    def wait_after(self, attempts: int, draw: Callable[[], float] = random.random) -> float | None:
        """Seconds to wait after so many failures, the last half of them by chance; None: give it up."""
        if attempts >= self.attempts:
            return None
        whole = min(self.first_wait * 4.0 ** (attempts - 1), self.longest_wait)
        return whole * (0.5 + draw() / 2)


def new_client(options: DispatchOptions, transport: Any = None) -> Any:
    """A client that goes where it is told and nowhere else: no redirects, no proxies or passwords from the environment."""
    import httpx

    return httpx.Client(follow_redirects=False, trust_env=False, timeout=options.timeout, transport=transport)


def send(client: Any, letter: Letter, options: DispatchOptions) -> Attempt:
    """Hand over the letter and tell how it ended."""
    body = cloud_event(letter.change, options.source)
    attempt = post(client, letter.address, body, f"{letter.address.webhook}-{letter.change.cursor}")
    if attempt.error is None:
        return attempt
    wait = options.wait_after(letter.attempts + 1)
    return Attempt(status=attempt.status, error=attempt.error, wait=wait, gone=attempt.status == GONE)


def post(client: Any, address: Address, body: bytes, message_id: str) -> Attempt:
    """Post the body, signed. What the receiver answers is not read beyond its status."""
    import httpx

    headers = {"content-type": CONTENT_TYPE, "user-agent": "yiguan"} | signed_headers(address.secret, message_id, body)
    try:
        check_address(address.url, https_only=address.https_only)
        with client.stream("POST", address.url, content=body, headers=headers) as answer:
            status = int(answer.status_code)
    except StoreError as error:
        return Attempt(status=None, error=error.message)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Attempt(status=None, error=_explain(error))
    if 200 <= status < 300:
        return Attempt(status=status, error=None)
    if 300 <= status < 400:
        return Attempt(status=status, error=f"接收方要求转到别处（{status}），不跟随；请改写推送地址")
    return Attempt(status=status, error="接收方不再接收（410），已停用" if status == GONE else f"接收方答复 {status}")


def _explain(error: Exception) -> str:
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return "接收方没有及时答复"
    if isinstance(error, httpx.ConnectError):
        return "连不上接收方"
    return f"没有送到：{type(error).__name__}"
