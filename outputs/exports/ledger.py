"""The ledger (台账) in the columns that offices use: what each holds, and by which other headers templates name it."""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

from schema import Anchor, Finding, Responsible

from .columns import place

LEADER, UNIT, PERSON = "责任领导", "责任单位", "责任人"
"""Headers under which those responsible stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerColumn:
    """A column of a ledger."""

    header: str
    variants: tuple[str, ...]
    """Other headers of it, as `folded_header` leaves them."""
    meaning: str
    width: int
    value: Callable[[Finding], str]


def folded_header(text: object) -> str:
    """A header as it is looked up: without blanks, what stands in brackets, and marks around it: `整改时限\\n（年月日）` is 整改时限."""
    folded = unicodedata.normalize("NFKC", str(text))
    folded = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|〔[^〕]*〕", "", folded)
    return re.sub(r"[\s:;,.、*＊。·/\\—-]", "", folded)


def quotation(finding: Finding, *, with_id: bool) -> str:
    """佐证: document, place and the exact words of every passage; with the finding's id where no other column holds it."""
    told = "\n".join(_quoted(finding, anchor) for anchor in finding.anchors)
    return f"{told}\n（条目编号 {finding.id}）" if with_id else told


def values_of(finding: Finding, headers: Collection[str]) -> dict[str, str]:
    """The finding's cells under these of the ledger's headers.

    A template may lack columns: without 具体表现 the words stand under 问题, without 编号 the id stands in the 佐证, and without 责任领导 or
    责任单位 those whom the document so names stand under 责任人.
    """
    cells = {column.header: column.value(finding) for column in (*LEDGER, *FURTHER) if column.header in headers}
    if "具体表现" not in headers and "问题" in headers:
        cells["问题"] = _words(finding)
    if "佐证" in headers:
        cells["佐证"] = quotation(finding, with_id="编号" not in headers)
    if PERSON in headers:
        wanted = {PERSON, *({LEADER, UNIT} - set(headers))}
        cells[PERSON] = "、".join(one.mention for one in _responsible(finding) if duty_of(one) in wanted)
    return cells


_LEADER = re.compile(
    "书记|[局厅部市县区州乡镇院校组行]长|主任|主席|常委|总经理|党组成员|党委委员|主要负责人|分管领导|班子成员|总工程师|会计师"
)
"""Words by which a document itself calls a responsible person a leader; without them nobody is taken for one."""
_UNIT = re.compile(
    ".{2,}(?:局|委|办|科|处|室|部|组|所|站|队|院|校|行|中心|公司|集团|委员会|政府|党组|党委|支部|单位|部门|乡|镇|街道|县|市|区)"
)
_PERSON = re.compile("同志|负责人|领导|干部|人员")


def ledger_cells(finding: Finding) -> tuple[str, ...]:
    """The finding's cells under `LEDGER`."""
    return tuple(value(finding) for value in _VALUES)


def duty_of(one: Responsible) -> str:
    """Whether the document names a leader, a unit, or a person of whom it says no more."""
    if one.cadre_id is None and _UNIT.fullmatch(one.mention) and not _PERSON.search(one.mention):
        return UNIT
    return LEADER if _LEADER.search(one.mention) else PERSON


def _words(finding: Finding) -> str:
    return "\n".join(anchor.exact for anchor in finding.anchors)


def _quoted(finding: Finding, anchor: Anchor) -> str:
    places = "；".join(dict.fromkeys(filter(None, map(place, anchor.locations))))
    return f"《{finding.document.name}》{places}：“{anchor.exact}”"


def _source(finding: Finding) -> str:
    document = finding.document
    dated = f"（{document.date}）" if document.date else ""
    return f"{finding.voice.kind.label}：{document.title or document.name}{dated}"


def _problem(finding: Finding) -> str:
    suggested = f"：{finding.problem_type.label}" if finding.problem_type else ""
    return finding.category.label + suggested


def _responsible(finding: Finding) -> tuple[Responsible, ...]:
    return finding.rectification.responsible if finding.rectification else ()


def _with_duty(duty: str) -> Callable[[Finding], str]:
    return lambda finding: "、".join(one.mention for one in _responsible(finding) if duty_of(one) == duty)


def _measures(finding: Finding) -> str:
    measures = finding.rectification.measures if finding.rectification else ()
    if len(measures) < 2:
        return "".join(measure.exact for measure in measures)
    return "\n".join(f"{number}. {measure.exact}" for number, measure in enumerate(measures, 1))


def _status(finding: Finding) -> str:
    return finding.rectification.status.label if finding.rectification else ""


def _progress(finding: Finding) -> str:
    return (finding.rectification.text or "") if finding.rectification else ""


def _deadline(finding: Finding) -> str:
    return (finding.rectification.deadline or "") if finding.rectification else ""


NUMBER = "序号"
NUMBERS = frozenset({"序号", "编次", "顺序号", "NO", "No"})
"""Headers of the running number."""

