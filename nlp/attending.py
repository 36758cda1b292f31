"""Who could be observed on a document's occasion: those who took part in a meeting, those whom an appraisal is about."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schema import Block, Document, DocumentKind, Mention, MentionForm

from .scenes import Scene
from .turns import Turn

HEAD = 10
"""Blocks from the top in which minutes tell who was there."""
PRESENT = re.compile(r"主\s*持|参\s*加|出\s*席|到\s*会(?!指导)")
ASIDE = re.compile(r"列\s*席|缺\s*席|请\s*假|记\s*录|督导组?|指\s*导|到会指导|整\s*理|点评|地\s*点|时\s*间|议\s*[题程]")
_MARK = re.compile(rf"(?P<present>{PRESENT.pattern})|(?P<aside>{ASIDE.pattern})")
_LISTED = re.compile(rf"(?:{PRESENT.pattern}|{ASIDE.pattern})[^，。；：:]{{0,8}}[：:]")


def taking_part(document: Document, introduced: Sequence[Mention], turns: Sequence[Turn | None]) -> tuple[Mention, ...]:
    """Of minutes, who took part by the list at the head, and who speaks of himself; none of other papers."""
    if document.kind is not DocumentKind.MINUTES:
        return ()
    told = dict(_told(document, introduced))
    present = [mention for mention, there in told.items() if there]
    aside = {mention.name for mention, there in told.items() if not there} - {mention.name for mention in present}
    speaking = [turn.speaker for turn in turns if turn is not None and turn.of_himself and turn.speaker is not None]
    named = (one for one in (*present, *speaking) if one.form is MentionForm.FULL_NAME and one.name not in aside)
    return tuple({mention.name: mention for mention in reversed([*named])}.values())[::-1]


def subjects(document: Document, scenes: Sequence[Scene]) -> tuple[Mention, ...]:
    """Of an appraisal, the persons whose profiles it holds."""
    if document.kind is not DocumentKind.APPRAISAL:
        return ()
    about = (scene.subject for scene in scenes if scene.subject is not None and scene.subject.form is MentionForm.FULL_NAME)
    return tuple({mention.name: mention for mention in about}.values())


def _told(document: Document, introduced: Sequence[Mention]) -> Iterator[tuple[Mention, bool]]:
    for block in document.blocks[:HEAD]:
        start = document.starts[block.index]
        for mention in introduced:
            if mention.span is not None and start <= mention.span.start < start + len(block.text):
                there = _there(block, mention.span.start - start)
                if there is not None:
                    yield mention, there


def _there(block: Block, at: int) -> bool | None:
    """Whether the block counts the person at the offset among those present; None where it does not tell.

    In a list the word stands before the names (出席：…), in a sentence after them (…同志主持).
    """
    marks = [(match.start(), match.lastgroup == "present") for match in _MARK.finditer(block.text)]
    if _LISTED.search(block.text):
        ends = [*(start for start, _ in marks[1:]), len(block.text)]
        return next((present for (start, present), end in zip(marks, ends, strict=True) if start <= at < end), None)
    stops = [-1, *(match.start() for match in re.finditer("[。；]", block.text)), len(block.text)]
    end = next(end for start, end in pairwise(stops) if start < at <= end)
    return next((present for start, present in marks if at < start < end), None)
