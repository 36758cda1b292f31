"""A cell becomes a line of `yiguan.pattern/1`, and a line what may leave the system."""

import hashlib
from dataclasses import dataclass, replace

from schema import Beside, Finding, Pattern, PatternLabel, Posterior, Reason, StatementType

from .pattern_channels import CATEGORIES, SELF
from .pattern_explanation import explanation
from .pattern_facts import breadth_of, events_of, facts_of, leverage_of, self_other_of
from .pattern_reasons import rivals
from .pattern_sides import Item, Side
from .pattern_wording import band, label_text
from .pattern_years import years_of
from .self_other import conflicting_years


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """Makes the lines of one side, with the other side beside them."""

    side: Side
    other: Side
    kind: StatementType
    contradicted: frozenset[str]
    computed_at: str

    def line(self, cell: int) -> Pattern:
        """The line of a cell that has evidence."""
        side, found = self.side, self.side.found
        items, label, given = side.items(cell), side.label(cell), side.reasons(cell)
        category = CATEGORIES[int(side.patterns.cells.category[cell])]
        cadre_id = side.people.ids[int(side.patterns.cells.cadre[cell])]
        years = years_of(side, cell, items)
        decided = label is not PatternLabel.INSUFFICIENT
        probability = round(float(found.labels.probability[cell]), 4) if decided else None
        shapes = (round(chance, 4) for chance in found.chances[cell].tolist())
        key = (cadre_id, category.value)
        made = Pattern(
            cadre_id=cadre_id, type=self.kind, category=category, window=side.people.window, label=label,
            label_text=label_text(label, self.kind), probability=probability, band=None if probability is None else band(probability),
            provisional=side.provisional(cell), posterior=Posterior(**dict(zip(Posterior.__slots__, shapes, strict=True))), years=years,
            facts=facts_of(side, cell, years), events=events_of(side, cell, items, self.contradicted),
            leverage=tuple(leverage_of(side, cell, items)), reasons=given,
            rivals=rivals(found, cell) if Reason.AMBIGUOUS in given else (), breadth=breadth_of(side, cell, items),
            self_other=self_other_of(side, cell, years) if self.kind is StatementType.PROBLEM else None,
            beside=self._beside(cell), older=side.told.older.get(key, ()), undated=side.told.undated.get(key, ()), text="",
            params=side.parameters.digest, revisions=_revisions(items), computed_at=self.computed_at,
        )  # fmt: skip
        return replace(made, text=explanation(made, {item.finding.id: place(item.finding) for item in items}))

    def _beside(self, cell: int) -> Beside | None:
        """What the other side comes to in the same category; nothing weighty that was not reviewed."""
        cells, own_name = self.side.patterns.cells, self.side.parameters.channels.groups[SELF]
        opposite = self.other.cell_of(int(cells.cadre[cell]), int(cells.category[cell]))
        if opposite is None or not len(self.other.slots(opposite)):
            return None
        label = self.other.label(opposite)
        if label.weighty and self.other.provisional(opposite):
            label = PatternLabel.INSUFFICIENT
        kind = StatementType.COMMENDATION if self.kind is StatementType.PROBLEM else StatementType.PROBLEM
        told, against = (
            {year: groups - {own_name} for year, groups in side.groups_by_year(row).items()}
            for side, row in ((self.side, cell), (self.other, opposite))
        )
        years = tuple(self.side.people.window[0] + year for year in conflicting_years(told, against))
        return Beside(label=label, label_text=label_text(label, kind), conflicting_years=years)


def released(pattern: Pattern) -> Pattern:
    """The line as it may leave the system: what was not reviewed carries neither 反复 or worse nor a probability of it."""
    if not pattern.provisional:
        return pattern
    bare = replace(
        pattern, posterior=None, leverage=(), rivals=(),
        years=tuple(replace(year, weight=None, p_active=None) for year in pattern.years),
    )  # fmt: skip
    if pattern.label.weighty:
        label = PatternLabel.INSUFFICIENT
        bare = replace(
            bare,
            label=label,
            label_text=label_text(label, pattern.type),
            probability=None,
            band=None,
            reasons=(Reason.UNREVIEWED,),
        )
    return replace(bare, text=explanation(bare, {}))


def place(finding: Finding) -> str:
    """Where a person finds it."""
    page = next((at.page for anchor in finding.anchors for at in anchor.locations if at.page), None)
    return f"《{finding.document.title or finding.document.name}》" + (f"第{page}页" if page else "")


def _revisions(items: list[Item]) -> str:
    told = sorted(f"{item.finding.id} {item.finding.review.revision} {item.finding.review.state.value}" for item in items)
    return f"sha256:{hashlib.sha256(chr(10).join(told).encode()).hexdigest()}"
