"""`export`: findings leave as a file, whole or as an increment, under their names or under pseudonyms, and it is recorded who took them."""

import getpass
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from outputs import (
    SHORTEST_KEY,
    AuditAction,
    ExportNote,
    Filled,
    Increment,
    Masker,
    Selection,
    StateFilter,
    Store,
    export,
    fill_template,
    known_names,
)
from schema import Cadre, ConfigError, Finding

from .analyst import PIPELINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to leave, and how."""

    out: Path
    form: str | None
    """None: as the file's suffix says."""
    state: StateFilter
    template: Path | None
    """A ledger to fill in, in place of a format."""
    since: int | None
    """None: everything, not an increment."""
    key: Path | None
    """The file with the key that pseudonyms are made with; None: names stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What left."""

    count: int
    withdrawn: int
    cursor: int
    """From which the next increment begins."""
    filled: Filled | None = None


def export_findings(store: Store, wanted: Wanted, *, at: str, watch: Callable[[int], object] | None = None) -> Exported:
    """Write the findings, and record it before the file is in its place."""
    masker = _masker(store, wanted.key) if wanted.key else None
    # Taken first: what changes while the findings are read comes again with the next increment.
    cursor = store.feed.head()
    findings: Iterable[Finding]
    increment = None
    if wanted.since is None:
        findings = store.selected(Selection(states=wanted.state.states), watch)
    else:
        findings = increment = Increment(store.feed, wanted.since, pending=wanted.state is StateFilter.ALL)
        cursor = increment.cursor
    notes = store.notes()
    note = ExportNote(
        state=wanted.state, at=at, version=PIPELINE, documents=tuple(map(masker.note, notes)) if masker else notes, cursor=cursor,
        since=wanted.since, withdrawn=increment.withdrawn if increment else (), masked=masker is not None,
    )  # fmt: skip

    def record(count: int) -> None:
        store.audit.record(f"cli:{user()}", AuditAction.EXPORT, "", _recorded(wanted, count, len(note.withdrawn)))

    told = masker.findings(findings) if masker else findings
    if wanted.template:
        filled = fill_template(told, wanted.template, wanted.out, note, leaving=record)
        return Exported(count=filled.count, withdrawn=len(note.withdrawn), cursor=cursor, filled=filled)
    count = export(told, wanted.out, note, format=wanted.form, leaving=record)
    return Exported(count=count, withdrawn=len(note.withdrawn), cursor=cursor)


def check_usage(wanted: Wanted) -> None:
    """Refuse what does not go together. Raises click.UsageError."""
    if wanted.template and (wanted.form or wanted.out.suffix.lower().lstrip(".")) != "xlsx":
        raise click.UsageError("--template 填出来的是 .xlsx，输出文件请以 .xlsx 结尾")
    if wanted.since is not None and wanted.state is StateFilter.PENDING:
        raise click.UsageError("增量（--since）只能是已确认的（--state confirmed）或全部（--state all）")


def show_exported(done: Exported, wanted: Wanted, *, any_held: bool) -> None:
    """Tell people what left; of an increment the new cursor goes to stdout, for scripts."""
    more = "" if wanted.since is None else f"，撤下 {done.withdrawn} 条"
    _tell(f"已导出 {done.count} 条到 {wanted.out}（{wanted.state.label}{more}）")
    if done.filled:
        _tell(f"填入工作表“{done.filled.sheet}”的列：{'、'.join(done.filled.filled)}")
        if done.filled.commendations:
            _tell(f"台账只列问题，略去肯定 {done.filled.commendations} 条")
        if done.filled.unknown:
            _tell(f"不认得、留空的列：{'、'.join(done.filled.unknown)}")
    if wanted.since is None:
        _tell(f"此后的变化请用 --since {done.cursor} 导出")
    else:
        click.echo(done.cursor)
    if not done.count and wanted.state is StateFilter.CONFIRMED and wanted.since is None and any_held:
        _tell("库中还没有已确认的条目；未经审核的条目请用 --state pending 或 --state all 导出")


def exported_as_json(done: Exported) -> dict[str, Any]:
    """What left, for programs."""
    told: dict[str, Any] = {"count": done.count, "withdrawn": done.withdrawn, "cursor": done.cursor}
    if done.filled:
        told |= {"sheet": done.filled.sheet, "filled": list(done.filled.filled), "unknown": list(done.filled.unknown)}
    return told


def _tell(message: str) -> None:
    click.echo(message, err=True)


def _masker(store: Store, path: Path) -> Masker:
    try:
        key = path.read_bytes().strip()
    except OSError as error:
        raise ConfigError(f"读不了密钥文件 {path}：{error.strerror or error}", "请用 --mask-names 给出密钥文件") from error
    if len(key) < SHORTEST_KEY:
        raise ConfigError(
            f"密钥文件 {path} 太短，至少要 {SHORTEST_KEY} 个字节",
            "请生成随机密钥并妥善保管，例如 head -c 32 /dev/urandom | base64 > 密钥文件",
        )
    return Masker(key, known_names(_cadres(store), (store.analysis(document.id) for document in store.documents())))


def _cadres(store: Store) -> Iterable[Cadre]:
    """Every state of every record: who bore another name before is known by it, too."""
    for roster in {one.roster: one for one in store.roster_imports()}:
        yield from store.roster(roster).cadres


def _recorded(wanted: Wanted, count: int, withdrawn: int) -> dict[str, Any]:
    form = "template" if wanted.template else wanted.form or wanted.out.suffix.lower().lstrip(".")
    return {
        "file": wanted.out.name, "format": form, "state": wanted.state.value, "count": count, "withdrawn": withdrawn,
        "since": wanted.since, "masked": wanted.key is not None,
    }  # fmt: skip


def user() -> str:
    """Who the operating system says runs this."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
