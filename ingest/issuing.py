"""Who held a meeting or issued a document, told from its own words."""

import re
from collections.abc import Sequence

from schema import Block, DocumentKind

from .dating import DATE
from .title import ORGANS, is_unit

_UNITS = "|".join(organ for organ in ORGANS if organ not in ("社", "队", "处", "村", "台"))
# What makes a unit's name go on where it could have ended: 石磨坪镇 | 党委, 岱泽集团 | 党委组织部.
_MORE = (
    r"党委|党组|党工委|党总支|党支部|支部|机关|办公室|领导小组|委员会|组织部|织部|纪委|纪检|人民政府|医院|有限|[\u4e00-\u9fff]{1,6}(?:分行|支行|分公司)|公司"
    r"|分行|支行|委|第.{1,3}(?:巡[察视]|督导|检查)组|考[察核]组|审计[处部局股]"
)
_AT_HEAD = re.compile(
    rf"(?!关于|对|在)(?P<unit>[\u4e00-\u9fff0-9、·]{{1,30}}?(?:“[^”]+”)?[\u4e00-\u9fff]{{0,12}}?(?:{_UNITS}))"
    rf"(?!{_MORE}|[\u4e00-\u9fff]?(?:长|员|书记))"
)
_BY_FIELD = re.compile(
    r"(?:填报|汇总|反馈|填表|制表|报告|整理|编制|报送|督查|发文|印发)(?:单位|部门|机关)?[：:]\s*(?P<unit>[^\s　，。；、]{2,40})"
)
_IN_BRACKET = re.compile(
    r"[（(〔](?P<unit>[^，,。（）()]{2,30}?)[，, 　]*(?:整理|汇总|编印?|印发|制|审定|会议通过)?[，, 　]*[)）〕]"
)
_PERSON = re.compile(r"(?:[\s　]+|^)(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12})$")
_SIGNER = re.compile(r"(?:述职|检讨|检查|剖析|汇报|报告|发言)人[：:]\s*(?P<name>[\u4e00-\u9fff·]{2,12})")
_NUMBER = re.compile(r"[〔\[（(]\d{4}[〕\]）)]")
_OF_PERSONS = (DocumentKind.SELF_CHECK, DocumentKind.REPORT, DocumentKind.SPEECH)
_HEAD, _TAIL = 5, 4


def issuer_of(kind: DocumentKind, title: str, lines: Sequence[Block]) -> str | None:
    """The unit, or for a personal paper the person; None when the document tells neither. `lines` are its blocks that are no cells."""
    head, tail = [block.text for block in lines[:_HEAD]], [block.text for block in lines[-_TAIL:]]
    by_title = _of_title(title)
    if kind is DocumentKind.MINUTES:
        return by_title or _letterhead(head, title) or _signature(tail)
    return (
        _whole(_by_field((*head, *tail)), by_title)
        or _signature(tail)
        or (_person(head, tail, title) if kind in _OF_PERSONS and not by_title else None)
        or _letterhead(head, title)
        or _whole(_bracketed(head), by_title)
        or by_title
    )


def _whole(short: str | None, by_title: str | None) -> str | None:
    """A unit that names itself as one does at home, with the name that the title gives it: 局党委 is 市水利局党委."""
    if short is None or by_title is None or by_title in short:
        return short
    if short.startswith("党"):
        return re.sub(r"党委$|党组$|党工委$", "", by_title) + short
    at = by_title.rfind(short[0])
    return by_title[:at] + short if at > 0 and len(short) <= 8 else short


def _of_title(title: str) -> str | None:
    """The unit that a title opens with: 「石磨坪镇党委2024年度民主生活会会议记录」."""
    match = _AT_HEAD.match(re.sub(r"\s", "", title))
    return match["unit"] if match and len(match["unit"]) > 2 else None


def _by_field(lines: Sequence[str]) -> str | None:
    return next((match["unit"] for text in lines if (match := _BY_FIELD.search(text)) and is_unit(match["unit"])), None)


def _bracketed(head: Sequence[str]) -> str | None:
    """The unit that a bracket under the title names: 「（院党委2024年4月12日会议通过）」."""
    return next(
        (match["unit"] for text in head if (match := _IN_BRACKET.fullmatch(DATE.sub("", text))) and is_unit(match["unit"])), None
    )


def _plain(text: str) -> str:
    """A line without the date that shares it; nothing when it holds a document number."""
    return "" if _NUMBER.search(text) else DATE.sub("", text).strip(" 　（）()，,")


def _letterhead(head: Sequence[str], title: str) -> str | None:
    """The unit alone in a line at the head; of two that issue together the first."""
    for text in head:
        words = _plain(text)
        if 2 <= len(words) <= 45 and text not in title and is_unit(words):
            parts = re.split(r"[ 　]+", words)
            return parts[0] if all(is_unit(part) for part in parts) else "".join(parts)
    return None


def _signature(tail: Sequence[str]) -> str | None:
    """The unit that signs: alone in one of the last lines, or in brackets with the date."""
    for text in reversed(tail):
        words = _plain(text)
        if 2 <= len(words) <= 40 and is_unit(words) and not re.search(r"[：:]", words):
            return re.sub(r"\s", "", words)
    return None


def _person(head: Sequence[str], tail: Sequence[str], title: str) -> str | None:
    """Who speaks of himself: named after his post under the title, or in the signature."""
    for text in tail:
        if (match := _SIGNER.match(text)) is not None:
            return match["name"]
    for text in head:
        words = DATE.sub("", text).strip(" 　（）()")
        if text not in title and len(words) <= 40 and not re.search(r"[，。：；“]", words) and (match := _PERSON.search(words)):
            return match["name"]
    return None
