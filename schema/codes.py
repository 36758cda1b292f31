"""The codes everyone speaks: the value travels on the wire, `.label` is what people read.

Codes and their meaning are those of the annotation guideline (docs/finding.md repeats them); a code is added, never renamed.
"""

from enum import StrEnum


class Code(StrEnum):
    """A code with a Chinese label: `STUDY = "study", "理论武装"`."""

    label: str
    """What people read, e.g. 「理论武装」."""

    def __new__(cls, value: str, label: str = "") -> "Code":
        code = str.__new__(cls, value)
        code._value_ = value
        code.label = label
        return code


class DocumentKind(Code):
    """What a document is, told from its own words and layout."""

    MINUTES = "minutes", "民主生活会会议记录"
    SELF_CHECK = "self_check", "对照检查材料"
    CRITICISM = "criticism", "批评意见、意见建议汇总"
    FEEDBACK = "feedback", "巡视巡察、检查、考核反馈意见"
    RECTIFICATION = "rectification", "整改方案、整改情况报告"
    LEDGER = "ledger", "问题整改台账、清单"
    NOTICE = "notice", "督查、通报批评或表扬"
    AUDIT = "audit", "审计报告、审计整改"
    REPORT = "report", "述职述廉、工作汇报"
    APPRAISAL = "appraisal", "考察、考核材料"
    SPEECH = "speech", "讲话、发言"


class StatementType(Code):
    """What a passage asserts."""

    PROBLEM = "problem", "问题"
    COMMENDATION = "commendation", "肯定"


class Rejection(Code):
    """Why a passage that speaks of deficiencies asserts none: the guideline's traps."""

    NORMATIVE = "normative", "要求、规定或希望"
    NEGATED = "negated", "否定"
    HYPOTHETICAL = "hypothetical", "假设"
    PLANNED_CHECK = "planned_check", "拟检查的内容"
    CAUSE = "cause", "原因剖析"
    EXTERNAL = "external", "客观困难或形势"
    POSITIVE_CONTRAST = "positive_contrast", "以过去反衬成绩"
    QUOTATION = "quotation", "引用政策或讲话"
    TITLE = "title", "文件或章节名称"


class Category(Code):
    """What a problem or a commendation is about: the main complaint decides."""

    POLITICAL = "political", "政治建设"
    STUDY = "study", "理论武装"
    IMPLEMENTATION = "implementation", "决策落实"
    INITIATIVE = "initiative", "担当作为"
    CAPABILITY = "capability", "能力本领"
    CONDUCT = "conduct", "工作作风"
    MASSES = "masses", "联系服务群众"
    LEADERSHIP = "leadership", "民主集中制与班子运行"
    ORGANIZATION = "organization", "党建与队伍建设"
    INTEGRITY = "integrity", "廉洁自律"
    SUPERVISION = "supervision", "管党治党责任"
    FINANCE = "finance", "财务资产与项目管理"
    GOVERNANCE = "governance", "依法履职与内部管理"
    RISK = "risk", "风险防控"
    RECTIFICATION = "rectification", "整改落实"
    OTHER = "other", "其他"


class HolderKind(Code):
    """Who has the problem."""

    CADRE = "cadre", "个人"
    TEAM = "team", "领导班子"
    UNIT = "unit", "单位、部门、地方"
    GROUP = "group", "部分人员"


class VoiceKind(Code):
    """Who asserts it."""

    SELF = "self", "自我剖析"
    PEER = "peer", "相互批评"
    SUPERIOR = "superior", "上级点评"
    MASSES = "masses", "群众意见"
    INSPECTION = "inspection", "巡视巡察"
    AUDIT = "audit", "审计"
    SUPERVISION = "supervision", "督查、纪检、专项检查"
    PETITION = "petition", "信访举报"
    APPRAISAL = "appraisal", "考核、考察"
    NARRATOR = "narrator", "文书作者"