LEDGER = (
    LedgerColumn(
        header="来源",
        variants=("问题来源", "来源渠道", "反馈来源", "问题出处", "来源文件", "问题来源渠道", "发现渠道", "发现途径"),
        meaning="由谁提出、出自哪份文件、何时",
        width=30,
        value=_source,
    ),
    LedgerColumn(
        header="问题",
        variants=(
            "存在问题",
            "存在的问题",
            "主要问题",
            "反馈问题",
            "问题名称",
            "问题概述",
            "问题清单",
            "问题内容",
            "整改问题",
            "查摆问题",
            "反馈的问题",
            "存在的主要问题",
        ),
        meaning="问题的类别和类型建议，机器判断；模板没有“具体表现”列时为文书原话",
        width=22,
        value=_problem,
    ),
    LedgerColumn(
        header="具体表现",
        variants=("问题表现", "主要表现", "问题描述", "具体问题", "问题具体表现", "表现", "表现形式", "具体情况", "具体事例"),
        meaning="文书中的原话，一字不改",
        width=56,
        value=_words,
    ),
    LedgerColumn(
        header=LEADER,
        variants=("牵头领导", "分管领导", "包保领导", "责任领导人", "整改责任领导", "牵头责任领导", "主要责任人"),
        meaning="文书写明职务为领导的整改责任人；文书没有写明职务的写入责任人",
        width=16,
        value=_with_duty(LEADER),
    ),
    LedgerColumn(
        header=PERSON,
        variants=("整改责任人", "具体责任人", "直接责任人", "责任人员", "承办人", "责任人及职务", "具体负责人", "负责人"),
        meaning="文书写明的整改责任人，不一定是当事人；模板没有“责任单位”列时责任单位也在此",
        width=18,
        value=_with_duty(PERSON),
    ),
    LedgerColumn(
        header="整改措施",
        variants=("措施", "整改举措", "具体措施", "整改措施及要求", "工作措施", "整改具体措施", "主要措施"),
        meaning="文书写明的整改措施，照原文",
        width=44,
        value=_measures,
    ),
    LedgerColumn(
        header="时限",
        variants=(
            "整改时限",
            "完成时限",
            "整改期限",
            "完成时间",
            "完成期限",
            "整改完成时限",
            "整改完成时间",
            "计划完成时间",
            "拟完成时间",
            "期限",
            "时间节点",
            "完成时间节点",
            "整改时间",
            "时间要求",
        ),
        meaning="文书写明的完成时限",
        width=12,
        value=_deadline,
    ),
    LedgerColumn(
        header="进展",
        variants=(
            "整改进展",
            "进展情况",
            "整改进展情况",
            "整改情况",
            "整改落实情况",
            "落实情况",
            "目前进展",
            "工作进展",
            "整改进度",
            "进度",
        ),
        meaning="文书说明整改状态的原话",
        width=24,
        value=_progress,
    ),
    LedgerColumn(
        header="状态",
        variants=("整改状态", "完成状态", "完成情况", "整改完成情况", "是否完成", "是否整改到位", "整改结果", "销号情况"),
        meaning="按文书自己的说法归类；是文书的说法，不是核实的结果",
        width=14,
        value=_status,
    ),
    LedgerColumn(
        header="佐证",
        variants=("佐证材料", "证明材料", "原文依据", "原文出处", "佐证资料", "原文", "出处", "印证材料"),
        meaning="文件、页段和原话",
        width=60,
        value=lambda finding: quotation(finding, with_id=True),
    ),
    LedgerColumn(
        header="编号",
        variants=("条目编号", "问题编号", "唯一编号", "标识"),
        meaning="条目的固定编号，各种导出和接口中一致",
        width=24,
        value=lambda finding: finding.id,
    ),
)
"""The columns of a ledger without a template, after the running number."""

FURTHER = (
    LedgerColumn(
        header=UNIT,
        variants=(
            "牵头单位",
            "责任部门",
            "整改单位",
            "责任科室",
            "整改责任单位",
            "牵头部门",
            "责任主体",
            "整改主体",
            "承办单位",
            "牵头责任单位",
        ),
        meaning="文书写明的整改责任单位",
        width=18,
        value=_with_duty(UNIT),
    ),
    LedgerColumn(
        header="当事人",
        variants=("涉及人员", "涉及干部", "问题对象", "所涉人员", "涉及对象"),
        meaning="文书对当事人的称呼，照原文",
        width=16,
        value=lambda finding: finding.holder.mention or "",
    ),
    LedgerColumn(
        header="干部编号",
        variants=("人员编号",),
        meaning="干部名册中的编号；不能确定是谁时为空",
        width=12,
        value=lambda finding: finding.holder.cadre_id or "",
    ),
    LedgerColumn(
        header="类别",
        variants=("问题类别", "问题分类", "分类", "问题类型"),
        meaning="问题所属的类别，机器判断",
        width=16,
        value=lambda finding: finding.category.label,
    ),
    LedgerColumn(
        header="文件",
        variants=("文件名", "文件名称", "材料名称", "来源材料"),
        meaning="所在文件的文件名",
        width=24,
        value=lambda finding: finding.document.name,
    ),
    LedgerColumn(
        header="日期",
        variants=("文件日期", "反馈时间", "反馈日期", "发现时间", "提出时间"),
        meaning="会议召开或文件印发的日期",
        width=12,
        value=lambda finding: finding.document.date or "",
    ),
    LedgerColumn(
        header="审核状态",
        variants=("审核", "审核结果"),
        meaning="人工审核的结果",
        width=10,
        value=lambda finding: finding.review.state.label,
    ),
)
"""Further columns that a template may ask for."""

_OWN: dict[str, Callable[[Finding], str]] = {
    PERSON: lambda finding: "、".join(one.mention for one in _responsible(finding) if duty_of(one) != LEADER),
    "佐证": lambda finding: quotation(finding, with_id=False),
}
"""What stands otherwise in our own ledger, which has no column for units, and one for the id."""
_VALUES = tuple(_OWN.get(column.header, column.value) for column in LEDGER)
KNOWN = {name: column.header for column in (*LEDGER, *FURTHER) for name in (column.header, *column.variants)} | dict.fromkeys(
    NUMBERS, NUMBER
)
"""Which column a header names."""
