"""The review desk's item page and its deeds: what is shown to whom, what a deed comes to, and that looking decides nothing."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from outputs import Store
from outputs.access import EVERYTHING, Scope
from outputs.audit import AuditAction, AuditFilter
from outputs.desk import Original
from outputs.reviewing import PolicyMode, ReviewPolicy
from schema import (
    Candidate,
    Holder,
    HolderKind,
    Location,
    Measure,
    Rectification,
    RectificationStatus,
    ReviewStage,
    ReviewState,
    Span,
)
from tests.outputs.builders import document, finding, keep
from tests.outputs.desk.scene import FINDINGS, LEDGER, MINUTES, FakeServices

SignIn = Callable[[str], TestClient]
STUDY, RESEARCH, TENDER, ASSETS = FINDINGS
LOOKED_AT = {"at", "left", "standing", "awaiting", "redraw"}
TEAM = Holder(kind=HolderKind.CADRE, mention="张副局长", cadre_id=None, score=0.5, candidates=(
    Candidate(cadre_id="YZ012", score=0.5, reasons=("姓氏一致", "当时在该单位任职：市水利局党组成员、副局长")),
    Candidate(cadre_id="YZ003", score=0.1, reasons=("当时在其他单位任职",)),
))  # fmt: skip


def decide(client: TestClient, one: str, state: str = "confirmed", revision: int = 1, **values: Any) -> Any:
    answer = client.post(f"/review/{one}/verdict", data={"state": state, "revision": revision, **values})
    assert answer.status_code == 200, answer.text
    return answer.json()


def attribute(html: str, name: str) -> str:
    found = re.search(rf'data-{name}="([^"]*)"', html)
    assert found, name
    return found[1]


@pytest.fixture
def doubtful(desk_store: Store) -> str:
    """A finding of which two may be meant, with a rectification; its id."""
    told = document("张副局长会前酝酿不够。", "已改为提前三天送达，正在整改。", name="酝酿.docx", title="会前酝酿情况")
    measure = Measure(exact="提前三天送达", start=told.text.index("提前"), end=told.text.index("提前") + 6)
    fix = Rectification(
        status=RectificationStatus.IN_PROGRESS, text="正在整改", measures=(measure,), deadline="2024-06-30", responsible=()
    )  # fmt: skip
    one = finding(told, "会前酝酿不够", holder=TEAM, rectification=fix)
    keep(desk_store, told, one)
    return one.id


def test_the_queue_says_what_is_left_and_begins_with_one_key(sign_in: SignIn) -> None:
    page = sign_in("limin").get("/review").text
    assert '<b data-testid="left">4</b>' in page
    assert "从第一条开始审" in page
    assert all(one.anchors[0].exact in page for one in FINDINGS)
    assert "87" not in re.sub(r"<[^>]*>", "", page), "confidence is told in words"


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", 4), (f"document={MINUTES.id}", 2), ("category=study", 4), ("category=finance", 0), ("confidence=fair", 1),
        ("confidence=strong", 3), ("unit=市水利局", 2), ("cadre=YZ031", 1), ("age=7", 0), ("stage=second", 0), ("kind=ledger", 0),
        ("order=document", 4), ("category=无此类", 4), ("link=yes", 0),
    ],
)  # fmt: skip
def test_the_queue_is_filtered(sign_in: SignIn, query: str, left: int) -> None:
    assert f'<b data-testid="left">{left}</b>' in sign_in("limin").get(f"/review?{query}").text
    assert sign_in("limin").get(f"/review/trail?{query}").json()["left"] == left


def test_the_trail_is_the_queue_page_by_page(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outputs.desk.pages.review.STEPS", 3)
    client = sign_in("limin")
    first = client.get("/review/trail?order=document").json()
    rest = client.get(f"/review/trail?order=document&after={first['next']}").json()
    steps = [step["id"] for step in (*first["steps"], *rest["steps"])]
    assert sorted(steps) == sorted(one.id for one in FINDINGS)
    assert (len(first["steps"]), rest["next"]) == (3, "")


def test_an_item_shows_everything_in_words(sign_in: SignIn, doubtful: str) -> None:
    page = sign_in("limin").get(f"/review/{doubtful}").text
    for words in (
        "会前酝酿不够",
        "张副局长",
        "当事人待定",
        "相互批评",
        "理论武装",
        "正在整改",
        "2024-06-30",
        "提前三天送达",
        "待审",
    ):
        assert words in page, words
    assert "依据充分" in page
    assert not re.search(r"\d%|0\.\d", re.sub(r"<[^>]*>", " ", page)), "no decimals beside a person"
    for name in ("item", "statement", "confirm", "reject", "unsure", "edit", "undo", "saved", "left", "document"):
        assert f'data-testid="{name}"' in page, name


def test_candidates_come_with_post_then_and_what_speaks_for_and_against(sign_in: SignIn, doubtful: str) -> None:
    page = sign_in("limin").get(f"/review/{doubtful}/panel").text
    assert "市水利局党组成员、副局长（2021-03 至 今）" in page
    assert '<span class="for">姓氏一致 ＋</span>' in page
    assert '<span class="against">当时在其他单位任职 －</span>' in page


def test_nothing_runs_or_is_styled_in_the_page_itself(sign_in: SignIn, doubtful: str) -> None:
    client = sign_in("limin")
    for path in ("/review", f"/review/{doubtful}", f"/review/document/{MINUTES.id}/sheet"):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style| style=| on\w+=|https?://", page), path


def test_looking_decides_nothing(sign_in: SignIn, desk_store: Store, services: FakeServices) -> None:
    client = sign_in("limin")
    for path in ("", "/panel", "/why", "/people?words=张"):
        assert client.get(f"/review/{STUDY.id}{path}").status_code == 200
    for path in ("sheet", "places", "boxes?page=1", "original"):
        assert client.get(f"/review/document/{MINUTES.id}/{path}").status_code in (200, 204)
    item = desk_store.reviewing.item(STUDY.id, "limin")
    assert (item.state, item.stage, item.revision, item.verdicts) == (ReviewState.PENDING, ReviewStage.FIRST, 1, ())
    views = desk_store.audit.entries(AuditFilter(action=AuditAction.VIEW_DOCUMENT)).entries
    assert [(one.actor, one.object) for one in views] == [("limin", f"document:{MINUTES.id}")], "once in a session"


def test_confirming_is_one_request_and_is_saved(sign_in: SignIn, desk_store: Store) -> None:
    answer = decide(sign_in("limin"), STUDY.id)
    assert set(answer) == LOOKED_AT
    assert re.fullmatch(r"\d\d:\d\d:\d\d", answer["at"])
    assert (answer["left"], answer["standing"]) == (3, "confirmed")
    assert desk_store.finding(STUDY.id).review.state is ReviewState.CONFIRMED


def test_rejecting_needs_its_reason(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("limin")
    refused = client.post(
        f"/review/{STUDY.id}/verdict", data={"state": "rejected", "revision": 1}, headers={"Accept": "application/json"}
    )
    assert (refused.status_code, "驳回的原因" in refused.text) == (400, True)
    decide(client, STUDY.id, "rejected", reason="requirement")
    (decision,) = desk_store.decisions(STUDY.id)
    assert decision.reason is not None
    assert decision.reason.label == "要求或假设"


@pytest.mark.parametrize("values", [{"state": "pending"}, {"state": "confirmed", "edit": "[]"}, {"state": "rejected", "reason": "x"},
                                    {"state": "confirmed", "edit": '{"category": "无"}'}, {"state": "confirmed", "edit": '{"spans": "[[5,2]]"}'}])  # fmt: skip
def test_what_no_page_sends_is_refused(sign_in: SignIn, desk_store: Store, values: dict[str, str]) -> None:
    answer = sign_in("limin").post(f"/review/{STUDY.id}/verdict", data={"revision": "1", **values})
    assert answer.status_code == 400
    assert desk_store.finding(STUDY.id).review.state is ReviewState.PENDING


def test_an_edit_changes_what_was_changed_and_nothing_else(sign_in: SignIn, desk_store: Store, doubtful: str) -> None:
    client = sign_in("limin")
    page = client.get(f"/review/{doubtful}/panel").text
    shown = dict(re.findall(r'<input name="(\w+)" value="([^"]*)"', page))
    assert (shown["mention"], shown["deadline"]) == ("张副局长", "2024-06-30")
    start = desk_store.document(desk_store.finding(doubtful).document.id).text.index("酝酿")
    edit = {"category": "leadership", "type": "problem", "mention": "张副局长", "deadline": "", "spans": json.dumps([[start, start + 4]]),
            "voice": "peer", "status": "in_progress", "speaker": "李卫东", "holder": "cadre", "cue": "none", "problem_type": ""}  # fmt: skip
    assert decide(client, doubtful, edit=json.dumps(edit))["redraw"]
    kept = desk_store.decisions(doubtful)[-1].edit
    assert kept is not None
    assert {name for name in ("category", "deadline", "spans", "mention", "voice", "status") if getattr(kept, name) is not None} == {
        "category", "deadline", "spans",
    }  # fmt: skip
    found = desk_store.finding(doubtful)
    assert (found.category.label, found.anchors[0].exact) == ("民主集中制与班子运行", "酝酿不够")
    assert found.rectification is not None
    assert found.rectification.deadline is None


def test_a_second_edit_adds_to_the_first(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("limin")
    decide(client, STUDY.id, edit=json.dumps({"category": "conduct"}))
    revision = desk_store.finding(STUDY.id).review.revision
    decide(client, STUDY.id, revision=revision, edit=json.dumps({"speaker": "王主任", "category": "conduct"}))
    found = desk_store.finding(STUDY.id)
    assert (found.category.code.value, found.voice.speaker) == ("conduct", "王主任")


def test_undo_goes_back_many_steps(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("limin")
    for one in (STUDY, RESEARCH):
        decide(client, one.id)
    for one in (RESEARCH, STUDY):
        answer = client.post(f"/review/{one.id}/undo").json()
        assert answer["standing"] == "pending"
    assert answer["left"] == 4
    assert desk_store.finding(STUDY.id).review.state is ReviewState.PENDING


def test_who_comes_second_is_told_who_was_first_and_chooses(sign_in: SignIn, desk_store: Store) -> None:
    decide(sign_in("limin"), STUDY.id, "rejected", reason="not_a_problem")
    other = sign_in("zhaoyu")
    told = decide(other, STUDY.id)
    assert set(told) == {"conflict"}
    assert "由 李敏 于" in told["conflict"]
    assert desk_store.finding(STUDY.id).review.state is ReviewState.REJECTED
    revision = int(attribute(other.get(f"/review/{STUDY.id}/panel").text, "revision"))
    assert decide(other, STUDY.id, revision=revision)["standing"] == "confirmed"


def test_who_only_reads_decides_nothing(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("chenjing")
    page = client.get(f"/review/{STUDY.id}").text
    assert 'data-testid="confirm"' not in page
    assert "您没有审阅权限" in page
    for path, values in (("verdict", {"state": "confirmed", "revision": "1"}), ("rework", {"note": "x"}),
                         ("link", {"cadre": "YZ012", "verdict": "same", "seen": "0"}),
                         ("remark", {"kind": "statement", "text": "x", "revision": "1"})):  # fmt: skip
        assert client.post(f"/review/{STUDY.id}/{path}", data=values).status_code == 403, path
    assert client.post("/review/add", data={"document_id": MINUTES.id, "spans": "[[0,2]]", "edit": "{}"}).status_code == 403
    assert desk_store.reviewing.item(STUDY.id, "x").verdicts == ()


def test_units_bound_what_is_seen_and_done(sign_in: SignIn) -> None:
    client = sign_in("shuili")
    assert client.get(f"/review/{STUDY.id}").status_code == 200
    for path in ("", "/panel", "/why", "/people"):
        assert client.get(f"/review/{TENDER.id}{path}").status_code == 404, path
    for path in ("sheet", "places", "boxes?page=1", "original", "picture?page=1", "words?page=1&words=采购"):
        assert client.get(f"/review/document/{LEDGER.id}/{path}").status_code == 404, path
    for path, values in (("verdict", {"state": "confirmed", "revision": "1"}), ("undo", {}), ("rework", {"note": "x"})):
        assert client.post(f"/review/{TENDER.id}/{path}", data=values).status_code == 404, path
    edit = json.dumps({"category": "study", "holder": "unit"})
    added = client.post("/review/add", data={"document_id": LEDGER.id, "spans": "[[0,2]]", "edit": edit})
    assert added.status_code == 404


def test_a_finding_on_a_cadre_in_scope_is_shown_without_a_document_that_is_not(sign_in: SignIn, desk_store: Store) -> None:
    told = document("调研组反映，张建国同志批示不及时，影响施工。", name="外单位.docx", issuer="市财政局")
    one = finding(told, "批示不及时")
    keep(desk_store, told, one)
    scope = Scope(frozenset({"市水利局"}))
    assert (desk_store.places.shows_finding(one.id, scope), desk_store.places.shows_document(told.id, scope)) == (True, False)
    page = sign_in("shuili").get(f"/review/{one.id}").text
    assert attribute(page, "document") == ""
    assert "影响施工" in page, "the words around it, which the finding itself bears"


def test_links_are_decided_and_taken_back(sign_in: SignIn, desk_store: Store, doubtful: str) -> None:
    client = sign_in("limin")
    answer = client.post(f"/review/{doubtful}/link", data={"cadre": "YZ012", "verdict": "same", "seen": 0}).json()
    assert desk_store.finding(doubtful).holder.cadre_id == "YZ012"
    page = client.get(f"/review/{doubtful}/panel").text
    assert (attribute(page, "revision"), attribute(page, "seen")) == ("2", "1")
    back = client.post(f"/review/{doubtful}/link/undo", data={"cadres": ",".join(answer["cadres"])})
    assert back.status_code == 200
    assert desk_store.finding(doubtful).holder.cadre_id is None


@pytest.mark.parametrize(("verdict", "left"), [("not_same", 0), ("unsure", 2)])
def test_nobody_in_the_records_and_nobody_can_say(
    sign_in: SignIn, desk_store: Store, doubtful: str, verdict: str, left: int
) -> None:
    answer = sign_in("limin").post(f"/review/{doubtful}/link", data={"cadre": "", "verdict": verdict, "seen": 0})
    assert answer.status_code == 200, answer.text
    assert answer.json()["cadres"] == ["YZ012", "YZ003"]
    holder = desk_store.finding(doubtful).holder
    assert (holder.cadre_id, len(holder.candidates)) == (None, left)


def test_a_link_decided_meanwhile_is_not_overwritten(sign_in: SignIn, doubtful: str) -> None:
    values = {"cadre": "YZ012", "verdict": "same", "seen": "0"}
    assert sign_in("limin").post(f"/review/{doubtful}/link", data=values).status_code == 200
    late = sign_in("zhaoyu").post(f"/review/{doubtful}/link", data=values | {"cadre": "YZ003"})
    assert late.status_code == 409


def test_a_missed_item_is_added_from_selected_words(sign_in: SignIn, desk_store: Store) -> None:
    start = MINUTES.text.index("李卫东同志敢于担当")
    edit = {"type": "commendation", "category": "initiative", "holder": "cadre", "mention": "李卫东同志", "voice": "", "cue": ""}
    client = sign_in("limin")
    answer = client.post(
        "/review/add", data={"document_id": MINUTES.id, "spans": json.dumps([[start, start + 9]]), "edit": json.dumps(edit)}
    ).json()
    found = desk_store.finding(answer["id"])
    assert (found.anchors[0].exact, found.type.value, found.review.state) == (
        "李卫东同志敢于担当",
        "commendation",
        ReviewState.CONFIRMED,
    )
    assert f'data-f="{found.id}"' in client.get(f"/review/document/{MINUTES.id}/sheet").text
    gone = client.post(f"/review/{found.id}/undo").json()
    assert gone["gone"]
    assert found.id not in client.get(f"/review/document/{MINUTES.id}/sheet").text


def test_an_added_item_says_what_it_is_about(sign_in: SignIn) -> None:
    answer = sign_in("limin").post("/review/add", data={"document_id": MINUTES.id, "spans": "[[0,4]]", "edit": "{}"})
    assert (answer.status_code, "类别" in answer.text) == (400, True)


def test_remarks_stand_beside_and_a_clarification_takes_the_item_down(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("limin")
    values = {"kind": "statement", "text": "当年参加了脱产培训", "revision": "1"}
    assert client.post(f"/review/{STUDY.id}/remark", data=values).status_code == 200
    assert "当年参加了脱产培训" in client.get(f"/review/{STUDY.id}/panel").text
    refused = client.post(f"/review/{STUDY.id}/remark", data=values | {"kind": "clarification"})
    assert (refused.status_code, "依据" in refused.text) == (400, True)
    clear = values | {"kind": "clarification", "basis": "澄清正名通知书"}
    assert client.post(f"/review/{STUDY.id}/remark", data=clear).status_code == 200
    assert desk_store.finding(STUDY.id).review.state is ReviewState.WITHDRAWN
    back = {"kind": "taken_back", "takes_back": "2", "text": "通知书已撤销", "revision": "2"}
    assert client.post(f"/review/{STUDY.id}/remark", data=back).status_code == 200
    assert desk_store.finding(STUDY.id).review.state is ReviewState.PENDING


@pytest.fixture
def all_twice(desk_store: Store) -> None:
    """Everything needs a second look."""
    desk_store.reviewing.set_policy(ReviewPolicy(mode=PolicyMode.ALL), "admin")


@pytest.mark.usefixtures("all_twice")
def test_a_second_look_is_blind_until_it_is_given(sign_in: SignIn, desk_store: Store) -> None:
    decide(sign_in("limin"), STUDY.id, edit=json.dumps({"category": "conduct"}), note="第一人的话")
    client = sign_in("wangqiang")
    assert '<b data-testid="left">1</b>' in client.get("/review").text, "who gives second looks begins there"
    page = client.get(f"/review/{STUDY.id}").text
    panel = page[page.index('<article id="item"') : page.index("</article>")]
    for words in (
        "李敏",
        "第一人的话",
        "依据",
        "相互批评 ",
        "李卫东",
        'value="conduct" selected',
        'value="study" selected',
        "为什么",
    ):
        assert words not in panel, words
    assert "盲审" in panel
    assert client.get(f"/review/{STUDY.id}/why").status_code == 403
    places = client.get(f"/review/document/{MINUTES.id}/places").json()["places"]
    assert {one["id"]: one["state"] for one in places} == {STUDY.id: "second", RESEARCH.id: "pending"}
    assert client.post(f"/review/{STUDY.id}/link", data={"cadre": "YZ012", "verdict": "same", "seen": 0}).status_code == 403
    revision = int(attribute(page, "revision"))
    answer = decide(client, STUDY.id, revision=revision, edit=json.dumps({"category": "conduct", "holder": "cadre"}))
    assert (answer["standing"], answer["awaiting"]) == ("confirmed", "")
    assert "第一人的话" in client.get(f"/review/{STUDY.id}/panel").text


@pytest.mark.usefixtures("all_twice")
def test_measures_are_kept_back_from_who_judges_blind(sign_in: SignIn, desk_store: Store, doubtful: str) -> None:
    document_id = desk_store.finding(doubtful).document.id
    reviewer, second = sign_in("limin"), sign_in("wangqiang")
    decide(reviewer, doubtful)
    assert f'data-m="{doubtful}"' in reviewer.get(f"/review/document/{document_id}/sheet").text
    sheet = second.get(f"/review/document/{document_id}/sheet").text
    assert f'data-f="{doubtful}"' in sheet
    assert "data-m=" not in sheet


@pytest.mark.usefixtures("all_twice")
def test_the_same_person_does_not_give_both_looks(sign_in: SignIn) -> None:
    client = sign_in("zhaoyu")
    decide(client, STUDY.id)
    page = client.get(f"/review/{STUDY.id}/panel").text
    assert "须由另一人作出" in page
    again = client.post(f"/review/{STUDY.id}/verdict", data={"state": "confirmed", "revision": attribute(page, "revision")})
    assert again.status_code == 403


@pytest.mark.usefixtures("all_twice")
def test_a_third_sees_both_and_may_let_either_stand(sign_in: SignIn, desk_store: Store) -> None:
    decide(sign_in("limin"), STUDY.id, edit=json.dumps({"category": "conduct"}))
    decide(sign_in("wangqiang"), STUDY.id, "rejected", revision=2, reason="negated", note="原文是否定")
    third = sign_in("zhaoyu")
    page = third.get(f"/review/{STUDY.id}/panel").text
    assert all(words in page for words in ("李敏", "王强", "原文是否定", "采用初审意见", "采用复核意见", "两人意见不一"))
    numbers = re.findall(r'data-adopt="(\d+)"', page)
    answer = decide(third, STUDY.id, revision=int(attribute(page, "revision")), adopt=numbers[1])
    assert answer["standing"] == "rejected"
    decision = desk_store.decisions(STUDY.id)[-1]
    assert (decision.by, decision.reason and decision.reason.value) == ("zhaoyu", "negated")


@pytest.mark.usefixtures("all_twice")
def test_an_item_goes_back_with_a_word_of_why(sign_in: SignIn, desk_store: Store) -> None:
    first, second = sign_in("limin"), sign_in("wangqiang")
    decide(first, STUDY.id)
    answer = second.post(f"/review/{STUDY.id}/rework", data={"note": "请核对当事人"})
    assert answer.json()["standing"] == "pending"
    page = first.get(f"/review/{STUDY.id}/panel").text
    assert "已退回重审：请核对当事人" in page


def test_samples_are_mixed_in_and_answered(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("limin")
    assert all(step["kind"] == "finding" for step in client.get("/review/trail").json()["steps"])
    assert desk_store.reviewing.draw_samples(1, "admin", "2024-03-01T09:00:00+08:00", seed=1) > 0
    steps = client.get("/review/trail").json()["steps"]
    (sample,) = (step["id"] for step in steps if step["kind"] == "sample")
    assert not any(step["kind"] == "sample" for step in client.get(f"/review/trail?sampled={10**6}").json()["steps"])
    page = client.get(f"/review/sample/{sample}").text
    start, end = int(attribute(page, "start")), int(attribute(page, "end"))
    drawn = desk_store.reviewing.next_sample(EVERYTHING)
    assert drawn is not None
    assert (start, end) == (drawn.span.start, drawn.span.end)
    sheet = client.get(f"/review/document/{drawn.document_id}/sheet?start={start}&end={end}").text
    assert 'data-f="passage"' in sheet
    assert sign_in("chenjing").post(f"/review/sample/{sample}/verdict").status_code == 403
    assert client.post(f"/review/sample/{sample}/verdict").status_code == 200
    assert client.get(f"/review/sample/{sample}").status_code == 404, "nobody looks twice"


def test_the_document_is_the_file_or_else_its_words(sign_in: SignIn, services: FakeServices) -> None:
    client = sign_in("limin")
    gone = client.get(f"/review/document/{MINUTES.id}/original")
    assert (gone.status_code, gone.headers["X-Shown-As"]) == (204, "text")
    services.originals[MINUTES.id] = Original(name="扫描.png", media_type="image/png", content=b"x")
    assert client.get(f"/review/document/{MINUTES.id}/original").headers["X-Shown-As"] == "picture"
    services.originals[MINUTES.id] = Original(name="纪要.pdf", media_type="application/pdf", content=b"%PDF-1.7")
    assert client.get(f"/review/document/{MINUTES.id}/original").content == b"%PDF-1.7"


def test_boxes_come_by_page_with_what_they_stand_for(
    sign_in: SignIn, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def boxes(document_id: str, spans: list[Span]) -> tuple[tuple[Location, ...], ...]:
        return tuple(
            (Location(page=1, bbox=(1.0, float(span.start), 3.0, 4.0)), Location(page=2, bbox=(9.0, 9.0, 9.0, 9.0)))
            for span in spans
        )

    monkeypatch.setattr(services, "boxes", boxes)
    client = sign_in("limin")
    told = client.get(f"/review/document/{MINUTES.id}/boxes?page=1&start=0&end=3").json()["boxes"]
    assert {(one["id"], one["tone"], one["boxes"][0][1]) for one in told if one["tone"] == "f"} == {
        (STUDY.id, "f", STUDY.anchors[0].start), (RESEARCH.id, "f", RESEARCH.anchors[0].start), ("passage", "f", 0.0),
    }  # fmt: skip
    assert all(len(one["boxes"]) == 1 for one in told)
    assert client.get(f"/review/document/{MINUTES.id}/boxes?page=7").json() == {"boxes": []}


def test_places_follow_corrections_and_what_was_taken_back(desk_store: Store) -> None:
    analysis = desk_store.analysis(MINUTES.id)
    before = desk_store.places.of(MINUTES.id, EVERYTHING, analysis)
    assert [one.finding_id for one in before] == [STUDY.id, RESEARCH.id]
    assert [one.spans[0].start for one in before] == [STUDY.anchors[0].start, RESEARCH.anchors[0].start]
    keep(desk_store, MINUTES, replace(STUDY, confidence=0.5), fingerprint="v2")
    after = desk_store.places.of(MINUTES.id, EVERYTHING, desk_store.analysis(MINUTES.id))
    assert [one.finding_id for one in after] == [STUDY.id]
    assert desk_store.places.position(STUDY.id, EVERYTHING) == (1, 1)
