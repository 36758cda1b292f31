"""The analysis of patterns: what the records support of each cadre in each category. docs/analysis.md tells the method."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schema import Pattern, StatementType

from .pattern_lines import Lines
from .pattern_parameters import SHIPPED, load_parameters
from .pattern_people import people
from .pattern_records import Records, counts_for
from .pattern_sides import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternOptions:
    """How to analyse."""

    until: int
    """The last year that may count."""
    computed_at: str
    """Written into every line; nothing else depends on the clock."""
    confirmed_only: bool = True
    """Whether only what a person confirmed is evidence. Peers are compared by all that is said in either case."""
    parameters: Path = SHIPPED


class PatternAnalysis:
    """Everybody analysed, and any one of them again when something of his was reviewed."""

    def __init__(self, records: Records, options: PatternOptions):
        parameters = load_parameters(options.parameters)
        window = records.window(parameters.years, options.until)
        named = {cadre_id for finding in records.findings if (cadre_id := counts_for(finding)) and finding.id in records.marks}
        everybody = people(records.looks, named, records.cadres, window)
        self._options, self._contradicted = options, records.contradicted
        self._sides = {
            kind: Side.of(records, kind, everybody, parameters, confirmed_only=options.confirmed_only) for kind in StatementType
        }

    def lines(self) -> Iterator[Pattern]:
        """The lines of everybody, by cadre, kind and category: an order that says nothing of anyone."""
        yield from self._lines(self._sides)

    def again(self, cadre_id: str, records: Records) -> Iterator[Pattern]:
        """One cadre's lines by what is recorded of him now, as if everybody were analysed anew. `records` are his alone.

        Raises KeyError when nobody looked at him before.
        """
        yield from self._lines({kind: side.again(records, kind, cadre_id) for kind, side in self._sides.items()})

    def _lines(self, sides: dict[StatementType, Side]) -> Iterator[Pattern]:
        problem, praise = StatementType.PROBLEM, StatementType.COMMENDATION
        makers = [
            Lines(
                side=sides[kind],
                other=sides[other],
                kind=kind,
                contradicted=self._contradicted,
                computed_at=self._options.computed_at,
            )
            for kind, other in ((problem, praise), (praise, problem))
        ]
        ordered = (
            (int(maker.side.patterns.cells.cadre[cell]), number, cell)
            for number, maker in enumerate(makers)
            for cell in maker.side.cells()
        )
        for _, number, cell in sorted(ordered):
            yield makers[number].line(cell)


def analyse_patterns(records: Records, options: PatternOptions) -> Iterator[Pattern]:
    """The lines of everybody."""
    yield from PatternAnalysis(records, options).lines()
