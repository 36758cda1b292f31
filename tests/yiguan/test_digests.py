"""What stands in a digest: the right units, the right period, and nothing of what nobody reviewed but how much of it waits."""

from typing import Any

import pytest

from schema import Cadre, Digest, DocumentKind, Finding, HolderKind, Post, RectificationStatus, ReviewState, StepKind
from tests.yiguan.patterned import CADRE, course, holder, promised, step, told
from yiguan.digests import Records, digest_of
from yiguan.unit_names import NO_UNIT, UnitNames

OTHER = Cadre(id="YZ003", name="李卫东", posts=(Post(unit="麓河市审计局", title="局长", start="2020-01", end=None),))
CADRES = {CADRE.id: CADRE, OTHER.id: OTHER}


def made(*findings: Finding, unit: str | None = None, **changes: Any) -> Digest:
    records = Records(findings=findings, cadres=CADRES, **changes)
    return digest_of(
        records,
        period=("2024-01-01", "2024-01-31"),
        as_of="2024-07-15",
        unit=unit,
        made_at="2024-07-15T08:00:00+08:00",
        version="0.1.0",
    )


def test_new_is_what_the_period_s_documents_raise() -> None:
    findings = (
        told("上年的事", date="2023-12-31"), told("本期的事"), told("本月的事", date="2024-01"), told("后来的事", date="2024-02-01"),
        told("重提的事", primary=False), told("不知何时的事", date=None),
    )  # fmt: skip
    assert [one.anchors[0].exact for one in made(*findings).units[0].new] == ["本期的事", "本月的事"]


def test_overdue_is_told_whenever_it_was_raised() -> None:
    late = told("旧账未清", date="2022-03-01", rectification=promised("2022-12-31"))
    soon = told("还没到期", date="2022-03-01", rectification=promised("2024-12-31"))
    (unit,) = made(late, soon).units
    assert [one.exhibit.anchors[0].exact for one in unit.overdue] == ["旧账未清"]
    assert unit.new == ()


def test_back_again_by_the_papers_words_or_by_the_matter_s_history() -> None:
    said = told("又出现了", rectification=promised(None, RectificationStatus.RELAPSED))
    first, again = told("吃喝超标", date="2022-01-01", event="e-1", rectification=promised(None)), told("又吃喝超标")
    history = course(step(StepKind.RAISED, first), step(StepKind.CLAIMED, first), step(StepKind.RELAPSED, again))
    (unit,) = made(said, first, again, courses={"e-1": history}).units
    assert [one.anchors[0].exact for one in unit.relapsed] == ["又出现了", "又吃喝超标"]


@pytest.mark.parametrize("state", [ReviewState.PENDING, ReviewState.UNSURE])
def test_what_nobody_confirmed_is_counted_and_not_told(state: ReviewState) -> None:
    (unit,) = made(told("没人看过的事", state=state, rectification=promised("2022-12-31"))).units
    assert (unit.new, unit.overdue, unit.relapsed) == ((), (), ())
    assert [(one.pending, one.unsure) for one in unit.waiting] == [(state is ReviewState.PENDING, state is ReviewState.UNSURE)]
    assert "没人看过的事" not in repr([one.document.title for one in unit.waiting])


def test_units_stand_by_name_however_much_there_is_of_them() -> None:
    audit = told("查账不细", holder=holder("YZ003"))
    findings = (told("甲事"), told("乙事"), audit, told("没有单位的事", holder=holder(None), issuer=None))
    units = made(*findings).units
    assert [one.unit for one in units] == ["麓河市审计局", "麓河市水利局", NO_UNIT]
    assert [one.number for unit in units for one in unit.new] == [1, 2, 3, 4]


def test_one_unit_alone_by_any_of_its_names() -> None:
    audit = told("查账不细", holder=holder("YZ003"))
    assert [one.unit for one in made(told("甲事"), audit, unit="市水利局党组").units] == ["麓河市水利局"]
    assert made(told("甲事"), unit="市教育局").units == ()


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("麓河市水利局", "麓河市水利局"),
        ("市水利局党组", "麓河市水利局"),
        ("中共麓河市水利局党组", "麓河市水利局"),
        ("市水利局领导班子", "麓河市水利局"),
        ("清河县水利局", "清河县水利局"),
        ("市教育局", None),
        ("局", None),
    ],
)
def test_what_papers_call_a_unit(name: str, unit: str | None) -> None:
    assert UnitNames(CADRES).called(name) == unit


def test_the_unit_of_those_who_are_not_linked() -> None:
    names = UnitNames(CADRES, {"inspected": "市水利局"}.get)
    unit = told("审计局账目不清", holder=holder(None, HolderKind.UNIT, "市审计局"))
    team = told("班子不团结", holder=holder(None, HolderKind.TEAM, "党组"))
    own = told("本人学得不够", holder=holder(None), issuer="李卫东")
    assert [names.of_finding(one) for one in (unit, team, own)] == ["麓河市审计局", "麓河市水利局", "麓河市审计局"]


def test_a_speaker_s_unit_is_not_that_of_whom_he_speaks() -> None:
    from dataclasses import replace

    one = told("有的干部不担当", holder=holder(None, HolderKind.GROUP, "有的干部"), issuer="李卫东")
    spoken = replace(one, document=replace(one.document, kind=DocumentKind.SPEECH))
    assert UnitNames(CADRES).of_finding(spoken) == NO_UNIT
