"""Who is bound to units reaches nothing of others by any route: each one is named here with how it answers, so that a new one has to be."""

import io
from dataclasses import replace

import pytest
from fastapi import FastAPI

from outputs import Store
from outputs.access import EVERYTHING, Role, Scope, TokenScope
from outputs.api import PREFIX
from schema import Candidate, PairDecision, PairVerdict, Rectification, RectificationStatus, Responsible
from tests.outputs import papers
from tests.outputs.builders import document, finding, keep, verdict
from tests.outputs.desk.scene import CADRES, CULTURE, FINDINGS, LEDGER, MINUTES, WATER, FakeServices
from tests.outputs.desk.walking import Deed, Walker, deeds, walker

AT = "2024-03-01T09:00:00+08:00"
HIDDEN, NONE, BARE, WHOLE, OWN = "404", "400", "200, nothing of theirs", "404, concerns all units", "one's own"
"""How a route answers who asks for what is not his to see. BARE: with a page that tells nothing of it."""
REACH: dict[str, str] = {
    # Pages over objects.
    "GET /review/{finding_id}": HIDDEN, "GET /review/{finding_id}/panel": HIDDEN, "GET /review/{finding_id}/why": HIDDEN,
    "GET /review/{finding_id}/people": HIDDEN, "POST /review/{finding_id}/verdict": HIDDEN, "POST /review/{finding_id}/undo": HIDDEN,
    "POST /review/{finding_id}/rework": HIDDEN, "POST /review/{finding_id}/link": HIDDEN, "POST /review/{finding_id}/link/undo": HIDDEN,
    "POST /review/{finding_id}/remark": HIDDEN, "POST /review/add": HIDDEN, "GET /review/sample/{number}": HIDDEN,
    "GET /review/sample/{number}/panel": HIDDEN, "POST /review/sample/{number}/verdict": HIDDEN,
    "GET /review/document/{document_id}/sheet": HIDDEN, "GET /review/document/{document_id}/places": HIDDEN,
    "GET /review/document/{document_id}/boxes": HIDDEN, "GET /review/document/{document_id}/original": HIDDEN,
    "GET /review/document/{document_id}/picture": HIDDEN, "GET /review/document/{document_id}/words": HIDDEN,
    "GET /cadres/{cadre_id}": HIDDEN, "GET /cadres/{cadre_id}/dossier.{form}": HIDDEN, "GET /events/{event_id}": HIDDEN,
    "POST /events/{event_id}/pairs": HIDDEN, "GET /documents/{document_id}": HIDDEN, "GET /documents/{document_id}/text": HIDDEN,
    "GET /documents/{document_id}/original": HIDDEN, "GET /documents/jobs/{job_id}": HIDDEN, "GET /documents/jobs/{job_id}/progress": HIDDEN,
    "POST /documents/jobs/{job_id}/retry": HIDDEN, "POST /documents/jobs/{job_id}/cancel": HIDDEN,
    "GET /system/people/{number}": HIDDEN, "POST /system/people/{number}": HIDDEN, "POST /system/people/{number}/password": HIDDEN,
    "POST /system/tokens/{number}/revoke": HIDDEN, "GET /system/webhooks/{number}": HIDDEN, "POST /system/webhooks/{number}/test": HIDDEN,
    "POST /system/webhooks/{number}/active": HIDDEN, "POST /system/webhooks/{number}/replay": HIDDEN,
    "POST /system/webhooks/{number}/secret": HIDDEN, "POST /system/webhooks/{number}/remove": HIDDEN,
    "POST /account/tokens/{number}/revoke": NONE, "POST /system/people": NONE, "POST /system/webhooks": NONE,
    # Pages over what there is.
    "GET /": BARE, "GET /review": BARE, "GET /review/trail": BARE, "GET /review/undoable": BARE, "GET /cadres": BARE, "GET /board": BARE,
    "GET /documents": BARE, "GET /documents/jobs": BARE, "GET /documents/failures": BARE, "GET /search": BARE, "GET /quality": BARE,
    "GET /system": BARE, "GET /system/tokens": BARE, "GET /system/webhooks": BARE, "GET /account": BARE, "GET /password": BARE,
    # What concerns everybody.
    "GET /audit": WHOLE, "GET /audit/head": WHOLE, "GET /audit/verify": WHOLE, "GET /system/parameters": WHOLE,
    "POST /system/parameters/review": WHOLE, "POST /system/parameters/sessions": WHOLE, "POST /system/parameters/oidc": WHOLE,
    "POST /system/webhooks/https": WHOLE, "POST /quality/samples": WHOLE, "POST /documents/run": WHOLE,
    # One's own.
    "GET /login": OWN, "POST /login": OWN, "POST /logout": OWN, "POST /password": OWN, "POST /account/tokens": OWN, "GET /oidc/login": OWN,
    "GET /oidc/callback": OWN, "POST /documents/upload": OWN,
} | {
    f"{method} {PREFIX}{path}": how
    for how, paths in {
        HIDDEN: (
            "GET /findings/{finding_id}", "GET /findings/{finding_id}/decisions", "POST /findings/{finding_id}/decisions",
            "GET /documents/{document_id}", "GET /documents/{document_id}/text", "GET /documents/{document_id}/original",
            "GET /jobs/{job_id}", "GET /runs/{run_id}", "GET /cadres/{cadre_id}", "GET /cadres/{cadre_id}/patterns",
            "GET /cadres/{cadre_id}/dossier", "GET /events/{event_id}", "GET /webhooks/{webhook_id}", "PATCH /webhooks/{webhook_id}",
            "DELETE /webhooks/{webhook_id}", "POST /webhooks/{webhook_id}/secret", "POST /webhooks/{webhook_id}/test",
            "GET /webhooks/{webhook_id}/deliveries", "POST /webhooks/{webhook_id}/replay",
        ),
        BARE: (
            "GET /findings", "GET /documents", "GET /cadres", "GET /runs", "GET /rectifications", "GET /feed", "GET /feed/stream", "GET /webhooks",
        ),
        NONE: ("POST /webhooks",),
        OWN: ("POST /documents",),
    }.items()
    for method, path in (one.split(" ") for one in paths)
}  # fmt: skip
SENT: dict[str, dict[str, object]] = {
    "POST /review/{finding_id}/verdict": {"revision": 1, "state": "confirmed"},
    "POST /review/{finding_id}/link": {"verdict": "same", "seen": 0, "cadre": "YZ012"},
    "POST /review/{finding_id}/link/undo": {"cadres": "YZ031"},
    "POST /review/{finding_id}/remark": {"revision": 1, "kind": "clarification", "text": "话", "basis": "据"},
    "POST /review/{finding_id}/rework": {"note": "再看"},
    "POST /review/add": {"document_id": LEDGER.id, "spans": "[[0, 5]]", "edit": '{"category": "study", "holder": "unit"}'},
    "POST /events/{event_id}/pairs": {"finding_id": FINDINGS[2].id, "other_id": FINDINGS[3].id, "verdict": "same"},
    "POST /system/people": {"login": "xinren", "name": "新人", "roles": "reader", "reach": "some", "units": CULTURE},
    "POST /system/people/{number}": {"name": "某", "roles": "reader", "reach": "some", "units": WATER},
    "POST /system/webhooks": {"url": "https://host.cn/in", "reach": "some", "units": CULTURE},
    "POST /system/parameters/review": {"mode": "all", "categories": "study"},
    "POST /system/parameters/sessions": {"idle_minutes": 30, "hours": 8},
    "POST /quality/samples": {"each": 1},
    "POST /documents/run": {"folder": "/案卷"},
}
BODIES: dict[str, dict[str, object]] = {
    f"POST {PREFIX}/findings/{{finding_id}}/decisions": {"state": "confirmed"},
    f"PATCH {PREFIX}/webhooks/{{webhook_id}}": {"active": False},
    f"POST {PREFIX}/webhooks/{{webhook_id}}/replay": {},
    f"POST {PREFIX}/webhooks": {"url": "https://host.cn/in", "units": [CULTURE]},
}
INSPECTION = document(
    "市水利局张建国同志理论学习仍不够深入，由市委巡察办钱秘密督促，2031年3月底前改正。", name="巡察办内部稿.docx", title="市文化广电局转巡察办内部稿",
    issuer=CULTURE, date="2024-05-20",
)  # fmt: skip
FIX = Rectification(
    status=RectificationStatus.IN_PROGRESS, text="督促", measures=(), deadline="2031-03", responsible=(Responsible(mention="钱秘密", cadre_id=None),)
)  # fmt: skip
"""Another unit's paper in the same matter as one of ours."""
SECRETS = (
    LEDGER.id, LEDGER.name, "采购项目未按规定", "固定资产账实", FINDINGS[2].id, FINDINGS[3].id, "孙丽", "YZ031", "钱秘密", "2031-03", "巡察办",
)  # fmt: skip
IN_SCOPE = (
    "GET /review/{finding_id}", "GET /review/{finding_id}/panel", "GET /documents/{document_id}", "GET /documents/{document_id}/text",
    "GET /review/document/{document_id}/sheet", "GET /review/document/{document_id}/places", "GET /events/{event_id}",
    f"GET {PREFIX}/findings/{{finding_id}}", f"GET {PREFIX}/events/{{event_id}}", f"GET {PREFIX}/documents/{{document_id}}",
)  # fmt: skip


