"""Corrections laid over the machine's words: field by field, in every way of reading, and never overwritten by an analysis."""

from dataclasses import replace
from typing import Any

import pytest

from outputs import Selection, Store
from outputs.access import EVERYTHING
from schema import (
    Cadre,
    Candidate,
    Category,
    CueKind,
    FindingCue,
    FindingEdit,
    Holder,
    HolderKind,
    LinkDecision,
    LinkVerdict,
    Measure,
    Post,
    ProblemType,
    Rectification,
    RectificationStatus,
    Remark,
    RemarkKind,
    ReviewState,
    Roster,
    StatementType,
    VoiceKind,
)
from tests.outputs.builders import finding, keep, verdict
from tests.outputs.reviewing.desk import AT, MINUTES, RESEARCH, STUDY, place, say

RECTIFIED = Rectification(
    status=RectificationStatus.IN_PROGRESS, text="正在整改", deadline="2024-06-30", responsible=(),
    measures=(Measure(exact="每周补学两次", start=place(MINUTES, "每周补学两次").start, end=place(MINUTES, "每周补学两次").end),),
)  # fmt: skip
TOLD = finding(
    MINUTES, STUDY, rectification=RECTIFIED, problem_type=ProblemType(code="Q06", label="进度", score=0.7),
    cue=FindingCue(kind=CueKind.RECURRENT, text="多次"),
    holder=Holder(
        kind=HolderKind.CADRE, mention="张建国同志", cadre_id="YZ012", score=0.99,
        candidates=(Candidate(cadre_id="YZ012", score=0.99, reasons=("姓名一致",)),),
    ),
)  # fmt: skip
UNLINKED = {"cadre_id": None, "score": None, "candidates": ()}


def changed(**changes: Any) -> dict[str, Any]:
    """A part of the rectification, otherwise."""
    return {"rectification": replace(RECTIFIED, **changes)}


CASES: list[tuple[FindingEdit, dict[str, Any]]] = [
    (FindingEdit(category=Category.STUDY), {}),
    (FindingEdit(mention="李卫东"), {"holder": replace(TOLD.holder, mention="李卫东", **UNLINKED)}),
    (FindingEdit(mention=""), {"holder": replace(TOLD.holder, mention=None, **UNLINKED)}),
    (FindingEdit(holder=HolderKind.TEAM), {"holder": replace(TOLD.holder, kind=HolderKind.TEAM, **UNLINKED)}),
    (FindingEdit(holder=HolderKind.CADRE, mention="张建国同志"), {}),
    (FindingEdit(voice=VoiceKind.SELF), {"voice": replace(TOLD.voice, kind=VoiceKind.SELF)}),
    (FindingEdit(speaker="王敏"), {"voice": replace(TOLD.voice, speaker="王敏", cadre_id=None)}),
    (FindingEdit(cue=CueKind.PERSISTENT), {"cue": FindingCue(kind=CueKind.PERSISTENT, text=None)}),
    (FindingEdit(cue=CueKind.RECURRENT), {}),
    (FindingEdit(status=RectificationStatus.COMPLETED), changed(status=RectificationStatus.COMPLETED, text=None)),
    (FindingEdit(measures=()), changed(measures=())),
    (FindingEdit(deadline="2024-07-31"), changed(deadline="2024-07-31")),
    (FindingEdit(deadline=""), changed(deadline=None)),
    (FindingEdit(rectified=False), {"rectification": None}),
    (FindingEdit(problem_type=""), {"problem_type": None}),
    (FindingEdit(problem_type="Q13"), {"problem_type": ProblemType(code="Q13", label="学风", score=1.0)}),
    (FindingEdit(type=StatementType.COMMENDATION), {"type": StatementType.COMMENDATION, "cue": None, "rectification": None}),
]


@pytest.mark.parametrize(("edit", "expected"), CASES)
def test_each_field_is_laid_over_and_nothing_else_changes(store: Store, edit: FindingEdit, expected: dict[str, Any]) -> None:
    store.reviewing.type_labels = {"Q13": "学风"}
    keep(store, MINUTES, TOLD)
    say(store, TOLD.id, edit=edit)
    shown = store.finding(TOLD.id)
    assert shown == replace(TOLD, review=shown.review, **expected)
    assert list(store.findings()) == [shown]
    assert store.reviewing.item(TOLD.id, "limin").machine == TOLD


def test_a_corrected_passage_is_anchored_in_the_document(store: Store) -> None:
    keep(store, MINUTES, TOLD)
    say(store, TOLD.id, edit=FindingEdit(spans=(place(MINUTES, f"张建国同志{STUDY}"),)))
    (anchor,) = store.finding(TOLD.id).anchors
    assert anchor == MINUTES.anchor(place(MINUTES, f"张建国同志{STUDY}"))
    assert (anchor.locations[0].page, TOLD.id) == (1, store.finding(TOLD.id).id)


