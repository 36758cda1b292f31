"""Scenes: in each block, whose words it holds and whom it is about, told by turns, headings and table columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from schema import Block, Document, DocumentKind, Mention, MentionForm

from .people import People, mentions_in, parse_mention, split_people
from .sections import Place
from .turns import Turn

INHERITED = ("speaker", "holder", "unit", "source")
"""Columns whose empty cells repeat the cell above (同上)."""
PERSONAL = frozenset({DocumentKind.SELF_CHECK, DocumentKind.REPORT, DocumentKind.APPRAISAL})
"""Kinds of papers that may be about one person throughout."""
SAME = frozenset({"同上", "〃", "″", "同前"})
NAMED = frozenset({MentionForm.FULL_NAME, MentionForm.SURNAME, MentionForm.GIVEN_NAME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row: its cells by what their columns hold; empty cells of INHERITED columns stand for the ones above."""

    table: int
    number: int
    cells: dict[str, tuple[Block, ...]] = field(default_factory=dict)

    def text(self, role: str) -> str:
        """The words of the row's cells of this role, blank-joined; empty without one."""
        return " ".join(block.text for block in self.cells.get(role, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A block's setting."""

    speaker: Mention | None
    """Whose words it holds: the turn's label, or the row's speaker."""
    label: str
    """The speaker's label as it stands; empty without one."""
    subject: Mention | None
    """Whom its section or row is about."""
    row: Row | None


def scenes(document: Document, places: Sequence[Place], turns: Sequence[Turn | None], people: People) -> tuple[Scene, ...]:
    """The scene of each block, in order."""
    rows = _rows(document, places)
    author = _author(document, people)
    subjects = {place.headings: _subject(place.headings, people) for place in places}
    made = []
    for place, turn in zip(places, turns, strict=True):
        row = rows.get((place.cell.table, place.cell.row)) if place.cell else None
        label = turn.label if turn else row.text("speaker") if row else ""
        subject = subjects[place.headings]
        if row is not None and (holder := row.text("holder")):
            subject = _person(holder, people) or subject
        made.append(Scene(speaker=_person(label, people), label=label, subject=subject or author, row=row))
    return tuple(made)


def _person(expression: str, people: People) -> Mention | None:
    """The one person that an expression names; None for none or several."""
    named = [
        mention for piece in split_people(expression) if (mention := parse_mention(piece, people)).form is not MentionForm.OTHER
    ]
    return named[0] if len(named) == 1 else None


def _subject(headings: tuple[str, ...], people: People) -> Mention | None:
    """The one person whom the nearest heading names that names anybody."""
    for heading in reversed(headings):
        named = [mention for mention in mentions_in(heading, 0, people) if mention.form in NAMED]
        if len(named) == 1:
            return named[0]
        if named:
            return None
    return None


def _author(document: Document, people: People) -> Mention | None:
    """The person whom a personal paper is about throughout: its title, its issuer or its signature names him."""
    if document.kind not in PERSONAL:
        return None
    for text in (document.title, document.issuer or ""):
        named = [mention for mention in mentions_in(text, 0, people) if mention.form in NAMED] if text else []
        if len(named) == 1:
            return named[0]
    signed = [block.text.strip() for block in document.blocks[-4:]] if document.kind is not DocumentKind.APPRAISAL else []
    return next(
        (m for text in signed if len(text) <= 20 and (m := _person(text, people)) and m.form is MentionForm.FULL_NAME), None
    )


def _rows(document: Document, places: Sequence[Place]) -> dict[tuple[int, int], Row]:
    """The rows of all tables, header rows left out."""
    rows: dict[tuple[int, int], dict[str, list[Block]]] = {}
    covered: dict[tuple[int, int], dict[str, list[Block]]] = {}
    for place in places:
        cell = place.cell
        if cell is None or cell.is_header:
            continue
        block = document.blocks[place.block]
        key = (cell.table, cell.row)
        if block.text.strip() not in SAME:
            rows.setdefault(key, {}).setdefault(cell.role, []).append(block)
        height = max((location.span[0] for location in block.locations if location.span), default=1)
        for number in range(cell.row + 1, cell.row + height):
            covered.setdefault((cell.table, number), {}).setdefault(cell.role, []).append(block)
    made: dict[tuple[int, int], Row] = {}
    above: Row | None = None
    for key in sorted({*rows, *covered}):
        cells = {role: tuple(blocks) for role, blocks in {**covered.get(key, {}), **rows.get(key, {})}.items()}
        if above is not None and above.table == key[0]:
            cells = {**{role: above.cells[role] for role in INHERITED if role in above.cells}, **cells}
        above = made[key] = Row(table=key[0], number=key[1], cells=cells)
    return made
