"""What stands in an evidence file: confirmed findings with the post held then, and never more than the analysis may say."""

import json
from dataclasses import replace

import pytest

from schema import (
    Leverage,
    LeverageKind,
    PatternLabel,
    Reason,
    RectificationStatus,
    ReviewState,
    Setting,
    StatementType,
    StepKind,
    YearMark,
    dossier_to_json,
)
from tests.yiguan.patterned import CADRE, CITY, COUNTY, course, hit, pattern, promised, step, told
from yiguan.dossiers import Evidence, dossier_of


def file_of(evidence: Evidence, *, as_of: str = "2024-12-31", confirmed_only: bool = True):  # type: ignore[no-untyped-def]
    return dossier_of(evidence, as_of=as_of, confirmed_only=confirmed_only, made_at="2025-01-01T08:00:00+08:00", version="0.1.0")


def test_each_item_bears_the_post_and_tenure_of_its_time() -> None:
    old = told("县里的事", date="2020-06-01", year=2020)
    new = told("市里的事")
    named = told("调任前的事", date="2021-04-01", setting=Setting(unit=COUNTY.unit, post=COUNTY.title, line=None))
    shown = file_of(Evidence(cadre=CADRE, findings=(old, named, new))).exhibits
    assert [one.posts for one in shown] == [(COUNTY,), (COUNTY,), (CITY,)]


def test_numbers_follow_the_order_of_the_findings() -> None:
    findings = (told("甲事"), told("乙事"))
    assert [(one.number, one.id) for one in file_of(Evidence(cadre=CADRE, findings=findings)).exhibits] == [
        (1, findings[0].id),
        (2, findings[1].id),
    ]


@pytest.mark.parametrize("state", [ReviewState.REJECTED, ReviewState.WITHDRAWN])
def test_what_was_rejected_or_withdrawn_never_gets_in(state: ReviewState) -> None:
    with pytest.raises(AssertionError):
        file_of(Evidence(cadre=CADRE, findings=(told("已驳回的事", state=state),)), confirmed_only=False)


def test_what_nobody_confirmed_does_not_get_among_the_confirmed() -> None:
    with pytest.raises(AssertionError):
        file_of(Evidence(cadre=CADRE, findings=(told("待审的事", state=ReviewState.PENDING),)))


def test_later_documents_are_not_known_yet() -> None:
    findings = (told("早的事"), told("晚的事", date="2024-06-30"), told("不知何时的事", date=None))
    shown = file_of(Evidence(cadre=CADRE, findings=findings), as_of="2024-06-29").exhibits
    assert [one.anchors[0].exact for one in shown] == ["早的事", "不知何时的事"]


def test_what_is_older_than_the_window_stands_apart() -> None:
    old, new = told("旧事", date="2016-01-10", year=2015), told("近事")
    made = file_of(Evidence(cadre=CADRE, findings=(old, new), patterns=(pattern(new, older=(old.id,)),)))
    view = made.aspects[0].problem
    assert [one.older for one in made.exhibits] == [True, False]
    assert view is not None
    assert (view.exhibits, view.older) == ((2,), (1,))
    assert [one.older for one in made.occurrences] == [True, False]


@pytest.mark.parametrize("label", [label for label in PatternLabel if label.weighty])
def test_nothing_weighty_on_what_nobody_confirmed(label: PatternLabel) -> None:
    one = told("待审的事", state=ReviewState.PENDING)
    line = pattern(one, label=label, label_text=label.label, provisional=True, leverage=(lever(PatternLabel.GENERIC, one.id),))
    made = file_of(Evidence(cadre=CADRE, findings=(one,), patterns=(line,)), confirmed_only=False)
    view = made.aspects[0].problem
    assert view is not None
    assert (view.label, view.label_text, view.provisional) == (PatternLabel.INSUFFICIENT, "资料不足", True)
    assert (view.text, view.reasons, view.band, view.hinges) == ("", (Reason.UNREVIEWED,), None, ())


def lever(label: PatternLabel, *findings: str) -> Leverage:
    return Leverage(kind=LeverageKind.FINDING, id=findings[0], findings=findings, label_without=label, p_without=0.4)


def test_the_strip_tells_hits_looks_and_blanks_apart() -> None:
    sure, doubtful = told("已确认的事"), told("待审的事", state=ReviewState.PENDING)
    blank = replace(pattern().years[0], observed=False)
    years = (
        replace(blank, year=2019),
        replace(blank, year=2020, observed=True),
        replace(blank, year=2021, observed=True, hits=(hit(sure),)),
        replace(blank, year=2022, observed=True, hits=(hit(doubtful, discriminative=False),)),
        replace(blank, year=2023, observed=True, hits=(hit(doubtful), hit(sure, discriminative=False)), completed=True),
        replace(blank, year=2024, retold=(sure.id,)),
    )
    line = pattern(years=years, provisional=True, label=PatternLabel.ISOLATED)
    made = file_of(Evidence(cadre=CADRE, findings=(sure, doubtful), patterns=(line,)), confirmed_only=False)
    view = made.aspects[0].problem
    assert view is not None
    assert [(one.mark, one.confirmed, one.completed, one.retold) for one in view.years] == [
        (YearMark.UNSEEN, True, False, False),
        (YearMark.QUIET, True, False, False),
        (YearMark.HIT, True, False, False),
        (YearMark.GENERIC, False, False, False),
        (YearMark.HIT, False, True, False),
        (YearMark.UNSEEN, True, False, True),
    ]


