"""Signing in through OpenID Connect against a small provider: PKCE, state and nonce hold, lies are refused, nothing is asked unless set."""

import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc.jwk import OctKey, RSAKey

from outputs import Store
from outputs.access import Role
from outputs.audit import AuditAction
from tests.outputs.desk.provider_scene import CLIENT, SECRET, SmallProvider

Lie = Callable[[SmallProvider], object]


@pytest.fixture
def provider() -> Iterator[SmallProvider]:
    made = SmallProvider()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def ready(desk_store: Store, provider: SmallProvider) -> None:
    """The provider is set, and 孙丽 has an account that waits for her."""
    told = {
        "name": "市统一认证", "issuer": provider.issuer, "client_id": CLIENT, "client_secret": SECRET,
        "login_claim": "preferred_username",
    }  # fmt: skip
    desk_store.access.set_parameter("oidc", told, by="admin")
    desk_store.access.add_person(login="sunli", name="孙丽", roles=frozenset({Role.READER}), by="admin", external=True)


def there_and_back(client: TestClient) -> str:
    """The way back from the provider, to be asked of the desk."""
    began = client.get("/oidc/login", follow_redirects=False)
    assert began.status_code == 303, began.text
    return str(httpx.get(began.headers["location"]).headers["location"])


@pytest.mark.usefixtures("ready")
def test_whom_the_provider_vouches_for_comes_in(app: FastAPI, desk_store: Store) -> None:
    client = TestClient(app)
    assert "用市统一认证登录" in client.get("/login").text
    answer = client.get(there_and_back(client), follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "孙丽" in client.get("/account").text
    entry = desk_store.audit.entries().entries[0]
    assert (entry.action, entry.actor) == (AuditAction.SIGN_IN, "sunli")
    assert entry.detail["subject"].endswith("#42")


@pytest.mark.usefixtures("ready")
def test_the_subject_counts_from_then_on_and_not_the_name(app: FastAPI, provider: SmallProvider) -> None:
    client = TestClient(app)
    client.get(there_and_back(client))
    provider.login = "renamed"
    again = TestClient(app)
    assert again.get(there_and_back(again), follow_redirects=False).status_code == 303
    provider.login, provider.subject = "sunli", "43"
    other = TestClient(app)
    assert other.get(there_and_back(other), follow_redirects=False).status_code == 401


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("login", ["limin", "nobody"])
def test_who_has_no_account_that_waits_stays_out(app: FastAPI, provider: SmallProvider, login: str) -> None:
    provider.login = login
    client = TestClient(app)
    answer = client.get(there_and_back(client), follow_redirects=False)
    assert answer.status_code == 401
    assert client.get("/account", follow_redirects=False).headers["location"] == "/login"


def claims(**lies: object) -> Lie:
    return lambda provider: provider.lies.update(lies)


def another_key(provider: SmallProvider) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})


def public_key_as_secret(provider: SmallProvider) -> None:
    provider.signs_with = OctKey.import_key(provider.key.as_pem(private=False).decode()[30:100])
    provider.algorithm = "HS256"


def another_issuer(provider: SmallProvider) -> None:
    provider.issuer_told = "https://evil.example"


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    "lie",
    [
        claims(nonce="another"),
        claims(nonce=None),
        claims(aud="another"),
        claims(aud=["another", CLIENT], azp="another"),
        claims(iss="https://evil.example"),
        claims(exp=int(time.time()) - 3600),
        claims(exp=None),
        claims(iat=int(time.time()) + 3600),
        claims(sub=None),
        claims(preferred_username=None),
        claims(preferred_username=["sunli"]),
        another_key,
        public_key_as_secret,
    ],
)
def test_a_token_that_proves_nothing_is_refused(app: FastAPI, provider: SmallProvider, desk_store: Store, lie: Lie) -> None:
    lie(provider)
    client = TestClient(app)
    answer = client.get(there_and_back(client), follow_redirects=False)
    assert answer.status_code == 401
    assert "yiguan" not in client.cookies
    assert desk_store.audit.entries().entries[0].action is AuditAction.SIGN_IN_REFUSED


@pytest.mark.usefixtures("ready")
def test_a_way_back_that_another_began_is_refused(app: FastAPI) -> None:
    client, other = TestClient(app), TestClient(app)
    back = there_and_back(client)
    assert other.get(back, follow_redirects=False).status_code == 401, "no cookie"
    there_and_back(other)
    assert other.get(back, follow_redirects=False).status_code == 401, "another state"
    other.cookies.set("yiguan_oidc", "bm8=", path="/oidc")
    assert other.get("/oidc/callback?code=x&state=y", follow_redirects=False).status_code == 401


@pytest.mark.usefixtures("ready")
def test_a_code_serves_once(app: FastAPI) -> None:
    client = TestClient(app)
    back = there_and_back(client)
    assert client.get(back, follow_redirects=False).status_code == 303
    assert client.get(back, follow_redirects=False).status_code == 401


@pytest.mark.usefixtures("ready")
def test_what_the_provider_refuses_or_cannot_is_told(app: FastAPI, provider: SmallProvider) -> None:
    client = TestClient(app)
    there_and_back(client)
    assert client.get("/oidc/callback?error=access_denied&state=x", follow_redirects=False).status_code == 401
    another_issuer(provider)
    answer = client.get("/oidc/login", follow_redirects=False)
    assert answer.status_code == 401
    assert "issuer" in answer.text
    provider.issuer_told = ""
    provider.stop()
    time.sleep(0.3)
    answer = client.get("/oidc/login", follow_redirects=False)
    assert answer.status_code == 401
    assert "连不上" in answer.text


def test_nothing_is_asked_unless_a_provider_is_set(app: FastAPI, provider: SmallProvider) -> None:
    client = TestClient(app)
    assert "oidc" not in client.get("/login").text
    assert client.get("/oidc/login").status_code == 404
    assert client.get("/oidc/callback?code=x&state=y").status_code in (401, 404)
    assert provider.asked == []
