"""Time for files that take long by their nature: a reader asks for more before each page that it must recognise."""

from collections.abc import Callable
from contextvars import ContextVar

_asked: ContextVar[Callable[[float], None] | None] = ContextVar("_asked", default=None)


def grant_with(grant: Callable[[float], None]) -> None:
    """From now on `grant` hears what readers of this process ask for."""
    _asked.set(grant)


def ask_for(seconds: float) -> None:
    """Ask for seconds of wall time from now on, at the least. Where nobody keeps time, nothing happens."""
    if (grant := _asked.get()) is not None:
        grant(seconds)
