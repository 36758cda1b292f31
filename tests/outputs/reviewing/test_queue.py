"""The queue: what each filter lets through, the orders, pages that skip nothing, and what a blind reviewer is not told."""

from dataclasses import replace
from typing import Any

import pytest

from outputs import Store
from outputs.access import Scope
from outputs.reviewing import ConfidenceBand, QueueOrder, band_of
from schema import (
    Candidate,
    Category,
    CategoryGuess,
    DocumentKind,
    Finding,
    Holder,
    HolderKind,
    ReviewStage,
    ReviewState,
    StoreError,
)
from tests.outputs.builders import analysis, begin, document, finding, keep, source
from tests.outputs.reviewing.desk import AT, MINUTES, RESEARCH, STUDY, held, queue, queued, say, second_looks

HE, SHE = Candidate(cadre_id="YZ1", score=0.5, reasons=()), Candidate(cadre_id="YZ2", score=0.5, reasons=())
OPEN = Holder(kind=HolderKind.CADRE, mention="张局", cadre_id=None, score=0.5, candidates=(HE, SHE))
GRAVE = CategoryGuess(code=Category.INTEGRITY, label="廉洁自律", score=0.9)
LEDGER = document(
    "台账问题一。台账问题二。", name="台账.xlsx", kind=DocumentKind.LEDGER, date="2023-05-01", issuer="市教育局机关"
)


@pytest.fixture
def four(store: Store) -> dict[str, Finding]:
    """Findings that differ, by what they are."""
    found = {
        "plain": finding(MINUTES, STUDY, confidence=0.95),
        "open": finding(MINUTES, RESEARCH, confidence=0.95, holder=OPEN),
        "grave": finding(LEDGER, "台账问题一", confidence=0.95, category=GRAVE),
        "unsure": finding(
            LEDGER, "台账问题二", confidence=0.5, holder=Holder(kind=HolderKind.UNIT, mention=None, cadre_id=None, score=None)
        ),
    }
    keep(store, MINUTES, found["plain"], found["open"])
    with begin(store, "/案卷/台账.xlsx") as run:
        run.add(source(LEDGER, "/案卷/台账.xlsx"), LEDGER, analysis(LEDGER), (found["grave"], found["unsure"]))
    return found


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, {"plain", "open", "grave", "unsure"}),
        ({"document_id": MINUTES.id}, {"plain", "open"}),
        ({"cadre_id": "YZ012"}, {"plain", "grave"}),
        ({"unit": "市水利局"}, {"plain", "open"}),
        ({"unit": "市教育"}, {"grave", "unsure"}),
        ({"category": Category.INTEGRITY}, {"grave"}),
        ({"band": ConfidenceBand.STRONG}, {"plain", "open", "grave"}),
        ({"band": ConfidenceBand.DOUBTFUL}, {"unsure"}),
        ({"link_doubtful": True}, {"open"}),
        ({"link_doubtful": False}, {"plain", "grave", "unsure"}),
        ({"kind": DocumentKind.LEDGER}, {"grave", "unsure"}),
        ({"before": "2000-01-01"}, set()),
        ({"before": "2999-01-01"}, {"plain", "open", "grave", "unsure"}),
        ({"stage": ReviewStage.SECOND}, set()),
        ({"state": ReviewState.UNSURE}, set()),
    ],
)
def test_a_filter_lets_through_what_it_names(
    store: Store, four: dict[str, Finding], wanted: dict[str, Any], names: set[str]
) -> None:
    page = queue(store, **wanted)
    assert {item.finding_id for item in page.items} == {four[name].id for name in names}
    assert page.left == len(names)


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (QueueOrder.PRIORITY, ["open", "grave", "unsure", "plain"]),
        (QueueOrder.DOCUMENT, ["grave", "unsure", "plain", "open"]),
        (QueueOrder.CONFIDENCE, ["unsure"]),
    ],
)
def test_the_orders(store: Store, four: dict[str, Finding], order: QueueOrder, names: list[str]) -> None:
    assert queued(store, order=order)[: len(names)] == [four[name].id for name in names]


