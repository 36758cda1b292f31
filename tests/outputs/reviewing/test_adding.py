"""Findings that people add: confirmed at once, known by their passage, never the machine's to take away."""

from dataclasses import replace

import pytest

from outputs import Store
from outputs.audit import AuditAction, AuditFilter
from schema import (
    Category,
    FindingEdit,
    HolderKind,
    RectificationStatus,
    ReviewStage,
    ReviewState,
    Span,
    StoreError,
    VoiceKind,
    finding_id,
)
from tests.outputs.builders import EVERYTHING, finding, keep
from tests.outputs.reviewing.desk import AT, MINUTES, RESEARCH, STUDY, held, place, queued, say, second_looks

SAID = FindingEdit(
    category=Category.CONDUCT, holder=HolderKind.CADRE, mention="张建国同志", voice=VoiceKind.PEER, speaker="李卫东",
    status=RectificationStatus.IN_PROGRESS, measures=(place(MINUTES, "每周补学两次"),),
)  # fmt: skip
HERE = (place(MINUTES, RESEARCH),)


def test_what_was_missed_is_confirmed_at_once_with_what_was_said_of_it(store: Store) -> None:
    keep(store, MINUTES)
    added = store.reviewing.add(MINUTES.id, HERE, SAID, "limin", AT)
    assert added.id == finding_id(MINUTES.id, HERE)
    (shown,) = store.findings()
    assert (shown.id, shown.anchors[0].exact, shown.review.state, shown.review.by) == (
        added.id,
        RESEARCH,
        ReviewState.CONFIRMED,
        "limin",
    )
    assert (shown.category.code, shown.holder.mention, shown.voice.speaker, shown.confidence) == (
        Category.CONDUCT, "张建国同志", "李卫东", 1.0
    )  # fmt: skip
    assert shown.rectification is not None
    assert [one.exact for one in shown.rectification.measures] == ["每周补学两次"]
    assert shown.provenance.pipeline == "manual"
    item = store.reviewing.item(added.id, "limin")
    assert (item.added_by, item.stage, item.edit) == ("limin", ReviewStage.DONE, None)
    assert store.audit.entries(AuditFilter(action=AuditAction.ADD_FINDING)).entries[0].object == f"finding:{added.id}"


def test_under_the_policy_it_waits_for_a_second_look(store: Store) -> None:
    keep(store, MINUTES)
    second_looks(store)
    added = store.reviewing.add(MINUTES.id, HERE, SAID, "limin", AT)
    assert (added.review.state, list(store.findings())) == (ReviewState.PENDING, [])
    assert queued(store, "wangfang", stage=ReviewStage.SECOND) == [added.id]
    say(store, added.id, by="wangfang", edit=FindingEdit(category=Category.CONDUCT, holder=HolderKind.CADRE))
    assert [one.id for one in store.findings()] == [added.id]


@pytest.mark.parametrize("policy", [False, True])
def test_no_analysis_takes_it_away(store: Store, policy: bool) -> None:
    keep(store, MINUTES)
    if policy:
        second_looks(store)
    added = store.reviewing.add(MINUTES.id, HERE, SAID, "limin", AT)
    keep(store, MINUTES, finding(MINUTES, STUDY), fingerprint="v2")
    assert store.finding(added.id) == added
    assert not store.reviewing.item(added.id, "limin").stale
    machine = replace(finding(MINUTES, RESEARCH), id=added.id)
    keep(store, MINUTES, machine, fingerprint="v3")
    assert store.finding(added.id) == added
    newer = store.reviewing.item(added.id, "limin").newer
    assert newer is not None
    assert newer.category.code is Category.STUDY
    redated = replace(MINUTES, date="2025-01-01")
    keep(store, redated, fingerprint="v4")
    assert [one.document.date for one in store.findings(EVERYTHING)] == ["2025-01-01"] * len(list(store.findings(EVERYTHING)))


def test_a_selection_over_blocks_is_cut_where_blocks_end(store: Store) -> None:
    keep(store, MINUTES)
    over = Span(start=MINUTES.text.index(RESEARCH), end=MINUTES.text.index("每周"))
    added = store.reviewing.add(MINUTES.id, [over], SAID, "limin", AT)
    assert [anchor.exact for anchor in added.anchors] == [f"{RESEARCH}。", "正在整改，"]


def test_where_a_finding_stands_none_is_added(store: Store) -> None:
    keep(store, MINUTES)
    store.reviewing.add(MINUTES.id, HERE, SAID, "limin", AT)
    with pytest.raises(StoreError, match="已有条目"):
        store.reviewing.add(MINUTES.id, HERE, SAID, "wangfang", AT)


@pytest.mark.parametrize(
    ("spans", "edit", "message"),
    [
        (HERE, FindingEdit(category=Category.CONDUCT), "类别或当事人"),
        (HERE, FindingEdit(holder=HolderKind.UNIT), "类别或当事人"),
        ((), SAID, "没有选中"),
        ((Span(start=0, end=99999),), SAID, "超出"),
        ((Span(start=9, end=14), Span(start=12, end=16)), SAID, "重叠"),
    ],
)
def test_what_is_not_whole_is_refused(store: Store, spans: tuple[Span, ...], edit: FindingEdit, message: str) -> None:
    keep(store, MINUTES)
    with pytest.raises(StoreError, match=message):
        store.reviewing.add(MINUTES.id, spans, edit, "limin", AT)
    assert list(store.findings(EVERYTHING)) == []
    with pytest.raises(StoreError, match="没有文档"):
        store.reviewing.add("sha256:none", HERE, SAID, "limin", AT)


@pytest.mark.parametrize("policy", [False, True])
def test_what_its_finder_takes_back_leaves_the_queue_and_may_be_added_again(store: Store, policy: bool) -> None:
    keep(store, MINUTES)
    if policy:
        second_looks(store)
    added = store.reviewing.add(MINUTES.id, HERE, SAID, "limin", AT)
    store.reviewing.undo(added.id, "limin", AT)
    assert store.finding(added.id).review.state is ReviewState.WITHDRAWN
    assert (queued(store), queued(store, "wangfang", stage=ReviewStage.SECOND)) == ([], [])
    again = store.reviewing.add(MINUTES.id, HERE, replace(SAID, category=Category.MASSES), "wangfang", AT)
    assert (again.id, again.category.code) == (added.id, Category.MASSES)
    assert store.reviewing.item(added.id, "wangfang").added_by == "wangfang"


def test_it_can_be_corrected_and_rejected_as_any_other(store: Store) -> None:
    keep(store, MINUTES)
    held(store)
    added = store.reviewing.add(MINUTES.id, HERE, SAID, "limin", AT)
    say(store, added.id, by="wangfang", edit=FindingEdit(category=Category.OTHER))
    assert store.finding(added.id).category.code is Category.OTHER
    say(store, added.id, ReviewState.REJECTED, by="wangfang")
    assert store.finding(added.id).review.state is ReviewState.REJECTED
