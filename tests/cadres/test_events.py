"""Grouping by occurrence: re-tellings meet, recurrences and look-alikes do not, and people have the last word."""

from dataclasses import replace

import pytest

from cadres import grouped, suggested
from cadres.likeness_of_matters import FEATURES
from schema import (
    Category,
    DocumentKind,
    Finding,
    PairDecision,
    PairVerdict,
    RectificationStatus,
    Relation,
    StatementType,
    VoiceKind,
)
from tests.cadres.statements import as_matters, fixed, pair, said, same, together

AUDITED = said(
    "2021年3月，其未经招标将石桥泵站清淤工程拆成6个合同发包，合计214万元", DocumentKind.AUDIT, "2021-11-20", voice=VoiceKind.AUDIT
)
LEDGER = said(
    "签批拆分石桥泵站清淤工程6个合同214万元，规避招标", DocumentKind.LEDGER, "2022-09-01", voice=VoiceKind.AUDIT,
    rectified=fixed(RectificationStatus.COMPLETED, "已销号", "县审计局复核"),
)  # fmt: skip
RECALLED = said("前年通报过的石桥泵站那214万元，我也有责任", DocumentKind.MINUTES, "2024-01-10", voice=VoiceKind.SELF)
AGAIN = said(
    "2021年审计指出的拆分工程规避招标问题再次发生，2023年8月其又将柳湾渠道衬砌拆成4个合同发包，合计98万元",
    DocumentKind.FEEDBACK, "2024-06-20", voice=VoiceKind.INSPECTION, rectified=fixed(RectificationStatus.RELAPSED),
)  # fmt: skip


def test_retellings_of_one_occurrence_meet_and_the_new_one_stays_apart() -> None:
    grouping = together(AUDITED, LEDGER, RECALLED, AGAIN)
    assert {grouping.events[one.id] for one in (AUDITED, LEDGER, RECALLED)} == {"e-" + AUDITED.id[2:]}
    assert grouping.events[AGAIN.id] == "e-" + AGAIN.id[2:]


def test_what_happened_again_is_suggested_as_such() -> None:
    found = pair(AUDITED, AGAIN)
    assert found is not None
    assert found.relation is Relation.RECURS
    assert "后者写明是整改后又发生" in found.reasons


def test_reasons_are_chinese_sentences_with_particulars() -> None:
    found = pair(AUDITED, LEDGER)
    assert found is not None
    assert "金额一致：214万元" in found.reasons
    assert all(feature.reason for feature in FEATURES)


PRAISED = said(
    "石桥泵站清淤工程6个合同214万元全部按期完工", DocumentKind.FEEDBACK, "2022-06-01",
    voice=VoiceKind.INSPECTION, type=StatementType.COMMENDATION,
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (AUDITED, replace(LEDGER, holder=replace(LEDGER.holder, cadre_id="A2")), "another cadre"),
        (AUDITED, PRAISED, "praise of the same works"),
        (
            said("对群众来信久拖不办，推诿扯皮", DocumentKind.MINUTES, "2022-01-15", voice=VoiceKind.PEER, category=Category.MASSES),
            said("对群众来信久拖不办，推诿扯皮", DocumentKind.MINUTES, "2024-01-15", voice=VoiceKind.PEER, category=Category.MASSES),
            "outsiders of different years by wording alone",
        ),
        (
            said("会议多，全年主持会议61次", DocumentKind.MINUTES, "2023-01-15", voice=VoiceKind.PEER, category=Category.CONDUCT),
            said("会议多，全年主持会议74次", DocumentKind.MINUTES, "2024-01-15", voice=VoiceKind.PEER, category=Category.CONDUCT),
            "the same complaint of another year",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_look_alikes_stay_apart(one: Finding, other: Finding, why: str) -> None:
    assert not same(one, other), why


def test_last_years_text_used_again_is_one_self_check() -> None:
    words = "理论学习系统性不强，学用结合不紧，满足于完成规定篇目"
    years = [
        said(words, DocumentKind.SELF_CHECK, date, voice=VoiceKind.SELF, category=Category.STUDY)
        for date in ("2022-12-30", "2023-12-28")
    ]
    assert same(*years)
    other = said(
        "理论学习抓得不紧，钻研业务多、钻研理论少",
        DocumentKind.SELF_CHECK,
        "2023-12-28",
        voice=VoiceKind.SELF,
        category=Category.STUDY,
    )
    assert not same(years[0], other)


def test_a_paper_that_answers_is_matched_in_a_few_words_of_its_own() -> None:
    raised = said(
        "用人失察，2020年以来提拔的14名股长中有5名没有经过公示", DocumentKind.FEEDBACK, "2022-05-10", voice=VoiceKind.INSPECTION,
        unit="党组", category=Category.ORGANIZATION,
    )  # fmt: skip
    answered = said(
        "提拔股长未经公示", DocumentKind.RECTIFICATION, "2022-11-30", voice=VoiceKind.INSPECTION, unit="党组",
        category=Category.ORGANIZATION, rectified=fixed(RectificationStatus.COMPLETED, "已完成"),
    )  # fmt: skip
    assert same(raised, answered)
    assert not same(raised, replace(answered, voice=replace(answered.voice, kind=VoiceKind.SELF)))


def decision(one: Finding, other: Finding, verdict: PairVerdict, number: int) -> PairDecision:
    return PairDecision(
        finding_id=one.id, other_id=other.id, verdict=verdict, by="赵审核", at="2026-01-01T09:00:00+08:00", number=number
    )


def test_people_overrule_the_machine_and_the_last_word_counts() -> None:
    found = as_matters(AUDITED, LEDGER, RECALLED, AGAIN)
    pairs = suggested(found)

    def events(*decisions: PairDecision) -> dict[str, str]:
        return dict(grouped(found, pairs, decisions).events)

    apart = events(decision(LEDGER, AUDITED, PairVerdict.NOT_SAME, 1))
    assert apart[LEDGER.id] != apart[AUDITED.id]
    joined = events(decision(AUDITED, AGAIN, PairVerdict.SAME, 1))
    assert joined[AGAIN.id] == joined[AUDITED.id]
    changed = [decision(LEDGER, AUDITED, PairVerdict.NOT_SAME, 1), decision(AUDITED, LEDGER, PairVerdict.TAKEN_BACK, 2)]
    assert events(*changed) == events()
    quarrel = [decision(AUDITED, AGAIN, PairVerdict.SAME, 1), decision(AGAIN, AUDITED, PairVerdict.NOT_SAME, 2)]
    assert events(*quarrel)[AGAIN.id] != events(*quarrel)[AUDITED.id]


def test_an_event_keeps_its_name_when_later_papers_come() -> None:
    before = together(AUDITED, LEDGER).events[LEDGER.id]
    assert together(AUDITED, LEDGER, RECALLED).events[LEDGER.id] == before
    assert together(LEDGER, RECALLED, AUDITED).events == together(AUDITED, LEDGER, RECALLED).events
