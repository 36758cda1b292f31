"""Occurrences in the store: marked after a run, decided by people, told as histories; protections beside the findings."""

from dataclasses import replace
from typing import Any

import pytest

from outputs import Selection, Store, standing_remarks
from schema import (
    Basis,
    Decision,
    DocumentKind,
    Finding,
    Look,
    PairDecision,
    PairVerdict,
    Rectification,
    RectificationStatus,
    Remark,
    RemarkKind,
    ReviewState,
    RevisionConflict,
    StepKind,
    StoreError,
    UnknownFinding,
    Voice,
    VoiceKind,
)
from tests.outputs.builders import analysis, begin, document, finding, keep, source, verdict

FEEDBACK = document(
    "2021年5月在白芦渡超标准接待，一桌2860元。", name="反馈.docx", kind=DocumentKind.FEEDBACK, date="2021-07-16",
    title="县委巡察组关于巡察市水利局党组的反馈意见", issuer="县委巡察组",
)  # fmt: skip
LEDGER = document(
    "白芦渡超标准接待一桌2860元。", name="台账.docx", kind=DocumentKind.LEDGER, date="2022-07-16", title="市水利局整改台账"
)  # fmt: skip
BY_INSPECTORS = Voice(kind=VoiceKind.INSPECTION, speaker=None, cadre_id=None)
DONE = Rectification(status=RectificationStatus.COMPLETED, text="已退缴", measures=(), deadline=None, responsible=())
RAISED = finding(FEEDBACK, "2021年5月在白芦渡超标准接待，一桌2860元", voice=BY_INSPECTORS)
RETOLD = finding(LEDGER, "白芦渡超标准接待一桌2860元", voice=BY_INSPECTORS, rectification=DONE)
LOOK = Look(
    cadre_id="YZ012", ref_year=2021, voice=VoiceKind.INSPECTION, weight=0.5, document_id=FEEDBACK.id, basis=Basis.UNIT
)  # fmt: skip
EVENT = "e-" + RAISED.id.removeprefix("f-")


@pytest.fixture
def kept(store: Store) -> Store:
    keep(store, FEEDBACK, RAISED)
    keep(store, LEDGER, RETOLD)
    store.occurrences.group()
    return store


def pairing(verdict: PairVerdict, seen: int = 0, **changes: Any) -> PairDecision:
    told = PairDecision(
        finding_id=RETOLD.id, other_id=RAISED.id, verdict=verdict, by="赵审核", at="2026-01-01T09:00:00+08:00", seen=seen
    )
    return replace(told, **changes)


def remark(kind: RemarkKind, **changes: Any) -> Remark:
    told = Remark(
        finding_id=RAISED.id,
        kind=kind,
        text="经查不实",
        basis="澄清正名通知书〔2026〕3号",
        by="赵审核",
        at="2026-01-01T09:00:00+08:00",
    )
    return replace(told, **changes)


def event_of(store: Store, one: Finding) -> str | None:
    told = store.finding(one.id).event
    return told.id if told else None


def test_a_finding_tells_of_its_occurrence_when_it_is_read(kept: Store) -> None:
    first, again = kept.finding(RAISED.id).event, kept.finding(RETOLD.id).event
    assert first is not None
    assert again is not None
    assert (first.id, first.primary, first.concrete, first.ref_year) == (EVENT, True, True, 2021)
    assert (again.id, again.primary) == (EVENT, False)
    assert [one.id for one in kept.occurrences.findings(EVENT)] == [RAISED.id, RETOLD.id]
    assert {one.event.id for one in kept.findings(Selection(states=frozenset(ReviewState))) if one.event} == {EVENT}


def test_nothing_is_marked_before_grouping(store: Store) -> None:
    keep(store, FEEDBACK, RAISED)
    assert store.finding(RAISED.id).event is None
    assert store.occurrences.needs_grouping()
    report = store.occurrences.group()
    assert (report.findings, report.events, report.retold) == (1, 1, 0)
    assert not store.occurrences.needs_grouping()


def test_a_rejected_pairing_is_remembered_through_every_grouping(kept: Store) -> None:
    decided = kept.occurrences.decide(pairing(PairVerdict.NOT_SAME))
    for _ in range(2):
        assert event_of(kept, RETOLD) != event_of(kept, RAISED) == EVENT
        kept.occurrences.group()
    with pytest.raises(RevisionConflict):
        kept.occurrences.decide(pairing(PairVerdict.SAME))
    kept.occurrences.decide(pairing(PairVerdict.TAKEN_BACK, decided.number))
    assert event_of(kept, RETOLD) == EVENT
    assert [one.verdict for one in kept.occurrences.decisions(RAISED.id)] == [PairVerdict.NOT_SAME, PairVerdict.TAKEN_BACK]


