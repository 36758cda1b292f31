"""Moments as the store writes them: ISO with the offset, to the second; compared as moments, never as text."""

from datetime import UTC, datetime, timedelta


def now() -> str:
    """This moment, in the zone of the machine."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


def later(at: str, **by: float) -> str:
    """The moment that lies so much after the other: `later(at, minutes=15)`."""
    return (datetime.fromisoformat(at) + timedelta(**by)).isoformat(timespec="seconds")


def is_past(moment: str | None, at: str) -> bool:
    """Whether the moment has come at the other; None never comes."""
    return moment is not None and datetime.fromisoformat(moment) <= datetime.fromisoformat(at)
