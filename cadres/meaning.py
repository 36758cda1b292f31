"""Who may be meant by a mention: persons the document introduces, and persons of the records."""

import re
from collections.abc import Iterator
from dataclasses import replace

from schema import Cadre, Mention, MentionForm, Occasion

from .claims import Claim, Query, best_fit
from .in_charge import by_remit
from .index import RosterIndex
from .kinship import Kinship, kinship
from .lives import life_told
from .named import Meant, by_name, introduced, is_listed, speaks_of, unit_of, with_claim
from .names import fold_name, given_names, surname
from .near_names import NEARLY_NAMED, by_slip
from .offices import Fit, fit, split_unit
from .post_holders import holders
from .remits import remit_of
from .said_posts import Said, said_post
from .standing import Held, standing_of
from .terms import terms_told
from .units import house_of

_BESIDES = re.compile(r"并.{2,4}同志$")
"""Who else is addressed beside a unit: 柳堤支行并阎守信同志."""


def persons_meant(
    mention: Mention, occasion: Occasion, index: RosterIndex, text: str | None = None, *, recognised: bool = False
) -> tuple[Meant, ...]:
    """Everyone whom the mention may mean; nobody for a mask, a pronoun or a post that many hold."""
    occasion = replace(occasion, unit=_house(occasion.unit, index) if occasion.unit else None)
    meant = tuple(_meant(mention, occasion, index, text))
    slipped = tuple(by_slip(meant[0], index, text, recognised)) if len(meant) == 1 and not meant[0].cadres else ()
    if slipped:
        meant = (replace(meant[0], stranger=NEARLY_NAMED), *slipped)
    return tuple(_told_apart(one, mention, occasion, text) for one in meant)


def _house(unit: str, index: RosterIndex) -> str | None:
    """The house of whoever issues a paper: of 落水洞乡党委书记　张远 the 落水洞乡; None where a person signs with the name alone."""
    *told, last = _BESIDES.sub("", unit).split() or [unit]
    if not index.named(last):
        return house_of("".join((*told, last)))
    return house_of(split_unit("".join(told))[0]) or None if told else None


def _meant(mention: Mention, occasion: Occasion, index: RosterIndex, text: str | None) -> Iterator[Meant]:
    match mention.form:
        case MentionForm.FULL_NAME | MentionForm.OTHER if mention.name:
            yield by_name(fold_name(mention.name), mention, occasion, index)
        case MentionForm.SURNAME | MentionForm.GIVEN_NAME if mention.name:
            yield from _by_short_form(mention, occasion, index)
        case MentionForm.POST if mention.post:
            yield from _by_post(mention, occasion, index, text)
        case _:
            return


def _told_apart(meant: Meant, mention: Mention, occasion: Occasion, text: str | None) -> Meant:
    """With the sex and birth that the document tells of the person and, where several bear the name, the terms of office."""
    name, query = meant.query.name, meant.query
    if not name or not meant.cadres:
        return meant
    life = life_told(name, mention, text)
    terms = tuple(terms_told(name, mention, occasion, text)) if len(meant.cadres) > 1 else ()
    return replace(meant, query=replace(query, sex=life.sex, birth=life.birth, claims=(*query.claims, *terms)))


def _by_short_form(mention: Mention, occasion: Occasion, index: RosterIndex) -> Iterator[Meant]:
    assert mention.name
    if mention.unit and occasion.unit and not speaks_of(mention.unit, occasion.unit):
        return  # 县委李书记 in a bureau's paper is nobody of the bureau.
    called = fold_name(mention.name)
    short = Claim(unit=unit_of(mention), said=said_post(mention.post) if mention.post else None)
    answering = [name for name in introduced(occasion) if _answers_to(name, called, mention.form)]
    meant = [with_claim(by_name(name, None, occasion, index), short) for name in answering]
    meant = [_unplaced(one, short) for one in meant if one.cadres or not _unfit(one.query)]
    if meant:
        yield from (_only(one) for one in meant) if len(meant) == 1 else meant
    else:
        yield from _by_unit(mention, called, short, occasion, index)


