"""The command line. Results go to stdout, progress and warnings to stderr; docs/commands.md lists every command."""

import json
import os
import signal
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from .config import Settings, load_settings
from .speech import Command, Group, the_day

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
@click.option(
    "--roster", type=click.Path(path_type=Path), metavar="名册",
    help="干部名册（.csv、.xlsx）或任免审批表（.lrmx、.lrm），可以是文件、文件夹或 .zip；不给则不关联干部",
)  # fmt: skip
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
    from .rosters import news_as_json, show_news
    from .watching import progress

    for path in paths:
        if not path.exists():
            raise click.BadParameter(f"{path} 不存在", param_hint="路径")
    settings = _settings(store=store, roster=roster, model=model)
    signal.signal(signal.SIGTERM, _interrupted)
    with Store.open(settings.store) as opened, progress("读取文件") as watch:
        report = run_pipeline(paths, settings, ENGINES[engine](jobs), watch, opened)
    if as_json:
        _print_json(
            run_as_json(report) | {"roster": news_as_json(report.roster_changes, report.roster_skipped, report.roster_unread)}
        )
    else:
        if settings.roster:
            show_news(report.roster_changes, report.roster_skipped, report.roster_unread, settings.roster)
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
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "parquet", "xlsx", "csv", "webanno", "prov", "gold"]),
    help="格式（默认：按文件后缀；.jsonld 须写明 webanno 或 prov；gold 把审完的文档写成标注文件夹，供训练）",
)  # fmt: skip
@click.option(
    "--state", type=click.Choice(["confirmed", "pending", "all"]), default="confirmed", show_default=True,
    help="导出哪些：已确认、待审，或全部（已驳回、已撤下的任何时候都不导出）",
)  # fmt: skip
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="模板",
    help="按列名填入自己的台账模板（.xlsx），模板的样式、公式和其他内容不变",
)
@click.option(
    "--since", type=click.IntRange(min=0), metavar="游标", help="只导出这个游标之后的变化，撤下的另列；新游标写到标准输出"
)
@click.option(
    "--mask-names",
    "key",
    type=click.Path(path_type=Path),
    metavar="密钥文件",
    help="人名和干部编号换成化名，同一密钥下同一人化名相同",
)
@JSON
def export(
    out: Path, store: str | None, form: str | None, state: str, template: Path | None, since: int | None, key: Path | None,
    as_json: bool,
) -> int:  # fmt: skip
    """导出问题与肯定条目；默认只导出已确认的。"""
    from outputs import StateFilter, Store, now

    if form == "gold":
        if template or key or since is not None or state != "confirmed":
            raise click.UsageError("--format gold 导出审完的文档，不能与 --state、--template、--since、--mask-names 同用")
        return _export_gold(out, store, as_json=as_json)

    from .exporting import Wanted, check_usage, export_findings, exported_as_json, show_exported
    from .watching import counting

    wanted = Wanted(out=out, form=form, state=StateFilter(state), template=template, since=since, key=key)
    check_usage(wanted)
    with Store.open(_settings(store=store).store, create=False) as opened, counting("导出") as watch:
        done = export_findings(opened, wanted, at=now(), watch=watch)
        held = sum(opened.summary().findings.values(), start=0)
    if as_json:
        _print_json(exported_as_json(done))
    else:
        show_exported(done, wanted, any_held=bool(held))
    return 0


@main.command(cls=Command)
@click.argument("gold", nargs=-1, required=True, metavar="标注文件夹…", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, metavar="模型文件夹", type=click.Path(path_type=Path), help="训练好的模型写到哪里")
@click.option(
    "--backbone", metavar="文件夹或名称",
    help="在预训练中文编码器（本机文件夹，或模型库中的名称）上微调，导出为 ONNX；中断后用同样的命令接着训练",
)  # fmt: skip
@click.option("--epochs", type=click.IntRange(min=1), metavar="N", help="微调最多几轮（默认：10）；留出作者上没有进步会提前结束")
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="微调的随机种子（默认：0）")
@click.option("--full-precision", is_flag=True, help="微调后的权重保留 32 位浮点，不压成八位整数")
def train(
    gold: tuple[Path, ...], out: Path, backbone: str | None, epochs: int | None, seed: int | None, full_precision: bool
) -> int:
    """用标注文件夹训练模型，整位作者留作校准。"""
    from .watching import stages

    _folders(gold)
    tuning = {"epochs": epochs, "seed": seed, "eight_bits": False if full_precision else None}
    said: dict[str, Any] = {name: value for name, value in tuning.items() if value is not None}
    if said and backbone is None:
        raise click.UsageError("--epochs、--seed、--full-precision 只用于微调，须与 --backbone 同用")
    signal.signal(signal.SIGTERM, _interrupted)
    with stages() as report:
        if backbone is None:
            from models import TrainingOptions

            from .training import train_models

            trained = train_models(gold, out, TrainingOptions(), report)
        else:
            from models import TuningOptions

            from .finetuning import fine_tune_models

            options = replace(TuningOptions(), **said)
            trained = fine_tune_models(gold, backbone, out, options, load_settings().link, report, _tell)
    click.echo(f"模型已写入 {out}（{trained.id}）", err=True)
    return 0


