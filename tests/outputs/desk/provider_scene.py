"""A small OpenID Connect provider on this machine, which can be told to lie."""

import base64
import hashlib
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Form, Header, HTTPException
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "yiguan", "s3cret-of-the-client"


@dataclass
class SmallProvider:
    """Vouches for whoever `login` names, without asking."""

    login: str = "sunli"
    subject: str = "42"
    lies: dict[str, Any] = field(default_factory=dict)
    """Claims told otherwise; None: left out."""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signs_with: RSAKey | OctKey | None = None
    algorithm: str = "RS256"
    issuer_told: str = ""
    asked: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    _server: uvicorn.Server | None = None

    def start(self) -> None:
        """Serve until `stop`."""
        self._server = uvicorn.Server(uvicorn.Config(self._app(), host="127.0.0.1", port=0, log_level="error", lifespan="off"))
        threading.Thread(target=self._server.run, daemon=True).start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """Serve no more."""
        assert self._server is not None
        self._server.should_exit = True

    @property
    def issuer(self) -> str:
        """Its address."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def _app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def description() -> dict[str, str]:
            self.asked.append("description")
            here = self.issuer
            return {
                "issuer": self.issuer_told or here, "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token", "jwks_uri": f"{here}/keys",
            }  # fmt: skip

        @app.get("/authorize")
        def authorize(
            client_id: str, redirect_uri: str, state: str, nonce: str, code_challenge: str, code_challenge_method: str,
            response_type: str, scope: str,
        ) -> RedirectResponse:  # fmt: skip
            assert (client_id, code_challenge_method, response_type) == (CLIENT, "S256", "code")
            assert "openid" in scope.split()
            self._codes["code-1"] = {"nonce": nonce, "challenge": code_challenge, "redirect": redirect_uri}
            return RedirectResponse(f"{redirect_uri}?code=code-1&state={state}", status_code=302)

        @app.post("/token")
        def token(
            code: str = Form(), code_verifier: str = Form(), redirect_uri: str = Form(), authorization: str = Header("")
        ) -> dict[str, Any]:
            self.asked.append("token")
            told = self._codes.pop(code, None)
            proved = base64.urlsafe_b64encode(hashlib.sha256(code_verifier.encode()).digest()).rstrip(b"=").decode()
            expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            if told is None or told["challenge"] != proved or told["redirect"] != redirect_uri or authorization != expected:
                raise HTTPException(400, "invalid_grant")
            return {"access_token": "a", "token_type": "Bearer", "id_token": self._id_token(told["nonce"])}

        @app.get("/keys")
        def keys() -> dict[str, Any]:
            return KeySet([self.key]).as_dict(private=False)

        return app

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": self.subject, "nonce": nonce, "iat": now, "exp": now + 300,
            "preferred_username": self.login,
        } | self.lies  # fmt: skip
        told = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": self.algorithm, "kid": "one"}
        return jwt.encode(header, told, self.signs_with or self.key, algorithms=[self.algorithm])