def test_praise_stands_beside_problems() -> None:
    bad = told("学得不够")
    good = told("学得扎实", type=StatementType.COMMENDATION, cue=None)
    aspect = file_of(Evidence(cadre=CADRE, findings=(bad, good))).aspects[0]
    assert aspect.problem is not None
    assert aspect.commendation is not None
    assert (aspect.problem.exhibits, aspect.commendation.exhibits) == ((1,), (2,))


def test_what_the_label_hangs_on_is_told_once() -> None:
    a, b, c = told("甲事"), told("乙事"), told("丙事")
    line = pattern(
        a, b, c,
        leverage=(
            lever(PatternLabel.INSUFFICIENT, a.id, b.id), lever(PatternLabel.INSUFFICIENT, a.id),
            lever(PatternLabel.INSUFFICIENT, b.id, c.id), lever(PatternLabel.INSUFFICIENT, "f-elsewhere"),
        ),
    )  # fmt: skip
    view = file_of(Evidence(cadre=CADRE, findings=(a, b, c), patterns=(line,))).aspects[0].problem
    assert view is not None
    assert [one.exhibits for one in view.hinges] == [(1,), (2, 3)]


def test_a_matter_told_twice_is_one() -> None:
    first, again = told("水库未除险", event="e-1"), told("水库未除险仍在", event="e-1", primary=False, date="2024-06-01")
    made = file_of(Evidence(cadre=CADRE, findings=(first, again)))
    assert [one.exhibits for one in made.occurrences] == [(1, 2)]
    assert [one.retold for one in made.exhibits] == [False, True]


def test_its_history_is_told_by_what_may_be_shown() -> None:
    mine, unit, unread = told("水库未除险", event="e-1"), told("局里的整改报告"), told("另一份")
    known = course(step(StepKind.RAISED, mine), step(StepKind.PROGRESS, unit), step(StepKind.CLAIMED, unread))
    evidence = Evidence(cadre=CADRE, findings=(mine,), courses={"e-1": known}, believed=frozenset({mine.id, unit.id}))
    told_of = file_of(evidence).occurrences[0].course
    assert told_of is not None
    assert [one.kind for one in told_of.steps] == [StepKind.RAISED, StepKind.PROGRESS]


@pytest.mark.parametrize(
    ("status", "deadline", "open_as"),
    [
        (RectificationStatus.PLANNED, "2024-06-30", (StepKind.PLANNED, True)),
        (RectificationStatus.PLANNED, "2025-06-30", (StepKind.PLANNED, False)),
        (RectificationStatus.IN_PROGRESS, None, (StepKind.PROGRESS, False)),
        (RectificationStatus.COMPLETED, "2024-06-30", (StepKind.CLAIMED, False)),
        (RectificationStatus.RELAPSED, None, (StepKind.RELAPSED, False)),
    ],
)
def test_what_is_not_closed_is_open_and_late_only_when_nothing_is_reported(
    status: RectificationStatus, deadline: str | None, open_as: tuple[StepKind, bool]
) -> None:
    made = file_of(Evidence(cadre=CADRE, findings=(told("水库未除险", rectification=promised(deadline, status)),)))
    assert [(one.standing, one.overdue) for one in made.open] == [open_as]


def test_verified_is_closed_and_a_plain_complaint_is_none() -> None:
    one = told("水库未除险", event="e-1", rectification=promised("2024-06-30"))
    verified = course(step(StepKind.RAISED, one), step(StepKind.CLAIMED, one), step(StepKind.VERIFIED, one))
    assert file_of(Evidence(cadre=CADRE, findings=(one,), courses={"e-1": verified})).open == ()
    assert file_of(Evidence(cadre=CADRE, findings=(told("学得不够"),))).open == ()


def test_overdue_comes_first() -> None:
    later = told("后到期", rectification=promised("2024-09-30"))
    none = told("没有时限", rectification=promised(None))
    sooner = told("先到期", rectification=promised("2024-03-31"))
    made = file_of(Evidence(cadre=CADRE, findings=(none, later, sooner)))
    assert [made.exhibits[one.exhibits[0] - 1].anchors[0].exact for one in made.open] == ["先到期", "后到期", "没有时限"]


def test_neither_probabilities_nor_the_identity_number_get_out() -> None:
    one = told("学得不够")
    out = dossier_to_json(file_of(Evidence(cadre=CADRE, findings=(one,), patterns=(pattern(one),))))
    assert json.loads(out)["person"]["identity"] == ""
    assert "0.91" not in out
    assert CADRE.identity not in out
