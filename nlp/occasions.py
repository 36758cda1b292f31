"""The occasion of a document: when, and of which unit it speaks when it names a post alone."""

import re

from schema import Document, DocumentKind, Mention, Occasion

ADDRESSED = frozenset({DocumentKind.FEEDBACK, DocumentKind.AUDIT})
"""Kinds that one body writes about another: 局党组主要负责人 is the addressee's."""
EXAMINED = re.compile(
    r"^被(?:审计|巡察|巡视|检查|督查|考核)(?:领导干部所在)?(?:单位|党组织|部门)[：:]\s*(?P<unit>[^（(，,；;]{3,40})"
)
SALUTATION = re.compile(r"^(?P<unit>[^，。；：、]{3,30})[：:]$")
NOBODY = re.compile(r"同志|各位|大家|领导|代表|朋友|女士|先生")
"""In a salutation: persons, not a unit."""
TITLED = re.compile(
    r"(?:\d{4}年度?|.*(?:关于对?|[组委][对向]|反馈|巡察|巡视|回头看[”》]?|检查|考核|考察))?(?P<unit>[^，。、：“”（）《》\d]{3,24}?)"
    r"(?:党组|党委|党工委|党支部|党总支|常委班子|领导班子)(?!关于|委|副?书记)"
)
"""How a title tells whom it is about: 关于巡察市粮食局党组的反馈意见, 州林草局领导班子2024年度考核分析."""
ABOUT_ANOTHER = ADDRESSED | {DocumentKind.APPRAISAL}
OFFICE = re.compile(r"[省市州盟县区旗]委办公室$")
"""An issuer that writes for the committee of its place."""
HEAD = 10
"""Blocks at the head of a document in which the addressee stands."""


def occasion(document: Document, people: tuple[Mention, ...]) -> Occasion:
    """The setting in which the document's persons are meant."""
    return Occasion(date=document.date, unit=_addressee(document) or _titled(document) or document.issuer, people=people)


def _titled(document: Document) -> str | None:
    """The unit whose leadership the title is about, in a paper of others or of a committee's office."""
    if document.kind not in ABOUT_ANOTHER and not OFFICE.search(document.issuer or ""):
        return None
    match = TITLED.match(document.title)
    return match["unit"] if match is not None and not NOBODY.search(match["unit"]) else None


def _addressee(document: Document) -> str | None:
    """The one unit that is examined; None when there is none, or several."""
    if document.kind not in ADDRESSED:
        return None
    for block in document.blocks[:HEAD]:
        match = EXAMINED.match(block.text) or SALUTATION.match(block.text)
        if match is not None and not NOBODY.search(match["unit"]):
            return match["unit"].strip()
    return None
