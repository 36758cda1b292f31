"""Which persons' names are known: of the records, of everything that analysis took for a person, and how texts shorten them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cadres import given_names, surname
from schema import Analysis, Cadre, Mention, MentionForm

SHORTEST = 2
"""Characters of a name or a given name that is looked for in running text: one alone is a word."""
_TITLES = "总工程师 总会计师 总经济师 副书记 副主任 秘书长 巡视员 调研员 负责人"
"""A piece of these is no name, whoever took it for one."""
_NAMED = frozenset({MentionForm.FULL_NAME, MentionForm.SURNAME, MentionForm.GIVEN_NAME})


class Called(NamedTuple):
    """What a document calls a person."""

    text: str
    name: str
    """The name in it."""
    is_surname: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """The names to be replaced."""

    full: frozenset[str]
    given: frozenset[str]
    """What persons are called without their surname."""
    surnames: frozenset[str]
    called: frozenset[Called]
    """Expressions that mean a person somewhere: 老殷, 麦总, 玉柱."""
    ids: frozenset[str]
    """Ids in the records."""


def known_names(cadres: Iterable[Cadre], analyses: Iterable[Analysis]) -> KnownNames:
    """The names of the records, as they are and were, and of everybody whom the analysed documents mention."""
    full: set[str] = set()
    given: set[str] = set()
    surnames: set[str] = set()
    called: set[Called] = set()
    ids: set[str] = set()
    for cadre in cadres:
        full |= {cadre.name, *cadre.aliases}
        ids.add(cadre.id)
    for analysis in analyses:
        for mention in _mentions(analysis):
            name = mention.name
            if not name or mention.form not in _NAMED or name in _TITLES:
                continue
            if mention.form is MentionForm.FULL_NAME:
                full.add(name)
            else:
                (surnames if mention.form is MentionForm.SURNAME else given).add(name)
            if mention.text and name in mention.text and len(mention.text) >= SHORTEST:
                called.add(Called(mention.text, name, mention.form is MentionForm.SURNAME))
    full = {name for name in full if len(name) >= SHORTEST}
    for name in full:
        surnames.add(surname(name))
        given |= {part for part in given_names(name) if len(part) >= SHORTEST}
    return KnownNames(
        full=frozenset(full),
        given=frozenset(given),
        surnames=frozenset(surnames - {""}),
        called=frozenset(called),
        ids=frozenset(ids),
    )


def _mentions(analysis: Analysis) -> Iterator[Mention]:
    occasion = analysis.occasion
    yield from (*occasion.people, *occasion.attendees, *occasion.subjects)
    if occasion.author:
        yield occasion.author
    for statement in analysis.statements:
        held, said, rectified = statement.held.mention, statement.said.speaker, statement.rectified
        yield from filter(None, (held, said))
        if rectified:
            yield from rectified.responsible
