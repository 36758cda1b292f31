"""Twenty reviewers at once lose nothing and see no error; a server that is killed has kept every decision that it acknowledged."""

import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from outputs import Store
from outputs.access import EVERYTHING
from outputs.reviewing import PolicyMode, QueueFilter, Verdict
from schema import ReviewStage, ReviewState, RevisionConflict
from tests.outputs.builders import document, finding, keep
from tests.outputs.reviewing.desk import AT, BLIND, second_looks

ROOT = Path(__file__).parents[3]
REVIEWERS = 20
SERVE = """
import sys, threading
from outputs import Store
from tests.outputs.reviewing.test_many import work

told = threading.Lock()
def tell(finding_id, revision):
    with told:
        print(finding_id, revision, flush=True)

with Store.open(sys.argv[1]) as store:
    for one in [threading.Thread(target=work, args=(store, f"p{number:02}", tell)) for number in range(6)]:
        one.start()
"""


def filled(store: Store, findings: int) -> list[str]:
    """Documents of ten findings each; the ids."""
    ids = []
    for number in range(findings // 10):
        read = document(*(f"第{number}份第{line}条问题。" for line in range(10)), name=f"{number}.docx")
        made = [finding(read, block.text) for block in read.blocks]
        keep(store, read, *made)
        ids += [one.id for one in made]
    return ids


def work(store: Store, name: str, tell=lambda finding_id, revision: None) -> None:  # type: ignore[no-untyped-def]
    """Take up what the queue offers, first looks before second ones, until nothing is left for this person."""
    while True:
        items = [
            item
            for stage in (ReviewStage.FIRST, ReviewStage.SECOND)
            for item in store.reviewing.queue(QueueFilter(stage=stage), scope=EVERYTHING, reader_login=name, limit=5).items
        ]
        if not items:
            return
        for item in items:
            seen = store.reviewing.item(item.finding_id, name)
            if seen.own or seen.stage not in (ReviewStage.FIRST, ReviewStage.SECOND):
                continue
            edit = BLIND if seen.stage is ReviewStage.SECOND else None
            verdict = Verdict(
                finding_id=seen.finding_id, stage=seen.stage, state=ReviewState.CONFIRMED, by=name, at=AT, revision=seen.revision,
                edit=edit,
            )  # fmt: skip
            try:
                outcome = store.reviewing.give(verdict)
            except RevisionConflict:
                continue
            tell(seen.finding_id, outcome.finding_revision)


def test_twenty_reviewers_at_once_lose_no_decision_and_see_no_error(store: Store) -> None:
    ids = filled(store, 100)
    second_looks(store, PolicyMode.SHARE, share=0.3)
    given: Counter[str] = Counter()
    errors: list[BaseException] = []
    lock = threading.Lock()

    def count(finding_id: str, revision: int) -> None:
        with lock:
            given[finding_id] += 1

    def review(name: str) -> None:
        try:
            work(store, name, count)
        except BaseException as error:
            errors.append(error)

    reviewers = [threading.Thread(target=review, args=(f"p{number:02}",)) for number in range(REVIEWERS)]
    for one in reviewers:
        one.start()
    for one in reviewers:
        one.join()
    assert errors == []
    assert {one: len(store.reviewing.verdicts(one)) for one in ids} == given
    for one in ids:
        told = store.reviewing.verdicts(one)
        assert len({verdict.by for verdict in told}) == len(told), "no person speaks twice"
        assert [decision.state for decision in store.decisions(one)] == [ReviewState.CONFIRMED]
    assert len(list(store.findings())) == len(ids)
    assert store.audit.verify().faults == ()


@pytest.mark.parametrize("seconds", [0.05, 0.4])
def test_killed_in_the_middle_every_acknowledged_verdict_is_there(location: str, seconds: float) -> None:
    with Store.open(location) as store:
        filled(store, 120)
        second_looks(store, PolicyMode.SHARE, share=0.3)
    child = subprocess.Popen(
        [sys.executable, "-c", SERVE, location], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )  # fmt: skip
    assert child.stdout is not None
    acknowledged = [child.stdout.readline() for _ in range(5)]
    time.sleep(seconds)
    child.kill()
    acknowledged += child.communicate()[0].splitlines()
    whole = [line.split() for line in acknowledged if len(line.split()) == 2]
    assert child.returncode != 0
    assert len(whole) >= 5
    with Store.open(location, create=False) as store:
        for finding_id, revision in whole:
            assert int(revision) - 1 in {one.revision for one in store.reviewing.verdicts(finding_id)}
            assert store.finding(finding_id).review.revision >= int(revision)
        for one in store.findings():
            assert store.decisions(one.id)[-1].state is ReviewState.CONFIRMED, "what is confirmed has its decision"
        assert store.audit.verify().faults == ()
        work(store, "last")
        work(store, "other")
        assert len(list(store.findings())) == 120
