"""What a label rests on: each finding, year, document and source group is taken away and the cell judged again, exactly and all at once.

Base rates stay as they are: they are the peers', not the cadre's.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from schema import LeverageKind, PatternLabel

from .pattern_channels import Flags, Integers
from .pattern_decision import LABELS
from .pattern_engine import Assessment, Patterns
from .pattern_paths import PERSISTENT, RECURRENT, RELAPSED
from .pattern_slots import gather
from .pattern_tables import Remedies, RowsBy

SEVERAL = [RECURRENT, PERSISTENT, RELAPSED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of a cell's items, to be taken away together."""

    kind: LeverageKind
    id: str
    items: tuple[int, ...]
    """Rows of the items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """The cell without the part."""

    part: Part
    label: PatternLabel
    probability: float
    several: float
    """Probability of 反复 or more without it."""


def parts_of(items: Integers, document: Sequence[str], finding: Sequence[str], patterns: Patterns) -> list[Part]:
    """The parts of a cell's items. A year, document or group of one finding is that finding, and all of them together no part."""
    everything, groups = patterns.items, patterns.parameters.channels
    parts = [Part(kind=LeverageKind.FINDING, id=finding[row], items=(row,)) for row in items.tolist()]
    together: defaultdict[tuple[LeverageKind, str], list[int]] = defaultdict(list)
    for row in items.tolist():
        together[LeverageKind.YEAR, str(everything.year[row])].append(row)
        together[LeverageKind.DOCUMENT, document[row]].append(row)
        together[LeverageKind.GROUP, groups.groups[groups.group[everything.voice[row]]]].append(row)
    parts += [
        Part(kind=kind, id=name, items=tuple(rows)) for (kind, name), rows in together.items() if 1 < len(rows) < len(items)
    ]
    return parts


def removals(
    patterns: Patterns, remedies: Remedies, parts: Mapping[int, Sequence[Part]], *, confirmed_only: bool
) -> dict[int, list[Removal]]:
    """Each cell without each of its parts."""
    pairs = [(cell, part) for cell, found in parts.items() for part in found]
    if not pairs:
        return {}
    judged = _judged(patterns, remedies, pairs, confirmed_only=confirmed_only)
    found: dict[int, list[Removal]] = {cell: [] for cell in parts}
    for number, (cell, part) in enumerate(pairs):
        found[cell].append(
            Removal(
                part=part,
                label=LABELS[int(judged.labels.label[number])],
                probability=float(judged.labels.probability[number]),
                several=float(judged.chances[number, SEVERAL].sum()),
            )
        )
    return found


def _judged(patterns: Patterns, remedies: Remedies, pairs: Sequence[tuple[int, Part]], *, confirmed_only: bool) -> Assessment:
    """Every pair as a cell of its own, with the items that are left."""
    by_cell, of_remedy = RowsBy(patterns.items.cell, len(patterns.cells)), RowsBy(remedies.cell, len(patterns.cells))
    kept, kept_remedies = [], []
    for cell, part in pairs:
        kept.append(np.setdiff1d(by_cell.of(cell), np.array(part.items), assume_unique=True))
        kept_remedies.append(of_remedy.of(cell))
    items = patterns.items.take(*_joined(kept))
    years, limits = patterns.people.years, patterns.parameters.items
    everything = gather(items, years, limits)
    used = gather(items.take(items.confirmed), years, limits) if confirmed_only else everything
    cells = patterns.cells.take(np.array([cell for cell, _ in pairs]))
    return patterns.judge(used, cells, remedies.take(*_joined(kept_remedies)), everything=everything)


def _joined(rows: Sequence[Integers]) -> tuple[Integers, Integers]:
    """The rows one after another, and the place of the list that each came from."""
    return np.concatenate(rows), np.repeat(np.arange(len(rows)), [len(one) for one in rows])


def weighty(assessment: Assessment) -> Flags:
    """The cells that say 反复 or worse."""
    return assessment.labels.are(*(one for one in PatternLabel if one.weighty))