def _by_unit(mention: Mention, called: str, short: Claim, occasion: Occasion, index: RosterIndex) -> Iterator[Meant]:
    """Nobody introduced answers to it: those of the unit whose records fit."""
    unit = short.unit or occasion.unit
    if unit is None or not index.definite(unit):
        return
    if mention.form is MentionForm.SURNAME:
        cadres = index.surnamed(called, unit) if short.said else ()
        query = Query(surname=called, claims=(short,), date=occasion.date, unit=occasion.unit)
    else:
        cadres = index.called(called, unit) if len(called) > 1 else ()
        query = Query(given_name=called, claims=(short,), date=occasion.date, unit=occasion.unit)
    for cadre in cadres:
        then = standing_of(cadre, occasion.date).then
        if any(max(kinship(unit, other) for other in held.units) >= Kinship.PART and _fits(short, held) for held in then):
            yield Meant(query=query, cadres=(cadre,))


def _by_post(mention: Mention, occasion: Occasion, index: RosterIndex, text: str | None) -> Iterator[Meant]:
    assert mention.post
    remit = remit_of(mention.post)
    if remit is not None:
        yield from by_remit(remit, mention, occasion, index, text)
        return
    said = said_post(mention.post)
    unit = unit_of(mention) or occasion.unit
    if unit is None or not said.names_one or not said.of_kind(unit) or (mention.unit and not speaks_of(mention.unit, unit)):
        return
    found = {holder.cadre.id: holder for holder in holders(said, unit, occasion.date, index)} if index.definite(unit) else {}
    told_so = [] if said.tense else [name for name in introduced(occasion) if _introduced_as(name, said, unit, occasion)]
    for name in told_so:
        one = by_name(name, None, occasion, index)
        holding = [found.pop(cadre.id) for cadre in one.cadres if cadre.id in found]
        query = replace(one.query, only_one=name if len(told_so) == 1 else "", holds=str(holding[0]) if holding else "")
        yield Meant(query=query, cadres=tuple(holder.cadre for holder in holding) or one.cadres)
    told = unit_of(mention) is not None or said.heads is not None or bool(said.tense)
    for holder in found.values():
        # 院长 alone in a paper that never names the head of its own house may be the head of another.
        if told or _occurs(holder.cadre, occasion, text):
            query = Query(claims=(Claim(unit=unit, said=said),), date=occasion.date, unit=unit, holds=str(holder))
            yield Meant(query=query, cadres=(holder.cadre,))


def _occurs(cadre: Cadre, occasion: Occasion, text: str | None) -> bool:
    """Whether the document has the cadre's name."""
    return cadre.name in introduced(occasion) or (text is not None and cadre.name in text)


def _introduced_as(name: str, said: Said, unit: str, occasion: Occasion) -> bool:
    """Whether the document introduces the person as holder of the post in the unit."""
    entries = (person for person in occasion.people if person.name and fold_name(person.name) == name and person.post)
    return any(_told_as(entry, said, unit, occasion) for entry in entries)


def _told_as(entry: Mention, said: Said, unit: str, occasion: Occasion) -> bool:
    told = said_post(entry.post or "")
    # In a list of those present a post without a unit is one of the house whose occasion it is.
    own = entry.unit or (occasion.unit if is_listed(entry) else None)
    if told.tense or own is None or kinship(own, unit) is not Kinship.SAME:
        return False
    return said.fits(told.offices, unit)


def _answers_to(name: str, called: str, form: MentionForm) -> bool:
    return called == surname(name) if form is MentionForm.SURNAME else called in given_names(name)


def _unplaced(meant: Meant, short: Claim) -> Meant:
    """A person of whom no post is told is less likely to be addressed by one."""
    told = any(claim.said for claim in meant.query.claims if claim is not short)
    return replace(meant, stranger=6.0) if short.said and short.said.offices and not told else meant


def _only(meant: Meant) -> Meant:
    return replace(meant, query=replace(meant.query, only_one=meant.query.name or ""))


def _unfit(query: Query) -> bool:
    """Whether what the document says of the person rules out the post of the short form, which is the last claim."""
    *told, short = query.claims or (None,)
    posts = [claim.said for claim in told if claim is not None and claim.said is not None and claim.said.offices]
    if short is None or short.said is None or not short.said.offices or not posts:
        return False
    return not any(fit(one, other, "") for one in short.said.offices for post in posts for other in post.offices)


def _fits(short: Claim, held: Held) -> bool:
    return short.said is None or not short.said.telling or best_fit(short.said.telling, held, short.unit) is not Fit.NONE