@main.command(cls=Command)
@click.argument("gold", metavar="标注文件夹", type=click.Path(path_type=Path))
@click.option("--model", type=click.Path(path_type=Path), metavar="文件夹", help="模型文件夹（默认：随一贯提供的模型）")
@click.option("--details", is_flag=True, help="另按文种分列，并给出置信度与正确率对照表")
@JSON
def evaluate(gold: Path, model: Path | None, details: bool, as_json: bool) -> int:
    """在标注文件夹上运行全流程，给出质量表。"""
    from models import load_models

    from .evaluation import evaluate as measure
    from .reports import kinds_table, quality_table, reliability_table
    from .watching import documents

    _folders((gold,))
    settings = _settings(model=model)
    with documents(sum(1 for _ in gold.glob("*.json"))) as report:
        quality = measure(gold, load_models(settings.model), settings.link, report)
    if as_json:
        more = {"by kind": quality.kinds, "reliability": [asdict(band) for band in quality.reliability]}
        _print_json({**quality.table, **(more if details else {})})
        return 0
    quality_table(quality.table)
    if details:
        kinds_table(quality.kinds)
        reliability_table(quality.reliability)
    return 0


@main.command("check-roster", cls=Command)
@click.argument("file", metavar="名册", type=click.Path(path_type=Path))
@JSON
def check_roster(file: Path, as_json: bool) -> int:
    """检查干部名册或任免审批表（文件、文件夹、.zip），逐条列出自相矛盾之处及其文件、行、列。"""
    from cadres import contradictions

    from .rosters import faults_as_json, show_faults

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
@click.argument("file", required=False, metavar="[文件]", type=click.Path(path_type=Path))
@STORE
@JSON
def coverage(file: Path | None, store: str | None, as_json: bool) -> int:
    """每段、每格的去向：检索了没有，没有检索的为什么；给出文件则看一份，否则看库中各文件夹的合计。"""
    from outputs import Store

    from . import coverage as ledger

    settings = _settings(store=store)
    if file is not None:
        if not file.is_file():
            raise click.BadParameter(f"{file} 不存在或不是文件", param_hint="文件")
        document, analysis = ledger.document_coverage(file, settings)
        if as_json:
            _print_json(ledger.document_coverage_as_json(document, analysis))
        else:
            ledger.show_document_coverage(document, analysis)
        return 0
    with Store.open(settings.store, create=False) as opened:
        totals, unknown = ledger.store_coverage(opened)
    if as_json:
        _print_json(ledger.store_coverage_as_json(totals, unknown))
    else:
        ledger.show_store_coverage(totals, unknown)
    return 0


@main.command(cls=Command)
@click.argument("finding", metavar="条目编号")
@STORE
@click.option("--roster", type=click.Path(path_type=Path), metavar="名册", help="运行时所用的干部名册；给出才能重算关联的依据")
@click.option("--model", type=click.Path(path_type=Path), metavar="文件夹", help="模型文件夹（默认：随一贯提供的模型）")
@JSON
def explain(finding: str, store: str | None, roster: Path | None, model: Path | None, as_json: bool) -> int:
    """说明一个条目的依据：哪些词语、哪些规则起了作用，为什么归入这一类别、这一提出方和当事人。"""
    from outputs import Store

    from .explaining import explained, explanation_as_json, show_explanation

    settings = _settings(store=store, roster=roster, model=model)
    with Store.open(settings.store, create=False) as opened:
        told = explained(finding, opened, settings)
    if as_json:
        _print_json(explanation_as_json(told))
    else:
        show_explanation(told)
    return 0


