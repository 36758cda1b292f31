"""What is common among all cadres, kept ready: one cadre is then analysed in milliseconds, as if everybody were analysed anew.

His own evidence is always that of this moment. What everybody is told changes little from one decision to the next, so a long-lived
process (the review desk) may reckon with figures of the peers that are some minutes old; they are brought up to date beside the requests.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary, ref

from cadres import PatternAnalysis, PatternOptions, PatternRecords
from outputs import Known, Store
from schema import Cadre, Finding, Pattern, Rectification

KEPT = 4
"""Days and kinds of evidence for which figures are kept."""
GOOD_FOR = 600.0
"""Seconds for which figures may be used after the store has changed."""


@dataclass(frozen=True, slots=True)
class _Figures:
    version: Any
    made: float
    analysis: PatternAnalysis


class Peers:
    """The peers of a store's cadres. May be shared between threads."""

    def __init__(self, store: Store) -> None:
        self._of = ref(store)
        self._lock = threading.Lock()
        """Held by whoever reckons; who finds figures that are good enough never waits for it."""
        self._figures: OrderedDict[tuple[str, bool], _Figures] = OrderedDict()
        self._beside: threading.Thread | None = None
        self._known: Known = {}
        self._findings: dict[str, Finding] = {}

    @property
    def _store(self) -> Store:
        store = self._of()
        assert store is not None, "asked while the store is open"
        return store

    def lines(self, cadre_id: str, own: PatternRecords, *, as_of: str, at: str, confirmed_only: bool) -> tuple[Pattern, ...]:
        """What the records support of the cadre by what is recorded of him now. Only his own findings have marks among the records."""
        if not own.marks:
            return ()
        for analysis in (self._analysis(as_of, confirmed_only), None):
            try:
                analysis = analysis or self._renewed(as_of, confirmed_only)
                return tuple(replace(line, computed_at=at) for line in analysis.again(cadre_id, own))
            except KeyError:
                continue  # Nobody had looked at him when the figures were made.
        return ()

    def warm(self, as_of: str) -> None:
        """Reckon for the day beside the requests, so that the first who asks need not wait."""
        self._begin(lambda: [self._renewed(as_of, confirmed_only) for confirmed_only in (True, False)])

    def is_fresh(self, as_of: str, *, confirmed_only: bool) -> bool:
        """Whether the figures for the day are those of the store as it is now."""
        kept = self._figures.get((as_of, confirmed_only))
        return kept is not None and kept.version == self._store.version()

    def wait(self) -> None:
        """Wait until what is being reckoned beside the requests is ready."""
        if self._beside is not None:
            self._beside.join()

    def _analysis(self, as_of: str, confirmed_only: bool) -> PatternAnalysis:
        kept = self._kept(as_of, confirmed_only)
        if kept is None:
            return self._renewed(as_of, confirmed_only)
        if kept.version != self._store.version() and time.monotonic() - kept.made > GOOD_FOR and not self._lock.locked():
            self._begin(lambda: self._renewed(as_of, confirmed_only))
        return kept.analysis

    def _kept(self, as_of: str, confirmed_only: bool) -> _Figures | None:
        """The figures for the day, or for another of the year on which the same documents were known."""
        kept = self._figures.get((as_of, confirmed_only))
        if kept is not None:
            return kept
        newest = self._store.newest_date(as_of)
        for (day, confirmed), figures in tuple(self._figures.items()):
            if confirmed is confirmed_only and day[:4] == as_of[:4] and self._store.newest_date(day) == newest:
                return figures
        return None

    def _begin(self, work: Callable[[], object]) -> None:
        self._beside = threading.Thread(target=work, name="peers", daemon=True)
        self._beside.start()

    def _renewed(self, as_of: str, confirmed_only: bool) -> PatternAnalysis:
        with self._lock:
            version = self._store.version()
            kept = self._figures.get((as_of, confirmed_only))
            if kept is None or kept.version != version:
                kept = _Figures(version, time.monotonic(), self._reckoned(as_of, confirmed_only))
                self._figures[as_of, confirmed_only] = kept
            self._figures.move_to_end((as_of, confirmed_only))
            while len(self._figures) > KEPT:
                self._figures.popitem(last=False)
            return kept.analysis

    def _reckoned(self, as_of: str, confirmed_only: bool) -> PatternAnalysis:
        """Everybody, by findings alone: what became of an occurrence weighs for its own cadre, who is analysed again."""
        self._take_stock()
        occurrences = self._store.occurrences
        dates = {document.id: document.date or "" for document in self._store.documents()}
        findings = [one for one in self._findings.values() if dates.get(one.document.id, "") <= as_of]
        ids = {one.id for one in findings}
        records = PatternRecords(
            findings=findings, marks={mark.finding_id: mark for mark in occurrences.marks() if mark.finding_id in ids},
            looks=[look for look in occurrences.looks() if dates.get(look.document_id, "") <= as_of], cadres=newest_records(self._store),
        )  # fmt: skip
        return PatternAnalysis(records, PatternOptions(until=int(as_of[:4]), computed_at="", confirmed_only=confirmed_only))

    def _take_stock(self) -> None:
        fresh: dict[str, Finding] = {}
        self._known = self._store.take_stock(self._known, lambda one: fresh.__setitem__(one.id, _light(one)))
        self._findings = {one: found for one in self._known if (found := fresh.get(one) or self._findings.get(one))}


_PEERS: WeakKeyDictionary[Store, Peers] = WeakKeyDictionary()
_LOCK = threading.Lock()


def peers_of(store: Store) -> Peers:
    """The peers of a store, made once as long as it is open."""
    with _LOCK:
        return _PEERS.setdefault(store, Peers(store))


def newest_records(store: Store) -> tuple[Cadre, ...]:
    """The records that were taken in last."""
    imports = store.roster_imports()
    return store.roster(imports[-1].roster).cadres if imports else ()


def _light(finding: Finding) -> Finding:
    """The finding without its words: a hundred thousand are kept."""
    told = finding.rectification
    return replace(
        finding, anchor=(), event=None, problem_type=None,
        holder=replace(finding.holder, mention=None, candidates=()), voice=replace(finding.voice, speaker=None),
        rectification=told and Rectification(status=told.status, text=None, measures=(), deadline=None, responsible=()),
    )  # fmt: skip
