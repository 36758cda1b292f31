"""Every deed on the store stands in the record, with what stood before and after, and only if it was done."""

import json
from dataclasses import replace

import pytest

from outputs import Store
from outputs.audit import AuditAction, AuditEntry
from schema import LinkDecision, LinkVerdict, PairDecision, PairVerdict, Remark, RemarkKind, RevisionConflict, Roster
from tests.outputs.builders import begin, document, finding, keep, verdict

AT = "2024-03-01T09:00:00+08:00"
READ = document("理论学习不够深入。", "基层调研偏少。")
ONE, OTHER = finding(READ, "理论学习不够深入"), finding(READ, "基层调研偏少")


@pytest.fixture
def kept(store: Store) -> Store:
    keep(store, READ, ONE, OTHER)
    return store


def last(store: Store) -> AuditEntry:
    return store.audit.entries().entries[0]


def test_a_decision_tells_what_stood_before_and_after(kept: Store) -> None:
    kept.decide(verdict(ONE, note="与原文相符"))
    entry = last(kept)
    assert (entry.actor, entry.action, entry.object, entry.at) == ("李敏", AuditAction.DECIDE, f"finding:{ONE.id}", AT)
    assert (entry.detail["before"]["state"], entry.detail["after"]["state"]) == ("pending", "confirmed")
    assert (entry.detail["before"]["revision"], entry.detail["after"]["revision"]) == (1, 2)
    assert entry.detail["note"] == "与原文相符"


def test_a_decision_that_came_second_leaves_no_row(kept: Store) -> None:
    kept.decide(verdict(ONE))
    before = kept.audit.head()
    with pytest.raises(RevisionConflict):
        kept.decide(verdict(ONE))
    assert kept.audit.head() == before


def test_links_pairs_and_remarks_are_told(kept: Store) -> None:
    kept.decide_link(
        LinkDecision(
            document_id=READ.id, mention="张建国同志", cadre_id="YZ012", verdict=LinkVerdict.SAME, by="李敏", at=AT, seen=0
        )
    )
    assert (last(kept).action, last(kept).object, last(kept).detail["cadre_id"]) == (
        AuditAction.DECIDE_LINK, f"document:{READ.id}", "YZ012",
    )  # fmt: skip
    kept.occurrences.decide(
        PairDecision(finding_id=ONE.id, other_id=OTHER.id, verdict=PairVerdict.SAME, by="王强", at=AT, seen=0)
    )
    assert (last(kept).action, last(kept).actor) == (AuditAction.DECIDE_PAIR, "王强")
    remark = Remark(
        finding_id=ONE.id,
        kind=RemarkKind.CLARIFICATION,
        text="查无此事",
        basis="纪委复函",
        by="李敏",
        at=AT,
        seen=kept.finding(ONE.id).review.revision,
    )
    kept.occurrences.remark(remark)
    assert (last(kept).action, last(kept).object, last(kept).detail["basis"]) == (
        AuditAction.REMARK,
        f"finding:{ONE.id}",
        "纪委复函",
    )
    assert kept.audit.verify().whole


def test_rosters_and_runs_are_told(store: Store) -> None:
    store.import_roster(Roster(cadres=(), source="名册.csv", id="sha256:r"), at=AT, pipeline="0.1.0", by="admin")
    assert (last(store).action, last(store).object, last(store).actor) == (
        AuditAction.ROSTER_IMPORTED,
        "roster:sha256:r",
        "admin",
    )
    with begin(store) as run:
        assert (last(store).action, last(store).object, last(store).actor) == (AuditAction.RUN, f"run:{run.id}", "system")
    assert (last(store).action, last(store).detail["outcome"]) == (AuditAction.RUN_ENDED, "complete")


def test_a_run_that_was_interrupted_says_so(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), begin(store):
        raise KeyboardInterrupt
    assert last(store).detail["outcome"] == "interrupted"


def test_details_are_json_that_others_can_read(kept: Store) -> None:
    kept.decide(replace(verdict(ONE), note="含“引号”和\n换行"))
    assert json.loads(json.dumps(dict(last(kept).detail)))["note"] == "含“引号”和\n换行"
