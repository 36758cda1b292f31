"""People's decisions on links: shown at once, kept through every run, never the machine's to change."""

from dataclasses import replace

import pytest

from outputs import Selection, Store
from schema import (
    Candidate,
    Finding,
    Holder,
    HolderKind,
    LinkDecision,
    LinkVerdict,
    Rectification,
    RectificationStatus,
    Responsible,
    ReviewState,
    RevisionConflict,
    Span,
    StoreError,
)
from tests.outputs.builders import EVERYTHING, document, finding, keep, verdict

READ = document("何局的问题：学习不深入。", "何局的问题：作风不扎实。")
CANDIDATES = (
    Candidate(cadre_id="A", score=0.97, reasons=("姓名一致",)),
    Candidate(cadre_id="B", score=0.02, reasons=("姓氏一致",)),
)
HOLDER = Holder(kind=HolderKind.CADRE, mention="何局", cadre_id="A", score=0.97, candidates=CANDIDATES)
FIRST = finding(READ, "学习不深入", holder=HOLDER)
SECOND = finding(READ, "作风不扎实", holder=HOLDER)


def decided(cadre_id: str, what: LinkVerdict, span: Span | None = None, *, seen: int = 0, mention: str = "何局") -> LinkDecision:
    return LinkDecision(
        document_id=READ.id, mention=mention, cadre_id=cadre_id, verdict=what, by="赵审核", at="2026-07-01T09:00:00+08:00",
        span=span, seen=seen,
    )  # fmt: skip


def found(store: Store, one: Finding = FIRST) -> Finding:
    return store.finding(one.id)


@pytest.fixture
def kept(store: Store) -> Store:
    keep(store, READ, FIRST, SECOND)
    return store


def test_who_is_not_meant_is_never_proposed_again(kept: Store) -> None:
    kept.decide_link(decided("A", LinkVerdict.NOT_SAME))
    for _ in range(2):
        holder = found(kept).holder
        assert (holder.cadre_id, [one.cadre_id for one in holder.candidates], holder.score) == (None, ["B"], 0.02)
        assert not list(kept.findings(Selection(states=EVERYTHING.states, cadre_id="A")))
        keep(kept, READ, FIRST, SECOND)


def test_who_is_meant_is_linked_at_once_with_the_reason(kept: Store) -> None:
    kept.decide_link(decided("B", LinkVerdict.SAME))
    keep(kept, READ, replace(FIRST, holder=replace(HOLDER, candidates=CANDIDATES[:1])), SECOND)
    holder = found(kept).holder
    assert (holder.cadre_id, holder.score) == ("B", 1.0)
    assert holder.candidates[0].reasons[0] == "人工确认"
    assert [one.holder.cadre_id for one in kept.findings(Selection(states=EVERYTHING.states, cadre_id="B"))] == ["B", "B"]


def test_in_doubt_nobody_is_linked_and_the_candidates_stay(kept: Store) -> None:
    kept.decide_link(decided("A", LinkVerdict.UNSURE))
    holder = found(kept).holder
    assert holder.cadre_id is None
    assert [(one.cadre_id, one.reasons[0]) for one in holder.candidates] == [("A", "人工存疑"), ("B", "姓氏一致")]


def test_taking_back_lets_the_machine_speak_and_is_kept_too(kept: Store) -> None:
    first = kept.decide_link(decided("B", LinkVerdict.SAME))
    kept.decide_link(decided("B", LinkVerdict.TAKEN_BACK, seen=first.number))
    assert found(kept).holder == HOLDER
    assert len(list(kept.findings(Selection(states=EVERYTHING.states, cadre_id="A")))) == 2
    assert [one.verdict for one in kept.link_decisions(READ.id)] == [LinkVerdict.SAME, LinkVerdict.TAKEN_BACK]


def test_a_decision_at_a_place_holds_there_alone(kept: Store) -> None:
    anchor = FIRST.anchors[0]
    kept.decide_link(decided("A", LinkVerdict.NOT_SAME, Span(start=anchor.start, end=anchor.end)))
    assert (found(kept).holder.cadre_id, found(kept, SECOND).holder.cadre_id) == (None, "A")


def test_speaker_and_responsible_follow_too(store: Store) -> None:
    fix = Rectification(
        status=RectificationStatus.IN_PROGRESS, text=None, measures=(), deadline=None,
        responsible=(Responsible(mention="何局", cadre_id="A"), Responsible(mention="李局", cadre_id="C")),
    )  # fmt: skip
    told = replace(FIRST, voice=replace(FIRST.voice, speaker="何局", cadre_id="A"), rectification=fix)
    keep(store, READ, told)
    store.decide_link(decided("A", LinkVerdict.NOT_SAME))
    shown = found(store)
    assert shown.voice.cadre_id is None
    assert shown.rectification is not None
    assert [one.cadre_id for one in shown.rectification.responsible] == [None, "C"]


def test_who_saw_an_older_link_cannot_confirm_the_finding(kept: Store) -> None:
    kept.decide_link(decided("A", LinkVerdict.NOT_SAME))
    with pytest.raises(RevisionConflict):
        kept.decide(verdict(FIRST))
    shown = found(kept)
    kept.decide(verdict(shown))
    assert found(kept).review.state is ReviewState.CONFIRMED


def test_a_confirmed_finding_keeps_its_state_and_shows_the_decision(kept: Store) -> None:
    kept.decide(verdict(found(kept)))
    kept.decide_link(decided("A", LinkVerdict.NOT_SAME))
    keep(kept, READ, FIRST, SECOND)
    shown = found(kept)
    assert (shown.review.state, shown.holder.cadre_id) == (ReviewState.CONFIRMED, None)


def test_back_to_pending_the_newest_analysis_shows_with_the_decision(kept: Store) -> None:
    kept.decide(verdict(found(kept)))
    kept.decide_link(decided("A", LinkVerdict.NOT_SAME))
    keep(kept, READ, replace(FIRST, confidence=0.5), SECOND)
    kept.decide(verdict(found(kept), state=ReviewState.PENDING))
    assert (found(kept).confidence, found(kept).holder.cadre_id) == (0.5, None)
    assert not list(kept.findings(Selection(states=EVERYTHING.states, cadre_id="A")))


def test_of_two_at_once_the_second_sees_who_was_first(kept: Store) -> None:
    kept.decide_link(decided("A", LinkVerdict.NOT_SAME))
    with pytest.raises(RevisionConflict, match=r"“何局”已由 赵审核 于 2026-07-01.*定为“不是此人”（A）"):
        kept.decide_link(decided("A", LinkVerdict.SAME))
    kept.decide_link(decided("C", LinkVerdict.SAME, mention="李局"))


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (replace(decided("A", LinkVerdict.SAME), document_id="sha256:none"), "没有文档"),
        (decided("A", LinkVerdict.SAME, mention="我"), "可以指不同的人"),
    ],
)
def test_a_decision_that_reaches_too_far_is_refused(kept: Store, decision: LinkDecision, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        kept.decide_link(decision)
