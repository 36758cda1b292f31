"""The administrator's and the auditor's pages: rights, one-time passwords, tokens, parameters, the record; each within its scope."""

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from outputs import Store
from outputs.access import EVERYTHING, Person, PersonChange, Role, Scope, TokenScope
from outputs.audit import AuditAction
from outputs.reviewing import PolicyMode
from schema import Category
from tests.outputs.desk.scene import PASSWORD

SignIn = Callable[[str], TestClient]
WATER = Scope(frozenset({"市水利局"}))


def person(store: Store, login: str) -> Person:
    return next(one for one in store.access.people() if one.login == login)


@pytest.fixture
def scoped_admin(desk_store: Store, sign_in: SignIn) -> TestClient:
    """An administrator of one unit's people."""
    made, once = desk_store.access.add_person(
        login="wateradmin", name="水利管理员", roles=frozenset({Role.ADMINISTRATOR, Role.AUDITOR}), scope=WATER, by="admin"
    )
    desk_store.access.set_password(made.id, once, PASSWORD)
    return sign_in("wateradmin")


def test_a_person_is_added_with_a_one_time_password_that_is_shown_once(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("admin")
    fields = {
        "login": "liuyang",
        "name": "刘洋",
        "roles": ["reviewer", "second_reviewer"],
        "reach": "some",
        "units": "市水利局\n 市文化局 \n",
    }
    answer = client.post("/system/people", data=fields)
    once = re.search(r'<code class="secret">([^<]+)</code>', answer.text)
    assert once is not None
    made = person(desk_store, "liuyang")
    assert made.roles == {Role.REVIEWER, Role.SECOND_REVIEWER}
    assert made.scope == Scope(frozenset({"市水利局", "市文化局"}))
    assert desk_store.access.sign_in("liuyang", once.group(1))[0].must_change
    assert once.group(1) not in client.get("/system").text
    assert "刘洋" in client.get("/system").text


def test_rights_are_changed_and_recorded_with_what_they_were(sign_in: SignIn, desk_store: Store) -> None:
    client, number = sign_in("admin"), person(desk_store, "limin").id
    assert 'value="reviewer" checked' in client.get(f"/system/people/{number}").text
    fields = {"name": "李敏", "roles": ["reader"], "reach": "all", "active": "true"}
    assert client.post(f"/system/people/{number}", data=fields, follow_redirects=False).status_code == 303
    assert person(desk_store, "limin").roles == {Role.READER}
    entry = desk_store.audit.entries().entries[0]
    assert (entry.action, entry.actor, entry.object) == (AuditAction.PERSON_CHANGED, "admin", f"person:{number}")
    assert (entry.detail["before"]["roles"], entry.detail["after"]["roles"]) == (["reviewer"], ["reader"])


def test_who_is_switched_off_is_signed_out(sign_in: SignIn, desk_store: Store) -> None:
    reviewer, admin = sign_in("limin"), sign_in("admin")
    admin.post(f"/system/people/{person(desk_store, 'limin').id}", data={"name": "李敏", "roles": ["reviewer"], "reach": "all"})
    assert reviewer.get("/account", follow_redirects=False).headers["location"] == "/login"


def test_the_last_administrator_cannot_switch_himself_off(sign_in: SignIn, desk_store: Store) -> None:
    client, number = sign_in("admin"), person(desk_store, "admin").id
    answer = client.post(f"/system/people/{number}", data={"name": "管理员", "roles": ["administrator"], "reach": "all"})
    assert answer.status_code == 400
    assert "没有管理员" in answer.text
    assert person(desk_store, "admin").active


def test_a_password_is_reset(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("admin")
    answer = client.post(f"/system/people/{person(desk_store, 'limin').id}/password")
    once = re.search(r'<code class="secret">([^<]+)</code>', answer.text)
    assert once is not None
    assert desk_store.access.sign_in("limin", once.group(1))[0].must_change


@pytest.mark.parametrize(("reach", "units"), [("some", ""), ("some", " \n "), ("", "")])
def test_nobody_is_given_everything_by_an_empty_field(sign_in: SignIn, desk_store: Store, reach: str, units: str) -> None:
    fields = {"login": "liuyang", "name": "刘洋", "roles": ["reader"], "reach": reach, "units": units}
    assert sign_in("admin").post("/system/people", data=fields).status_code == 400
    assert "liuyang" not in {one.login for one in desk_store.access.people()}


def test_any_token_can_be_taken_back(sign_in: SignIn, desk_store: Store) -> None:
    token, secret = desk_store.access.issue_token(
        person(desk_store, "limin"), "督查平台", frozenset({TokenScope.FINDINGS}), days=9, by="limin"
    )
    client = sign_in("admin")
    assert "督查平台" in client.get("/system/tokens").text
    assert client.post(f"/system/tokens/{token.id}/revoke", follow_redirects=False).status_code == 303
    assert desk_store.access.token(secret) is None
    assert client.post("/system/tokens/999/revoke").status_code == 404


def test_an_administrator_of_some_units_sees_and_changes_nobody_beyond(scoped_admin: TestClient, desk_store: Store) -> None:
    within, beyond = person(desk_store, "shuili"), person(desk_store, "limin")
    listed = scoped_admin.get("/system").text
    assert "周航" in listed
    assert "李敏" not in listed
    assert scoped_admin.get(f"/system/people/{within.id}").status_code == 200
    fields = {"name": "改名", "roles": ["reader"], "reach": "some", "units": "市水利局", "active": "true"}
    for answer in (
        scoped_admin.get(f"/system/people/{beyond.id}"),
        scoped_admin.post(f"/system/people/{beyond.id}", data=fields),
        scoped_admin.post(f"/system/people/{beyond.id}/password"),
        scoped_admin.get("/system/people/999"),
        scoped_admin.get("/system/parameters"),
        scoped_admin.post("/system/parameters/sessions", data={"idle_minutes": 9, "hours": 9}),
        scoped_admin.post("/system/parameters/oidc", data={"name": "x"}),
        scoped_admin.post("/system/parameters/review", data={"mode": "none"}),
        scoped_admin.get("/audit"),
        scoped_admin.get("/audit/head"),
        scoped_admin.get("/audit/verify"),
    ):
        assert answer.status_code == 404, answer.request.url
    assert person(desk_store, "limin") == beyond


@pytest.mark.parametrize(("reach", "units"), [("all", ""), ("some", "市文化局"), ("some", "市水利局\n市文化局"), ("some", "市")])
def test_nobody_gives_more_than_he_has(scoped_admin: TestClient, desk_store: Store, reach: str, units: str) -> None:
    fields = {"login": "liuyang", "name": "刘洋", "roles": ["reader"], "reach": reach, "units": units}
    assert scoped_admin.post("/system/people", data=fields).status_code == 400
    number = person(desk_store, "shuili").id
    assert scoped_admin.post(f"/system/people/{number}", data=fields | {"active": "true"}).status_code == 400
    assert person(desk_store, "shuili").scope == WATER


def test_tokens_beyond_the_scope_are_not_there(scoped_admin: TestClient, desk_store: Store) -> None:
    token, secret = desk_store.access.issue_token(
        person(desk_store, "limin"), "督查平台", frozenset({TokenScope.FINDINGS}), days=9, by="limin"
    )
    assert "督查平台" not in scoped_admin.get("/system/tokens").text
    assert scoped_admin.post(f"/system/tokens/{token.id}/revoke").status_code == 404
    assert desk_store.access.token(secret) is not None


def test_which_findings_get_a_second_look_is_set(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("admin")
    fields: dict[str, object] = {"mode": "severity", "categories": ["integrity", "finance"], "percent": "25"}
    assert client.post("/system/parameters/review", data=fields, follow_redirects=False).status_code == 303
    policy = desk_store.reviewing.policy()
    assert (policy.mode, policy.categories, policy.share) == (PolicyMode.SEVERITY, {Category.INTEGRITY, Category.FINANCE}, 0.25)
    assert policy.salt, "the draw cannot be foretold"
    page = client.get("/system/parameters").text
    assert 'value="severity" selected' in page
    assert 'value="finance" checked' in page
    assert 'value="study" checked' not in page
    assert client.post("/system/parameters/review", data={"mode": "severity", "percent": "10"}).status_code == 400
    client.post("/system/parameters/review", data={"mode": "share", "percent": "5"})
    assert desk_store.reviewing.policy().salt == policy.salt
    entry = desk_store.audit.entries().entries[0]
    assert (entry.object, entry.detail["before"]["mode"], entry.detail["after"]["mode"]) == (
        "parameter:review.policy", "severity", "share",
    )  # fmt: skip


def test_how_long_sessions_last_is_set_within_bounds(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("admin")
    assert 'value="30"' in client.get("/system/parameters").text
    for idle, hours in ((4, 10), (30, 25), (241, 10), (30, 0)):
        assert client.post("/system/parameters/sessions", data={"idle_minutes": idle, "hours": hours}).status_code == 400
    answer = client.post("/system/parameters/sessions", data={"idle_minutes": 20, "hours": 8}, follow_redirects=False)
    assert answer.status_code == 303
    assert desk_store.access.parameter("sessions", {}) == {"idle_minutes": 20, "hours": 8}
    assert desk_store.audit.entries().entries[0].action is AuditAction.PARAMETER_SET


def test_a_providers_secret_is_kept_but_never_shown_or_recorded(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("admin")
    fields = {
        "name": "市统一认证", "issuer": "https://sso.example", "client_id": "yiguan", "client_secret": "s3cret-words",
        "login_claim": "preferred_username",
    }  # fmt: skip
    assert client.post("/system/parameters/oidc", data=fields | {"issuer": "http://sso.example"}).status_code == 400
    assert client.post("/system/parameters/oidc", data=fields, follow_redirects=False).status_code == 303
    assert "s3cret-words" not in client.get("/system/parameters").text
    assert "s3cret-words" not in str(desk_store.audit.entries())
    client.post("/system/parameters/oidc", data=fields | {"client_secret": "", "name": "新名"})
    assert desk_store.access.parameter("oidc", {})["client_secret"] == "s3cret-words"
    client.post("/system/parameters/oidc", data=fields | {"client_secret": "", "issuer": "https://other.example"})
    assert desk_store.access.parameter("oidc", {})["client_secret"] == "", "a secret goes to no other provider"
    client.post("/system/parameters/oidc", data=fields | {"name": ""})
    assert desk_store.access.parameter("oidc", None) == {}


def test_the_record_is_read_with_a_filter(sign_in: SignIn, desk_store: Store) -> None:
    desk_store.audit.record("limin", AuditAction.VIEW_CADRE, "cadre:YZ012", {"为何": "<b>会前</b>"})
    client = sign_in("audit")
    page = client.get("/audit?action=view_cadre&object=cadre:").text
    assert "cadre:YZ012" in page
    assert "李敏" in page
    assert "&lt;b&gt;会前" in page
    assert "<td>登录</td>" not in page
    assert "没有符合条件的记录" in client.get("/audit?actor=nobody").text
    assert client.get("/audit?first=昨天&action=fly").status_code == 200


def test_the_record_is_paged_by_key(sign_in: SignIn, desk_store: Store) -> None:
    for number in range(105):
        desk_store.audit.record("limin", AuditAction.VIEW_CADRE, f"cadre:YZ{number:03}")
    client = sign_in("audit")
    page = client.get("/audit?action=view_cadre").text
    older = re.search(r'href="([^"]+before=\d+[^"]*)"', page)
    assert older is not None
    rest = client.get(older.group(1).replace("&amp;", "&")).text
    assert "cadre:YZ000" in rest
    assert "cadre:YZ104" not in rest


def test_the_head_is_printed_and_later_proves_the_record(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("audit")
    head = re.search(r"\d+:[0-9a-f]{64}", client.get("/audit/head").text)
    assert head is not None
    assert desk_store.audit.entries().entries[0].action is AuditAction.AUDIT_EXPORTED
    assert "✓ 完整" in client.get("/audit/verify", params={"kept": head.group()}).text
    other = head.group()[:-1] + ("0" if head.group()[-1] != "0" else "1")
    assert "与留存的链首不符" in client.get("/audit/verify", params={"kept": other}).text
    assert client.get("/audit/verify", params={"kept": "无"}).status_code == 400


def test_who_administers_does_not_read_the_record_and_who_audits_changes_nobody(sign_in: SignIn, desk_store: Store) -> None:
    assert sign_in("admin").get("/audit").status_code == 403
    assert sign_in("audit").get("/system").status_code == 403
    number = person(desk_store, "limin").id
    assert desk_store.access.change_person(number, PersonChange(), by="admin").scope == EVERYTHING
