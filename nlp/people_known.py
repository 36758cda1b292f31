"""Whom a text may mention, and where a person's name may stand in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from schema import Mention, MentionForm, Span

from .people_names import HAN, Gazetteer, given_names_of, is_word, rare_surnames, surname_of, surnames
from .people_posts import DEPUTY, around, unit_end, words


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The names of the records, and the persons that the document introduces."""

    gazetteer: Gazetteer
    introduced: tuple[Mention, ...] = ()
    names: frozenset[str] = field(init=False)
    """Full names of those introduced."""
    own: Gazetteer = field(init=False, repr=False, compare=False)
    """The introduced names for the search in text."""
    surnames: frozenset[str] = field(init=False, repr=False, compare=False)
    rare_surnames: frozenset[str] = field(init=False, repr=False, compare=False)
    """Their surnames, and those of the records, that the list of surnames lacks."""
    given_names: frozenset[str] = field(init=False, repr=False, compare=False)
    """What those introduced are called without the surname."""

    def __post_init__(self) -> None:
        names = frozenset(mention.name for mention in self.introduced if mention.name)
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "own", Gazetteer(names))
        object.__setattr__(self, "surnames", frozenset(filter(None, map(surname_of, names))))
        object.__setattr__(self, "rare_surnames", rare_surnames(names) | self.gazetteer.rare_surnames)
        object.__setattr__(self, "given_names", frozenset(given for name in names for given in given_names_of(name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mention before it is placed in the document: offsets count in the stretch searched."""

    start: int
    end: int
    form: MentionForm
    name: str | None = None
    post: str | None = None
    unit: str | None = None
    reach: int = 0
    """End of the bracket after the name that tells of the person; 0 without one."""

    def overlaps(self, others: Iterable["Found"]) -> bool:
        """Whether it shares a character with any of the others."""
        return any(self.start < max(other.end, other.reach) and other.start < self.end for other in others)

    def placed(self, text: str, offset: int) -> Mention:
        """The mention in the document."""
        span = Span(start=offset + self.start, end=offset + self.end)
        return Mention(
            text=text[self.start : self.end], span=span, form=self.form, name=self.name, post=self.post, unit=self.unit
        )


@cache
def _left() -> re.Pattern[str]:
    before = "|".join(
        (
            around("lead"),
            around("present"),
            words("head", "post", "role", "outsider"),
            unit_end(),
            "同志",
            "、",
            "[和与及]",
            f"[^{HAN}]",
        )
    )
    return re.compile(rf"(?:^|{before})\s*$")


@cache
def _right() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:$|[^{HAN}]|同志|[和与及]|{around('utter')}|{around('lead')}|{around('present')}|(?:{DEPUTY})?(?:{words('head', 'post')}))"
    )


def open_left(text: str, start: int) -> bool:
    """Whether a name can begin here: after a stop, a post, a unit, or a word that leads to a name."""
    return bool(_left().search(text[max(0, start - 8) : start]))


def open_right(text: str, end: int) -> bool:
    """Whether a name can end here: before a stop, 同志, a post, a word of which a person is the subject, or any word of its own."""
    if _right().match(text[end : end + 8]):
        return True
    return is_word(text[end : end + 2]) and not is_word(text[end - 1 : end + 1])


def acts(text: str, end: int) -> bool:
    """Whether what follows is done by persons only: 负责, 自我批评."""
    return bool(re.match(rf"(?:{around('acts')})", text[end : end + 4]))


def clause_start(text: str, start: int) -> bool:
    """Whether nothing stands before it in its clause."""
    return start == 0 or not ("\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1].isalnum())


def swallowed(text: str, start: int) -> bool:
    """Whether the character there ends an everyday word: 海 of 位于海边 begins no name, nor does 方 of 对方书记."""
    return start > 0 and text[start] in surnames("plain", "word") and is_word(text[start - 1 : start + 1])
