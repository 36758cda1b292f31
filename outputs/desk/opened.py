"""Documents that were opened lately, as they were read and laid out: the next item mostly stands in the same one."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from schema import Analysis, Document

from ..access import Scope
from ..store import Store
from .sheets import Piece, pieces

_MOST = 8
"""Documents kept; a large one is some ten megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A document with its analysis, and in pieces."""

    document: Document
    analysis: Analysis
    pieces: tuple[Piece, ...]


_kept: WeakKeyDictionary[Store, OrderedDict[tuple[str, str], Opened]] = WeakKeyDictionary()
_lock = Lock()


def opened(store: Store, document_id: str, scope: Scope) -> Opened | None:
    """The document as it was read last; None when there is none, or a person of this scope may not see it."""
    reading = store.places.reading(document_id, scope)
    if reading is None:
        return None
    key = (document_id, reading)
    with _lock:
        kept = _kept.setdefault(store, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    document = store.document(document_id)
    made = Opened(document=document, analysis=store.analysis(document_id), pieces=pieces(document))
    with _lock:
        kept[key] = made
        while len(kept) > _MOST:
            kept.popitem(last=False)
    return made
