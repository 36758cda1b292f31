"""The outline of a document: its clauses, places, turns, scenes and people, all that analysis and training start from."""

from dataclasses import dataclass, replace

from models import Unit
from schema import BlockUse, Document, Occasion, Skipped

from .attending import subjects, taking_part
from .authors import author
from .clauses import Clause, clauses
from .coverage import UNREAD, coverage, skipped
from .occasions import occasion
from .people import Gazetteer, People, introductions
from .scenes import Scene, scenes
from .sections import Place, places
from .signs import units
from .turns import Turn, turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A document laid out for analysis; `places`, `turns` and `scenes` are by block."""

    document: Document
    people: People
    occasion: Occasion
    clauses: tuple[Clause, ...]
    places: tuple[Place, ...]
    turns: tuple[Turn | None, ...]
    scenes: tuple[Scene, ...]
    units: tuple[Unit, ...]
    coverage: tuple[BlockUse, ...]
    """What became of each block."""
    skipped: tuple[Skipped, ...]


def outline(document: Document, names: Gazetteer) -> Outline:
    """Lay a document out, knowing the names of the records."""
    introduced = introductions(document, names)
    people = People(gazetteer=names, introduced=introduced)
    where, said = places(document), turns(document, people)
    searched = clauses(document, UNREAD)
    uses = coverage(document, where, {clause.block for clause in searched})
    staged = scenes(document, where, said, people)
    return Outline(
        document=document,
        people=people,
        occasion=replace(
            occasion(document, introduced),
            attendees=taking_part(document, introduced, said),
            author=author(document, people),
            subjects=subjects(document, staged),
        ),
        clauses=searched,
        places=where,
        turns=said,
        scenes=staged,
        units=units(document, searched, where, said),
        coverage=uses,
        skipped=skipped(uses),
    )
