"""The person whose paper a document is: who gives an account of himself, who speaks, who signs, or who is appraised."""

import re
from collections import Counter
from collections.abc import Sequence

from schema import Block, BlockRole, Document, DocumentKind, Mention, MentionForm

from .naming import NAMED, may_be_one
from .people import People, mentions_in, parse_mention

SIGNED = frozenset(
    {DocumentKind.SELF_CHECK, DocumentKind.REPORT, DocumentKind.SPEECH, DocumentKind.CRITICISM, DocumentKind.RECTIFICATION}
)
"""Kinds of papers that may be one person's throughout."""
HEAD = 6
"""Blocks from the top in which an author is named."""
FOOT = 8
LONGEST = 48
"""Characters of a line that names the author."""
NO_AUTHOR = re.compile(
    r"主持|记录|参加|出席|列席|整理|填报|联系|督导|同志们|各位|批准|签发|审核|制表|：[^：]{12,}|^\s*[一二三四五六七八九十（(\d]+[、.）)]|[。；]"
)
MYSELF = re.compile(r"(?<![自大你])我(?![们省市县区州镇乡村局厅委处科院校部所站队办司行中国])|本人")
LEAST_MYSELF = 3
"""Times that a paper says 我 or 本人, from which it is one person's."""


def author(document: Document, people: People) -> Mention | None:
    """The person whose own words a paper holds throughout; None for a paper of several, of a team, or of nobody named."""
    if document.kind not in SIGNED or not _is_personal(document):
        return None
    return _titled(document, people) or _named_alone(_lines(document), people)


def appraised(document: Document, people: People) -> Mention | None:
    """The one person whom an appraisal is about throughout: its title, its issuer or its heading names him."""
    if document.kind is not DocumentKind.APPRAISAL:
        return None
    return _titled(document, people)


def _is_personal(document: Document) -> bool:
    """Whether the paper speaks in the first person."""
    if document.kind is DocumentKind.SPEECH:
        return True
    said = re.sub(r"“[^“”]*”", "", "".join(block.text for block in document.blocks if block.role is not BlockRole.CELL))
    return len(MYSELF.findall(said)) >= LEAST_MYSELF


def _titled(document: Document, people: People) -> Mention | None:
    for text in (document.title, document.issuer or ""):
        found = [mention for mention in mentions_in(text, 0, people) if mention.form in NAMED] if text else []
        if len(found) == 1:
            return found[0]
    return None


def _lines(document: Document) -> list[Block]:
    """Short lines at the head and at the foot that may name the author."""
    body = [block for block in document.blocks if block.role in (BlockRole.PARAGRAPH, BlockRole.TITLE, BlockRole.HEADING)]
    head, foot = body[:HEAD], body[max(HEAD, len(body) - FOOT) :]
    return [
        block for block in (*head, *reversed(foot)) if len(block.text.strip()) <= LONGEST and not NO_AUTHOR.search(block.text)
    ]


def _named_alone(lines: Sequence[Block], people: People) -> Mention | None:
    """The first person who alone is named by full name on such a line; None when the lines name several."""
    found: list[Mention] = []
    for block in lines:
        named = [mention for mention in mentions_in(block.text, 0, people) if mention.form is MentionForm.FULL_NAME]
        if not named and len(block.text.strip()) <= 12:
            alone = parse_mention(block.text.strip(), people)
            named = [alone] if alone.form is MentionForm.FULL_NAME else []
        if len(named) == 1:
            found.append(named[0])
    names = Counter(mention.name for mention in found)
    return found[0] if found and all(may_be_one(found[0], other) for other in found[1:]) and names else None