@main.command(cls=Command)
@STORE
@click.option(
    "-o", "--out", required=True, metavar="文件", type=click.Path(path_type=Path), help="写到哪里（.jsonl，一行一人一类）"
)
@click.option(
    "--as-of", metavar="日期", callback=the_day, help="只用这一天及以前的材料，如 2024-06-30、2024-06、2024（默认：今天）"
)
@click.option(
    "--state", type=click.Choice(["confirmed", "all"]), default="confirmed", show_default=True,
    help="依据哪些条目：已确认的，或连同待审、存疑的（其结果标为待核，不给出“反复”以上的判断）",
)  # fmt: skip
def analyze(store: str | None, out: Path, as_of: str, state: str) -> int:
    """一时与一贯分析：逐人逐类说明近年材料支持什么、不支持什么。仅供研判参考，不作为结论。"""
    from outputs import Store, now
    from outputs.audit import AuditAction

    from .analysing import analyse
    from .auditing import leaving
    from .reports import NOTICE

    with Store.open(_settings(store=store).store, create=False) as opened:
        leaving(opened, AuditAction.EXPORT, "", what="patterns", as_of=as_of, state=state)
        done = analyse(opened, out, as_of=as_of, at=now(), confirmed_only=state == "confirmed")
        held = sum(opened.summary().findings.values(), start=0)
    click.echo(f"已写入 {done.lines} 行（{done.cadres} 人）到 {out}", err=True)
    if done.provisional:
        click.echo(f"其中 {done.provisional} 行所据材料未全部审核，标为待核，“反复”以上的判断不输出", err=True)
    if not done.lines and held and state == "confirmed":
        click.echo("库中还没有已确认且关联到人的条目；未经审核的可用 --state all 分析，结果标为待核", err=True)
    click.echo(NOTICE, err=True)
    return 0


@main.command(cls=Command)
@click.argument("cadre", metavar="干部编号")
@STORE
@click.option(
    "-o", "--out", required=True, metavar="文件", type=click.Path(path_type=Path), help="写到哪里：.docx、.html 或 .json"
)
@click.option("--as-of", metavar="日期", callback=the_day, help="截至哪一天，如 2024-06-30、2024-06、2024（默认：今天）")
@click.option(
    "--state", type=click.Choice(["confirmed", "all"]), default="confirmed", show_default=True,
    help="收录哪些条目：已确认，或连同待审和存疑（标“待核”，不据以作出“反复”及以上的判断）",
)  # fmt: skip
def dossier(cadre: str, store: str | None, out: Path, as_of: str, state: str) -> int:
    """写出一名干部的一人一档：任职、各年情况、正反两面、整改、原文摘录。"""
    from outputs import StateFilter, Store, now, write_dossier
    from outputs.audit import AuditAction

    from .analysing import settle
    from .auditing import leaving
    from .dossiers import dossier_of
    from .gathering import evidence_of

    states, at = StateFilter(state), now()
    with Store.open(_settings(store=store).store, create=False) as opened:
        settle(opened)
        evidence = evidence_of(opened, cadre, states, as_of=as_of, at=at)
        leaving(opened, AuditAction.DOSSIER, f"cadre:{cadre}", form=out.suffix, state=states.value)
    confirmed_only = states is StateFilter.CONFIRMED
    made = dossier_of(evidence, as_of=as_of, confirmed_only=confirmed_only, made_at=at, version=version("yiguan"))
    write_dossier(made, out)
    _tell(f"已写出{made.person.name}的一人一档到 {out}（{states.label}，{len(made.exhibits)} 条）")
    if not made.exhibits and confirmed_only:
        _tell("此人没有已确认的条目；未经审核的条目请用 --state all 收录")
    return 0


@main.command(cls=Command)
@STORE
@click.option("-o", "--out", required=True, metavar="文件", type=click.Path(path_type=Path), help="写到哪里：.docx 或 .xlsx")
@click.option("--from", "first", metavar="日期", callback=the_day, help="本期第一天（默认：--to 所在月的一日）")
@click.option("--to", "last", metavar="日期", callback=the_day, help="本期最后一天（默认：--as-of 那天）")
@click.option("--unit", metavar="单位", help="只汇总这个单位，如 市水利局")
@click.option("--as-of", metavar="日期", callback=the_day, help="逾期和待审截至哪一天（默认：今天）")
def digest(store: str | None, out: Path, first: str | None, last: str | None, unit: str | None, as_of: str) -> int:
    """写出一段时间的汇总：各单位新增、逾期、整改后又发生和待审的事项。"""
    from outputs import Store, now, write_digest
    from outputs.audit import AuditAction

    from .auditing import leaving
    from .digests import digest_of
    from .gathering import records_of

    last = last or as_of
    first = first or f"{last[:7]}-01"
    if first > last:
        raise click.BadParameter(f"{first} 晚于 {last}", param_hint="--from")
    with Store.open(_settings(store=store).store, create=False) as opened:
        made = digest_of(
            records_of(opened, as_of), period=(first, last), as_of=as_of, unit=unit, made_at=now(), version=version("yiguan")
        )
        leaving(opened, AuditAction.EXPORT, f"unit:{unit or ''}", what="digest", first=first, last=last)
    write_digest(made, out)
    _tell(f"已写出 {first} 至 {last} 的汇总到 {out}（{len(made.units)} 个单位）")
    if unit and not made.units:
        _tell(f"本期没有“{unit}”的事项，请核对单位名称")
    return 0