@pytest.fixture
def filled(desk_store: Store) -> Store:
    """Something of both units for every page."""
    for one in FINDINGS:
        desk_store.decide(verdict(desk_store.finding(one.id)))
    keep(desk_store, INSPECTION, replace(finding(INSPECTION, "理论学习仍不够深入", rectification=FIX), holder=FINDINGS[3].holder))
    told = finding(INSPECTION, "理论学习仍不够深入")
    desk_store.decide(verdict(told))
    _join(desk_store, FINDINGS[0].id, told.id)
    desk_store.reviewing.draw_samples(9, "admin", AT, seed=1)
    desk_store.feed.webhooks.add("https://all.cn/in", by="admin", from_start=True)
    desk_store.jobs.upload([("文化局台账.docx", io.BytesIO(b"x"))], by="limin", scope=EVERYTHING, megabytes=1)
    desk_store.search.take_in()
    return desk_store


@pytest.fixture
def bound(app: FastAPI, filled: Store) -> Walker:
    """Somebody who may do everything, in one unit."""
    return walker(app, filled, "shuiliquan", frozenset(Role), Scope(frozenset({WATER})))


def test_every_route_is_named() -> None:
    assert {" ".join(deed) for deed in deeds()} == set(REACH)


def test_nothing_of_another_unit_is_reached_by_any_route(bound: Walker, filled: Store) -> None:
    ids = _theirs(filled)
    before = filled.audit.head().number
    faults = []
    for deed in deeds():
        name = " ".join(deed)
        how = REACH[name]
        if how == OWN or name == f"GET {PREFIX}/feed/stream":
            continue
        answer = bound.ask(deed, ids, _query(deed), **_sent(name))
        wanted = {HIDDEN: {404}, WHOLE: {404, 403}, NONE: {400, 404}, BARE: {200}}[how]
        asked = f"{ids} {_query(deed)} {_sent(name)}"
        told = [one for one in SECRETS if one in answer.text and one not in asked]
        if answer.status_code not in wanted or told:
            faults.append((name, answer.status_code, told))
    assert not faults
    done = [one for one in filled.audit.entries(limit=1000).entries if one.number > before]
    assert {one.action.value for one in done} <= {"search"}, "nothing was done"  # type: ignore[union-attr]


