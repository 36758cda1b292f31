"""Two findings beside each other, as the comparisons of occurrences see them."""

import math
from dataclasses import dataclass

from schema import DocumentKind, RectificationStatus, VoiceKind

from .commonness import Commonness
from .kinship import Kinship, kinship
from .matters import Matter

PROMPT = 15
"""Months within which most papers are answered: half a year for the task, and what a second report takes."""
ANSWERED = 40
"""Months within which any is."""
DONE = frozenset({RectificationStatus.COMPLETED, RectificationStatus.MOSTLY})
ANY = frozenset(DocumentKind)
MEETING = frozenset({VoiceKind.SELF, VoiceKind.PEER, VoiceKind.SUPERIOR, VoiceKind.MASSES, VoiceKind.NARRATOR})
"""Voices that are heard at a meeting and in what is collected for it."""
RAISES = {
    VoiceKind.INSPECTION: frozenset({DocumentKind.FEEDBACK}),
    VoiceKind.AUDIT: frozenset({DocumentKind.AUDIT, DocumentKind.FEEDBACK}),
    VoiceKind.SUPERVISION: frozenset({DocumentKind.NOTICE, DocumentKind.FEEDBACK}),
    VoiceKind.APPRAISAL: frozenset({DocumentKind.APPRAISAL, DocumentKind.FEEDBACK}),
}
"""The kinds of papers in which such a body raises what others answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Couple:
    """Two matters beside each other, the earlier first."""

    one: Matter
    other: Matter
    shared: float
    """Share of the shorter's words, by rarity, that the longer has."""
    alike: float
    """Likeness of the words, neither's length mattering."""
    weight: float
    """Rarity of what both have, together."""
    one_house: bool
    """Whether the two documents are of one unit."""

    @property
    def years_apart(self) -> int | None:
        """Reference years between them."""
        if self.one.ref_year is None or self.other.ref_year is None:
            return None
        return abs(self.other.ref_year - self.one.ref_year)

    @property
    def answers(self) -> bool:
        """Whether the later stands in a paper that answers the earlier's kind."""
        return self.other.replies and not self.one.replies and self.one.document_id != self.other.document_id

    @property
    def both_self(self) -> bool:
        """Whether both are self-criticism."""
        return self.one.voice is VoiceKind.SELF and self.other.voice is VoiceKind.SELF

    @property
    def of_different_years(self) -> bool:
        """Whether the papers review different years, and none answers, quotes or leads back."""
        told = self.one.replies or self.other.replies or self.other.retells or self.other.reports
        return bool(self.years_apart) and not told


def couple(a: Matter, b: Matter, common: Commonness) -> Couple:
    """Put two matters beside each other."""
    one, other = sorted((a, b), key=lambda matter: (matter.date, matter.document_id, matter.start))
    both = common.weight(one.grams & other.grams)
    mine, theirs = common.weight(one.grams), common.weight(other.grams)
    shorter = min(mine, theirs)
    return Couple(
        one=one, other=other, shared=both / shorter if shorter else 0.0,
        alike=both / math.sqrt(mine * theirs) if shorter else 0.0, weight=both,
        one_house=any(kinship(a, b) >= Kinship.PART for a in one.houses for b in other.houses),
    )  # fmt: skip


def soon(one: Matter, other: Matter, within: int = ANSWERED) -> bool:
    """Whether the other paper is of the months in which the one is answered; true where a date is unknown."""
    return len(one.date) < 7 or len(other.date) < 7 or _month(other.date) - _month(one.date) <= within


def _month(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7])


def is_later(one: Matter, other: Matter) -> bool:
    """Whether all that the other dates happened after the one was written."""
    if len(one.date) < 4 or one.document_id == other.document_id:
        return False
    year = int(one.date[:4])
    if other.figures.months and len(one.date) >= 7:
        return min(other.figures.months) > (year, int(one.date[5:7]))
    return bool(other.figures.years) and min(other.figures.years) > year


def fit(pair: Couple) -> float:
    """How well the voices agree: at a meeting, who said it first is told in several ways."""
    voices = {pair.one.voice, pair.other.voice}
    return 1.0 if len(voices) == 1 else 0.6 if voices <= MEETING else 0.0


def one_cadre(pair: Couple) -> bool:
    return pair.one.cadre_id is not None and pair.one.cadre_id == pair.other.cadre_id


def house_named(pair: Couple) -> bool:
    """Whether one names as holder the unit that the other paper is of."""
    named = [(pair.one.unit, pair.other.houses), (pair.other.unit, pair.one.houses)]
    same = pair.one.unit and pair.other.unit and kinship(pair.one.unit, pair.other.unit) >= Kinship.PART
    return bool(same) or any(unit and any(kinship(unit, house) >= Kinship.PART for house in houses) for unit, houses in named)
