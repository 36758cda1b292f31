"""What is asked of an OpenID Connect provider, and how its answer is proved. The only place of the desk that contacts another machine
than those that webhooks name; nothing is contacted unless an administrator named a provider."""

import hmac
from dataclasses import asdict, dataclass
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from schema import StoreError

from ..addresses import is_link_local

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
TIMEOUT = 10
LEEWAY = 60
"""Seconds by which the provider's clock may differ."""
SCOPE = "openid profile"
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class ProviderFailed(StoreError):
    """The provider could not be reached, or its answer proves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """A provider."""

    name: str = ""
    """What the button says, e.g. 「市委统一身份认证」; empty: none is set."""
    issuer: str = ""
    client_id: str = ""
    client_secret: str = ""
    """Empty for a public client, which PKCE protects."""
    login_claim: str = "preferred_username"
    """The claim that holds the login of an account that waits for its first sign-in."""

    def kept(self) -> dict[str, str]:
        """To be kept as JSON."""
        return asdict(self)

    def check(self) -> None:
        """Raises StoreError when it could not work, or would in the clear."""
        if not self.name:
            return
        try:
            place = urlsplit(self.issuer)
        except ValueError as error:
            raise StoreError("统一身份认证的地址写错了", "请填写认证系统的 issuer 地址") from error
        if not place.hostname or is_link_local(place.hostname):
            raise StoreError("统一身份认证的地址没有写明主机，或是本机链路上的地址", "请填写认证系统的 issuer 地址")
        if place.scheme != "https" and not (place.scheme == "http" and place.hostname in _HERE):
            raise StoreError("统一身份认证的地址要以 https:// 开头", "请填写认证系统的 issuer 地址")
        if not self.client_id or not self.login_claim:
            raise StoreError("统一身份认证没有写明客户端编号或登录名字段", "请向认证系统的管理者索取")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What was asked, kept in the browser's cookie until it comes back."""

    state: str
    nonce: str
    verifier: str

    def kept(self) -> dict[str, str]:
        """To be kept as JSON."""
        return asdict(self)


class Provider:
    """A provider as its own description tells of it, which is read anew for each sign-in."""

    def __init__(self, settings: OidcSettings, callback: str) -> None:
        self._settings = settings
        self._callback = callback

    def begin(self) -> tuple[str, Pending]:
        """Where to send the browser, and what to remember. Raises ProviderFailed."""
        pending = Pending(state=token_urlsafe(24), nonce=token_urlsafe(24), verifier=token_urlsafe(48))
        with self._client() as client:
            address, _ = client.create_authorization_url(
                self._told()["authorization_endpoint"],
                state=pending.state,
                nonce=pending.nonce,
                code_verifier=pending.verifier,
            )
        return str(address), pending

    def complete(self, code: str, state: str, pending: Pending) -> tuple[str, str]:
        """Who the provider says it is: the subject, which lasts, and the login. Raises ProviderFailed."""
        import httpx
        from authlib.integrations.base_client import OAuthError
        from joserfc.errors import JoseError

        if not hmac.compare_digest(state.encode(), pending.state.encode()):
            raise ProviderFailed("统一身份认证的答复与本次登录不符", "请从登录页重新开始")
        with self._client() as client:
            told = self._told()
            try:
                token = client.fetch_token(told["token_endpoint"], code=code, code_verifier=pending.verifier)
                claims = self._proved(str(token.get("id_token", "")), self._get(told["jwks_uri"]), pending.nonce)
            except (OAuthError, JoseError, httpx.HTTPError, ValueError) as error:
                raise ProviderFailed("统一身份认证的答复未通过校验", "请重试，仍不行请找管理员核对设置") from error
        login = claims.get(self._settings.login_claim)
        if not login or not isinstance(login, str):
            raise ProviderFailed(f"统一身份认证没有给出 {self._settings.login_claim}", "请管理员核对登录名字段")
        return f"{self._settings.issuer}#{claims['sub']}", login

    def _proved(self, id_token: str, keys: Any, nonce: str) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.jwk import KeySet

        claims: dict[str, Any] = jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
        expected = {"iss": self._settings.issuer, "aud": self._settings.client_id, "nonce": nonce}
        wanted: dict[str, Any] = {name: {"essential": True, "value": value} for name, value in expected.items()}
        present: dict[str, Any] = {name: {"essential": True} for name in ("sub", "exp", "iat")}
        jwt.JWTClaimsRegistry(leeway=LEEWAY, **wanted, **present).validate(claims)
        if claims.get("azp", self._settings.client_id) != self._settings.client_id:
            raise ValueError("the token was made for another client")
        return claims

    def _told(self) -> dict[str, Any]:
        """The provider's description of itself."""
        told = self._get(self._settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if not isinstance(told, dict) or told.get("issuer") != self._settings.issuer or any(name not in told for name in needed):
            raise ProviderFailed("统一身份认证的自述与设置的地址不符", "请管理员核对 issuer")
        return told

    def _get(self, address: str) -> Any:
        import httpx

        try:
            return httpx.get(address, timeout=TIMEOUT, trust_env=False).raise_for_status().json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise ProviderFailed("连不上统一身份认证", "请稍后再试，或用口令登录") from error

    def _client(self) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        settings = self._settings
        return OAuth2Client(
            settings.client_id,
            settings.client_secret or None,
            token_endpoint_auth_method="client_secret_basic" if settings.client_secret else "none",
            scope=SCOPE,
            redirect_uri=self._callback,
            code_challenge_method="S256",
            timeout=TIMEOUT,
            trust_env=False,
            follow_redirects=False,
        )
