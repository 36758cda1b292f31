"""What a document tells of a person, held against what the records tell of a cadre."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .kinship import Kinship, kinship
from .offices import Fit, Office, fit
from .said_posts import FORMER, Said
from .standing import Held, Standing, When


class Evidence(NamedTuple):
    """How far a comparison applies, and its particulars in Chinese."""

    value: float
    detail: str = ""


NOTHING = Evidence(0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the document says of a person: a unit, a post, or both."""

    unit: str | None
    said: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Who is meant, as far as the document tells."""

    name: str | None = None
    """The full name, folded."""
    surname: str | None = None
    """Known instead of the full name: 何 of 何局."""
    given_name: str | None = None
    """Known instead of the full name: 秋生 of 秋生同志."""
    claims: tuple[Claim, ...] = ()
    date: str | None = None
    unit: str | None = None
    """The unit whose occasion it is."""
    namesake: str = ""
    """The post of another cadre of the name, one whom the document may well mean."""
    outranked: bool = False
    """Whether another cadre of the name serves in the unit, and nothing in the document leads to this one."""
    attends: bool = False
    """Whether the document introduces the person by full name."""
    only_one: str = ""
    """For a short form, the full name of the only person introduced whom it fits."""
    holds: str = ""
    """For a post alone, the post of the record that it names."""
    sex: str = ""
    """`男` or `女`, as the document tells it of the person."""
    birth: str = ""
    """`1975` or `1975-03`, as the document tells it of the person."""
    slip: bool = False
    """Whether the name looks like the record's and is not it: 候建国 for 侯建国."""
    listed_rightly: bool = False
    """Of a slip, whether the document's own list of those present has the record's name."""
    recognised: bool = False
    """Whether the text was recognised from a picture, so that slips are to be expected."""
    in_charge_of: str = ""
    """For a post said with a duty (分管农村供水的副局长), the duty that this person is told to be in charge of."""
    charge_open: bool = False
    """Whether such a post is said and nothing tells who is in charge."""


def at_home(query: Query, standing: Standing) -> bool:
    """Whether the cadre serves in the unit of the occasion, in a part of it or above it; true when the unit is not known."""
    return query.unit is None or any(kin(query.unit, held) >= Kinship.PART for held in standing.then)


def kin(unit: str, held: Held) -> Kinship:
    """How near a unit is to the one a post is held in."""
    return max(kinship(unit, other) for other in held.units)


def _relevant(claim: Claim, standing: Standing) -> Iterator[tuple[Held, float]]:
    """The posts a claim can speak of, and how much it counts when it fits: the tense decides."""
    tense = claim.said.tense if claim.said else ""
    for held in standing.by_then:
        if held.when is When.THEN:
            yield held, 0.4 if tense in FORMER else 1.0
        else:
            # Documents look back without saying so: 局长 may be what he was when it happened.
            yield held, 1.0 if tense else 0.3


def unit_fit(claim: Claim, standing: Standing) -> Evidence:
    """How far the unit told is one where the cadre serves or served; with a post told, in that post."""
    return max((one.unit for one in _fits(claim, standing)), default=NOTHING)


def post_fit(claim: Claim, standing: Standing) -> Evidence:
    """How far the post told is one that the cadre holds or held; with a unit told, in that unit."""
    return max((one.post for one in _fits(claim, standing)), default=NOTHING)


def unit_misfit(claim: Claim, standing: Standing) -> Evidence:
    """Whether the cadre has served by then, and nowhere near the unit told."""
    if not claim.unit or not standing.by_then:
        return NOTHING
    return Evidence(float(all(_apart(claim, held) for held in standing.by_then)), claim.unit)


def post_misfit(claim: Claim, standing: Standing) -> Evidence:
    """Whether the cadre has held posts by then, and none like the one told, or none in the unit told with it."""
    said = claim.said
    if said is None or not said.recorded or not standing.by_then:
        return NOTHING
    served = [held for held in standing.by_then if not _apart(claim, held)] or standing.by_then
    return Evidence(float(not any(best_fit(said.telling, held, claim.unit) for held in served)), said.text)


class _Fit(NamedTuple):
    unit: Evidence
    post: Evidence


def _fits(claim: Claim, standing: Standing) -> list[_Fit]:
    """How unit and post fit each post of the record; where both are told, only those of the record's posts that fit both as best."""
    fits = [_Fit(_unit_share(claim, held, count), _post_share(claim, held, count)) for held, count in _relevant(claim, standing)]
    if not claim.unit or claim.said is None or not claim.said.recorded:
        return fits
    most = max((one.unit.value + one.post.value for one in fits), default=0.0)
    return [one for one in fits if one.unit.value + one.post.value == most]


def _unit_share(claim: Claim, held: Held, count: float) -> Evidence:
    share = {Kinship.SAME: 1.0, Kinship.PART: 0.7}
    return Evidence(share.get(kin(claim.unit, held), 0.0) * count, str(held)) if claim.unit else NOTHING


def _post_share(claim: Claim, held: Held, count: float) -> Evidence:
    if claim.said is None:
        return NOTHING
    return Evidence(best_fit(claim.said.telling, held, claim.unit) / Fit.EXACT * count, str(held))


def _apart(claim: Claim, held: Held) -> bool:
    return claim.unit is not None and kin(claim.unit, held) is Kinship.UNLIKE


def agrees(claim: Claim, standing: Standing) -> bool:
    """Whether nothing in the record speaks against what is told."""
    return not unit_misfit(claim, standing).value and not post_misfit(claim, standing).value


def best_fit(said: Iterable[Office], held: Held, unit: str | None) -> Fit:
    """The best fit of any office said with any of the post held, where a department said as unit is the department held."""
    return max(
        (fit(one, seen_from(unit, other, held.post.unit), held.post.unit) for one in said for other in held.offices),
        default=Fit.NONE,
    )


def seen_from(unit: str | None, office: Office, of: str) -> Office:
    """The office as one speaks of it within the unit: the 办公室主任 is the 主任 of the 办公室."""
    if unit and office.organ and kinship(unit, of + office.organ) is Kinship.SAME:
        return office.within()
    return office
