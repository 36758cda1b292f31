"""Deciding through the API: on what was read, by who may, and never past the blindness of a second review."""

from outputs import Store
from outputs.access import TokenScope
from outputs.reviewing import PolicyMode, ReviewPolicy
from tests.outputs.api.conftest import Call
from tests.outputs.desk.scene import FINDINGS

FIRST = FINDINGS[0]
MAY = frozenset({TokenScope.FINDINGS, TokenScope.PENDING, TokenScope.DECIDE})
PATH = f"findings/{FIRST.id}/decisions"


def test_a_finding_is_decided_on_as_it_was_read(call: Call, desk_store: Store) -> None:
    client = call(MAY)
    tag = client.get(f"findings/{FIRST.id}").headers["etag"]
    answer = client.post(PATH, json={"state": "confirmed", "note": "属实"}, headers={"If-Match": tag})
    assert answer.status_code == 201, answer.text
    assert answer.json()["stage"] == "done"
    kept = desk_store.decisions(FIRST.id)
    assert [(one.state, one.by, one.note) for one in kept] == [("confirmed", "system-account", "属实")]
    assert [one["by"] for one in client.get(PATH).json()["items"]] == ["system-account"]
    second = client.post(PATH, json={"state": "rejected", "reason": "duplicate"}, headers={"If-Match": tag})
    assert second.status_code == 409
    assert len(desk_store.decisions(FIRST.id)) == 1


def test_a_decision_that_names_no_version_or_reason_is_refused(call: Call, desk_store: Store) -> None:
    client = call(MAY)
    tag = client.get(f"findings/{FIRST.id}").headers["etag"]
    assert client.post(PATH, json={"state": "confirmed"}).status_code == 428
    assert client.post(PATH, json={"state": "rejected"}, headers={"If-Match": tag}).status_code == 400
    assert client.post(PATH, json={"state": "withdrawn"}, headers={"If-Match": tag}).status_code == 400
    assert desk_store.decisions(FIRST.id) == ()


def test_a_correction_comes_with_it(call: Call) -> None:
    client = call(MAY)
    tag = client.get(f"findings/{FIRST.id}").headers["etag"]
    wanted = {"state": "confirmed", "edit": {"category": "conduct"}}
    answer = client.post(PATH, json=wanted, headers={"If-Match": tag})
    assert answer.json()["finding"]["category"]["code"] == "conduct"


def test_second_reviews_are_not_given_where_the_first_verdict_can_be_read(call: Call, desk_store: Store) -> None:
    desk_store.reviewing.set_policy(ReviewPolicy(mode=PolicyMode.ALL), by="admin")
    client = call(MAY)
    tag = client.get(f"findings/{FIRST.id}").headers["etag"]
    first = client.post(PATH, json={"state": "confirmed"}, headers={"If-Match": tag})
    assert (first.json()["stage"], first.json()["finding"]["review"]["state"]) == ("second", "pending")
    again = client.post(
        PATH, json={"state": "confirmed"}, headers={"If-Match": client.get(f"findings/{FIRST.id}").headers["etag"]}
    )
    assert again.status_code == 409
    assert "复核" in again.json()["detail"]


def test_reading_does_not_allow_deciding(call: Call) -> None:
    client = call(frozenset({TokenScope.FINDINGS, TokenScope.PENDING}))
    tag = client.get(f"findings/{FIRST.id}").headers["etag"]
    assert client.post(PATH, json={"state": "confirmed"}, headers={"If-Match": tag}).status_code == 403
