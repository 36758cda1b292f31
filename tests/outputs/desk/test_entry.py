"""Coming in and going out: cookies, lockout, expiry, forgery, and the password that must be changed."""

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import update

from outputs import Store
from outputs.access import Role
from outputs.access.tables import sessions
from outputs.audit import AuditAction
from outputs.desk import DeskOptions, create_app
from outputs.desk.throttle import ADDRESSES, FAILURES, SECONDS, Throttle
from tests.outputs.desk.scene import PASSWORD, FakeServices

SignIn = Callable[[str], TestClient]
NEW = "另一句 自己的 口令 二四"


def post_login(client: TestClient, login: str = "limin", password: str = PASSWORD) -> int:
    return client.post("/login", data={"login": login, "password": password}, follow_redirects=False).status_code


def test_a_page_sends_who_is_not_signed_in_to_where_one_signs_in(app: FastAPI) -> None:
    client = TestClient(app)
    answer = client.get("/account", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert client.get("/login").status_code == 200
    fragment = client.get("/account", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (401, "/login")


@pytest.mark.parametrize("https", [False, True])
def test_the_cookie_is_kept_from_scripts_and_other_sites(desk_store: Store, https: bool) -> None:
    app = create_app(desk_store, FakeServices(), DeskOptions(https=https))
    answer = TestClient(app).post("/login", data={"login": "limin", "password": PASSWORD}, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "Max-Age" not in cookie
    assert ("Secure" in cookie) == https
    assert ("Strict-Transport-Security" in answer.headers) == https


def test_a_new_session_has_a_new_secret_whatever_the_browser_brought(app: FastAPI) -> None:
    client = TestClient(app, cookies={"yiguan": "fixed-by-another"})
    assert post_login(client) == 303
    secrets = {cookie.value for cookie in client.cookies.jar if cookie.name == "yiguan"}
    assert len(secrets - {"fixed-by-another"}) == 1


def test_wrong_words_are_refused_without_telling_which(app: FastAPI) -> None:
    told = set()
    for login, password in (("limin", "不是这个口令"), ("nobody", PASSWORD), ("", "")):
        answer = TestClient(app).post("/login", data={"login": login, "password": password})
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers
        told.add(re.sub(r'value="[^"]*"', "", answer.text))
    assert len(told) == 1


def test_a_login_is_shown_again_escaped_and_a_password_never(app: FastAPI) -> None:
    answer = TestClient(app).post("/login", data={"login": '"><script>x</script>', "password": "看不见的口令"})
    assert "<script>x" not in answer.text
    assert "看不见的口令" not in answer.text


def test_the_account_is_locked_after_five_failures(app: FastAPI) -> None:
    client = TestClient(app)
    for _ in range(5):
        assert post_login(client, password="不是这个口令") == 401
    assert post_login(client) == 401
    assert post_login(client, "wangqiang") == 303, "others go on"


def test_an_address_that_fails_too_often_waits_whatever_login_it_tries(app: FastAPI) -> None:
    client = TestClient(app)
    app.state.throttle = throttle = Throttle()
    for number in range(FAILURES):
        assert throttle.begin("testclient"), number
    answer = client.post("/login", data={"login": "limin", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")


def test_the_throttle_forgets_by_time_and_forgives_success() -> None:
    clock = [0.0]
    throttle = Throttle(lambda: clock[0])
    for _ in range(FAILURES - 1):
        assert throttle.begin("a")
    for _ in range(3):
        assert throttle.begin("a")
        throttle.succeeded("a")
    assert throttle.begin("a")
    assert not throttle.begin("a")
    assert throttle.begin("b")
    clock[0] = SECONDS + 1
    assert throttle.begin("a")
    for number in range(ADDRESSES + 5):
        throttle.begin(str(number))
    assert len(throttle._attempts) == ADDRESSES


def test_a_session_that_expired_opens_nothing(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("limin")
    assert client.get("/account").status_code == 200
    with desk_store._database.writing() as connection:
        connection.execute(update(sessions).values(seen_at="2020-01-01T00:00:00+08:00"))
    assert client.get("/account", follow_redirects=False).headers["location"] == "/login"


def test_going_out_ends_the_session_on_the_server(sign_in: SignIn, app: FastAPI) -> None:
    client = sign_in("limin")
    kept = client.cookies["yiguan"]
    answer = client.post("/logout", follow_redirects=False)
    assert answer.headers["location"] == "/login"
    assert "yiguan" not in client.cookies
    assert "cache" in answer.headers["Clear-Site-Data"]
    again = TestClient(app, cookies={"yiguan": kept})
    assert again.get("/account", follow_redirects=False).headers["location"] == "/login"


@pytest.mark.parametrize(
    ("headers", "data"),
    [
        ({"X-CSRF-Token": ""}, {}),
        ({"X-CSRF-Token": "wrong"}, {}),
        ({"X-CSRF-Token": ""}, {"csrf": "wrong"}),
        ({"Origin": "https://evil.example"}, {}),
        ({"Origin": "null"}, {}),
    ],
)
def test_a_form_that_is_not_ours_does_nothing(
    sign_in: SignIn, desk_store: Store, headers: dict[str, str], data: dict[str, str]
) -> None:
    client = sign_in("limin")
    before = desk_store.audit.head()
    words = {"old": PASSWORD, "new": NEW, "again": NEW} | data
    assert client.post("/password", data=words, headers=headers).status_code == 403
    assert client.post("/logout", data=data, headers=headers).status_code == 403
    assert desk_store.audit.head() == before


def test_a_form_of_another_session_does_nothing(sign_in: SignIn) -> None:
    client, other = sign_in("limin"), sign_in("wangqiang")
    client.headers["X-CSRF-Token"] = other.headers["X-CSRF-Token"]
    assert client.post("/logout").status_code == 403


def test_a_form_brings_its_token_in_a_field(sign_in: SignIn) -> None:
    client = sign_in("limin")
    token = client.headers.pop("X-CSRF-Token")
    assert client.post("/logout", data={"csrf": token}, follow_redirects=False).status_code == 303


def test_a_one_time_password_leads_to_setting_ones_own_and_nowhere_else(app: FastAPI, desk_store: Store) -> None:
    _, once = desk_store.access.add_person(login="xinren", name="新人", roles=frozenset({Role.ADMINISTRATOR}), by="admin")
    client = TestClient(app)
    answer = client.post("/login", data={"login": "xinren", "password": once}, follow_redirects=False)
    assert answer.headers["location"] == "/password"
    for path in ("/", "/review", "/system", "/cadres"):
        assert client.get(path, follow_redirects=False).headers["location"] == "/password"
    page = client.get("/password").text
    token = page.partition('name="csrf" value="')[2].partition('"')[0]
    fields = {"csrf": token, "old": once, "new": NEW, "again": NEW}
    assert client.post("/password", data=fields | {"again": NEW + "x"}).status_code == 400
    assert client.post("/password", data=fields | {"new": "123456789012", "again": "123456789012"}).status_code == 400
    assert client.post("/password", data=fields, follow_redirects=False).headers["location"].startswith("/account")
    assert client.get("/system").status_code == 200


def test_a_wrong_old_password_changes_nothing(sign_in: SignIn, app: FastAPI) -> None:
    client = sign_in("limin")
    answer = client.post("/password", data={"old": "不是这个口令", "new": NEW, "again": NEW})
    assert answer.status_code == 400
    assert "原口令不正确" in answer.text
    assert post_login(TestClient(app)) == 303


def test_coming_in_going_out_and_being_refused_are_on_the_record(sign_in: SignIn, desk_store: Store, app: FastAPI) -> None:
    client = sign_in("limin")
    client.post("/logout")
    post_login(TestClient(app), password="不是这个口令")
    found = [(entry.action, entry.actor) for entry in reversed(desk_store.audit.entries(limit=3).entries)]
    assert found == [
        (AuditAction.SIGN_IN, "limin"),
        (AuditAction.SIGN_OUT, "limin"),
        (AuditAction.SIGN_IN_REFUSED, "limin"),
    ]


def test_a_token_of_ones_own_is_shown_once_and_can_be_given_up(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("limin")
    answer = client.post("/account/tokens", data={"name": "督查平台", "days": "30", "scopes": ["findings:read", "feed:read"]})
    secret = re.search(r"yg_[\w-]+", answer.text)
    assert secret is not None
    found = desk_store.access.token(secret.group())
    assert found is not None
    assert found[0].login == "limin"
    assert secret.group() not in client.get("/account").text
    assert sign_in("wangqiang").post(f"/account/tokens/{found[1].id}/revoke").status_code == 400, "it is not his"
    assert client.post(f"/account/tokens/{found[1].id}/revoke", follow_redirects=False).status_code == 303
    assert desk_store.access.token(secret.group()) is None


def test_a_token_reaches_no_further_than_its_person(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("shuili")
    assert client.post("/account/tokens", data={"name": "推送", "scopes": ["webhooks:manage"]}).status_code == 400
    answer = client.post("/account/tokens", data={"name": "文化", "scopes": ["findings:read"], "units": "市文化广电局"})
    secret = re.search(r"yg_[\w-]+", answer.text)
    assert secret is not None
    found = desk_store.access.token(secret.group())
    assert found is not None
    assert found[0].scope.units == frozenset()


def test_the_first_start_is_explained_on_the_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store.open(tmp_path_factory.mktemp("新") / "一贯.db") as store:
        store.access.first_administrator()
        assert "首次使用" in TestClient(create_app(store, FakeServices())).get("/login").text


def test_every_answer_is_dressed(app: FastAPI) -> None:
    client = TestClient(app)
    for path in ("/login", "/account", "/nowhere"):
        headers = client.get(path, follow_redirects=False).headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "'unsafe-inline'" not in policy
        assert "'unsafe-eval'" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"], headers["Cache-Control"]) == (
            "nosniff",
            "DENY",
            "no-store",
        )
        assert headers["Referrer-Policy"] == "same-origin"
