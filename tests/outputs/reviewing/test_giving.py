"""Verdicts: what one reviewer, two who agree, and two who differ make of a finding; taking back; sending back; colliding."""

from dataclasses import replace

import pytest

from outputs import Store
from outputs.audit import AuditAction, AuditFilter
from outputs.reviewing import PolicyMode, Verdict
from schema import (
    Category,
    ChangeKind,
    FindingEdit,
    HolderKind,
    RejectReason,
    ReviewStage,
    ReviewState,
    RevisionConflict,
    StoreError,
    UnknownFinding,
)
from tests.outputs.builders import keep, verdict
from tests.outputs.reviewing.desk import AT, BLIND, MINUTES, RESEARCH, STUDY, held, place, queued, say, second_looks

CONFIRMED, REJECTED, UNSURE, PENDING = (
    ReviewState.CONFIRMED, ReviewState.REJECTED, ReviewState.UNSURE, ReviewState.PENDING
)  # fmt: skip
FIRST, SECOND, THIRD, DONE = ReviewStage
OTHER = FindingEdit(category=Category.OTHER)


def stands(store: Store, finding_id: str) -> tuple[ReviewState, ReviewStage]:
    item = store.reviewing.item(finding_id, "nobody")
    return item.state, item.stage


def test_without_a_policy_a_verdict_settles_the_finding(store: Store) -> None:
    (found,) = held(store)
    outcome = say(store, found.id, note="属实")
    assert (outcome.state, outcome.stage, outcome.finding_revision, outcome.awaiting) == (CONFIRMED, DONE, 2, "")
    (decided,) = store.decisions(found.id)
    assert (decided.state, decided.by, decided.note, decided.revision) == (CONFIRMED, "limin", "属实", 2)
    assert [one.id for one in store.findings()] == [found.id]


def test_under_the_policy_the_finding_stays_pending_until_the_second_agrees(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    outcome = say(store, found.id)
    assert (outcome.state, outcome.stage) == (PENDING, SECOND)
    assert "复核" in outcome.awaiting
    assert (list(store.findings()), store.decisions(found.id)) == ([], ())
    outcome = say(store, found.id, by="wangfang")
    assert (outcome.state, outcome.stage) == (CONFIRMED, DONE)
    assert [one.by for one in store.decisions(found.id)] == ["wangfang"]
    assert [one.by for one in store.reviewing.verdicts(found.id)] == ["limin", "wangfang"]


@pytest.mark.parametrize(
    ("state", "edit"),
    [
        (REJECTED, None),
        (UNSURE, None),
        (CONFIRMED, replace(BLIND, category=Category.OTHER)),
        (CONFIRMED, replace(BLIND, holder=HolderKind.UNIT)),
        (CONFIRMED, replace(BLIND, spans=(place(MINUTES, RESEARCH),))),
        (CONFIRMED, replace(BLIND, mention="李卫东")),
    ],
    ids=["state", "unsure", "category", "holder", "passage", "person"],
)
def test_two_who_differ_leave_it_to_a_third_whose_word_stands(store: Store, state: ReviewState, edit: FindingEdit | None) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id)
    assert say(store, found.id, state, by="wangfang", edit=edit).stage is THIRD
    assert stands(store, found.id) == (PENDING, THIRD)
    outcome = say(store, found.id, by="zhaojun", edit=OTHER)
    assert (outcome.state, outcome.stage) == (CONFIRMED, DONE)
    assert store.finding(found.id).category.code is Category.OTHER


def test_two_who_mark_nearly_the_same_passage_agree_and_the_first_ones_corrections_stand(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    wider = FindingEdit(spans=(place(MINUTES, f"张建国同志{STUDY}"),), deadline="2024-06-30")
    say(store, found.id, edit=wider)
    assert store.finding(found.id).rectification is None, "a first verdict shows nothing before it is settled"
    say(store, found.id, by="wangfang", edit=replace(BLIND, mention="张建国"))
    shown = store.finding(found.id)
    assert (shown.anchors[0].exact, shown.review.state) == (f"张建国同志{STUDY}", CONFIRMED)
    assert shown.rectification is not None
    assert shown.rectification.deadline == "2024-06-30"


@pytest.mark.parametrize("stage", [SECOND, THIRD])
def test_who_has_spoken_may_not_speak_again_in_the_round(store: Store, stage: ReviewStage) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id)
    if stage is THIRD:
        say(store, found.id, REJECTED, by="wangfang")
    with pytest.raises(StoreError, match="另一人"):
        say(store, found.id)
    with pytest.raises(StoreError, match="另一人"):
        store.reviewing.return_for_rework(found.id, "limin", AT, "再核对")
    assert stands(store, found.id) == (PENDING, stage)


def test_the_second_look_is_blind_and_the_third_is_not(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id, edit=OTHER, note="看法")
    blind = store.reviewing.item(found.id, "wangfang")
    assert (blind.blind, blind.finding, blind.machine, blind.edit, blind.verdicts, blind.decisions) == (
        True,
        None,
        None,
        None,
        (),
        (),
    )
    assert blind.anchors[0].exact == STUDY
    own = store.reviewing.item(found.id, "limin")
    assert (own.blind, own.own, len(own.verdicts)) == (False, True, 1)
    say(store, found.id, by="wangfang")
    third = store.reviewing.item(found.id, "zhaojun")
    assert (third.blind, len(third.verdicts)) == (False, 2)