def test_suggestions_come_with_reasons(kept: Store) -> None:
    (pair,) = kept.occurrences.pairs(RETOLD.id)
    assert (pair.finding_id, pair.other_id) == (RAISED.id, RETOLD.id)
    assert "金额一致：2860元" in pair.reasons


def test_decisions_name_findings_that_there_are(kept: Store) -> None:
    with pytest.raises(UnknownFinding):
        kept.occurrences.decide(pairing(PairVerdict.SAME, other_id="f-0"))
    with pytest.raises(StoreError):
        kept.occurrences.decide(pairing(PairVerdict.SAME, other_id=RETOLD.id))


def test_the_course_of_an_occurrence(kept: Store) -> None:
    history = kept.occurrences.course(EVENT, "2026-01-01")
    assert [step.kind for step in history.steps] == [StepKind.RAISED, StepKind.CLAIMED]
    assert history.standing is StepKind.CLAIMED
    with pytest.raises(UnknownFinding):
        kept.occurrences.course("e-0", "2026-01-01")


def test_what_was_rejected_is_no_first_telling(kept: Store) -> None:
    kept.decide(verdict(RAISED, ReviewState.REJECTED))
    assert kept.finding(RAISED.id).event is None
    assert event_of(kept, RETOLD) == "e-" + RETOLD.id.removeprefix("f-")
    kept.decide(verdict(RAISED, ReviewState.CONFIRMED, revision=3))
    assert event_of(kept, RETOLD) == event_of(kept, RAISED) == EVENT


def test_a_clarification_withdraws_and_keeps_the_history(kept: Store) -> None:
    kept.decide(verdict(RAISED))
    cleared = kept.occurrences.remark(remark(RemarkKind.CLARIFICATION, seen=2))
    assert kept.finding(RAISED.id).review.state is ReviewState.WITHDRAWN
    assert not [one for one in kept.findings() if one.id == RAISED.id]
    kept.occurrences.remark(remark(RemarkKind.TAKEN_BACK, takes_back=cleared.number, seen=3))
    assert kept.finding(RAISED.id).review.state is ReviewState.CONFIRMED
    assert [one.state for one in kept.decisions(RAISED.id)] == [
        ReviewState.CONFIRMED,
        ReviewState.WITHDRAWN,
        ReviewState.CONFIRMED,
    ]
    told = kept.occurrences.remarks(RAISED.id)
    assert [one.kind for one in told] == [RemarkKind.CLARIFICATION, RemarkKind.TAKEN_BACK]
    assert standing_remarks(told) == ()


def test_lenience_and_the_cadres_words_change_no_state(kept: Store) -> None:
    kept.occurrences.remark(remark(RemarkKind.LENIENCE, basis="容错纠错实施办法第六条；县纪委监委认定"))
    kept.occurrences.remark(remark(RemarkKind.STATEMENT, text="当时是上级临时通知的接待", basis=""))
    assert kept.finding(RAISED.id).review.state is ReviewState.PENDING
    assert len(standing_remarks(kept.occurrences.remarks(RAISED.id))) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        remark(RemarkKind.LENIENCE, basis=" "),
        remark(RemarkKind.CLARIFICATION, basis=""),
        remark(RemarkKind.STATEMENT, text=""),
        remark(RemarkKind.TAKEN_BACK),
        remark(RemarkKind.TAKEN_BACK, takes_back=7),
        remark(RemarkKind.STATEMENT, takes_back=1),
    ],
)
def test_a_remark_that_lacks_something_is_refused(kept: Store, wrong: Remark) -> None:
    with pytest.raises(StoreError):
        kept.occurrences.remark(wrong)
    assert kept.occurrences.remarks(RAISED.id) == ()


def test_a_clarification_of_what_has_changed_since_is_refused_whole(kept: Store) -> None:
    with pytest.raises(RevisionConflict):
        kept.occurrences.remark(remark(RemarkKind.CLARIFICATION, seen=9))
    assert kept.occurrences.remarks(RAISED.id) == ()


def test_looks_belong_to_their_document(store: Store) -> None:
    def run(*looks: Look) -> None:
        with begin(store, "/案卷/反馈.docx") as begun:
            begun.add(source(FEEDBACK, "/案卷/反馈.docx"), FEEDBACK, analysis(FEEDBACK), (RAISED,), looks)

    run(LOOK)
    assert list(store.occurrences.looks()) == [LOOK]
    assert list(store.occurrences.looks("YZ099")) == []
    run()
    assert list(store.occurrences.looks()) == []


def test_a_decision_on_a_finding_may_come_before_any_grouping(store: Store) -> None:
    keep(store, FEEDBACK, RAISED)
    store.decide(
        Decision(finding_id=RAISED.id, state=ReviewState.REJECTED, by="赵审核", at="2026-01-01T09:00:00+08:00", revision=2)
    )
    assert store.occurrences.group().findings == 0
