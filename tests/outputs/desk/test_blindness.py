"""Who may give a second look learns nothing of the first, nor of what the machine thinks, by any route while the finding waits."""

import base64
from dataclasses import replace

import pytest
from fastapi import FastAPI

from outputs import Store
from outputs.access import EVERYTHING, Role, TokenScope
from outputs.api import PREFIX
from outputs.reviewing import PolicyMode, QueueFilter, QueueOrder, ReviewPolicy, Verdict
from schema import (
    Candidate,
    Category,
    CueKind,
    FindingCue,
    FindingEdit,
    Holder,
    HolderKind,
    PairDecision,
    PairVerdict,
    ProblemType,
    Rectification,
    RectificationStatus,
    Responsible,
    ReviewStage,
    ReviewState,
    StoreError,
    Voice,
    VoiceKind,
)
from tests.outputs.builders import document, finding, keep, verdict
from tests.outputs.desk.scene import FINDINGS
from tests.outputs.desk.walking import deeds, takes_queries, walker

AT = "2024-03-01T09:00:00+08:00"
PAPER = document("水管站调研偏少，去年只去过一次。", "须于年内改正。", name="盲审.docx", title="盲审材料")
SECRETS = ("初审附言", "钱发言", "周当事", "特有类型", "机器所见整改", "吴责任", "四季度常态")
"""What the first reviewer noted, and what the machine made of it: none of it stands in the document."""
WAITING = finding(
    PAPER, "调研偏少", holder=Holder(kind=HolderKind.CADRE, mention="周当事", cadre_id="YZ003", score=0.9, candidates=(
        Candidate(cadre_id="YZ003", score=0.9, reasons=("四季度常态",)),)),
    voice=Voice(kind=VoiceKind.PEER, speaker="钱发言", cadre_id=None), cue=FindingCue(kind=CueKind.NONE, text=None),
    problem_type=ProblemType(code="Q99", label="特有类型", score=0.5),
    rectification=Rectification(
        status=RectificationStatus.IN_PROGRESS, text="机器所见整改", measures=(), deadline="2024-12-31",
        responsible=(Responsible(mention="吴责任", cadre_id=None),),
    ),
)  # fmt: skip


@pytest.fixture
def waiting(desk_store: Store) -> Store:
    """A finding that waits for a second look, told of as one matter with another that is confirmed."""
    keep(desk_store, PAPER, WAITING)
    desk_store.occurrences.group()
    desk_store.decide(verdict(desk_store.finding(FINDINGS[1].id)))
    pair = {"finding_id": WAITING.id, "other_id": FINDINGS[1].id, "verdict": PairVerdict.SAME}
    desk_store.occurrences.decide(PairDecision(**pair, by="limin", at=AT, seen=0, note=""))
    desk_store.reviewing.set_policy(ReviewPolicy(mode=PolicyMode.ALL), "admin")
    desk_store.search.take_in()
    first(desk_store)
    return desk_store


def first(store: Store, state: ReviewState = ReviewState.CONFIRMED) -> None:
    one = store.finding(WAITING.id)
    store.reviewing.give(
        Verdict(
            finding_id=one.id, stage=ReviewStage.FIRST, state=state, by="limin", at=AT, revision=one.review.revision, note="初审附言",
        )
    )  # fmt: skip


def second(store: Store, by: str, state: ReviewState = ReviewState.UNSURE) -> ReviewStage:
    one = store.finding(WAITING.id)
    edit = FindingEdit(category=Category.STUDY, holder=HolderKind.CADRE) if state is ReviewState.CONFIRMED else None
    told = {"state": state, "by": by, "at": AT, "revision": one.review.revision, "edit": edit}
    return store.reviewing.give(Verdict(finding_id=one.id, stage=ReviewStage.SECOND, **told)).stage


def ids(store: Store) -> dict[str, str]:
    event = store.finding(FINDINGS[1].id).event
    assert event is not None
    return {"finding_id": WAITING.id, "document_id": PAPER.id, "cadre_id": "YZ003", "event_id": event.id, "form": "html"}


QUERIES = (
    {}, {"state": "all"}, {"state": "pending"}, {"stage": "second"}, {"stage": "second", "category": "study"}, {"q": "调研"},
    {"q": "调研", "only": "findings"}, {"page": "1"}, {"pending": "true"},
)  # fmt: skip


@pytest.mark.parametrize("roles", [{Role.SECOND_REVIEWER}, set(Role)], ids=["second", "all"])
def test_no_route_tells_of_it(app: FastAPI, waiting: Store, roles: set[Role]) -> None:
    asking = walker(app, waiting, "fushen", frozenset(roles), EVERYTHING)
    faults = []
    for deed in deeds(safe=True):
        for query in (QUERIES if takes_queries(deed) else QUERIES[:1]) if deed[1] != f"{PREFIX}/feed/stream" else ():
            answer = asking.ask(deed, ids(waiting), query)
            told = [one for one in SECRETS if one in answer.text]
            if told or answer.status_code >= 500:
                faults.append((deed, query, told, answer.status_code))
    assert not faults


