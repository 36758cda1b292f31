"""The occasion of a document: when, and of which unit it speaks when it names a post alone."""

import re

from schema import Document, DocumentKind, Mention, Occasion

ADDRESSED = frozenset({DocumentKind.FEEDBACK, DocumentKind.AUDIT})
"""Kinds that one body writes about another: 局党组主要负责人 is the addressee's."""
EXAMINED = re.compile(
    r"^被(?:审计|巡察|巡视|检查|督查|考核)(?:领导干部所在)?(?:单位|党组织|部门)[：:]\s*(?P<unit>[^（(，,；;]{3,40})"
)
SALUTATION = re.compile(r"^(?P<unit>[^，。；：、]{3,30})[：:]$")
HEAD = 10
"""Blocks at the head of a document in which the addressee stands."""


def occasion(document: Document, people: tuple[Mention, ...]) -> Occasion:
    """The setting in which the document's persons are meant."""
    return Occasion(date=document.date, unit=_addressee(document) or document.issuer, people=people)


def _addressee(document: Document) -> str | None:
    """The one unit that is examined; None when there is none, or several."""
    if document.kind not in ADDRESSED:
        return None
    for block in document.blocks[:HEAD]:
        match = EXAMINED.match(block.text) or SALUTATION.match(block.text)
        if match is not None:
            return match["unit"].strip()
    return None
