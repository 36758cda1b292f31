"""What the records tell of a cadre at the time of a document: posts held then, before and after."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from schema import Cadre, Post

from .offices import Office, offices
from .tenure import begun_by, held_on


class When(IntEnum):
    """Where a post lies as seen from the document's date."""

    LATER = 0
    EARLIER = 1
    THEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post of the record, seen from the document's date."""

    post: Post
    offices: tuple[Office, ...]
    units: tuple[str, ...]
    """The unit, the departments that the title names, and where it is sent to."""
    when: When

    def __str__(self) -> str:
        return f"{self.post.unit}{self.post.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A cadre as the records show him on a date."""

    cadre: Cadre
    date: str | None
    held: tuple[Held, ...]
    then: tuple[Held, ...]
    """The posts held on the date."""
    by_then: tuple[Held, ...]
    """The posts held on the date or before."""


def standing_of(cadre: Cadre, moment: str | None) -> Standing:
    """The cadre on the date. Without a date every post of the record may be the one held."""
    held = tuple(_held(post, moment) for post in cadre.posts)
    return Standing(
        cadre=cadre, date=moment, held=held,
        then=tuple(one for one in held if one.when is When.THEN), by_then=tuple(one for one in held if one.when is not When.LATER),
    )  # fmt: skip


@lru_cache(maxsize=65536)
def units_of(unit: str, title: str, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The unit of a post by each of its names, the departments that its title names, and where it is sent to: 冷水井村 of 驻冷水井村第一书记."""
    organs = [office.organ for office in offices(title) if office.organ]
    names = (unit, *also)
    return (*names, *(name + organ for name in names for organ in organs), *(organ[1:] for organ in organs if organ[0] == "驻"))


def _held(post: Post, moment: str | None) -> Held:
    return Held(
        post=post, offices=offices(post.title), units=units_of(post.unit, post.title, post.also), when=_when(post, moment)
    )


def _when(post: Post, moment: str | None) -> When:
    if moment is None or held_on(post, moment):
        return When.THEN
    return When.EARLIER if begun_by(post, moment) else When.LATER
