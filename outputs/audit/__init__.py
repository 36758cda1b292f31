"""The chained record of what people and the system did: appended with the deed itself, never changed. docs/security.md tells how."""

from .actions import AuditAction
from .chain import GENESIS, SYSTEM, UNKNOWN, Head, append
from .record import Audit, AuditEntry, AuditFilter, AuditPage
from .verifying import Fault, FaultKind, Verification

__all__ = [
    "GENESIS",
    "SYSTEM",
    "UNKNOWN",
    "Audit",
    "AuditAction",
    "AuditEntry",
    "AuditFilter",
    "AuditPage",
    "Fault",
    "FaultKind",
    "Head",
    "Verification",
    "append",
]
