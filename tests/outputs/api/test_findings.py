"""Findings leave only when they are released, page by page, in scope, and unchanged ones need not be fetched again."""

from outputs import Store
from outputs.access import Scope, TokenScope
from schema import ReviewState
from tests.outputs.api.conftest import Call
from tests.outputs.builders import verdict
from tests.outputs.desk.scene import CULTURE, FINDINGS, WATER

READ = frozenset({TokenScope.FINDINGS})
FIRST, SECOND, THIRD, FOURTH = FINDINGS


def confirm(store: Store, *numbers: int) -> None:
    for number in numbers:
        store.decide(verdict(store.finding(FINDINGS[number].id)))


def ids(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [one["id"] for one in answer["items"]]


def test_only_confirmed_findings_leave_by_default(call: Call, desk_store: Store) -> None:
    confirm(desk_store, 0)
    desk_store.decide(verdict(desk_store.finding(SECOND.id), ReviewState.REJECTED))
    desk_store.decide(verdict(desk_store.finding(THIRD.id), ReviewState.UNSURE))
    client = call(READ)
    assert ids(client.get("findings").json()) == [FIRST.id]
    assert client.get(f"findings/{FIRST.id}").json()["review"]["state"] == "confirmed"
    for hidden in (SECOND, THIRD, FOURTH):
        answer = client.get(f"findings/{hidden.id}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def test_unreviewed_findings_need_a_scope_of_their_own(call: Call) -> None:
    refused = call(READ).get("findings", params={"state": "pending"})
    assert refused.status_code == 403
    assert "findings:pending" in refused.json()["detail"]
    allowed = call(READ | {TokenScope.PENDING}).get("findings", params={"state": "pending"})
    assert set(ids(allowed.json())) == {one.id for one in FINDINGS}


def test_a_finding_taken_back_leaves_no_longer(call: Call, desk_store: Store) -> None:
    confirm(desk_store, 0)
    client = call(READ | {TokenScope.PENDING})
    assert client.get(f"findings/{FIRST.id}").status_code == 200
    desk_store.decide(verdict(desk_store.finding(FIRST.id), ReviewState.WITHDRAWN))
    assert client.get(f"findings/{FIRST.id}").status_code == 404
    assert FIRST.id not in ids(client.get("findings", params={"state": "all"}).json())


def test_pages_by_cursor_give_everything_once_in_either_order(call: Call, desk_store: Store) -> None:
    confirm(desk_store, 0, 1, 2, 3)
    client = call(READ)
    for order in ("date", "-date"):
        seen: list[str] = []
        cursor = None
        for _ in range(10):
            answer = client.get("findings", params={"limit": 1, "order": order} | ({"cursor": cursor} if cursor else {})).json()
            seen += ids(answer)
            cursor = answer["next"]
            if cursor is None:
                break
        whole = ids(client.get("findings", params={"order": order}).json())
        assert seen == whole
        assert len(whole) == 4
    assert whole == list(reversed(ids(client.get("findings").json())))


def test_a_token_sees_the_findings_of_its_units_alone(call: Call, desk_store: Store) -> None:
    confirm(desk_store, 0, 1, 2, 3)
    client = call(READ, Scope(frozenset({WATER})))
    assert set(ids(client.get("findings").json())) == {FIRST.id, SECOND.id}
    assert client.get(f"findings/{FOURTH.id}").status_code == 404
    elsewhere = client.get("findings", params={"unit": CULTURE}).json()
    assert elsewhere["items"] == []


def test_filters_narrow(call: Call, desk_store: Store) -> None:
    confirm(desk_store, 0, 1, 2, 3)
    client = call(READ)
    of_water = client.get("findings", params={"document": FIRST.document.id}).json()
    assert set(ids(of_water)) == {FIRST.id, SECOND.id}
    assert client.get("findings", params={"since": "2024-02-01"}).json()["items"] == []
    assert len(client.get("findings", params={"until": "2024-01-31"}).json()["items"]) == 4
    assert client.get("findings", params={"category": "finance"}).json()["items"] == []
    assert client.get("findings", params={"category": "no-such"}).status_code == 422


def test_an_unchanged_finding_is_not_sent_again(call: Call, desk_store: Store) -> None:
    confirm(desk_store, 0)
    client = call(READ)
    tag = client.get(f"findings/{FIRST.id}").headers["etag"]
    again = client.get(f"findings/{FIRST.id}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    desk_store.decide(verdict(desk_store.finding(FIRST.id), note="再看"))
    assert client.get(f"findings/{FIRST.id}", headers={"If-None-Match": tag}).status_code == 200


def test_a_cursor_that_no_page_gave_is_refused(call: Call) -> None:
    for cursor in ("!!", "W10", "eyJhIjoxfQ", "WzEsMiwzLDRd"):
        answer = call(READ).get("findings", params={"cursor": cursor})
        assert answer.status_code == 400, cursor
        assert answer.headers["content-type"] == "application/problem+json"