def test_what_is_ones_own_to_see_tells_nothing_of_another_unit(bound: Walker, filled: Store) -> None:
    event = filled.finding(FINDINGS[0].id).event
    assert event is not None
    ids = {"finding_id": FINDINGS[0].id, "document_id": MINUTES.id, "cadre_id": "YZ012", "event_id": event.id}
    for name in IN_SCOPE:
        method, path = name.split(" ")
        answer = bound.ask((method, path), ids)
        assert answer.status_code == 200, name
        assert [one for one in SECRETS if one in answer.text] == [], name
    assert "另有 1 次提及不在您的查看范围内" in bound.pages.get(f"/events/{event.id}").text
    for query in ({"q": "理论学习"}, {"q": "固定资产"}, {"q": "理论学习", "only": "findings"}, {"q": "采购"}):
        assert [one for one in SECRETS if one in bound.pages.get("/search", params=query).text.replace(query["q"], "")] == [], (
            query
        )
    assert "没有同时含" in bound.pages.get("/search", params={"q": "采购", "document": LEDGER.id}).text
    for state in ("confirmed", "all"):
        assert [one for one in SECRETS if one in bound.pages.get("/board", params={"state": state}).text] == []


def test_nobody_is_linked_to_a_cadre_whom_one_may_not_see(bound: Walker, filled: Store) -> None:
    """An id that is guessed would else tell whose it is, and bring the finding to the other unit."""
    one = filled.finding(FINDINGS[1].id)
    for cadre in ("YZ031", "YZ999"):
        answer = bound.pages.post(f"/review/{one.id}/link", data={"verdict": "same", "seen": 0, "cadre": cadre})
        assert answer.status_code == 404
    assert filled.link_decisions(MINUTES.id) == ()


def test_of_a_candidate_beyond_ones_units_the_posts_are_withheld(bound: Walker, filled: Store) -> None:
    told = replace(FINDINGS[1].holder, candidates=(_candidate("YZ031"), _candidate("YZ003")), cadre_id=None)
    paper = document("孙副局长会前酝酿不够。", name="酝酿.docx", title="会前酝酿情况")
    one = finding(paper, "会前酝酿不够", holder=told)
    keep(filled, paper, one)
    page = bound.pages.get(f"/review/{one.id}/panel").text
    assert "职务不在您的查看范围内" in page
    assert CULTURE not in page
    assert "市水利局党组书记、局长" in page


