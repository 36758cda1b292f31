"""The board of rectifications: by how fixes stand on the day, reported done apart from verified, always as the findings now tell it."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from outputs import Store
from outputs.access import EVERYTHING, Scope
from outputs.rectifying import BoardFilter, Matter, Section
from outputs.rectifying.board import Place
from schema import (
    Decision,
    DocumentKind,
    Finding,
    HolderKind,
    PairDecision,
    PairVerdict,
    Rectification,
    RectificationStatus,
    Responsible,
    ReviewState,
    Voice,
    VoiceKind,
)
from tests.outputs.builders import document, finding, keep, verdict
from tests.outputs.desk.scene import CULTURE, WATER

SignIn = Callable[[str], TestClient]
TODAY = "2024-06-10"
S = RectificationStatus
LINES = {
    "防汛物资台账与实物不符": (S.PLANNED, "2024-05-31"),
    "小型水库巡查记录代签": (S.IN_PROGRESS, "2024-06-10"),
    "引水渠清淤两年没有安排": (S.PLANNED, "2024-07-10"),
    "灌区水费减免没有公示": (S.PLANNED, "2024-07-11"),
    "机关食堂账目不清": (S.IN_PROGRESS, None),
    "水土保持监测数据缺报": (S.COMPLETED, None),
    "河道采砂许可超期未收": (S.RELAPSED, None),
    "移民资金结余长期挂账": (S.NOT_STARTED, "2024-06-09"),
}
WATER_LEDGER = document(
    *(f"{words}。" for words in LINES), name="水利局台账.docx", title="市水利局巡察整改台账", kind=DocumentKind.LEDGER, date="2024-03-01",
)  # fmt: skip
INSPECTION = document(
    "固定资产账实不符，已经县审计局复核销号。", name="审计.docx", title="市文化广电局审计整改复核意见", kind=DocumentKind.AUDIT, date="2024-04-01",
    issuer=CULTURE,
)  # fmt: skip


def fix(status: RectificationStatus, deadline: str | None, text: str | None = None) -> Rectification:
    return Rectification(
        status=status,
        text=text or status.label,
        measures=(),
        deadline=deadline,
        responsible=(Responsible(mention="办公室", cadre_id=None),),
    )


def of_unit(told: Finding, rectification: Rectification) -> Finding:
    nobody = replace(told.holder, kind=HolderKind.UNIT, mention=None, cadre_id=None, score=None)
    voice = Voice(kind=VoiceKind.INSPECTION, speaker=None, cadre_id=None)
    return replace(told, rectification=rectification, holder=nobody, voice=voice)


TOLD = {words: of_unit(finding(WATER_LEDGER, words), fix(*how)) for words, how in LINES.items()}
VERIFIED = of_unit(finding(INSPECTION, "固定资产账实不符"), fix(S.COMPLETED, None, "已经县审计局复核销号"))


@pytest.fixture
def board_store(desk_store: Store) -> Store:
    keep(desk_store, WATER_LEDGER, *TOLD.values())
    keep(desk_store, INSPECTION, VERIFIED)
    desk_store.occurrences.group()
    for one in (*TOLD.values(), VERIFIED):
        desk_store.decide(verdict(one))
    return desk_store


def shown(store: Store, section: Section, scope: Scope = EVERYTHING, **asked: Any) -> list[str]:
    return [one.words for one in matters(store, section, scope, **asked)]


def matters(store: Store, section: Section, scope: Scope = EVERYTHING, today: str = TODAY, **asked: Any) -> tuple[Matter, ...]:
    assert store.board.keep_up() == 0
    return store.board.page(scope, BoardFilter(**asked), section, today).matters


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (Section.OVERDUE, ["防汛物资台账与实物不符", "移民资金结余长期挂账"]),
        (Section.DUE, ["小型水库巡查记录代签", "引水渠清淤两年没有安排"]),
        (Section.OPEN, ["灌区水费减免没有公示", "机关食堂账目不清"]),
        (Section.RELAPSED, ["河道采砂许可超期未收"]),
        (Section.CLAIMED, ["水土保持监测数据缺报"]),
        (Section.VERIFIED, ["固定资产账实不符"]),
    ],
)
def test_each_matter_stands_in_one_section_by_the_day(board_store: Store, section: Section, expected: list[str]) -> None:
    assert shown(board_store, section) == expected
    assert board_store.board.counts(EVERYTHING, BoardFilter(), TODAY)[section] == len(expected)


def test_a_deadline_is_met_until_its_day_is_over(board_store: Store) -> None:
    assert "小型水库巡查记录代签" in shown(board_store, Section.DUE, today="2024-06-10")
    assert "小型水库巡查记录代签" in shown(board_store, Section.OVERDUE, today="2024-06-11")


def test_it_follows_every_decision(board_store: Store) -> None:
    one = TOLD["防汛物资台账与实物不符"]
    assert one.anchors[0].exact in shown(board_store, Section.OVERDUE)
    board_store.decide(
        Decision(finding_id=one.id, state=ReviewState.REJECTED, by="李敏", at="2024-06-01T09:00:00+08:00", revision=3)
    )
    assert one.anchors[0].exact not in shown(board_store, Section.OVERDUE)
    assert one.anchors[0].exact not in shown(board_store, Section.OVERDUE, confirmed=False)
    board_store.decide(
        Decision(finding_id=one.id, state=ReviewState.PENDING, by="李敏", at="2024-06-01T09:01:00+08:00", revision=4)
    )
    assert one.anchors[0].exact not in shown(board_store, Section.OVERDUE)
    again = matters(board_store, Section.OVERDUE, confirmed=False)
    assert [one.unreviewed for one in again] == [True, False]


def test_a_later_report_moves_the_matter(board_store: Store) -> None:
    words = "防汛物资台账与实物不符"
    assert words in shown(board_store, Section.OVERDUE)
    report = document(
        f"{words}，已按清单补齐。", name="报告.docx", title="市水利局整改报告", kind=DocumentKind.RECTIFICATION, date="2024-06-05"
    )
    told = of_unit(finding(report, words), fix(S.COMPLETED, None, "已按清单补齐"))
    keep(board_store, report, told)
    board_store.occurrences.group()
    board_store.occurrences.decide(
        PairDecision(
            finding_id=told.id, other_id=TOLD[words].id, verdict=PairVerdict.SAME, by="李敏", at="2024-06-06T09:00:00+08:00"
        )
    )
    # A report that nobody has reviewed yet holds back the alarm, and no more.
    waiting = {one.words: one for one in matters(board_store, Section.OPEN)}
    assert waiting[words].report_waits
    assert not waiting[words].overdue
    assert words not in shown(board_store, Section.OVERDUE)
    board_store.decide(verdict(told, revision=board_store.finding(told.id).review.revision + 1))
    claimed = {one.words: one for one in matters(board_store, Section.CLAIMED)}
    assert claimed[words].told_words == "已按清单补齐"
    assert claimed[words].told_finding_id == told.id
    assert not claimed[words].report_waits


def test_a_matter_stands_once_however_often_its_tellings_change(board_store: Store) -> None:
    board_store.occurrences.group()
    every = [one for section in Section for one in matters(board_store, section, confirmed=False)]
    assert len(every) == len({one.event_id for one in every}) == len(LINES) + 1


def test_units_bound_what_is_seen_and_counted(board_store: Store) -> None:
    culture = Scope(frozenset({CULTURE}))
    assert [shown(board_store, one, culture) for one in Section] == [[], [], [], [], [], ["固定资产账实不符"]]
    assert sum(board_store.board.counts(culture, BoardFilter(), TODAY).values()) == 1


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"unit": "水利"}, 2), ({"unit": "文化"}, 0), ({"first": "2024-06-01"}, 1), ({"last": "2024-06-01"}, 1), ({"cadre": "YZ012"}, 0),
        ({"unit": "%"}, 0),
    ],
)  # fmt: skip
def test_it_is_narrowed_by_unit_cadre_and_deadline(board_store: Store, asked: dict[str, Any], expected: int) -> None:
    assert len(shown(board_store, Section.OVERDUE, **asked)) == expected


def test_a_cadres_matters_are_found_by_name_and_id(board_store: Store) -> None:
    again = document(
        "张建国同志报销凭证附件不全。", name="再.docx", title="另一份台账", kind=DocumentKind.LEDGER, date="2024-03-02"
    )
    told = replace(finding(again, "报销凭证附件不全"), rectification=fix(S.PLANNED, "2024-05-01"))
    keep(board_store, again, told)
    board_store.occurrences.group()
    for cadre in ("YZ012", "张建"):
        found = matters(board_store, Section.OVERDUE, confirmed=False, cadre=cadre)
        assert [(one.words, one.cadre and one.cadre.name) for one in found] == [("报销凭证附件不全", "张建国")]


def test_page_by_page_every_matter_comes_once(board_store: Store) -> None:
    board_store.board.keep_up()
    seen: list[str] = []
    after: Place | None = None
    while True:
        page = board_store.board.page(EVERYTHING, BoardFilter(), Section.OVERDUE, TODAY, after=after, limit=1)
        seen += [one.words for one in page.matters]
        after = page.next
        if after is None:
            break
    assert seen == ["防汛物资台账与实物不符", "移民资金结余长期挂账"]


def test_far_behind_it_says_so_and_catches_up_beside(board_store: Store) -> None:
    board_store.board.keep_up()
    board_store.decide(
        Decision(finding_id=VERIFIED.id, state=ReviewState.PENDING, by="李敏", at="2024-06-01T09:00:00+08:00", revision=3)
    )
    assert board_store.board.keep_up(patience=0) >= 1
    board_store.board.catch_up()
    assert board_store.board.keep_up(patience=0) == 0


def test_the_page_tells_sections_in_words_and_each_entry_opens_its_passage(sign_in: SignIn, board_store: Store) -> None:
    page = sign_in("limin").get("/board").text
    assert "仅供研判参考，不作为结论" in page
    heads = re.findall(r'<h2 id="s-[a-z]+">([^ <]+)', page)
    assert heads == ["已逾期", "未完成", "整改后又发生", "报告完成，未见复核", "经复核完成或销号"]
    for one in (*TOLD.values(), VERIFIED):
        assert f'href="/review/{one.id}"' in page
    claimed = sign_in("limin").get("/board", params={"section": "claimed"}).text
    assert "水土保持监测数据缺报" in claimed
    assert "固定资产账实不符" not in claimed


def test_the_page_of_who_is_bound_to_units(sign_in: SignIn, board_store: Store) -> None:
    page = sign_in("shuili").get("/board").text
    assert "机关食堂账目不清" in page
    assert "固定资产账实不符" not in page
    assert WATER in page


def test_an_empty_board_says_what_to_do(sign_in: SignIn) -> None:
    page = sign_in("limin").get("/board").text
    assert "连同待审和存疑的一起看" in page


@pytest.mark.parametrize("asked", [{"first": "明天"}, {"section": "everything"}, {"state": "x"}])
def test_what_makes_no_sense_is_refused(sign_in: SignIn, asked: dict[str, str]) -> None:
    assert sign_in("limin").get("/board", params=asked).status_code in (400, 422)


def test_home_tells_what_waits_by_role(sign_in: SignIn, board_store: Store) -> None:
    reviewer = sign_in("limin").get("/").text
    assert "待审" in reviewer
    assert "待复核" not in reviewer
    assert "4 条" in reviewer
    assert "待复核" in sign_in("wangqiang").get("/").text
    reader = sign_in("chenjing").get("/").text
    assert "待审</a>" not in reader
    assert "已逾期" in reader
    bound = sign_in("shuili").get("/").text
    assert "您的查看范围：市水利局" in bound
    answer = sign_in("audit").get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/audit")
