"""Persons meant by a duty that somebody is in charge of: 分管农村供水的副局长, 分管领导."""

from collections.abc import Iterator
from dataclasses import replace

from schema import Cadre, Mention, Occasion

from .claims import Claim, Query, best_fit, kin
from .index import RosterIndex
from .kinship import Kinship
from .named import Meant, by_name, introduced, speaks_of, unit_of, with_claim
from .offices import Fit
from .remits import Remit, charged, recorded
from .said_posts import Said, said_post
from .standing import Standing, standing_of


def by_remit(remit: Remit, mention: Mention, occasion: Occasion, index: RosterIndex, text: str | None) -> Iterator[Meant]:
    """The one whom the document or the records tell to be in charge of the duty; else all who could be, none of them for certain."""
    unit = unit_of(mention) or occasion.unit
    if unit is None or not index.definite(unit) or (mention.unit and not speaks_of(mention.unit, unit)):
        return
    said = said_post(remit.post) if remit.post else None
    claim = Claim(unit=unit_of(mention), said=said)
    serving = [standing for standing in _serving(unit, occasion.date, index) if _could_be(standing, unit, said)]
    told = charged(remit.duty, introduced(occasion), text or "")
    by_text = [replace(one, cadres=_of(serving, one.cadres)) for one in (by_name(name, None, occasion, index) for name in told)]
    by_record = [standing.cadre for standing in serving if recorded(remit.duty, standing)]
    names = {*told, *(cadre.name for cadre in by_record)}
    if len(names) == 1 and by_text and by_text[0].cadres:
        known = with_claim(by_text[0], claim)
        yield replace(known, query=replace(known.query, in_charge_of=remit.duty))
    elif len(names) == 1 and len(by_record) == 1:
        query = Query(claims=(claim,), date=occasion.date, unit=occasion.unit, in_charge_of=remit.duty)
        yield Meant(query=query, cadres=tuple(by_record))
    else:
        query = Query(claims=(claim,), date=occasion.date, unit=occasion.unit, charge_open=True)
        yield from (
            Meant(query=query, cadres=(standing.cadre,)) for standing in serving if not names or standing.cadre.name in names
        )


def _serving(unit: str, moment: str | None, index: RosterIndex) -> list[Standing]:
    cadres = {service.cadre.id: service.cadre for service in index.serving(unit, Kinship.SAME)}
    return [standing_of(cadre, moment) for cadre in cadres.values()]


def _could_be(standing: Standing, unit: str, said: Said | None) -> bool:
    """Whether the cadre then holds the post said in the unit; without one, a post of its leadership."""
    for held in standing.then:
        if kin(unit, held) is not Kinship.SAME:
            continue
        if said is not None and best_fit(said.telling, held, unit) is Fit.EXACT:
            return True
        if said is None and any(
            (office.deputy or office.leads) and not office.organ and not office.branch for office in held.offices
        ):
            return True
    return False


def _of(serving: list[Standing], cadres: tuple[Cadre, ...]) -> tuple[Cadre, ...]:
    ids = {standing.cadre.id for standing in serving}
    return tuple(cadre for cadre in cadres if cadre.id in ids)