def test_an_evidence_file_leaves_without_what_other_units_papers_tell(
    bound: Walker, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the page, its download and the API alike: its histories rest on papers that are not in the reader's units."""
    made = papers.dossier(person=CADRES[1])
    course = next(one.course for one in made.occurrences if one.course)
    assert course.steps[0].words
    assert course.conflicts or course.deadline or made.open
    monkeypatch.setattr(services, "dossier", lambda *_, **__: made)
    for client, path in (
        (bound.pages, "/cadres/YZ012"), (bound.pages, "/cadres/YZ012/dossier.json"), (bound.api, f"{PREFIX}/cadres/YZ012/dossier"),
    ):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 200
        for step in course.steps:
            assert f'"words":"{step.words}"' not in answer.text.replace('": "', '":"'), path
    told = bound.api.get(f"{PREFIX}/cadres/YZ012/dossier").json()
    cut = [one["course"] for one in told["occurrences"] if one["course"]]
    assert all((one["findings"], one["steps"], one["conflicts"], one["deadline"]) == ([], [], [], None) for one in cut)
    assert cut


def test_counts_of_runs_are_told_to_who_sees_all(app: FastAPI, bound: Walker, filled: Store) -> None:
    assert bound.api.get(f"{PREFIX}/runs").json() == {"items": [], "next": None}
    run = filled.runs()[0][0]
    assert bound.api.get(f"{PREFIX}/runs/{run.id}").status_code == 404
    whole = walker(app, filled, "quanju", frozenset({Role.READER}), EVERYTHING)
    assert whole.api.get(f"{PREFIX}/runs/{run.id}").status_code == 200


def test_work_that_was_asked_for_with_more_in_sight_is_out_of_sight(app: FastAPI, filled: Store, services: FakeServices) -> None:
    job = filled.jobs.upload([("a.docx", io.BytesIO(b"x"))], by="shuili", scope=EVERYTHING, megabytes=1)
    own = filled.jobs.upload([("b.docx", io.BytesIO(b"x"))], by="shuili", scope=Scope(frozenset({WATER})), megabytes=1)
    assert [one.id for one in filled.jobs.page(Scope(frozenset({WATER})), "shuili").jobs] == [own.id]
    assert job.id != own.id


def _theirs(store: Store) -> dict[str, str]:
    event = store.finding(FINDINGS[2].id).event
    assert event is not None
    people = {one.login: one.id for one in store.access.people()}
    sample = store.reviewing.next_sample(Scope(frozenset({CULTURE})))
    assert sample is not None
    store.access.issue_token(store.access.person(people["limin"]), "别人的", frozenset({TokenScope.FINDINGS}), days=9, by="admin")
    number = str(store.access.tokens()[0].id)
    return {
        "finding_id": FINDINGS[2].id, "document_id": LEDGER.id, "cadre_id": "YZ031", "event_id": event.id, "form": "json",
        "job_id": store.jobs.page(EVERYTHING, "limin").jobs[0].id, "run_id": store.runs()[0][0].id, "review/sample number": str(sample.number),
        "system/people number": str(people["admin"]), "system/tokens number": number, "account/tokens number": number,
        "system/webhooks number": "1", "webhook_id": "1",
    }  # fmt: skip


def _query(deed: Deed) -> dict[str, object]:
    return {
        "/search": {"q": "固定资产"}, "/review": {"cadre": "YZ031"}, "/review/trail": {"document": LEDGER.id}, "/cadres": {"q": "孙丽"},
        "/documents": {"name": "文化"}, "/board": {"cadre": "孙丽"}, f"{PREFIX}/findings": {"cadre": "YZ031"},
        f"{PREFIX}/documents": {"name": "文化"}, f"{PREFIX}/cadres": {"q": "孙丽"}, f"{PREFIX}/rectifications": {"unit": CULTURE},
        "/review/document/{document_id}/boxes": {"page": 1}, "/review/document/{document_id}/picture": {"page": 1},
        "/review/document/{document_id}/words": {"page": 1, "words": "固定资产"},
    }.get(deed[1], {})  # fmt: skip


def _sent(name: str) -> dict[str, object]:
    if name in BODIES:
        headers = {"If-Match": '"1"'} if "findings" in name else {}
        return {"json": BODIES[name], "headers": headers}
    return {"data": SENT[name]} if name in SENT else {}


def _join(store: Store, one: str, other: str) -> None:
    """Let people take the two for one matter."""
    store.occurrences.decide(
        PairDecision(finding_id=one, other_id=other, verdict=PairVerdict.SAME, by="limin", at=AT, seen=0, note="")
    )


def _candidate(cadre_id: str) -> Candidate:
    return Candidate(cadre_id=cadre_id, score=0.4, reasons=("姓氏一致",))