@pytest.mark.parametrize(
    ("edit", "selection"),
    [
        (FindingEdit(category=Category.RISK), {"category": Category.RISK}),
        (FindingEdit(type=StatementType.COMMENDATION), {"type": StatementType.COMMENDATION}),
        (FindingEdit(holder=HolderKind.UNIT), {"holder": HolderKind.UNIT}),
        (FindingEdit(status=RectificationStatus.RELAPSED), {"status": RectificationStatus.RELAPSED}),
        (FindingEdit(deadline="2024-01-31"), {"due_by": "2024-02-01"}),
    ],
)
def test_findings_are_chosen_by_what_they_were_corrected_to(store: Store, edit: FindingEdit, selection: dict[str, Any]) -> None:
    keep(store, MINUTES, TOLD)
    everything = {ReviewState.PENDING, ReviewState.CONFIRMED}
    wanted = Selection(states=frozenset(everything), **selection)
    assert store.finding_page(wanted, scope=EVERYTHING).findings == ()
    say(store, TOLD.id, edit=edit)
    assert [one.id for one in store.finding_page(wanted, scope=EVERYTHING).findings] == [TOLD.id]
    store.reviewing.undo(TOLD.id, "limin", AT)
    assert store.finding_page(wanted, scope=EVERYTHING).findings == ()


def test_corrections_stand_until_they_are_taken_away(store: Store) -> None:
    keep(store, MINUTES, TOLD)
    say(store, TOLD.id, edit=FindingEdit(category=Category.RISK))
    say(store, TOLD.id, ReviewState.UNSURE)
    assert store.finding(TOLD.id).category.code is Category.RISK
    say(store, TOLD.id, edit=FindingEdit())
    assert store.finding(TOLD.id).category.code is Category.STUDY
    assert [one.edit for one in store.decisions(TOLD.id)] == [FindingEdit(category=Category.RISK)] * 2 + [None]


def test_a_new_analysis_overwrites_no_correction(store: Store) -> None:
    keep(store, MINUTES, TOLD)
    say(store, TOLD.id, edit=FindingEdit(category=Category.RISK))
    before = store.finding(TOLD.id)
    keep(store, MINUTES, replace(TOLD, confidence=0.4), fingerprint="v2")
    assert store.finding(TOLD.id) == before
    assert [one.id for one in store.findings(Selection(category=Category.RISK))] == [TOLD.id]


def test_a_later_reading_of_the_file_moves_no_corrected_passage(store: Store) -> None:
    keep(store, MINUTES, TOLD)
    say(store, TOLD.id, edit=FindingEdit(spans=(place(MINUTES, RESEARCH),)))
    blocks = (replace(MINUTES.blocks[0], text="换了读法"), *MINUTES.blocks[1:])
    keep(store, replace(MINUTES, blocks=blocks), fingerprint="v2")
    assert store.finding(TOLD.id).anchors[0].exact == RESEARCH


def test_whom_a_corrected_mention_means_is_decided_as_of_any_other(store: Store) -> None:
    record = Cadre(id="YZ003", name="李卫东", posts=(Post(unit="市水利局", title="副局长", start="2020", end=None),))
    store.import_roster(Roster(id="sha256:r", source="r.csv", cadres=(record,)), at=AT, pipeline="0.1.0")
    keep(store, MINUTES, TOLD)
    say(store, TOLD.id, edit=FindingEdit(mention="李卫东"))
    assert store.finding(TOLD.id).holder.cadre_id is None
    decision = LinkDecision(
        document_id=MINUTES.id, mention="李卫东", cadre_id="YZ003", verdict=LinkVerdict.SAME, by="limin", at=AT
    )
    store.decide_link(decision)
    assert store.finding(TOLD.id).holder.cadre_id == "YZ003"
    assert [one.id for one in store.findings(Selection(cadre_id="YZ003"))] == [TOLD.id]
    say(store, TOLD.id, edit=FindingEdit())
    assert [one.id for one in store.findings(Selection(cadre_id="YZ012"))] == [TOLD.id]


def test_a_clarification_leaves_the_corrections(store: Store) -> None:
    keep(store, MINUTES, TOLD)
    say(store, TOLD.id, edit=FindingEdit(category=Category.RISK))
    store.occurrences.remark(
        Remark(finding_id=TOLD.id, kind=RemarkKind.CLARIFICATION, text="查否", basis="纪委函", by="limin", at=AT, seen=2)
    )
    shown = store.finding(TOLD.id)
    assert (shown.review.state, shown.category.code) == (ReviewState.WITHDRAWN, Category.RISK)


def test_a_decision_as_it_always_was_settles_without_corrections(store: Store) -> None:
    keep(store, MINUTES, TOLD)
    store.decide(verdict(TOLD))
    assert store.finding(TOLD.id).category == TOLD.category
