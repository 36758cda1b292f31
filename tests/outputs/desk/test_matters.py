"""A matter's page: all its tellings, its course, why they were put together, and people's decisions on that."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from outputs import Store
from outputs.access import Role, Scope
from outputs.audit import AuditAction
from outputs.audit.record import AuditFilter
from schema import PairVerdict
from tests.outputs.builders import keep
from tests.outputs.desk.scene import PASSWORD
from tests.outputs.test_occurrences import EVENT, FEEDBACK, LEDGER, RAISED, RETOLD

SignIn = Callable[[str], TestClient]
POSTED = {"finding_id": RETOLD.id, "other_id": RAISED.id}


@pytest.fixture
def told(desk_store: Store) -> Store:
    keep(desk_store, FEEDBACK, RAISED)
    keep(desk_store, LEDGER, RETOLD)
    desk_store.occurrences.group()
    return desk_store


def test_all_tellings_stand_with_their_documents_and_the_course(sign_in: SignIn, told: Store) -> None:
    page = sign_in("limin").get(f"/events/{EVENT}").text
    assert "各次提及（2）" in page
    for one in (RAISED, RETOLD):
        assert f'href="/review/{one.id}"' in page
    assert page.index("2021-07-16") < page.index("2022-07-16")
    assert "报告完成" in page
    assert "提出" in page
    assert "重提" in page
    assert "2860元" in page
    assert page.count("待核</span>") == 2


def test_a_decision_parts_them_and_taking_it_back_joins_them(sign_in: SignIn, told: Store) -> None:
    client = sign_in("limin")
    answer = client.post(f"/events/{EVENT}/pairs", data=POSTED | {"verdict": "not_same", "seen": "0"}, follow_redirects=False)
    assert answer.status_code == 303
    parted = client.get(answer.headers["location"]).text
    assert "各次提及（1）" in parted
    assert "人已认定的" in parted
    assert "李敏 于" in parted
    number = told.occurrences.decisions(RAISED.id)[-1].number
    back = client.post(f"/events/{EVENT}/pairs", data=POSTED | {"verdict": "taken_back", "seen": str(number)})
    assert "各次提及（2）" in back.text
    assert [one.verdict for one in told.occurrences.decisions(RAISED.id)] == [PairVerdict.NOT_SAME, PairVerdict.TAKEN_BACK]
    assert len(told.audit.entries(AuditFilter(action=AuditAction.DECIDE_PAIR)).entries) == 2


def test_who_comes_second_is_told_so(sign_in: SignIn, told: Store) -> None:
    client = sign_in("limin")
    client.post(f"/events/{EVENT}/pairs", data=POSTED | {"verdict": "same", "seen": "0"})
    answer = client.post(f"/events/{EVENT}/pairs", data=POSTED | {"verdict": "not_same", "seen": "0"})
    assert answer.status_code == 409
    assert "是同一件事" in answer.text


def test_only_who_reviews_decides(sign_in: SignIn, told: Store) -> None:
    reader = sign_in("chenjing")
    assert "不是同一件事" not in reader.get(f"/events/{EVENT}").text
    assert reader.post(f"/events/{EVENT}/pairs", data=POSTED | {"verdict": "not_same"}).status_code == 403
    assert told.occurrences.decisions(RAISED.id) == ()


def test_what_is_out_of_scope_is_neither_shown_nor_decided(app, told: Store) -> None:  # type: ignore[no-untyped-def]
    elsewhere = replace(RAISED, id="f-elsewhere")
    assert elsewhere.id not in {one.id for one in told.findings()}
    person, once = told.access.add_person(
        login="jiaoyu", name="吴凡", roles=frozenset({Role.REVIEWER}), scope=Scope(frozenset({"市教育局"})), by="system"
    )
    told.access.set_password(person.id, once, PASSWORD)
    client = TestClient(app)
    client.post("/login", data={"login": "jiaoyu", "password": PASSWORD})
    client.headers["X-CSRF-Token"] = client.get("/account").text.partition('<meta name="csrf" content="')[2].partition('"')[0]
    assert client.get(f"/events/{EVENT}").status_code == 404
    assert client.post(f"/events/{EVENT}/pairs", data=POSTED | {"verdict": "not_same"}).status_code == 404
    assert told.occurrences.decisions(RAISED.id) == ()


def test_an_unknown_matter_is_refused_in_words(sign_in: SignIn, told: Store) -> None:
    answer = sign_in("limin").get("/events/e-404")
    assert answer.status_code == 404
    assert "归并可能已随新的材料改变" in answer.text
