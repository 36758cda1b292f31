"""Who held a post that a text names without a name: 市水利局局长, 局党组主要负责人, 前任院长."""

from collections.abc import Iterator
from dataclasses import dataclass

from schema import Cadre, Post

from .index import RosterIndex
from .kinship import Kinship, kinship
from .offices import Office
from .said_posts import Said
from .tenure import begun_by, follows, held_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A cadre with the post that makes him the one."""

    cadre: Cadre
    post: Post

    def __str__(self) -> str:
        return f"{self.post.unit}{self.post.title}"


def holders(said: Said, unit: str, moment: str | None, index: RosterIndex) -> tuple[Holder, ...]:
    """Those who held the post in the unit on the date; of 前任 and 原, those whom the holders followed. Without a date nobody."""
    if moment is None:
        return ()
    ever = tuple(_ever(said, unit, index))
    now = tuple(holder for holder in ever if held_on(holder.post, moment))
    if not said.tense or said.tense in {"现任", "现", "新任"}:
        return now
    if said.tense not in {"前任", "上任", "原", "原任"}:
        return ()
    past = (holder for holder in ever if begun_by(holder.post, moment) and not held_on(holder.post, moment))
    return tuple(holder for holder in past if any(follows(later.post, holder.post) for later in now))


def _ever(said: Said, unit: str, index: RosterIndex) -> Iterator[Holder]:
    for service in index.serving(unit, Kinship.SAME):
        if said.fits(_seen_from(unit, (service.post.unit, *service.post.also), service.offices), unit):
            yield Holder(cadre=service.cadre, post=service.post)


def _seen_from(unit: str, names: tuple[str, ...], offices: tuple[Office, ...]) -> Iterator[Office]:
    """The offices that belong to the unit itself: of a title 党组成员、办公室主任 the 主任, when the unit is the office."""
    whole = any(kinship(unit, name) is Kinship.SAME for name in names)
    for office in offices:
        if office.organ and not whole and any(kinship(unit, name + office.organ) is Kinship.SAME for name in names):
            yield office.within()
        elif whole:
            yield office