@main.command(cls=Command)
@STORE
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="在哪个地址上提供；0.0.0.0 表示本机所有网卡")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, metavar="端口", help="端口；0 表示任选一个"
)
@click.option(
    "--roster", type=click.Path(path_type=Path), metavar="名册", help="处理上传文件时所用的名册（默认：库中最近一次导入的名册）"
)
def serve(store: str | None, host: str, port: int, roster: Path | None) -> int:
    """启动审阅台和接口：在浏览器里审核、上传、检索；Ctrl-C 停止。"""
    from .server import serve as start

    signal.signal(signal.SIGTERM, _interrupted)
    start(_settings(store=store, roster=roster), host, port, _tell)
    return 0


@main.group(cls=Group)
def audit() -> None:
    """审计记录：核验是否完整，打印链首以便另行留存。"""


@audit.command(cls=Command)
@STORE
@click.option("--head", "kept", metavar="链首", help="当时打印并留存的链首（序号:摘要）；给出才能发现末尾被截去或整链被重写")
@JSON
def verify(store: str | None, kept: str | None, as_json: bool) -> int:
    """逐条核验审计记录；有内容被改动、缺失或次序被改动时列出，退出码 3。"""
    from outputs import Store
    from outputs.audit import Head

    from .auditing import BROKEN, show_verification, verification_as_json

    head = Head.parse(kept) if kept else None
    with Store.open(_settings(store=store).store, create=False) as opened:
        done = opened.audit.verify(head)
    if as_json:
        _print_json(verification_as_json(done))
    else:
        show_verification(done, head)
    return 0 if done.whole else BROKEN


@audit.command(cls=Command)
@STORE
def head(store: str | None) -> int:
    """打印链首（序号:摘要），请抄录或打印后另行保管。"""
    from outputs import Store

    with Store.open(_settings(store=store).store, create=False) as opened:
        click.echo(str(opened.audit.head()))
    return 0


@main.command(cls=Command)
@click.argument(
    "form", metavar="[finding|pattern|change|tombstone|openapi]", default="finding",
    type=click.Choice(["finding", "pattern", "change", "tombstone", "openapi"]),
)  # fmt: skip
def schema(form: str) -> int:
    """输出条目（finding）、一时与一贯分析（pattern）、变化（change）、撤下（tombstone）的 JSON Schema，或开放接口的 OpenAPI 描述。"""
    from outputs.api import describe_api
    from schema import change_json_schema, finding_json_schema, pattern_json_schema, tombstone_json_schema

    published = {
        "finding": finding_json_schema, "pattern": pattern_json_schema, "change": change_json_schema,
        "tombstone": tombstone_json_schema, "openapi": describe_api,
    }  # fmt: skip
    click.echo(published[form](), nl=False)
    return 0


def _export_gold(out: Path, store: str | None, *, as_json: bool) -> int:
    from outputs import Store

    from .gold_export import export_gold, gold_export_as_json, show_gold_export

    with Store.open(_settings(store=store).store, create=False) as opened:
        done = export_gold(opened, out)
    if as_json:
        _print_json(gold_export_as_json(done))
    else:
        show_gold_export(done, out)
    return 0


def _settings(*, store: str | None = None, roster: Path | None = None, model: Path | None = None) -> Settings:
    """The settings, with what the command line says in place of them."""
    said: dict[str, Any] = {"store": store, "roster": roster, "model": model}
    return replace(load_settings(), **{name: value for name, value in said.items() if value is not None})


def _tell(message: str) -> None:
    click.echo(message, err=True)


def _folders(paths: tuple[Path, ...]) -> None:
    for path in paths:
        if not path.is_dir():
            raise click.BadParameter(f"{path} 不存在或不是文件夹", param_hint="标注文件夹")


def _interrupted(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
