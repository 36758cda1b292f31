"""Reading is recorded too: that a person was given a document, once in a session."""

from collections import OrderedDict
from threading import Lock

from ..audit import AuditAction
from .guard import Caller, Desk

_MOST = 20_000
"""Remembered at a time; what was forgotten is recorded once more."""


class Viewed:
    """What was recorded already."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def note(self, desk: Desk, asking: Caller, document_id: str) -> None:
        """Record that the person was given the document, unless this session has been recorded with it."""
        key = (asking.csrf, document_id)
        with self._lock:
            if key in self._known:
                return
        desk.store.audit.record(asking.login, AuditAction.VIEW_DOCUMENT, f"document:{document_id}")
        with self._lock:
            self._known[key] = None
            if len(self._known) > _MOST:
                self._known.popitem(last=False)


viewed = Viewed()