def test_a_blind_confirmation_must_say_what_it_confirms(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id)
    with pytest.raises(StoreError, match="自行判断"):
        say(store, found.id, by="wangfang", edit=FindingEdit(category=Category.STUDY))
    assert len(store.reviewing.verdicts(found.id)) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"state": REJECTED, "reason": None}, "原因"),
        ({"state": PENDING}, "撤销"),
        ({"stage": SECOND}, "等待初审"),
        ({"edit": FindingEdit(deadline="六月底")}, "不是日期"),
        ({"edit": FindingEdit(spans=(replace(place(MINUTES, STUDY), end=9999),))}, "超出"),
        ({"edit": FindingEdit(spans=())}, "没有选中"),
    ],
)
def test_a_verdict_that_is_not_whole_is_refused_and_nothing_is_kept(
    store: Store, changes: dict[str, object], message: str
) -> None:
    (found,) = held(store)
    with pytest.raises(StoreError, match=message):
        say(store, found.id, **changes)  # type: ignore[arg-type]
    assert (stands(store, found.id), store.reviewing.verdicts(found.id)) == ((PENDING, FIRST), ())


def test_who_comes_second_is_told_who_decided_what_and_when(store: Store) -> None:
    (found,) = held(store)
    say(store, found.id, REJECTED)
    late = Verdict(finding_id=found.id, stage=FIRST, state=CONFIRMED, by="wangfang", at=AT, revision=1)
    with pytest.raises(RevisionConflict, match=f"limin 于 .*{AT[:10]}.*已驳回"):
        store.reviewing.give(late)


def test_who_comes_second_while_a_second_look_is_awaited_is_not_told_the_verdict(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id, REJECTED)
    late = Verdict(finding_id=found.id, stage=FIRST, state=CONFIRMED, by="wangfang", at=AT, revision=1)
    with pytest.raises(RevisionConflict, match="limin") as caught:
        store.reviewing.give(late)
    assert "驳回" not in str(caught.value)


def test_an_unknown_finding(store: Store) -> None:
    with pytest.raises(UnknownFinding):
        store.reviewing.give(Verdict(finding_id="f-none", stage=FIRST, state=CONFIRMED, by="limin", at=AT, revision=1))
    for deed in (store.reviewing.undo, lambda *told: store.reviewing.return_for_rework(*told, "看")):
        with pytest.raises(UnknownFinding):
            deed("f-none", "limin", AT)


def test_undo_goes_back_step_by_step(store: Store) -> None:
    (found,) = held(store)
    say(store, found.id, edit=OTHER)
    say(store, found.id, REJECTED)
    assert store.finding(found.id).review.state is REJECTED
    outcome = store.reviewing.undo(found.id, "limin", AT)
    assert (outcome.state, outcome.stage) == (CONFIRMED, DONE)
    assert store.finding(found.id).category.code is Category.OTHER
    outcome = store.reviewing.undo(found.id, "limin", AT)
    assert (outcome.state, outcome.stage) == (PENDING, FIRST)
    assert store.finding(found.id).category.code is Category.STUDY
    with pytest.raises(StoreError, match="没有可由您撤销"):
        store.reviewing.undo(found.id, "limin", AT)
    assert [one.state for one in store.decisions(found.id)] == [CONFIRMED, REJECTED, CONFIRMED, PENDING]


def test_undo_of_a_second_verdict_leaves_the_first_and_undo_of_that_begins_anew(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id)
    say(store, found.id, by="wangfang")
    with pytest.raises(RevisionConflict, match="不能再撤销"):
        store.reviewing.undo(found.id, "limin", AT)
    outcome = store.reviewing.undo(found.id, "wangfang", AT)
    assert (outcome.state, outcome.stage) == (PENDING, SECOND)
    assert queued(store, "wangfang", stage=SECOND) == [found.id]
    outcome = store.reviewing.undo(found.id, "limin", AT)
    assert (outcome.state, outcome.stage) == (PENDING, FIRST)
    assert say(store, found.id, by="wangfang").stage is SECOND
    assert say(store, found.id, by="limin").state is CONFIRMED


def test_undo_does_not_undo_what_another_decided_since(store: Store) -> None:
    (found,) = held(store)
    say(store, found.id)
    store.decide(verdict(found, ReviewState.WITHDRAWN, revision=3, by="澄清"))
    with pytest.raises(RevisionConflict, match="澄清"):
        store.reviewing.undo(found.id, "limin", AT)
    say(store, found.id, REJECTED, by="wangfang")
    with pytest.raises(StoreError):
        store.reviewing.undo(found.id, "limin", AT)


def test_what_may_be_undone_across_findings_is_told_newest_first(store: Store) -> None:
    one, other = held(store, STUDY, RESEARCH)
    say(store, one.id)
    say(store, other.id)
    assert store.reviewing.undoable("limin") == (other.id, one.id)
    store.reviewing.undo(other.id, "limin", AT)
    assert store.reviewing.undoable("limin", 1) == (one.id,)
    say(store, one.id, REJECTED, by="wangfang")
    assert store.reviewing.undoable("limin") == ()