@pytest.mark.parametrize("order", QueueOrder)
def test_pages_skip_nothing_and_double_nothing_while_the_queue_shrinks(store: Store, order: QueueOrder) -> None:
    read = document(*(f"第{number}条问题。" for number in range(23)))
    made = [finding(read, block.text, confidence=0.5 + (number % 3) / 10) for number, block in enumerate(read.blocks)]
    keep(store, read, *made)
    seen: list[str] = []
    after = None
    for turn in range(9):
        page = queue(store, after=after, limit=5, order=order)
        seen += [item.finding_id for item in page.items]
        assert page.left == len(made) - turn
        after = page.next
        if after is None:
            break
        say(store, seen[turn], ReviewState.UNSURE)
    assert sorted(seen) == sorted(one.id for one in made)


def test_a_mark_that_is_none_is_refused(store: Store) -> None:
    for mark in ("?", "bnVsbA==", "WzFd"):
        with pytest.raises(StoreError, match="第一页"):
            queue(store, after=mark)


def test_scope_holds_in_the_queue(store: Store, four: dict[str, Finding]) -> None:
    page = store.reviewing.queue(scope=Scope(frozenset({"市教育局"})), reader_login="limin")
    assert {item.finding_id for item in page.items} == {four["grave"].id, four["unsure"].id}
    assert page.left == 2


def test_what_waits_for_another_is_not_in_my_queue(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id)
    assert queued(store, "limin", stage=ReviewStage.SECOND) == []
    assert queued(store, "limi", stage=ReviewStage.SECOND) == [found.id], "part of a login is another login"
    say(store, found.id, ReviewState.REJECTED, by="wangfang")
    assert queued(store, "wangfang", stage=ReviewStage.THIRD) == []
    assert queued(store, "zhaojun", stage=ReviewStage.THIRD) == [found.id]


def test_the_second_queue_tells_only_where(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id)
    (item,) = queue(store, "wangfang", stage=ReviewStage.SECOND, category=Category.OTHER, cadre_id="YZ999").items
    assert item.excerpt == STUDY
    assert {item.type, item.category, item.holder, item.mention, item.cadre_id, item.band, item.link_doubtful, item.added_by} == {
        None
    }


def test_superseded_and_stale_findings_are_not_waited_for(store: Store) -> None:
    (found,) = held(store)
    say(store, found.id)
    store.reviewing.undo(found.id, "limin", AT)
    assert queued(store) == [found.id]
    keep(store, MINUTES, fingerprint="v2")
    assert queued(store) == []
    keep(store, MINUTES, found, fingerprint="v3")
    assert queued(store) == [found.id]
    newer = document("换了内容。", name=MINUTES.name)
    keep(store, newer)
    assert queued(store) == []


def test_settled_findings_can_be_listed_to_look_at_them_again(store: Store) -> None:
    one, other = held(store, STUDY, RESEARCH)
    say(store, one.id, ReviewState.UNSURE)
    say(store, other.id)
    assert queued(store, stage=ReviewStage.DONE, state=ReviewState.UNSURE) == [one.id]


def test_a_new_analysis_moves_a_finding_in_the_queue(store: Store) -> None:
    made = held(store, STUDY, RESEARCH)
    keep(store, MINUTES, made[0], replace(made[1], category=GRAVE), fingerprint="v2")
    assert queued(store)[0] == made[1].id


def test_the_words_for_a_confidence() -> None:
    assert [band_of(one) for one in (0.0, 0.59, 0.6, 0.84, 0.85, 1.0)] == [
        ConfidenceBand.DOUBTFUL, ConfidenceBand.DOUBTFUL, ConfidenceBand.FAIR, ConfidenceBand.FAIR, ConfidenceBand.STRONG,
        ConfidenceBand.STRONG,
    ]  # fmt: skip
