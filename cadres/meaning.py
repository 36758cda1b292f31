"""Who may be meant by a mention: persons the document introduces, and persons of the records."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from schema import Cadre, Mention, MentionForm, Occasion

from .claims import Claim, Query, agrees, best_fit
from .index import RosterIndex
from .kinship import Kinship, kinship
from .names import fold_name, given_names, surname
from .offices import Fit, fit, split_unit
from .post_holders import holders
from .said_posts import Said, said_post
from .standing import Held, standing_of
from .units import house_of, is_vague, kind_of, of_kind

_BESIDES = re.compile(r"并.{2,4}同志$")
"""Who else is addressed beside a unit: 柳堤支行并阎守信同志."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A person who may be meant, and the cadres who may be that person; without cadres, someone outside the records."""

    query: Query
    cadres: tuple[Cadre, ...]
    stranger: float = 9.0
    """Log-odds of someone outside the records: that of a cadre of the name who attends."""


def persons_meant(mention: Mention, occasion: Occasion, index: RosterIndex, text: str | None = None) -> tuple[Meant, ...]:
    """Everyone whom the mention may mean; nobody for a mask, a pronoun or a post that many hold."""
    occasion = replace(occasion, unit=_house(occasion.unit, index) if occasion.unit else None)
    return tuple(_meant(mention, occasion, index, text))


def _house(unit: str, index: RosterIndex) -> str | None:
    """The house of whoever issues a paper: of 落水洞乡党委书记　张远 the 落水洞乡; None where a person signs with the name alone."""
    *told, last = _BESIDES.sub("", unit).split() or [unit]
    if not index.named(last):
        return house_of("".join((*told, last)))
    return house_of(split_unit("".join(told))[0]) or None if told else None


def _meant(mention: Mention, occasion: Occasion, index: RosterIndex, text: str | None) -> Iterator[Meant]:
    match mention.form:
        case MentionForm.FULL_NAME | MentionForm.OTHER if mention.name:
            yield _by_name(fold_name(mention.name), mention, occasion, index)
        case MentionForm.SURNAME | MentionForm.GIVEN_NAME if mention.name:
            yield from _by_short_form(mention, occasion, index)
        case MentionForm.POST if mention.post:
            yield from _by_post(mention, occasion, index, text)
        case _:
            return


def _by_name(name: str, mention: Mention | None, occasion: Occasion, index: RosterIndex) -> Meant:
    cadres = index.named(name)
    entries = tuple(person for person in occasion.people if person.name and fold_name(person.name) == name)
    own = _claim(mention) if mention else None
    told = [claim for claim in _told(entries, cadres, occasion) if own is None or not _of_another(own, claim, cadres, occasion)]
    query = Query(
        name=name, claims=tuple(claim for claim in (own, *told) if claim is not None and (claim.unit or claim.said)),
        date=occasion.date, unit=occasion.unit, attends=any(map(_listed, entries)),
    )  # fmt: skip
    return Meant(query=query, cadres=cadres)


def _told(entries: Iterable[Mention], cadres: tuple[Cadre, ...], occasion: Occasion) -> Iterator[Claim]:
    """What the document tells of the name elsewhere; a sentence may speak of another of the name, where there is one."""
    for entry in entries:
        claim = _claim(entry)
        if _listed(entry) or len(cadres) < 2 or not any(agrees(claim, standing_of(cadre, occasion.date)) for cadre in cadres):
            yield claim


def _listed(entry: Mention) -> bool:
    """Whether a person is introduced to the whole document, in a list, a label or a column: by the bare name."""
    return entry.text is None or fold_name(entry.text) == fold_name(entry.name or "")