def test_others_see_it_and_so_does_who_has_answered(app: FastAPI, waiting: Store) -> None:
    for login, roles in (("duzhe", Role.READER), ("chushen", Role.REVIEWER)):
        page = walker(app, waiting, login, frozenset({roles}), EVERYTHING).pages.get(f"/review/{WAITING.id}").text
        if roles is Role.READER:
            assert SECRETS[0] not in page
    asking = walker(app, waiting, "fushen", frozenset({Role.SECOND_REVIEWER}), EVERYTHING)
    assert second(waiting, "fushen") is ReviewStage.THIRD
    assert "初审附言" in asking.pages.get(f"/review/{WAITING.id}").text
    assert asking.pages.get("/board", params={"state": "all"}).status_code == 200


def test_a_second_reviewers_token_gets_nothing_unreviewed(app: FastAPI, waiting: Store) -> None:
    person, once = waiting.access.add_person(
        login="liangyong", name="两用", roles=frozenset({Role.REVIEWER, Role.SECOND_REVIEWER}), by="system"
    )
    waiting.access.set_password(person.id, once, "审阅台-测试-口令-2024")
    person = waiting.access.person(person.id)
    with pytest.raises(StoreError):
        waiting.access.issue_token(person, "旁路", frozenset({TokenScope.PENDING}), days=9, by="admin")


def test_the_order_of_second_looks_tells_nothing(waiting: Store) -> None:
    other = finding(PAPER, "改正", confidence=0.1)
    keep(waiting, PAPER, WAITING, replace(other, category=WAITING.category))
    one = waiting.finding(other.id)
    waiting.reviewing.give(
        Verdict(finding_id=one.id, stage=ReviewStage.FIRST, state=ReviewState.CONFIRMED, by="limin", at="2024-03-02T09:00:00+08:00",
                revision=one.review.revision)
    )  # fmt: skip
    ways = {
        order: tuple(
            item.finding_id
            for item in waiting.reviewing.queue(
                QueueFilter(stage=ReviewStage.SECOND, order=order), scope=EVERYTHING, reader_login="wangqiang", limit=1
            ).items
        )
        for order in QueueOrder
    }
    assert ways[QueueOrder.CONFIDENCE] == ways[QueueOrder.PRIORITY] == ways[QueueOrder.AGE]
    page = waiting.reviewing.queue(QueueFilter(stage=ReviewStage.SECOND), scope=EVERYTHING, reader_login="wangqiang", limit=1)
    assert page.next is not None
    assert b"0." not in base64.urlsafe_b64decode(page.next)


@pytest.mark.parametrize(
    ("again", "stage"), [(ReviewState.CONFIRMED, ReviewStage.THIRD), (ReviewState.UNSURE, ReviewStage.THIRD)]
)
def test_who_took_a_second_verdict_back_cannot_agree_knowingly(waiting: Store, again: ReviewState, stage: ReviewStage) -> None:
    """He was told that the two differ, and was shown the first: another person has to settle it."""
    assert second(waiting, "wangqiang") is ReviewStage.THIRD
    waiting.reviewing.undo(WAITING.id, "wangqiang", AT)
    assert second(waiting, "wangqiang", again) is stage


def test_a_slip_that_is_mended_with_the_same_words_settles(waiting: Store) -> None:
    assert second(waiting, "wangqiang", ReviewState.CONFIRMED) is ReviewStage.DONE
    waiting.reviewing.undo(WAITING.id, "wangqiang", AT)
    assert second(waiting, "wangqiang", ReviewState.CONFIRMED) is ReviewStage.DONE


def test_another_person_may_still_agree(waiting: Store) -> None:
    assert second(waiting, "wangqiang") is ReviewStage.THIRD
    waiting.reviewing.undo(WAITING.id, "wangqiang", AT)
    assert second(waiting, "zhaoyu", ReviewState.CONFIRMED) is ReviewStage.DONE


def test_one_person_alone_gives_no_other_holder_to_what_two_agreed_on(app: FastAPI, waiting: Store) -> None:
    asking = walker(app, waiting, "chushen", frozenset({Role.REVIEWER}), EVERYTHING)
    second(waiting, "wangqiang", ReviewState.CONFIRMED)
    assert waiting.finding(WAITING.id).review.state is ReviewState.CONFIRMED
    for values in ({"verdict": "same", "cadre": "YZ012"}, {"verdict": "not_same", "cadre": ""}):
        answer = asking.pages.post(f"/review/{WAITING.id}/link", data={"seen": 0} | values)
        assert answer.status_code == 400, answer.text
    assert waiting.finding(WAITING.id).holder.cadre_id == "YZ003"
    assert waiting.link_decisions(PAPER.id) == ()
    waiting.reviewing.set_policy(ReviewPolicy(mode=PolicyMode.NONE), "admin")
    answer = asking.pages.post(f"/review/{WAITING.id}/link", data={"seen": 0, "verdict": "same", "cadre": "YZ012"})
    assert answer.status_code == 200
    assert waiting.finding(WAITING.id).holder.cadre_id == "YZ012"
