"""What the analysis needs to know of every finding: its occurrence, whether it is the first telling, concrete, of which year and where."""

from collections.abc import Mapping, Sequence

from schema import EventMark, Setting

from .concreteness import copied, says_something
from .events import Grouping
from .matters import FORMAL, OWN, Matter


def marks(matters: Sequence[Matter], grouping: Grouping, settings: Mapping[str, Setting]) -> tuple[EventMark, ...]:
    """The marks of the findings, in the order of the matters."""
    by_id = {matter.id: matter for matter in matters}
    first = {event: _first_told([by_id[one] for one in members]) for event, members in grouping.members().items()}
    worn = copied(matters)
    return tuple(
        EventMark(
            finding_id=matter.id,
            event_id=grouping.events[matter.id],
            primary=is_primary(matter, first[grouping.events[matter.id]]),
            concrete=matter.id not in worn and says_something(matter),
            ref_year=matter.ref_year,
            setting=settings[matter.id],
        )
        for matter in matters
    )


def is_primary(matter: Matter, first: Matter) -> bool:
    """Whether a finding tells of its occurrence for itself; `first` is the one that told of it first.

    Papers that answer others, words that lead back, an inspecting body's finding repeated in a paper of one's own, and what a
    later year tells of an occurrence known already are re-tellings.
    """
    if matter.replies or matter.back or (matter.kind in OWN and matter.voice in FORMAL):
        return False
    if matter.id == first.id or matter.document_id == first.document_id:
        return True
    return not matter.retells and matter.ref_year == first.ref_year


def _first_told(members: Sequence[Matter]) -> Matter:
    """The earliest that does not answer others; the earliest where all do."""
    return next((one for one in members if not one.replies), members[0])
