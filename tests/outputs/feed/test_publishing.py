"""Every change of what consumers see is told once, in the transaction that makes it, and nothing else is told."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import delete

from outputs import Selection, StateFilter, Store, deciding
from outputs.access import Scope
from outputs.feed.tables import told
from outputs.reviewing import Verdict
from schema import (
    Cadre,
    Category,
    DamagedFile,
    FindingEdit,
    HolderKind,
    LinkDecision,
    LinkVerdict,
    PairDecision,
    PairVerdict,
    Post,
    Remark,
    RemarkKind,
    ReviewStage,
    ReviewState,
    RevisionConflict,
    Roster,
)
from tests.outputs.builders import analysis, begin, document, finding, keep, source, verdict
from tests.outputs.feed.following import Follower, follow, kinds
from tests.outputs.test_occurrences import FEEDBACK, LEDGER, RAISED, RETOLD

READ = document("张建国理论学习不够深入。", "调研偏少。")
FIRST, SECOND = finding(READ, "理论学习不够深入"), finding(READ, "调研偏少")
AT = "2026-07-01T09:00:00+08:00"


@pytest.fixture
def kept(store: Store) -> Store:
    keep(store, READ, FIRST, SECOND)
    return store


def confirmed(store: Store, *ids: str) -> None:
    for one in ids:
        store.decide(verdict(store.finding(one)))


def after(store: Store, deed: Callable[[], object], *, pending: bool = True) -> list[str]:
    """What a deed is told as."""
    head = store.feed.head()
    deed()
    return kinds(store, pending=pending, after=head)


def decide(store: Store, state: ReviewState) -> None:
    store.decide(verdict(store.finding(FIRST.id), state))


def test_new_findings_are_told_of_as_waiting(kept: Store) -> None:
    assert kinds(kept) == ["created", "created"]
    assert kinds(kept, pending=False) == []


@pytest.mark.parametrize(
    ("states", "everything", "public"),
    [
        ([ReviewState.CONFIRMED], ["confirmed"], ["confirmed"]),
        ([ReviewState.REJECTED], ["withdrawn"], []),
        ([ReviewState.UNSURE], ["changed"], []),
        ([ReviewState.REJECTED, ReviewState.UNSURE], ["created"], []),
        ([ReviewState.CONFIRMED, ReviewState.REJECTED], ["withdrawn"], ["withdrawn"]),
        ([ReviewState.CONFIRMED, ReviewState.PENDING], ["changed"], ["withdrawn"]),
        ([ReviewState.CONFIRMED, ReviewState.CONFIRMED], ["changed"], ["changed"]),
        ([ReviewState.REJECTED, ReviewState.CONFIRMED], ["confirmed"], ["confirmed"]),
    ],
)
def test_a_decision_is_told_once(kept: Store, states: list[ReviewState], everything: list[str], public: list[str]) -> None:
    for state in states[:-1]:
        decide(kept, state)
    kept.occurrences.group()
    head = kept.feed.head()
    decide(kept, states[-1])
    assert kinds(kept, after=head)[:1] == everything
    assert kinds(kept, pending=False, after=head)[:1] == public


def test_a_refused_decision_is_not_told(kept: Store) -> None:
    confirmed(kept, FIRST.id)
    head = kept.feed.head()
    with pytest.raises(RevisionConflict):
        kept.decide(verdict(FIRST))
    assert kept.feed.head() == head


def test_the_same_analysis_again_tells_nothing(kept: Store) -> None:
    assert after(kept, lambda: keep(kept, READ, FIRST, SECOND, fingerprint="v2")) == []


def test_an_analysis_that_says_otherwise_or_no_longer_is_told(kept: Store) -> None:
    confirmed(kept, SECOND.id)
    surer = replace(FIRST, confidence=0.99)
    assert after(kept, lambda: keep(kept, READ, surer, SECOND, fingerprint="v2")) == ["changed"]
    assert after(kept, lambda: keep(kept, READ, SECOND, fingerprint="v3")) == ["withdrawn"]
    assert after(kept, lambda: keep(kept, READ, fingerprint="v4")) == []
    assert [one.id for one in kept.findings()] == [SECOND.id]
    assert after(kept, lambda: keep(kept, READ, FIRST, SECOND, fingerprint="v5")) == ["created"]


def test_a_superseded_document_withdraws_its_findings_until_it_is_back(kept: Store) -> None:
    confirmed(kept, FIRST.id)
    newer = document("换了内容。")
    assert after(kept, lambda: keep(kept, newer)) == ["withdrawn", "withdrawn"]
    assert after(kept, lambda: keep(kept, READ, FIRST, SECOND)) == ["confirmed", "created"]


def test_a_document_that_is_gone_changes_nothing_and_a_new_name_is_told(kept: Store) -> None:
    confirmed(kept, FIRST.id)
    other = document("别的文档。", name="别的.docx")
    path = f"/案卷/{READ.name}"

    def lose() -> None:
        with begin(kept) as run:
            run.add(source(other, "/案卷/别的.docx"), other, analysis(other), ())

    def fail() -> None:
        with begin(kept, path) as run:
            run.fail(replace(source(READ, path), content=None), stage="read", error=DamagedFile("坏", "", path=path, page=None))

    def rename() -> None:
        with begin(kept, "/案卷/新名.docx") as run:
            assert run.is_current(source(READ, "/案卷/新名.docx"))

    assert after(kept, lose) == []
    assert after(kept, fail) == []
    assert after(kept, rename) == ["changed", "changed"]


def test_a_decision_on_a_link_is_told_of_the_findings_that_follow_it(kept: Store) -> None:
    decision = LinkDecision(
        document_id=READ.id, mention="张建国同志", cadre_id="YZ012", verdict=LinkVerdict.NOT_SAME, by="赵审核", at=AT
    )
    confirmed(kept, FIRST.id)
    assert after(kept, lambda: kept.decide_link(decision), pending=False) == ["changed"]
    assert kept.feed.changes(kept.feed.head() - 1, pending=True).changes[0].finding == kept.finding(SECOND.id)


def test_a_clarification_withdraws_and_taking_it_back_releases(kept: Store) -> None:
    confirmed(kept, FIRST.id)
    kind, at = RemarkKind.CLARIFICATION, AT
    remark = Remark(finding_id=FIRST.id, kind=kind, text="查否", basis="澄清正名通知书", by="赵审核", at=at, seen=2)
    assert after(kept, lambda: kept.occurrences.remark(remark), pending=False) == ["withdrawn"]
    back = replace(remark, kind=RemarkKind.TAKEN_BACK, text="有误", basis="", takes_back=1, seen=3)
    assert after(kept, lambda: kept.occurrences.remark(back), pending=False)[:1] == ["confirmed"]


def test_grouping_is_told_as_merging_and_splitting(store: Store) -> None:
    keep(store, FEEDBACK, RAISED)
    keep(store, LEDGER, RETOLD)
    confirmed(store, RAISED.id, RETOLD.id)
    assert after(store, store.occurrences.group, pending=False) == ["merged", "merged"]
    assert after(store, store.occurrences.group) == []
    apart = PairDecision(finding_id=RETOLD.id, other_id=RAISED.id, verdict=PairVerdict.NOT_SAME, by="赵", at=AT)
    head = store.feed.head()
    store.occurrences.decide(apart)
    (split,) = store.feed.changes(head).changes
    event = store.finding(RETOLD.id).event
    assert event is not None
    assert (split.kind.value, split.finding_id, split.event_id) == ("split", RETOLD.id, event.id)
    assert split.before_event_id == "e-" + RAISED.id.removeprefix("f-")
    again = replace(apart, verdict=PairVerdict.SAME, seen=1)
    assert after(store, lambda: store.occurrences.decide(again)) == ["merged"]


def test_an_occurrence_that_is_only_called_otherwise_is_no_split(store: Store) -> None:
    keep(store, FEEDBACK, RAISED)
    keep(store, LEDGER, RETOLD)
    store.occurrences.group()
    reject = lambda: store.decide(verdict(store.finding(RAISED.id), ReviewState.REJECTED))  # noqa: E731
    assert after(store, reject) == ["withdrawn", "changed"]


def test_a_cadre_who_moves_to_another_unit_shows_to_those_who_see_that_unit(kept: Store) -> None:
    def roster(unit: str, digest: str) -> Roster:
        post = Post(unit=unit, title="局长", start="2021-03", end=None)
        return Roster(cadres=(Cadre(id="YZ012", name="张建国", posts=(post,)),), source="名册.csv", id=digest)

    kept.import_roster(roster("市财政局", "sha256:1"), at=AT, pipeline="0.1.0")
    confirmed(kept, FIRST.id, SECOND.id)
    old, new = Scope(frozenset({"市财政局"})), Scope(frozenset({"市文化局"}))
    before, behind = Follower(), Follower()
    assert set(follow(kept, before, scope=old)) == {FIRST.id, SECOND.id}
    assert follow(kept, behind, scope=new) == {}
    kept.import_roster(roster("市文化局", "sha256:2"), at=AT, pipeline="0.1.0")
    assert follow(kept, before, scope=old) == {}
    assert set(follow(kept, behind, scope=new)) == {FIRST.id, SECOND.id}


def test_a_store_that_is_older_than_the_feed_fills_it_when_it_is_opened(location: str) -> None:
    with Store.open(location) as store:
        keep(store, READ, FIRST, SECOND)
        confirmed(store, FIRST.id)
        with store._database.writing() as connection:
            connection.execute(delete(told))
    with Store.open(location) as store:
        head = store.feed.head()
        held = follow(store, Follower(), pending=True)
        assert held == {found.id: found for found in store.findings(Selection(states=StateFilter.ALL.states))}
        assert sorted(kinds(store, after=3)) == ["confirmed", "created"]
    with Store.open(location) as store:
        assert store.feed.head() == head


def test_what_is_undone_with_its_transaction_was_never_told(kept: Store) -> None:
    def decide_and_stop() -> None:
        with kept._database.writing() as connection:
            deciding.decide(connection, verdict(FIRST))
            raise KeyboardInterrupt

    head = kept.feed.head()
    with pytest.raises(KeyboardInterrupt):
        decide_and_stop()
    assert kept.feed.head() == head
    confirmed(kept, FIRST.id)
    assert kinds(kept, after=head) == ["confirmed"]


def test_corrections_and_added_findings_are_told(kept: Store) -> None:
    corrected = Verdict(
        finding_id=FIRST.id, stage=ReviewStage.FIRST, state=ReviewState.CONFIRMED, by="limin", at=AT, revision=1,
        edit=FindingEdit(category=Category.OTHER),
    )  # fmt: skip
    assert after(kept, lambda: kept.reviewing.give(corrected), pending=False) == ["confirmed"]
    span = READ.span_of(READ.blocks[0])
    missed = FindingEdit(category=Category.STUDY, holder=HolderKind.TEAM)
    assert after(kept, lambda: kept.reviewing.add(READ.id, (span,), missed, by="limin", at=AT), pending=False)[:1] == [
        "confirmed"
    ]
    held = follow(kept, Follower())
    assert held == {found.id: found for found in kept.findings()}
    assert held[FIRST.id].category.code is Category.OTHER
    assert len(held) == 2
    assert after(kept, lambda: kept.reviewing.undo(FIRST.id, by="limin", at=AT), pending=False) == ["withdrawn"]
