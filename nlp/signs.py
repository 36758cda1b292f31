"""Signs: what lexicons and layout tell of a clause, as words that the models weigh."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from models import Unit
from schema import BlockRole, Document

from .clauses import Clause
from .lexicon import patterns
from .sections import Place, section_roles
from .turns import Turn

WANTING = frozenset({"want", "delay", "absence", "excess", "shift", "show", "false", "temper", "rank"})
"""Classes of the evaluation lexicon that speak of a deficiency."""
FAVOURABLE = frozenset({"praise", "gain"})
NEAR = 3
"""So many clauses of a block, before or after, a charge and its refutal may stand apart."""
OPENING = 2
"""A lexicon word this near a clause's start opens it."""


def units(
    document: Document, clauses: Sequence[Clause], places: Sequence[Place], turns: Sequence[Turn | None]
) -> tuple[Unit, ...]:
    """Each clause as the models see it, in order. `places` and `turns` are by block."""
    classes = lexical_classes(document, clauses)
    made = []
    for clause, found in zip(clauses, classes, strict=True):
        place = places[clause.block]
        signs = [*sorted(found), *_crossed(found), *_layout(document, clause, clauses, place, turns[clause.block])]
        signs += [*_scope(clause, clauses, classes), *_charged(clause, clauses, classes)]
        signs += [f"{role}&{pole}" for pole in _poles(found) for role in section_roles(place.heading) or ("none",)]
        signs += [f"{document.kind}&{pole}" for pole in _poles(found)]
        made.append(
            Unit(
                text=clause.text,
                signs=tuple(signs),
                heading="/".join(place.headings),
                column=place.cell.header if place.cell else "",
                sentence=clause.sentence,
                group=clause.block,
            )
        )
    return tuple(made)


def lexical_classes(document: Document, clauses: Sequence[Clause]) -> tuple[frozenset[str], ...]:
    """For each clause the lexicon classes whose words it holds; `class^` when one of them opens it."""
    starts = [clause.span.start for clause in clauses]
    found: list[set[str]] = [set() for _ in clauses]
    for name in ("assertion", "evaluation"):
        for label, pattern in patterns(name).items():
            for match in pattern.finditer(document.text):
                index = bisect_right(starts, match.start()) - 1
                if index >= 0 and match.start() < clauses[index].span.end:
                    found[index].add(label)
                    if match.start() - starts[index] <= OPENING:
                        found[index].add(f"{label}^")
    return tuple(frozenset(classes) for classes in found)


def _scope(clause: Clause, clauses: Sequence[Clause], classes: Sequence[frozenset[str]]) -> Iterator[str]:
    """Which way the clause's words weigh, with each class that stands before or after it in its sentence: 要防止…，推诿扯皮."""
    earlier, later = _sentence(clause, clauses, classes)
    for pole in _poles(classes[clause.index]):
        yield from (f"{name}>{pole}" for name in sorted(earlier))
        yield from (f"{pole}<{name}" for name in sorted(later))


def _sentence(clause: Clause, clauses: Sequence[Clause], classes: Sequence[frozenset[str]]) -> tuple[set[str], set[str]]:
    """The classes of the clauses before and after in the same sentence."""
    earlier: set[str] = set()
    later: set[str] = set()
    for step, found in ((-1, earlier), (1, later)):
        index = clause.index + step
        while 0 <= index < len(clauses) and clauses[index].sentence == clause.sentence:
            found |= classes[index]
            index += step
    return earlier, later


def _charged(clause: Clause, clauses: Sequence[Clause], classes: Sequence[frozenset[str]]) -> Iterator[str]:
    """Whether someone's charge stands near, and its refutal after it: 有人说…，经核查与该局无关."""
    here = [
        i
        for i in range(max(0, clause.index - NEAR), clause.index + NEAR + 1)
        if i < len(clauses) and clauses[i].block == clause.block
    ]
    charged = any("charge" in classes[i] for i in here if i <= clause.index)
    refuted = any("refuted" in classes[i] for i in here if i >= clause.index)
    if charged:
        yield "charged"
    if refuted:
        yield "refuted ahead"
    if charged and refuted:
        yield "charged&refuted"


def _crossed(classes: frozenset[str]) -> Iterator[str]:
    plain = sorted(name for name in classes if not name.endswith("^"))
    for index, first in enumerate(plain):
        for second in plain[index + 1 :]:
            yield f"{first}+{second}"


def _poles(classes: frozenset[str]) -> tuple[str, ...]:
    poles = ("wanting",) * bool(classes & WANTING) + ("favourable",) * bool(classes & FAVOURABLE)
    return poles or ("plain",)


def _layout(document: Document, clause: Clause, clauses: Sequence[Clause], place: Place, turn: Turn | None) -> Iterator[str]:
    text = document.text
    start, end = clause.span.start, clause.span.end
    marker = _marker_kind(clause.marker)
    before = clauses[clause.index - 1] if clause.index and clauses[clause.index - 1].block == clause.block else None
    yield f"kind:{document.kind}"
    yield f"kind:{document.kind}&{marker}"
    yield f"marker:{marker}"
    yield f"closer:{clause.closer}"
    yield f"before:{before.closer if before else 'block'}&{marker}"
    yield f"length:{min(len(clause.text) // 5, 6)}"
    yield f"head2:{clause.text[:2]}"
    yield f"head3:{clause.text[:3]}"
    yield f"tail2:{clause.text[-2:]}"
    yield f"tail3:{clause.text[-3:]}"
    yield f"left:{text[max(0, start - 2) : start]}"
    yield f"right2:{text[end : end + 2]}"
    yield f"right3:{text[end : end + 3]}"
    yield f"part:{4 * clause.index // len(clauses)}"
    if any(character.isdigit() for character in clause.text):
        yield "digit"
    if before is None or before.sentence != clause.sentence:
        yield "sentence opens"
    yield f"block opens:{text[document.starts[clause.block] : document.starts[clause.block] + 4]}"
    yield f"role:{document.blocks[clause.block].role}"
    if document.blocks[clause.block].role in (BlockRole.TITLE, BlockRole.HEADING):
        yield "heading"
    yield from _quotes(text, clause, before)
    if turn is not None:
        yield "turn"
    if place.headings:
        yield from (f"section:{role}" for role in section_roles(place.headings[0]))
    yield from (f"heading:{role}" for role in section_roles(place.heading))
    if place.cell is not None:
        yield "table"
        yield f"column:{place.cell.role or 'other'}"
        yield f"column:{place.cell.header}"
        if place.cell.is_header:
            yield "header"


def _quotes(text: str, clause: Clause, before: Clause | None) -> Iterator[str]:
    start, end = clause.span.start, clause.span.end
    yield "quoted" if clause.quoted else "unquoted"
    if start and text[start - 1] in "“「‘『":
        yield "quotation opens"
    if end < len(text) and text[end] in "”」’』":
        yield "quotation closes"
    if before is not None and before.quoted and not clause.quoted:
        yield "after quotation"


def _marker_kind(marker: str) -> str:
    if not marker:
        return "none"
    if "是" in marker or "要" in marker or marker[0] in "第其":
        return "一是"
    if marker[0].isdigit():
        return "1."
    if marker[0] in "（(":
        return "（1）"
    return "①" if "①" <= marker[0] <= "⑳" else "一、"
