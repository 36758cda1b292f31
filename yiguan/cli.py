"""The command line. Results go to stdout, progress and warnings to stderr; docs/commands.md lists every command."""

import json
import os
import signal
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from .config import Settings, load_settings
from .speech import Command, Group

SOME_FAILED = 3
JSON = click.option("--json", "as_json", is_flag=True, help="结果以 JSON 输出，供程序读取")


STORE = click.option(
    "--store", metavar="库", help="数据库：文件路径或 SQLAlchemy 地址（默认：设置文件所写，否则当前文件夹的 yiguan.db）"
)


@click.group(cls=Group, context_settings={"help_option_names": ["--help"]})
@click.version_option(package_name="yiguan", prog_name="yiguan", message="%(prog)s %(version)s", help="显示版本")
def main() -> None:
    """一贯：从干部管理文书中抽取问题及整改证据，逐条锚定原文、关联干部。结果仅供研判参考，不作为结论。"""


@main.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="路径…", type=click.Path(path_type=Path))
@click.option("--roster", type=click.Path(path_type=Path), metavar="名册", help="干部名册（.csv 或 .xlsx）；不给则不关联干部")
@STORE
@click.option(
    "--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, show_default=True, metavar="N", help="同时工作的进程数"
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="在本机进程中运行，或在 Ray 集群上运行",
)
@click.option("--model", type=click.Path(path_type=Path), metavar="文件夹", help="模型文件夹（默认：随一贯提供的模型）")
@JSON
def run(
    paths: tuple[Path, ...], roster: Path | None, store: str | None, jobs: int, engine: str, model: Path | None, as_json: bool
) -> int:
    """读取路径下的全部文件，抽取、关联并入库；再次运行只处理有变化的文件。"""
    from outputs import Store

    from .engine import ENGINES
    from .pipeline import run as run_pipeline
    from .reports import run_as_json, run_tables
    from .watching import progress

    for path in paths:
        if not path.exists():
            raise click.BadParameter(f"{path} 不存在", param_hint="路径")
    settings = _settings(store=store, roster=roster, model=model)
    signal.signal(signal.SIGTERM, _interrupted)
    with Store.open(settings.store) as opened, progress("读取文件") as watch:
        report = run_pipeline(paths, settings, ENGINES[engine](jobs), watch, opened)
    if as_json:
        _print_json(run_as_json(report))
    else:
        run_tables(report)
    return SOME_FAILED if report.failures else 0


@main.command(cls=Command)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@JSON
def read(file: Path, as_json: bool) -> int:
    """显示一个文件读出来的样子：每段、每格及其位置。"""
    from ingest import read_isolated

    from .reports import document_as_json, show_document

    if not file.is_file():
        raise click.BadParameter(f"{file} 不存在或不是文件", param_hint="文件")
    document = read_isolated(file, load_settings().read)
    if as_json:
        _print_json(document_as_json(document))
    else:
        show_document(document)
    return 0


@main.command(cls=Command)
@click.argument("out", metavar="输出文件", type=click.Path(path_type=Path))
@STORE
@click.option("--format", "form", type=click.Choice(["jsonl", "parquet", "xlsx", "csv"]), help="格式（默认：按文件后缀）")
@click.option(
    "--state", type=click.Choice(["confirmed", "pending", "all"]), default="confirmed", show_default=True,
    help="导出哪些：已确认、待审，或全部（已驳回、已撤下的任何时候都不导出）",
)  # fmt: skip
def export(out: Path, store: str | None, form: str | None, state: str) -> int:
    """导出问题与肯定条目；默认只导出已确认的。"""
    from outputs import ExportNote, Selection, StateFilter, Store
    from outputs import export as write

    from .analyst import PIPELINE
    from .watching import counted

    wanted = StateFilter(state)
    with Store.open(_settings(store=store).store, create=False) as opened:
        note = ExportNote(state=wanted, at=datetime.now().astimezone().isoformat(timespec="seconds"), version=PIPELINE)
        with counted("导出", opened.findings(Selection(states=wanted.states))) as findings:
            count = write(findings, out, note, format=form)
        held = sum(opened.summary().findings.values(), start=0)
    click.echo(f"已导出 {count} 条到 {out}（{wanted.label}）", err=True)
    if not count and wanted is StateFilter.CONFIRMED and held:
        click.echo("库中还没有已确认的条目；未经审核的条目请用 --state pending 或 --state all 导出", err=True)
    return 0


@main.command(cls=Command)
@click.argument("gold", nargs=-1, required=True, metavar="标注文件夹…", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, metavar="模型文件夹", type=click.Path(path_type=Path), help="训练好的模型写到哪里")
def train(gold: tuple[Path, ...], out: Path) -> int:
    """用标注文件夹训练模型，整位作者留作校准。"""
    from models import TrainingOptions

    from .training import train_models
    from .watching import stages

    _folders(gold)
    with stages() as report:
        trained = train_models(gold, out, TrainingOptions(), report)
    click.echo(f"模型已写入 {out}（{trained.id}）", err=True)
    return 0


@main.command(cls=Command)
@click.argument("gold", metavar="标注文件夹", type=click.Path(path_type=Path))
@click.option("--model", type=click.Path(path_type=Path), metavar="文件夹", help="模型文件夹（默认：随一贯提供的模型）")
@JSON
def evaluate(gold: Path, model: Path | None, as_json: bool) -> int:
    """在标注文件夹上运行全流程，给出质量表。"""
    from models import load_models

    from .evaluation import evaluate as measure
    from .reports import quality_table
    from .watching import documents

    _folders((gold,))
    settings = _settings(model=model)
    with documents(sum(1 for _ in gold.glob("*.json"))) as report:
        table = measure(gold, load_models(settings.model), settings.link, report)
    if as_json:
        _print_json(table)
    else:
        quality_table(table)
    return 0


@main.command("check-roster", cls=Command)
@click.argument("file", metavar="名册", type=click.Path(path_type=Path))
@JSON
def check_roster(file: Path, as_json: bool) -> int:
    """检查干部名册，逐条列出自相矛盾之处及其行、列。"""
    from cadres import contradictions

    from .reports import faults_as_json, show_faults

    faults = contradictions(file)
    if as_json:
        _print_json(faults_as_json(faults))
    else:
        show_faults(faults, file)
    return SOME_FAILED if faults else 0


@main.command(cls=Command)
@STORE
@JSON
def status(store: str | None, as_json: bool) -> int:
    """库里有什么、哪些文件没读成、多少条待审。"""
    from outputs import Store

    from .reports import show_status, status_as_json

    with Store.open(_settings(store=store).store, create=False) as opened:
        summary, failures = opened.summary(), tuple(opened.failures())
    if as_json:
        _print_json(status_as_json(summary, failures))
    else:
        show_status(summary, failures)
    return 0


@main.command(cls=Command)
def schema() -> int:
    """输出 yiguan.finding/1 的 JSON Schema。"""
    from schema import finding_json_schema

    click.echo(finding_json_schema(), nl=False)
    return 0


def _settings(*, store: str | None = None, roster: Path | None = None, model: Path | None = None) -> Settings:
    """The settings, with what the command line says in place of them."""
    said: dict[str, Any] = {"store": store, "roster": roster, "model": model}
    return replace(load_settings(), **{name: value for name, value in said.items() if value is not None})


def _folders(paths: tuple[Path, ...]) -> None:
    for path in paths:
        if not path.is_dir():
            raise click.BadParameter(f"{path} 不存在或不是文件夹", param_hint="标注文件夹")


def _interrupted(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
