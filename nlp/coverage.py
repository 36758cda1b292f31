"""What became of each block of a document: searched as prose, row or heading, or left out and why. Nothing is left unaccounted for."""

import re
from collections.abc import Collection, Sequence

from schema import Block, BlockRole, BlockUse, Document, Skipped

from .sections import Place

UNREAD = {
    BlockRole.HEADER: BlockUse.HEADER,
    BlockRole.FOOTER: BlockUse.FOOTER,
    BlockRole.COMMENT: BlockUse.COMMENT,
    BlockRole.REVISION: BlockUse.REVISION,
}
"""Roles that are not searched for statements, and what they are taken for."""
LAID_OUT = {BlockRole.TITLE: BlockUse.TITLE, BlockRole.HEADING: BlockUse.HEADING, BlockRole.NOTE: BlockUse.NOTE}
EDGE = 10
"""Blocks from the head and the foot in which letterheads and signatures stand."""
ELEMENT = re.compile(
    r"^[\s\u3000]*(?:会议)?(?:时\s*间|日\s*期|地\s*点|主\s*持|记\s*录|参加|出席|列席|缺席|请假|到会|应到|实到|议\s*题|议\s*程|督导|指导|监督指导)"
    r"[^，。；：:\s]{0,8}[：:\s\u3000]"
)
LETTERHEAD = re.compile(
    r"〔\d{4}〕\s*第?\d+号|^[（(]?第\s*\d+\s*期|^(?:附件|机密|秘密|内部资料|特急|急件)[^，。]{0,12}$|^(?:签发|印发)人?[：:]"
)
DATED = re.compile(
    r"^[（(\s]*(?:\d{4}|[二〇零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,2}月(?:[\d一二三四五六七八九十]{1,3}日)?[）)\s]*$"
)
SIGNING = re.compile(
    r"^(?:审核|签发|审定|校对|填报(?:人|单位|日期)|制表|整理|报告人|述职人|汇报人|签名|签字|抄送|抄报|主送|联系人)[^，。；]{0,2}[：:]"
)
SENTENCE = re.compile(r"[，。；！？：]")
LONGEST_SIGNATURE = 30


def coverage(document: Document, places: Sequence[Place], worded: Collection[int]) -> tuple[BlockUse, ...]:
    """The use of each block, in order; `worded` are the blocks in which clauses were found."""
    return tuple(
        _use(document, block, place, block.index in worded) for block, place in zip(document.blocks, places, strict=True)
    )


def skipped(uses: Sequence[BlockUse]) -> tuple[Skipped, ...]:
    """The blocks that were not searched, and why."""
    return tuple(Skipped(block=index, reason=use.label) for index, use in enumerate(uses) if not use.searched)


def _use(document: Document, block: Block, place: Place, worded: bool) -> BlockUse:
    if block.role in UNREAD:
        return UNREAD[block.role]
    if not worded:
        return BlockUse.WORDLESS
    if place.cell is not None:
        return BlockUse.COLUMN_HEAD if place.cell.is_header else BlockUse.ROW
    if block.role in LAID_OUT:
        return LAID_OUT[block.role]
    return _of_paragraph(document, block)


def _of_paragraph(document: Document, block: Block) -> BlockUse:
    text = block.text.strip()
    if ELEMENT.match(text):
        return BlockUse.ATTENDANCE
    if block.index < EDGE and LETTERHEAD.search(text) and not SENTENCE.search(text.partition("：")[0]):
        return BlockUse.LETTERHEAD
    if (block.index < EDGE or block.index >= len(document.blocks) - EDGE) and _signs(document, text):
        return BlockUse.SIGNATURE
    return BlockUse.PROSE


def _signs(document: Document, text: str) -> bool:
    """Whether a line is a date alone, names who drew the paper up, or is the issuer's name."""
    if DATED.match(text) or SIGNING.match(text):
        return True
    short = len(text) <= LONGEST_SIGNATURE and not SENTENCE.search(text)
    return short and document.issuer is not None and document.issuer in text
