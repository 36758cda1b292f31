"""Whatever happens to a folder between runs, the store tells of it what a fresh run would, and loses nothing it once knew."""

import tempfile
from collections import defaultdict
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from outputs import Selection, Standing, StateFilter, Store
from outputs.tables import metadata
from schema import Decision, Finding, ReviewState
from tests.outputs.builders import (
    EVERYTHING,
    Folder,
    content_id,
    contents,
    document,
    machine,
    plain,
    run_over,
    verdict,
)
from tests.outputs.feed.following import Follower, follow

PATHS = st.sampled_from([f"/案卷/{name}" for name in ("甲.docx", "子/乙.docx", "归档.zip/丙.docx")])
TEXTS = st.sampled_from(["坏", "旧词。\n变词。", "变词。\n新词。", "作风不实。\n变词。"])
FINGERPRINTS = st.sampled_from(["v1", "v2"])
THEN = st.sampled_from(["v1", "v2", None])
RANDOM = st.randoms(use_true_random=False)
MEMORY = Path("/dev/shm")
"""Where there is one, stores lie in memory: on a disk, every commit would wait for it."""


class Reruns(RuleBasedStateMachine):
    """A folder, its store, and what the store must know by what it was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.store = empty_store("一贯")
        self.folder = Folder()
        self.runs = 0
        self.texts: dict[str, str] = {}
        """What was ever read, by document id."""
        self.made_by: dict[str, str] = {}
        """The fingerprint of each document's newest analysis."""
        self.latest: dict[str, str] = {}
        """The document that each path was last read as."""
        self.seen: dict[str, dict[str, int]] = defaultdict(dict)
        """For each document the last run that saw it at a path."""
        self.decided: dict[str, tuple[Finding, list[Decision]]] = {}
        self.followers = {pending: Follower() for pending in (False, True)}
        """Consumers of the feed, from its start on."""

    @rule(path=PATHS, text=TEXTS, then=THEN)
    def write(self, path: str, text: str, then: str | None) -> None:
        self.folder.write(path, text)
        self.run(then)

    @precondition(lambda self: self.folder.files)
    @rule(which=RANDOM, path=PATHS, copy=st.booleans(), then=THEN)
    def move(self, which: Random, path: str, copy: bool, then: str | None) -> None:
        old = which.choice(sorted(self.folder.files))
        if copy:
            self.folder.write(path, self.folder.files[old])
        elif path != old:
            self.folder.rename(old, path)
        self.run(then)

    @precondition(lambda self: self.folder.files)
    @rule(which=RANDOM, then=THEN)
    def delete(self, which: Random, then: str | None) -> None:
        self.folder.delete(which.choice(sorted(self.folder.files)))
        self.run(then)

    @precondition(lambda self: self.texts)
    @rule(which=RANDOM, state=st.sampled_from(ReviewState), then=THEN)
    def decide(self, which: Random, state: ReviewState, then: str | None) -> None:
        chosen = which.choice(list(self.store.findings(EVERYTHING)))
        decision = verdict(chosen, state)
        self.store.decide(decision)
        _, earlier = self.decided.get(chosen.id, (chosen, []))
        self.decided[chosen.id] = (chosen, [*earlier, decision])
        self.run(then)

    @rule(fingerprint=FINGERPRINTS, stop=st.integers(min_value=0, max_value=3))
    def run_and_stop(self, fingerprint: str, stop: int) -> None:
        with pytest.raises(KeyboardInterrupt):
            run_over(self.store, self.folder, fingerprint=fingerprint, stop=stop)
        self.note(sorted(self.folder.files)[:stop], fingerprint)

    def run(self, fingerprint: str | None) -> None:
        """Run over the folder, unless there is no fingerprint to run under, and look at all that is known."""
        if fingerprint is None:
            return
        run_over(self.store, self.folder, fingerprint=fingerprint)
        self.note(sorted(self.folder.files), fingerprint)
        self.check_against_a_fresh_run(fingerprint)
        self.check_standings()
        self.check_what_is_no_longer_there()
        self.check_decisions()
        self.check_the_feed()

    def note(self, paths: list[str], fingerprint: str) -> None:
        self.runs += 1
        for path in paths:
            text = self.folder.files[path]
            if not text.startswith("坏"):
                document_id = content_id(text)
                self.texts[document_id], self.made_by[document_id] = text, fingerprint
                self.latest[path] = document_id
                self.seen[document_id][path] = self.runs

    def check_against_a_fresh_run(self, fingerprint: str) -> None:
        fresh = empty_store("新库")
        run_over(fresh, self.folder, fingerprint=fingerprint)
        assert self.undecided(self.store) == self.undecided(fresh)

    def check_the_feed(self) -> None:
        """Who follows the feed holds what the store gives, whether he began at its start or reads all of it now."""
        for pending, states in ((False, StateFilter.CONFIRMED), (True, StateFilter.ALL)):
            held = follow(self.store, self.followers[pending], pending=pending)
            assert held == {found.id: found for found in self.store.findings(Selection(states=states.states))}
            assert held == follow(self.store, Follower(), pending=pending)

    def undecided(self, store: Store) -> tuple[object, list[Finding], object]:
        documents, findings, failures = contents(store)
        return documents, [found for found in findings if found.id not in self.decided], failures

    def check_standings(self) -> None:
        assert {kept.id: kept.standing for kept in self.store.documents()} == {
            known: self.standing(known) for known in self.texts
        }

    def standing(self, document_id: str) -> Standing:
        if document_id in map(content_id, self.folder.files.values()):
            return Standing.PRESENT
        last = max(self.seen[document_id].values())
        holders = [path for path, run in self.seen[document_id].items() if run == last]
        return Standing.SUPERSEDED if any(self.latest[path] != document_id for path in holders) else Standing.MISSING

    def check_what_is_no_longer_there(self) -> None:
        for document_id, text in self.texts.items():
            stored = self.store.findings(Selection(states=frozenset(ReviewState), outdated=True, document_id=document_id))
            expected = machine(document(*text.split("\n")), self.made_by[document_id])
            assert {found.id for found in stored} - self.decided.keys() == {found.id for found in expected} - self.decided.keys()
        shown = [found.document.id for found in self.store.findings(Selection(states=frozenset(ReviewState)))]
        assert all(self.standing(document_id) is not Standing.SUPERSEDED for document_id in shown)

    def check_decisions(self) -> None:
        stored = {found.id: found for found in self.store.findings(EVERYTHING)}
        for finding_id, (seen, decisions) in self.decided.items():
            assert list(self.store.decisions(finding_id)) == decisions
            assert stored[finding_id].review.state is decisions[-1].state
            if len(decisions) == 1 and decisions[-1].state is not ReviewState.PENDING:
                assert plain(stored[finding_id]).category == plain(seen).category


OPENED = ExitStack()
"""What `teardown_module` closes."""


def teardown_module() -> None:
    OPENED.close()


@cache
def reusable_store(name: str) -> Store:
    """A store for all of this module: to make one takes far longer than any step of a test."""
    folder = OPENED.enter_context(tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None))
    store = OPENED.enter_context(Store.open(Path(folder) / f"{name}.db"))
    with store._database.writing() as connection:
        # What is only ever added to refuses to be emptied.
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_refuses_%'"
        for guard in connection.exec_driver_sql(guards).scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {guard}")
    return store


def empty_store(name: str) -> Store:
    """The store of this name, emptied."""
    store = reusable_store(name)
    with store._database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        connection.exec_driver_sql("DELETE FROM sqlite_sequence")
    return store


TestReruns = Reruns.TestCase
TestReruns.settings = settings(
    max_examples=50,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
