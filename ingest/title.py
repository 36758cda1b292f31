"""The title of a document: over one line or several, after the letterhead, before the text."""

import re
from collections.abc import Mapping, Sequence

from schema import Block, BlockRole

from .heading import number_of
from .reading import Align, Mark

_SEARCHED = 8
"""Leading paragraphs among which a title is looked for."""
_LONGEST = 80
_TELLING = 8
"""Characters from which a title says what a paper is about: 会议纪要 alone is a letterhead."""
_LARGE = 18.0
"""Points from which letters are a title's: 小二号, where the text is 三号 (16)."""
_NOUNS = (
    "记录|记录表|纪要|实录|综述|纪实|材料|提纲|汇总|汇总表|意见|意见表|意见书|报告|报告书|通报|方案|台账|清单|登记簿|登记表|通知|汇报|讲话|致辞|"
    "发言|反馈|反馈书|情况|分析|总结|检查|检视剖析|鉴定|鉴定表|说明|函|决定|公告|公示|要点|计划|建议|建议书|统计表|明细表|一览表|任务书|责任书|"
    "承诺书|检讨|检讨书|述职|表|书|账"
)
NOUN = re.compile(rf"(?:{_NOUNS})$")
"""Ends of the titles of official documents."""
_ORGANS = (
    "委员会|党委|党组|党工委|党总支|党支部|支部|机关党委|纪委|监委|纪检组|办公室|办|局|厅|政府|部|处|组|院|公司|集团|中心|室|科|股|站|所|指挥部|"
    "大学|学院|学校|中学|小学|医院|银行|分行|支行|人大常委会|政协|法院|检察院|管委会|工委|督查室|领导小组|村|乡|镇|街道|县委|市委|省委|州委|区委|"
    "矿|厂|馆|台|社|队|署|工会|协会|联合会|监委会"
)
ORGANS = sorted(_ORGANS.split("|"), key=len, reverse=True)
"""Last words of the names of units, longest first."""
ORGAN = re.compile(rf"(?:{_ORGANS})$")
"""Ends of the names of units."""
DATE = re.compile(
    r"(?:\d{4}|[〇○Ｏ零一二三四五六七八九]{4})\s*(?:年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*月(?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号])?"
    r"|([.\-/])\d{1,2}\1\d{1,2}(?!\d))"
)
DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff（）]{1,20}?(?:〔|\[|【|［|（|\()\d{4}(?:〕|\]|】|］|）|\))\s*第?\s*\d+\s*号")
_BRACKET = re.compile(r"[（(〔【][^（）()]*[)）〕】]$")
_FURNITURE = re.compile(
    r"(?:附件|附表|附)\s*\d*[：:]?$|(?:绝密|机密|秘密|内部资料|内部文件|特急|加急|急件|平急).{0,12}$|第\s*[\d一二三四五六七八九十]+\s*[期号]$"
    r"|[（(].{0,10}第\s*[\d一二三四五六七八九十]+\s*[期号][)）]$|(?:中共)?.{2,30}文件$|签发人"
)
_FIELD = re.compile(r"^[\u4e00-\u9fff]{2,8}[：:]|^[\u4e00-\u9fff]{2,4}(?:　|  )")
_NAMED = re.compile(r"^(?:会议名称|文件名称|材料名称|标题|题目)[：:]\s*")


def title_of(blocks: Sequence[Block], marks: Mapping[int, Mark]) -> tuple[str, frozenset[int]]:
    """The title, and the indexes of the blocks that make it; the first line, and none, when nothing reads as a title."""
    lines = [block for block in blocks[: _SEARCHED * 3] if block.role in _OPEN][:_SEARCHED]
    scores = [_score(block, block is lines[0], marks.get(block.index, _PLAIN)) for block in lines]
    if not lines or max(scores) <= 0:
        return (lines[0].text[:_LONGEST] if lines else ""), frozenset()
    found = _whole(lines, scores.index(max(scores)), marks)
    return _name("".join(block.text for block in found)), frozenset(block.index for block in found)


_OPEN = (BlockRole.PARAGRAPH, BlockRole.HEADING, BlockRole.TITLE)
_PLAIN = Mark()


def _score(block: Block, first: bool, mark: Mark) -> int:
    """How much a line reads as a title; 0 or less when it is none."""
    text = block.text
    words = _bare(text)
    if len(words) > _LONGEST or number_of(words)[0] or _FURNITURE.match(words) or re.search(r"[。；！？]$", words):
        return 0
    if words.endswith(("：", ":")) or DATE.fullmatch(words) or DOCUMENT_NUMBER.match(words) or words[0] in "（(【〔[◎":
        return 0
    named = _NAMED.match(text) is not None
    if _FIELD.match(text) and not named and "关于" not in text[:20]:
        return 0
    noun = NOUN.search(_without_brackets(words)) is not None
    about = words.startswith("关于") or ("关于" in words and noun)
    telling = noun and len(words) >= _TELLING
    score = 4 * noun + 3 * telling + 3 * about + 4 * named + 2 * first
    score += 3 * (block.role is BlockRole.TITLE) + (mark.align is Align.CENTER)
    # A heading that is no number is mostly the name of a sheet.
    return score - 3 * (block.role is BlockRole.HEADING) - 5 * (is_unit(words) and not about)


def is_unit(words: str) -> bool:
    """Whether a line is nothing but the name of a unit, or of two."""
    return ORGAN.search(words) is not None and re.search(r"[，。：；“”《》]|关于|的|对照|情况", words) is None


def _whole(lines: Sequence[Block], best: int, marks: Mapping[int, Mark]) -> list[Block]:
    """The lines of the title: the neighbours of the best belong to it when it breaks off, or when they are set as large."""
    first = last = best
    while first > 0 and _runs_on(lines[first - 1], lines[first], marks):
        first -= 1
    while last + 1 < len(lines) and last - best < 3 and _runs_on(lines[last], lines[last + 1], marks):
        last += 1
    return list(lines[first : last + 1])


def _runs_on(upper: Block, lower: Block, marks: Mapping[int, Mark]) -> bool:
    """Whether two lines are one title broken in two."""
    words, below = _bare(upper.text), _bare(lower.text)
    if lower.index != upper.index + 1 or is_unit(words) or _FURNITURE.match(words) or DOCUMENT_NUMBER.match(words):
        return False
    if below[:1] in tuple("（(〔"):
        return False
    ends = NOUN.search(_without_brackets(below)) is not None
    if words.endswith(("的", "关于", "及", "和", "与", "、")) or (words.startswith("在") and words.endswith(("上", "时"))):
        return ends
    if NOUN.search(_without_brackets(words)) is not None and not below.startswith("——"):
        return False
    one, other = marks.get(upper.index, _PLAIN), marks.get(lower.index, _PLAIN)
    large = one.size is not None and one == other and one.size >= _LARGE
    return large and not number_of(lower.text)[0] and not is_unit(below)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _without_brackets(words: str) -> str:
    return _BRACKET.sub("", words) or words


def _name(text: str) -> str:
    """The title without what is only said with it: a label before, a date or a number in brackets behind."""
    text = _NAMED.sub("", text).strip()
    bracket = _BRACKET.search(text)
    if bracket is not None and re.search(r"\d{4}年\d|\d{4}[.\-/]\d|录音", bracket[0]):
        text = text[: bracket.start()].strip()
    return text
