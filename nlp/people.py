"""Persons in a document: every mention in a stretch of text, with what is said of the person there."""

import re
from dataclasses import replace

from schema import Mention, MentionForm

from .people_forms import elders, masks, posts_alone, pronouns, short_forms
from .people_full import full_names
from .people_introduced import introductions
from .people_known import Found, People
from .people_names import Gazetteer, fold
from .people_posts import looks_like_name, post_end, told_in_brackets

__all__ = ["Gazetteer", "People", "introductions", "mentions_in", "parse_mention", "split_people"]

FINDERS = (full_names, masks, short_forms, elders, posts_alone, pronouns)
"""In the order in which they claim characters: what names a person most fully comes first."""
_ALONE = re.compile(r"(?P<name>[^（()）]+?)(?:同志)?(?:[（(](?P<note>[^（()）]*)[）)])?")
_SEPARATORS = re.compile(r"[、，,；;/\n]|\s{2,}|(?<=同志)[和与]")


def mentions_in(text: str, start_offset: int, people: People) -> tuple[Mention, ...]:
    """Every mention of a person in a stretch of text that begins at the offset, in order; they do not overlap.

    A mention takes in the unit and post glued to the name and the 同志 after it: 「县水利局罗建国同志」.
    """
    taken: list[Found] = []
    for find in FINDERS:
        for found in sorted(find(text, people, tuple(taken)), key=lambda found: (found.start - found.end, found.start)):
            if not found.overlaps(taken):
                taken.append(found)
    return tuple(found.placed(text, start_offset) for found in sorted(taken, key=lambda found: found.start))


def parse_mention(text: str, document_people: People) -> Mention:
    """The person that an expression standing alone names, as in a table cell: 「现任党组书记梁广文」, 「副局长陈刚（公路）」.

    The form is OTHER without a name when it names nobody (`办公室`).
    """
    found = mentions_in(text, 0, document_people)
    best = max(found, key=lambda mention: (WEIGHTS[mention.form], len(mention.text or "")), default=None)
    if best is None or (best.unit is None and best.form in (MentionForm.FULL_NAME, MentionForm.POST, MentionForm.OTHER)):
        best = _alone(text.strip(), document_people, best) or best
    return Mention(text=text, form=MentionForm.OTHER) if best is None else replace(best, text=text, span=None)


def split_people(cell: str) -> tuple[str, ...]:
    """The expressions of a cell that lists persons or units: 「司徒静、黄素英」, 「党组成员、副局长蔺石；办公室」 (two)."""
    pieces: list[str] = []
    for piece in _SEPARATORS.split(cell):
        if pieces and (_open_bracket(pieces[-1]) or (post_end().fullmatch(pieces[-1]) and not post_end().fullmatch(piece))):
            pieces[-1] += "、" + piece
        else:
            pieces.append(piece)
    return tuple(piece.strip() for piece in pieces if piece.strip())


WEIGHTS = {
    MentionForm.FULL_NAME: 5,
    MentionForm.MASKED: 4,
    MentionForm.SURNAME: 3,
    MentionForm.GIVEN_NAME: 3,
    MentionForm.POST: 2,
    MentionForm.OTHER: 1,
}
"""What names a person most fully."""


def _alone(text: str, people: People, found: Mention | None) -> Mention | None:
    """A name with nothing but 同志 or a note in brackets, or a unit with the name in brackets: 药学部（葛天）."""
    match = _ALONE.fullmatch(text)
    if match is None or (found and found.form is MentionForm.FULL_NAME and not match.group("note")):
        return None
    name, note = fold(match.group("name")), match.group("note") or ""
    if _known(name, people):
        unit, post = told_in_brackets(note)
        return Mention(text=text, form=MentionForm.FULL_NAME, name=name, unit=unit, post=post)
    if note and _known(fold(note), people):
        return Mention(text=text, form=MentionForm.FULL_NAME, name=fold(note), unit=match.group("name"))
    return None


def _known(name: str, people: People) -> bool:
    return name in people.gazetteer or name in people.names or looks_like_name(name)


def _open_bracket(piece: str) -> bool:
    return piece.count("（") > piece.count("）")
