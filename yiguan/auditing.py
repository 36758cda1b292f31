"""What commands put on the record, and `yiguan audit`: whether the record is whole."""

import click

from outputs import Store
from outputs.audit import AuditAction, Head, Verification

from .exporting import user

BROKEN = 3
"""Exit code when the chain is not whole."""


def leaving(store: Store, action: AuditAction, object: str, **told: str) -> None:
    """Record that the person at this machine takes something out of the store."""
    store.audit.record(f"cli:{user()}", action, object, told)


def verification_as_json(verification: Verification) -> dict[str, object]:
    """For programs."""
    return {
        "whole": verification.whole,
        "rows": verification.rows,
        "head": str(verification.head),
        "faults": [{"kind": one.kind, "number": one.number, "until": one.until} for one in verification.faults],
        "fault_count": verification.fault_count,
    }


def show_verification(verification: Verification, kept: Head | None) -> None:
    """For people."""
    for fault in verification.faults:
        click.echo(str(fault))
    if verification.fault_count > len(verification.faults):
        click.echo(f"……共 {verification.fault_count} 处")
    if verification.whole:
        against = f"，与留存的链首（第 {kept.number} 条）相符" if kept else ""
        click.echo(f"审计记录完整：{verification.rows} 条{against}")
        click.echo(f"链首 {verification.head}")
    else:
        click.echo(f"审计记录不完整：{verification.rows} 条中发现 {verification.fault_count} 处问题")
