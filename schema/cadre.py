"""Cadre records: who held which post when, as linking needs it and nothing more."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post held over a time."""

    unit: str
    """As the record names it: `市住房和城乡建设局`."""
    title: str
    """As the record names it: `党组书记、局长`."""
    start: str | None
    """Partial date; None when the record does not tell."""
    end: str | None
    """Partial date; None while it is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadre:
    """A person in the cadre records (干部)."""

    id: str
    name: str
    gender: str = ""
    birth: str | None = None
    """Partial date."""
    rank: str = ""
    """As recorded: `正处级`."""
    aliases: tuple[str, ...] = ()
    """Former names."""
    posts: tuple[Post, ...] = ()
    """Newest first; the first is the current one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The cadre records of one file."""

    cadres: tuple[Cadre, ...]
    source: str
    """The file's path, as the user named it."""
    id: str
    """`sha256:` of the file's bytes."""
