"""The columns of the flat exports (csv, xlsx): one table of headers, meanings, widths and how each is read off a finding."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from schema import Candidate, Finding, Location

NOTICE = "仅供研判参考，不作为结论"
"""Stands on whatever is printed or handed on."""

WELL_FOUNDED = 0.9
"""From this confidence on a finding is 依据充分: nine in ten such findings are right."""
FAIRLY_FOUNDED = 0.7
"""From this confidence on 较充分; below it 有疑点."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the flat exports."""

    header: str
    meaning: str
    """What stands in it, for the page 说明."""
    width: int
    """In characters of the default font; a Chinese one takes two."""
    value: Callable[[Finding], str]
    """The cell's text; empty when there is nothing to say."""


def confidence_words(confidence: float) -> str:
    """How well founded a finding is, in words: a percentage beside a person reads as a verdict."""
    if confidence >= WELL_FOUNDED:
        return "依据充分"
    return "较充分" if confidence >= FAIRLY_FOUNDED else "有疑点"


def headers() -> tuple[str, ...]:
    """The header row."""
    return (NUMBER, *(column.header for column in COLUMNS))


def rows(findings: Iterable[Finding]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """For each finding its number, from 1, and its cells under `COLUMNS`."""
    for number, finding in enumerate(findings, 1):
        yield number, cells_of(finding)


def cells_of(finding: Finding) -> tuple[str, ...]:
    """The finding's cells under `COLUMNS`."""
    return tuple(column.value(finding) for column in COLUMNS)


def _words(finding: Finding) -> str:
    return "\n".join(anchor.exact for anchor in finding.anchors)


def _places(finding: Finding) -> str:
    places = (place(location) for anchor in finding.anchors for location in anchor.locations)
    return "；".join(dict.fromkeys(filter(None, places)))


def place(location: Location) -> str:
    """Where a person finds words: page and paragraph, or row and column, all from 1."""
    page = f"第{location.page}页" if location.page is not None else ""
    if location.cell is not None:
        return f"{page}第{location.cell[0] + 1}行第{location.cell[1] + 1}列"
    block = f"第{location.block + 1}段" if location.block is not None else ""
    return page + block


def _candidates(finding: Finding) -> str:
    return "\n".join(map(_candidate, finding.holder.candidates))


def _candidate(candidate: Candidate) -> str:
    return f"{candidate.cadre_id}（{'；'.join(candidate.reasons)}）" if candidate.reasons else candidate.cadre_id


def _measures(finding: Finding) -> str:
    return "\n".join(measure.exact for measure in finding.rectification.measures) if finding.rectification else ""


def _responsible(finding: Finding) -> str:
    return "、".join(person.mention for person in finding.rectification.responsible) if finding.rectification else ""


def _rectification(name: str) -> Callable[[Finding], str]:
    return lambda finding: getattr(finding.rectification, name) or "" if finding.rectification else ""


NUMBER = "序号"
NUMBER_MEANING = "本次导出中的顺序号，按文件日期、文件和原文位置排列"

COLUMNS = (
    Column(
        header="编号",
        meaning="条目的固定编号，同一文件重新分析后不变，各种导出和接口中一致",
        width=20,
        value=lambda finding: finding.id,
    ),
    Column(header="类型", meaning="问题或肯定", width=8, value=lambda finding: finding.type.label),
    Column(header="文件", meaning="所在文件的文件名", width=28, value=lambda finding: finding.document.name),
    Column(header="标题", meaning="文书自己的标题", width=32, value=lambda finding: finding.document.title),
    Column(header="文件类型", meaning="按文书内容和版式判断的文种", width=18, value=lambda finding: finding.document.kind.label),
    Column(
        header="文件日期",
        meaning="会议召开或文件印发的日期，可只到年或月；无从判断则为空",
        width=12,
        value=lambda finding: finding.document.date or "",
    ),
    Column(
        header="发文单位",
        meaning="召开会议或印发文件的单位；无从判断则为空",
        width=20,
        value=lambda finding: finding.document.issuer or "",
    ),
    Column(header="原文", meaning="文书中的原话，一字不改；跨段时各段分行", width=60, value=_words),
    Column(
        header="位置",
        meaning="原文在文件中的位置：页、段，表格中为行、列，均从 1 数起",
        width=18,
        value=_places,
    ),
    Column(header="类别", meaning="问题或肯定所属的类别，机器判断", width=18, value=lambda finding: finding.category.label),
    Column(
        header="问题类型建议",
        meaning="按所配问题类型表给出的建议；没有把握则为空",
        width=20,
        value=lambda finding: f"{finding.problem_type.code} {finding.problem_type.label}" if finding.problem_type else "",
    ),
    Column(
        header="当事人",
        meaning="文书对当事人的称呼，照原文；只能从上下文得知时为空",
        width=16,
        value=lambda finding: finding.holder.mention or "",
    ),
    Column(
        header="当事人类别",
        meaning="个人、领导班子、单位或部分人员",
        width=16,
        value=lambda finding: finding.holder.kind.label,
    ),
    Column(
        header="干部编号",
        meaning="干部名册中的编号；不能确定是谁时为空，见“候选”",
        width=12,
        value=lambda finding: finding.holder.cadre_id or "",
    ),
    Column(header="候选", meaning="可能是哪些干部及理由，最像的在前", width=36, value=_candidates),
    Column(
        header="提出方",
        meaning="由谁提出：自我剖析、相互批评、上级点评、巡视巡察等",
        width=14,
        value=lambda finding: finding.voice.kind.label,
    ),
    Column(header="提出人", meaning="提出人的称呼，照原文", width=12, value=lambda finding: finding.voice.speaker or ""),
    Column(
        header="提出人干部编号",
        meaning="提出人在干部名册中的编号；不能确定则为空",
        width=14,
        value=lambda finding: finding.voice.cadre_id or "",
    ),
    Column(
        header="频次",
        meaning="原文用语所表明的频次；肯定类条目为空",
        width=12,
        value=lambda finding: finding.cue.kind.label if finding.cue else "",
    ),
    Column(
        header="频次用语",
        meaning="表明频次的原话，如“多次”“长期”",
        width=12,
        value=lambda finding: (finding.cue.text or "") if finding.cue else "",
    ),
    Column(
        header="整改状态",
        meaning="按文书自己的说法归类；是文书的说法，不是核实的结果",
        width=16,
        value=lambda finding: finding.rectification.status.label if finding.rectification else "",
    ),
    Column(header="状态原话", meaning="文书说明整改状态的原话", width=20, value=_rectification("text")),
    Column(header="整改措施", meaning="文书写明的整改措施，照原文，一项一行", width=48, value=_measures),
    Column(header="整改时限", meaning="文书写明的完成时限", width=12, value=_rectification("deadline")),
    Column(header="责任人", meaning="文书写明的整改责任人或责任单位，不一定是当事人", width=16, value=_responsible),
    Column(
        header="可信度",
        meaning="机器对这一条的把握：依据充分、较充分、有疑点；说的是摘录可靠与否，与干部无关",
        width=12,
        value=lambda finding: confidence_words(finding.confidence),
    ),
    Column(
        header="审核状态",
        meaning="人工审核的结果；“待审”的条目未经人工确认",
        width=10,
        value=lambda finding: finding.review.state.label,
    ),
    Column(header="审核人", meaning="作出审核决定的人", width=10, value=lambda finding: finding.review.by or ""),
    Column(
        header="审核时间",
        meaning="作出审核决定的时间",
        width=20,
        value=lambda finding: finding.review.at or "",
    ),
    Column(
        header="文件指纹",
        meaning="文件内容的 SHA-256；内容相同的文件指纹相同",
        width=20,
        value=lambda finding: finding.document.id,
    ),
)
