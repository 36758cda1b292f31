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
SPEAKS = re.compile(r"(?P<name>[^\W\d_]{2,4}?)(?:同志)?在[^，。]{4,}上的(?:讲话|发言|点评|总结)")
"""How a speech is titled: 严正在推进会上的讲话, where the name may be a word."""
REPORTS = re.compile(r"\s*[（(]?(?:汇报|报告|述职|述职述廉)人[：:](?P<who>[^（）()。；]+)[）)]?\s*")
SPOKEN_TO = re.compile(r"(?:同志们?|各位|大家)[^，。；]{0,6}[：:]?\s*$|^各位")
READS = re.compile(r"(?:组长|主任|书记|副组长)[\s\u3000]*$")
"""What stands before the one who reads a body's findings out."""
MYSELF = re.compile(r"(?<![自大你])我(?![们省市县区州镇乡村局厅委处科院校部所站队办司行中国])|本人")
LEAST_MYSELF = 3
"""Times that a paper says 我 or 本人, from which it is one person's."""


def author(document: Document, people: People) -> Mention | None:
    """The person whose own words a paper holds throughout; None for a paper of several, of a team, or of nobody named."""
    if document.kind is DocumentKind.REPORT and (reporting := _reporting(document, people)) is not None:
        return reporting
    if document.kind not in SIGNED or not _is_personal(document):
        return None
    return _titled(document, people) or _named_alone(_lines(document), people)


def appraised(document: Document, people: People) -> Mention | None:
    """The one person whom an appraisal is about throughout: its title, its issuer or its heading names him."""
    if document.kind is not DocumentKind.APPRAISAL:
        return None
    return _titled(document, people)


def reader(document: Document, people: People) -> Mention | None:
    """Who reads a body's findings out to those whom they concern: named alone at the head of a paper that speaks to persons."""
    if document.kind is not DocumentKind.FEEDBACK:
        return None
    head = document.blocks[:HEAD]
    if not any(SPOKEN_TO.search(block.text) and len(block.text) <= LONGEST for block in head):
        return None
    for block in head:
        named = [one for one in mentions_in(block.text, 0, people) if one.form is MentionForm.FULL_NAME]
        if (
            len(named) == 1
            and len(block.text.strip()) <= LONGEST
            and READS.search(block.text[: block.text.find(named[0].name or "")])
        ):
            return named[0]
    return None


def _reporting(document: Document, people: People) -> Mention | None:
    """The one person whom a line of its own tells to report (汇报人：…)."""
    for block in document.blocks:
        match = REPORTS.fullmatch(block.text) if len(block.text) <= LONGEST else None
        if match is not None:
            told = parse_mention(match.group("who").strip(), people)
            return told if told.form is MentionForm.FULL_NAME else None
    return None


def _is_personal(document: Document) -> bool:
    """Whether the paper speaks in the first person."""
    if document.kind is DocumentKind.SPEECH:
        return True
    said = re.sub(r"“[^“”]*”", "", "".join(block.text for block in document.blocks if block.role is not BlockRole.CELL))
    return len(MYSELF.findall(said)) >= LEAST_MYSELF


def _titled(document: Document, people: People) -> Mention | None:
    match = SPEAKS.match(document.title)
    if match is not None and match.group("name") in people.gazetteer:
        return Mention(text=match.group("name"), form=MentionForm.FULL_NAME, name=match.group("name"))
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
