"""Who puts before a meeting what is not his own: 何沛代表班子作对照检查。"""

import re
from collections.abc import Sequence

from schema import Block, Document, DocumentKind, Mention

from .naming import NAMED

PRESENTS = re.compile(r"通报|宣读|报告|汇报|代表|领读|念|介绍|征求意见")
"""What a heading tells that somebody does who puts before a meeting what is not his own."""
ANNOUNCES = re.compile(
    r"(?:同志)?(?:[（(][^（）()]{0,20}[）)])?(?:首先|先)?(?:代表[^，。；]{2,14}?(?:作|做|念|宣读|通报|报告|汇报|检查|检视|剖析|查摆|发言|领读)|"
    r"念(?:班子|党组|党委|支部)?[^，。；]{0,6}材料|(?:首先|先)?(?:宣读|通报|领读)[^。；]{2,})"
)
"""How somebody is said to put a team's account before a meeting, which follows."""
BEGINS = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十甲乙丙丁\d]+[）)、.．]|第[一二三四五六七八九十]+项)?\s*(?:会议?)?(?:首先)?由?$"
)


def presenting(document: Document, block: Block, mentions: Sequence[Mention]) -> Mention | None:
    """Who is said, in a line that begins with the name, to put a team's account before the meeting."""
    first = next((one for one in mentions if one.form in NAMED), None)
    if document.kind is not DocumentKind.MINUTES or first is None or first.span is None:
        return None
    offset = document.starts[block.index]
    if not BEGINS.match(block.text[: first.span.start - offset]):
        return None
    return first if ANNOUNCES.match(block.text, first.span.end - offset) else None
