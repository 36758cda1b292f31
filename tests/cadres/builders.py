"""Cadres, mentions and occasions in a line each: the tests of linking read no file."""

from cadres import Link, LinkOptions, RosterIndex, link
from schema import Cadre, Mention, MentionForm, Occasion, Post, Roster


def post(period: str, unit: str, title: str) -> Post:
    """A post of a period: `2019-03~2021-05`; open at either end when that is empty."""
    start, _, end = period.partition("~")
    return Post(unit=unit, title=title, start=start or None, end=end or None)


def cadre(
    cadre_id: str, name: str, *posts: Post, aliases: tuple[str, ...] = (), birth: str | None = "1972-05", gender: str = ""
) -> Cadre:
    """A cadre with posts, newest first."""
    return Cadre(id=cadre_id, name=name, gender=gender, birth=birth, aliases=aliases, posts=posts)


def index(*cadres: Cadre) -> RosterIndex:
    """The cadres, indexed."""
    return RosterIndex(Roster(cadres=cadres, source="名册.csv", id="sha256:0"))


def full(name: str, unit: str | None = None, post: str | None = None, text: str | None = None) -> Mention:
    """A person by full name; in a list when the text is not given."""
    return Mention(text=text or name, form=MentionForm.FULL_NAME, name=name, unit=unit, post=post)


def told(name: str, unit: str | None = None, post: str | None = None) -> Mention:
    """A person whom a sentence tells of in passing: 市水利局局长何沛."""
    return full(name, unit, post, text=f"{unit or ''}{post or ''}{name}")


def called(surname: str, post: str | None = None, unit: str | None = None) -> Mention:
    """何局, 老何."""
    return Mention(text=surname + (post or ""), form=MentionForm.SURNAME, name=surname, post=post, unit=unit)


def given(name: str, post: str | None = None) -> Mention:
    """秋生同志, 长河主任."""
    return Mention(text=name + (post or "同志"), form=MentionForm.GIVEN_NAME, name=name, post=post)


def alone(post: str, unit: str | None = None) -> Mention:
    """局长, 市水利局局长."""
    return Mention(text=(unit or "") + post, form=MentionForm.POST, post=post, unit=unit)


def masked(text: str) -> Mention:
    """张某某."""
    return Mention(text=text, form=MentionForm.MASKED)


def occasion(date: str | None, unit: str | None, *people: Mention) -> Occasion:
    """An occasion and the persons its document introduces."""
    return Occasion(date=date, unit=unit, people=people)


def linked(
    mention: Mention, setting: Occasion, records: RosterIndex, text: str | None = None, *, recognised: bool = False
) -> str | None:
    """The id of the cadre whom the mention is linked to."""
    return link_of(mention, setting, records, text, recognised=recognised).cadre_id


def link_of(
    mention: Mention, setting: Occasion, records: RosterIndex, text: str | None = None, *, recognised: bool = False
) -> Link:
    """The link with its candidates."""
    return link(mention, setting, records, LinkOptions(), text=text, recognised=recognised)
