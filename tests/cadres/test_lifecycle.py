"""An occurrence's life: dated and sourced, with reported done and verified kept apart."""

import pytest

from cadres import course
from cadres.lifecycle import is_verified
from schema import Category, Course, DocumentKind, EventMark, Finding, RectificationStatus, Setting, StepKind, VoiceKind
from tests.cadres.statements import fixed, said

RAISED = said("石桥泵站建成后没有通水", DocumentKind.FEEDBACK, "2021-06-10", voice=VoiceKind.INSPECTION)
PROMISED = said(
    "石桥泵站未通水", DocumentKind.RECTIFICATION, "2021-09-01", voice=VoiceKind.INSPECTION,
    rectified=fixed(RectificationStatus.PLANNED, "年底前", "更换机组", deadline="2021-12-31"),
)  # fmt: skip
CLAIMED = said(
    "石桥泵站未通水", DocumentKind.RECTIFICATION, "2022-03-01", voice=VoiceKind.INSPECTION,
    rectified=fixed(RectificationStatus.COMPLETED, "已整改到位", "机组已更换"),
)  # fmt: skip
VERIFIED = said(
    "石桥泵站未通水", DocumentKind.LEDGER, "2022-09-01", voice=VoiceKind.INSPECTION,
    rectified=fixed(RectificationStatus.COMPLETED, "已销号", "县委巡察办现场复核，予以销号"),
)  # fmt: skip
UNDONE = said(
    "石桥泵站未通水", DocumentKind.FEEDBACK, "2022-10-01", voice=VoiceKind.INSPECTION, title="关于整改情况回访检查的反馈意见",
    rectified=fixed(RectificationStatus.NOT_STARTED, "现场仍未通水"),
)  # fmt: skip
SHAM = said(
    "石桥泵站报了完成，闸门一拉没有水", DocumentKind.MINUTES, "2023-01-10", voice=VoiceKind.PEER, category=Category.RECTIFICATION
)


def told(*findings: Finding, as_of: str = "2026-01-01", again: tuple[Finding, ...] = ()) -> Course:
    nowhere = Setting(unit=None, post=None, line=None)
    marks = {
        one.id: EventMark(finding_id=one.id, event_id="e-1", primary=one is RAISED, concrete=True, ref_year=2021, setting=nowhere)
        for one in findings
    }
    return course(findings, marks, as_of, again)


def kinds(history: Course) -> list[StepKind]:
    return [step.kind for step in history.steps]


def test_every_step_is_dated_and_names_its_paper() -> None:
    history = told(CLAIMED, RAISED, PROMISED, VERIFIED)
    assert kinds(history) == [
        StepKind.RAISED, StepKind.PLANNED, StepKind.MEASURE, StepKind.CLAIMED, StepKind.MEASURE, StepKind.CLAIMED, StepKind.VERIFIED,
        StepKind.CLOSED,
    ]  # fmt: skip
    assert [step.date for step in history.steps][:4] == ["2021-06-10", "2021-09-01", "2022-03-01", "2022-03-01"]
    assert all(step.document and step.words and step.finding_id for step in history.steps)
    assert history.standing is StepKind.CLOSED


def test_a_claim_is_not_a_verification() -> None:
    assert told(RAISED, CLAIMED).standing is StepKind.CLAIMED
    assert StepKind.VERIFIED not in kinds(told(RAISED, CLAIMED))


@pytest.mark.parametrize(
    ("words", "verified"),
    [
        ("2022年5月市审计局组织复核，予以销号", True),
        ("经第三方验收合格", True),
        ("巡察“回头看”认可，已到位", True),
        ("市信访局电话回访全部满意", True),
        ("已整改到位", False),
        ("已销号", False),
        ("已向县委巡察办申请销号", False),
        ("尚未通过验收", False),
        ("本局自行验收", False),
    ],
)
def test_who_verifies(words: str, verified: bool) -> None:
    assert is_verified(fixed(RectificationStatus.COMPLETED, "已完成", words)) is verified


def test_overdue_from_the_day_after_until_reported_done() -> None:
    assert StepKind.OVERDUE not in kinds(told(RAISED, PROMISED, as_of="2021-12-31"))
    late = told(RAISED, PROMISED, as_of="2022-01-01")
    assert late.steps[-1].kind is StepKind.OVERDUE
    assert (late.steps[-1].date, late.deadline) == ("2021-12-31", "2021-12-31")
    assert StepKind.OVERDUE not in kinds(told(RAISED, PROMISED, CLAIMED))
    assert StepKind.OVERDUE in kinds(told(RAISED, PROMISED, CLAIMED, as_of="2022-02-01"))


def test_a_deadline_of_a_month_has_passed_when_the_month_has() -> None:
    within = said(
        "石桥泵站未通水", DocumentKind.RECTIFICATION, "2022-01-20", voice=VoiceKind.INSPECTION,
        rectified=fixed(RectificationStatus.PLANNED, "6月底前", "更换机组", deadline="2022-06"),
    )  # fmt: skip
    assert StepKind.OVERDUE not in kinds(told(RAISED, within, as_of="2022-06-15"))
    assert StepKind.OVERDUE in kinds(told(RAISED, within, as_of="2022-07-01"))


@pytest.mark.parametrize("against", [UNDONE, SHAM], ids=["found undone", "called sham"])
def test_reported_done_and_found_undone_stand_side_by_side(against: Finding) -> None:
    (conflict,) = told(RAISED, PROMISED, CLAIMED, against).conflicts
    assert (conflict.claimed.finding_id, conflict.found.finding_id) == (CLAIMED.id, against.id)


def test_no_conflict_where_progress_came_before_completion() -> None:
    assert told(RAISED, PROMISED, CLAIMED, VERIFIED).conflicts == ()


def test_what_happened_again_ends_the_history() -> None:
    again = said("石桥泵站又停了一个灌溉季", DocumentKind.FEEDBACK, "2024-10-01", voice=VoiceKind.INSPECTION)
    history = told(RAISED, CLAIMED, again=(again,))
    assert history.steps[-1].kind is StepKind.RELAPSED
    assert history.standing is StepKind.RELAPSED
    assert again.id not in history.findings
