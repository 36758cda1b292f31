"""Pushes the feed to webhooks, beside whatever else the program does."""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from schema import StoreError

from ..moments import now
from .deliveries import Attempt
from .envelope import trial_event
from .feed import Feed
from .sending import DispatchOptions, new_client, post, send


def try_out(feed: Feed, webhook_id: int, options: DispatchOptions | None = None, transport: Any = None) -> Attempt:
    """Send an event that carries nothing to a webhook, and tell how it ended."""
    options = options or DispatchOptions()
    message_id = f"test-{uuid4().hex}"
    with new_client(options, transport) as client:
        body = trial_event(message_id, now(), options.source)
        return post(client, feed.deliveries.address(webhook_id), body, message_id)


_LOG = logging.getLogger("yiguan.webhooks")


class Dispatcher:
    """Sends what is due to every webhook, each address at its own pace; several dispatchers, also on other machines, do not collide."""

    def __init__(self, feed: Feed, options: DispatchOptions | None = None, transport: Any = None) -> None:
        """`transport` is httpx's, for tests."""
        self._feed = feed
        self._options = options or DispatchOptions()
        self._client = new_client(self._options, transport)
        self._name = uuid4().hex
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Send from now on, in a thread of its own."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self._run, name="yiguan-webhooks", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the letters that are on their way, and send no more."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._client.close()

    def send_due(self) -> int:
        """Send whatever is due now, one address after the other; returns how many letters were tried."""
        return sum(self._serve(webhook) for webhook in self._feed.deliveries.due())

    def _run(self) -> None:
        busy: dict[int, Future[int]] = {}
        with ThreadPoolExecutor(self._options.senders, thread_name_prefix="yiguan-webhook") as pool:
            while not self._stopped.wait(self._options.pulse):
                try:
                    due = self._feed.deliveries.due()
                except StoreError:
                    continue  # The store is busy or away for a while; what is due stays so.
                for webhook in due:
                    if webhook not in busy or busy[webhook].done():
                        busy[webhook] = pool.submit(self._serve_noting, webhook)

    def _serve_noting(self, webhook: int) -> int:
        try:
            return self._serve(webhook)
        except Exception:
            _LOG.exception("webhook %s", webhook)  # Tried again at the next pulse.
            return 0

    def _serve(self, webhook: int) -> int:
        """Send to one address until nothing is due, it fails, or another sender has it."""
        tried = 0
        letters = self._feed.deliveries
        if not letters.claim(webhook, self._name):
            return 0
        try:
            while not self._stopped.is_set() and (letter := letters.next_letter(webhook)) is not None:
                attempt = send(self._client, letter, self._options)
                letters.note(letter, attempt)
                tried += 1
                if tried % 5 == 0 and not letters.claim(webhook, self._name):
                    break
        finally:
            letters.release(webhook, self._name)
        return tried


__all__ = ["Dispatcher"]
