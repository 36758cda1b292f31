"""How often an address may fail to sign in: counted in this process, by a sliding window."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

FAILURES = 20
SECONDS = 300
ADDRESSES = 10_000
"""Addresses remembered; the longest silent are forgotten first."""


class Throttle:
    """Attempts that are under way or failed, by address. May be shared between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._attempts: OrderedDict[str, deque[float]] = OrderedDict()

    def begin(self, address: str) -> bool:
        """Count an attempt; False when there were too many, and it must not be made."""
        now = self._clock()
        with self._lock:
            told = self._attempts.setdefault(address, deque())
            self._attempts.move_to_end(address)
            while len(self._attempts) > ADDRESSES:
                self._attempts.popitem(last=False)
            while told and told[0] <= now - SECONDS:
                told.popleft()
            if len(told) >= FAILURES:
                return False
            told.append(now)
            return True

    def succeeded(self, address: str) -> None:
        """The last attempt counts no more: many may work behind one address."""
        with self._lock:
            if told := self._attempts.get(address):
                told.pop()
