"""Who asks, and whether he may: every page names the right that it needs, and reads within the caller's units."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from ..access import Permission, Person, Scope
from ..store import Store
from .options import DeskOptions
from .services import Services

COOKIE = "yiguan"
"""Name of the session's cookie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What pages work with."""

    store: Store
    services: Services
    options: DeskOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks."""

    person: Person
    csrf: str
    """What his forms must bring back."""

    @property
    def scope(self) -> Scope:
        """The units that he may see."""
        return self.person.scope

    @property
    def login(self) -> str:
        """As records name him."""
        return self.person.login


class SignInNeeded(Exception):
    """Nobody is signed in: the page sends to where one signs in, a fragment or script is told so."""


class PasswordChangeNeeded(Exception):
    """He must set a password of his own before anything else."""


def desk(request: Request) -> Desk:
    """What pages work with."""
    found: Desk = request.app.state.desk
    return found


def caller(request: Request) -> Caller:
    """Who asks. Raises SignInNeeded."""
    found: Caller | None = request.state.caller
    if found is None:
        raise SignInNeeded
    return found


def may(permission: Permission) -> Callable[..., Caller]:
    """A dependency that lets pass who may do this, and gives him."""

    def allowed(asking: Annotated[Caller, Depends(caller)]) -> Caller:
        if asking.person.must_change:
            raise PasswordChangeNeeded
        if not asking.person.may(permission):
            raise HTTPException(403, f"您没有“{permission.label}”的权限，请找管理员开通")
        return asking

    allowed.permission = permission  # type: ignore[attr-defined]
    return allowed


DeskHere = Annotated[Desk, Depends(desk)]
Anybody = Annotated[Caller, Depends(caller)]
"""Whoever is signed in, also before he changed his one-time password."""
Reader = Annotated[Caller, Depends(may(Permission.READ))]
Reviewer = Annotated[Caller, Depends(may(Permission.REVIEW))]
Seconder = Annotated[Caller, Depends(may(Permission.SECOND))]
Uploader = Annotated[Caller, Depends(may(Permission.UPLOAD))]
Exporter = Annotated[Caller, Depends(may(Permission.EXPORT))]
Administrator = Annotated[Caller, Depends(may(Permission.ADMINISTER))]
Auditor = Annotated[Caller, Depends(may(Permission.AUDIT))]