def _by_short_form(mention: Mention, occasion: Occasion, index: RosterIndex) -> Iterator[Meant]:
    assert mention.name
    if mention.unit and occasion.unit and not _speaks_of(mention.unit, occasion.unit):
        return  # 县委李书记 in a bureau's paper is nobody of the bureau.
    called = fold_name(mention.name)
    short = Claim(unit=_unit(mention), said=said_post(mention.post) if mention.post else None)
    introduced = [name for name in _introduced(occasion) if _answers_to(name, called, mention.form)]
    meant = [_with_claim(_by_name(name, None, occasion, index), short) for name in introduced]
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
    said = said_post(mention.post)
    unit = _unit(mention) or occasion.unit
    if unit is None or not said.names_one or not said.of_kind(unit) or (mention.unit and not _speaks_of(mention.unit, unit)):
        return
    found = {holder.cadre.id: holder for holder in holders(said, unit, occasion.date, index)} if index.definite(unit) else {}
    introduced = [] if said.tense else [name for name in _introduced(occasion) if _introduced_as(name, said, unit, occasion)]
    for name in introduced:
        one = _by_name(name, None, occasion, index)
        holding = [found.pop(cadre.id) for cadre in one.cadres if cadre.id in found]
        query = replace(one.query, only_one=name if len(introduced) == 1 else "", holds=str(holding[0]) if holding else "")
        yield Meant(query=query, cadres=tuple(holder.cadre for holder in holding) or one.cadres)
    told = _unit(mention) is not None or said.heads is not None or bool(said.tense)
    for holder in found.values():
        # 院长 alone in a paper that never names the head of its own house may be the head of another.
        if told or _occurs(holder.cadre, occasion, text):
            query = Query(claims=(Claim(unit=unit, said=said),), date=occasion.date, unit=unit, holds=str(holder))
            yield Meant(query=query, cadres=(holder.cadre,))


def _speaks_of(name: str, unit: str) -> bool:
    """Whether a unit's name as said can be the unit: 支行 is no 分行."""
    return not is_vague(name) or of_kind(unit, kind_of(name))


def _occurs(cadre: Cadre, occasion: Occasion, text: str | None) -> bool:
    """Whether the document has the cadre's name."""
    return cadre.name in _introduced(occasion) or (text is not None and cadre.name in text)


def _introduced(occasion: Occasion) -> tuple[str, ...]:
    """The full names of the document's people, each once."""
    return tuple(dict.fromkeys(fold_name(person.name) for person in occasion.people if person.name))


def _introduced_as(name: str, said: Said, unit: str, occasion: Occasion) -> bool:
    """Whether the document introduces the person as holder of the post in the unit."""
    entries = (person for person in occasion.people if person.name and fold_name(person.name) == name and person.post)
    return any(_told_as(entry, said, unit, occasion) for entry in entries)


def _told_as(entry: Mention, said: Said, unit: str, occasion: Occasion) -> bool:
    told = said_post(entry.post or "")
    # In a list of those present a post without a unit is one of the house whose occasion it is.
    own = entry.unit or (occasion.unit if _listed(entry) else None)
    if told.tense or own is None or kinship(own, unit) is not Kinship.SAME:
        return False
    return said.fits(told.offices, unit)


def _answers_to(name: str, called: str, form: MentionForm) -> bool:
    return called == surname(name) if form is MentionForm.SURNAME else called in given_names(name)


def _with_claim(meant: Meant, claim: Claim) -> Meant:
    if claim.unit or claim.said:
        return replace(meant, query=replace(meant.query, claims=(*meant.query.claims, claim)))
    return meant


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


def _claim(mention: Mention) -> Claim:
    return Claim(unit=_unit(mention), said=said_post(mention.post) if mention.post else None)


def _unit(mention: Mention) -> str | None:
    """The unit said with a person, when it says which."""
    return mention.unit if mention.unit and not is_vague(mention.unit) else None


def _of_another(own: Claim, other: Claim, cadres: tuple[Cadre, ...], occasion: Occasion) -> bool:
    """Whether two claims can hardly be of one person.

    The units have nothing to do with each other, or each fits one of several cadres of the name and none fits both.
    """
    if own.unit and other.unit and kinship(own.unit, other.unit) is Kinship.UNLIKE:
        return True
    if len(cadres) < 2 or own.said is None or not own.said.recorded:
        return False
    standings = [standing_of(cadre, occasion.date) for cadre in cadres]
    fitting = [standing for standing in standings if agrees(own, standing)]
    return bool(fitting) and not any(agrees(other, standing) for standing in fitting)