class CueKind(Code):
    """Persistence told by the words themselves."""

    ISOLATED = "isolated", "个别、偶尔"
    RECURRENT = "recurrent", "多次、时有"
    PERSISTENT = "persistent", "长期、一贯"
    NONE = "none", "未说明"


class RectificationStatus(Code):
    """How the rectification (整改) of a problem stands by the document's own words."""

    COMPLETED = "completed", "已完成"
    MOSTLY = "mostly", "基本完成"
    IN_PROGRESS = "in_progress", "正在整改"
    LONG_TERM = "long_term", "长期坚持"
    PLANNED = "planned", "已承诺"
    NOT_STARTED = "not_started", "未启动"
    RELAPSED = "relapsed", "反弹"
    UNSTATED = "unstated", "有措施，未说明是否完成"


class BlockRole(Code):
    """What part a block plays in the document as laid out."""

    TITLE = "title", "标题"
    HEADING = "heading", "小标题"
    PARAGRAPH = "paragraph", "段落"
    CELL = "cell", "单元格"
    HEADER = "header", "页眉"
    FOOTER = "footer", "页脚"
    NOTE = "note", "脚注、尾注"
    COMMENT = "comment", "批注"
    REVISION = "revision", "修订"


class BlockUse(Code):
    """What became of a block in the analysis: every block of a document has exactly one."""

    PROSE = "prose", "正文"
    ROW = "row", "表格内容"
    COLUMN_HEAD = "column_head", "表头"
    TITLE = "title", "标题"
    HEADING = "heading", "小标题"
    LETTERHEAD = "letterhead", "版头、文号"
    ATTENDANCE = "attendance", "出席人员等会议要素"
    SIGNATURE = "signature", "落款、日期"
    NOTE = "note", "脚注、尾注"
    HEADER = "header", "页眉，不是正文"
    FOOTER = "footer", "页脚，不是正文"
    COMMENT = "comment", "批注，不是正文"
    REVISION = "revision", "修订中被删除的文字"
    WORDLESS = "wordless", "没有文字，只有标点或空白"

    @property
    def searched(self) -> bool:
        """Whether blocks of this use are searched for statements."""
        return self not in UNSEARCHED


UNSEARCHED = frozenset({BlockUse.HEADER, BlockUse.FOOTER, BlockUse.COMMENT, BlockUse.REVISION, BlockUse.WORDLESS})


class CountKind(Code):
    """What a document counts when it counts its problems."""

    TOTAL = "total", "问题总数"
    COMPLETED = "completed", "已完成"
    MOSTLY = "mostly", "基本完成"
    IN_PROGRESS = "in_progress", "正在推进"
    LONG_TERM = "long_term", "长期坚持"
    NOT_STARTED = "not_started", "未启动"
    RELAPSED = "relapsed", "反弹"
    REST = "rest", "其余"


class Disagreement(Code):
    """How a count of the document disagrees with what was found in it."""

    SUM = "sum", "分项之和与总数不符"
    LISTED = "listed", "总数与所列问题不符"
    COMPLETED = "completed", "完成数与所列状态不符"


class Verdict(Code):
    """How well a file was read."""

    OK = "ok", "读取正常"
    DEGRADED = "degraded", "读取不完整"


class MentionForm(Code):
    """How a text names a person."""

    FULL_NAME = "full_name", "全名"
    SURNAME = "surname", "姓加职务或称呼"
    GIVEN_NAME = "given_name", "名加同志"
    POST = "post", "职务"
    MASKED = "masked", "隐名"
    OTHER = "other", "其他称呼"


class ReviewState(Code):
    """Where a finding stands in review."""

    PENDING = "pending", "待审"
    CONFIRMED = "confirmed", "已确认"
    REJECTED = "rejected", "已驳回"
    UNSURE = "unsure", "存疑"
    WITHDRAWN = "withdrawn", "已撤下"
