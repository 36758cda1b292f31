"""Who calls: a token, what it may be used for, and the units that it and its person both see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ..access import Person, Scope, Token, TokenScope
from ..desk.guard import DeskHere
from ..moments import now

_BEARER = HTTPBearer(auto_error=False, scheme_name="token", description="个人访问令牌 / personal access token")


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A program that calls for a person."""

    person: Person
    token: Token

    @property
    def scope(self) -> Scope:
        """The units that the token and its person both see."""
        return self.person.scope

    @property
    def actor(self) -> str:
        """As records name him."""
        return self.person.login

    def may(self, wanted: TokenScope) -> bool:
        """Whether the token may be used so."""
        return wanted in self.token.scopes


def client(desk: DeskHere, sent: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]) -> Client:
    """Who calls. Answers 401 to who brings no valid token."""
    challenge = {"WWW-Authenticate": 'Bearer realm="yiguan"'}
    if sent is None:
        raise HTTPException(401, "没有访问令牌；请在请求头写 Authorization: Bearer 令牌", headers=challenge)
    found = desk.store.access.token(sent.credentials, now())
    if found is None:
        raise HTTPException(401, "访问令牌无效、已过期或已收回；请在系统页面重新签发", headers=challenge)
    person, token = found
    return Client(person=person, token=token)


def needs(wanted: TokenScope) -> Callable[..., Client]:
    """A dependency that lets pass whose token may be used so, and gives him."""

    def allowed(calling: Annotated[Client, Depends(client)]) -> Client:
        if not calling.may(wanted):
            raise HTTPException(403, f"这个令牌没有“{wanted.label}”（{wanted.value}）的用途")
        return calling

    allowed.scope = wanted  # type: ignore[attr-defined]
    return allowed


FindingReader = Annotated[Client, Depends(needs(TokenScope.FINDINGS))]
Decider = Annotated[Client, Depends(needs(TokenScope.DECIDE))]
DocumentReader = Annotated[Client, Depends(needs(TokenScope.DOCUMENTS))]
DocumentWriter = Annotated[Client, Depends(needs(TokenScope.UPLOAD))]
CadreReader = Annotated[Client, Depends(needs(TokenScope.CADRES))]
FeedReader = Annotated[Client, Depends(needs(TokenScope.FEED))]
WebhookManager = Annotated[Client, Depends(needs(TokenScope.WEBHOOKS))]
