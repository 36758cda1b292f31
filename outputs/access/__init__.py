"""Who may sign in, what they may do, and which units they see. docs/security.md tells how each is kept."""

from .access import Access
from .directory import PersonChange
from .parameters import read_parameter, write_parameter
from .people import Person, Session, SignInRefused, Token
from .roles import EVERYTHING, NEEDS, ROLES, Permission, Role, Scope, TokenScope
from .signing import SessionOptions
from .within import cadres_within, documents_within, findings_within

__all__ = [
    "EVERYTHING",
    "NEEDS",
    "ROLES",
    "Access",
    "Permission",
    "Person",
    "PersonChange",
    "Role",
    "Scope",
    "Session",
    "SessionOptions",
    "SignInRefused",
    "Token",
    "TokenScope",
    "cadres_within",
    "documents_within",
    "findings_within",
    "read_parameter",
    "write_parameter",
]