def test_sent_back_the_first_look_is_taken_anew_and_the_sender_may_then_judge(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id)
    outcome = store.reviewing.return_for_rework(found.id, "wangfang", AT, "段落选得太短")
    assert (outcome.state, outcome.stage) == (PENDING, FIRST)
    item = store.reviewing.item(found.id, "limin")
    assert item.returned is not None
    assert (item.returned.by, item.returned.note) == ("wangfang", "段落选得太短")
    say(store, found.id)
    assert say(store, found.id, by="wangfang").state is CONFIRMED
    with pytest.raises(StoreError, match="不在复核中"):
        store.reviewing.return_for_rework(found.id, "zhaojun", AT, "再看")


def test_sent_back_without_a_word_is_refused(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id)
    with pytest.raises(StoreError, match="理由"):
        store.reviewing.return_for_rework(found.id, "wangfang", AT, " ")


def test_a_settled_finding_that_is_judged_anew_waits_for_a_second_look_again(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id)
    say(store, found.id, by="wangfang")
    outcome = say(store, found.id, REJECTED, by="zhaojun")
    assert (outcome.state, outcome.stage) == (PENDING, SECOND)
    assert [one.state for one in store.decisions(found.id)] == [CONFIRMED, PENDING]
    store.reviewing.undo(found.id, "zhaojun", AT)
    assert stands(store, found.id) == (CONFIRMED, DONE)


def test_by_severity_a_correction_does_not_spare_the_second_look(store: Store) -> None:
    (found,) = held(store)
    second_looks(store, PolicyMode.SEVERITY, categories=frozenset({Category.STUDY}))
    assert say(store, found.id, edit=OTHER).stage is SECOND
    store.reviewing.undo(found.id, "limin", AT)
    second_looks(store, PolicyMode.SEVERITY, categories=frozenset({Category.INTEGRITY}))
    assert say(store, found.id).stage is DONE


def test_at_random_the_share_is_kept_and_follows_from_the_salt(store: Store) -> None:
    made = held(store, *(MINUTES.text[start : start + 4] for start in range(10, 40)))
    second_looks(store, PolicyMode.SHARE, share=0.4, salt="a")
    stages = [say(store, found.id).stage for found in made]
    assert 0.15 < stages.count(SECOND) / len(stages) < 0.65
    policy = store.reviewing.policy()
    assert [policy.asks_for(found) for found in made] == [stage is SECOND for stage in stages]
    other = replace(policy, salt="b")
    assert [other.asks_for(found) for found in made] != [policy.asks_for(found) for found in made]
    with pytest.raises(StoreError, match="比例"):
        second_looks(store, PolicyMode.SHARE, share=1.5)


def test_every_deed_is_recorded_with_before_and_after(store: Store) -> None:
    (found,) = held(store)
    say(store, found.id, edit=OTHER, note="改类别")
    store.reviewing.undo(found.id, "limin", AT)
    undone, decided = store.audit.entries(AuditFilter(object=f"finding:{found.id}")).entries
    assert (decided.action, decided.actor, undone.action) == (AuditAction.DECIDE, "limin", AuditAction.UNDO)
    assert decided.detail["before"]["state"] == "pending"
    assert decided.detail["after"]["state"] == "confirmed"
    assert decided.detail["after"]["edit"]["edit"] == {"category": "other"}
    assert undone.detail["after"]["edit"] is None


def test_a_new_analysis_does_not_touch_what_waits_for_a_second_look(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id)
    keep(store, MINUTES, replace(found, confidence=0.5), fingerprint="v2")
    item = store.reviewing.item(found.id, "limin")
    assert (item.revision, item.newer and item.newer.confidence) == (2, 0.5)
    assert store.finding(found.id).confidence == found.confidence
    keep(store, MINUTES, fingerprint="v3")
    assert queued(store, "wangfang", stage=SECOND) == [found.id], "a person stands behind it"
    keep(store, MINUTES, replace(found, confidence=0.5), fingerprint="v4")
    store.reviewing.undo(found.id, "limin", AT)
    assert store.finding(found.id).confidence == 0.5


def test_rejection_keeps_its_reason(store: Store) -> None:
    (found,) = held(store)
    say(store, found.id, REJECTED, reason=RejectReason.NEGATED)
    assert store.decisions(found.id)[0].reason is RejectReason.NEGATED


def test_the_feed_tells_only_what_is_settled(store: Store) -> None:
    (found,) = held(store)
    second_looks(store)
    say(store, found.id, edit=OTHER)
    assert store.feed.changes().changes == ()
    say(store, found.id, by="wangfang", edit=replace(BLIND, category=Category.OTHER))
    assert [one.kind for one in store.feed.changes().changes] == [ChangeKind.CONFIRMED]
    store.reviewing.undo(found.id, "wangfang", AT)
    assert [one.kind for one in store.feed.changes().changes][-1] is ChangeKind.WITHDRAWN
