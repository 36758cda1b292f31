"""Cadre records: who held which post when, as linking needs it and nothing more."""

from dataclasses import dataclass

from .codes import Code
from .errors import RosterError


class RecordChangeKind(Code):
    """What a newer roster did to a record."""

    ADDED = "added", "新增"
    CHANGED = "changed", "变更"
    GONE = "gone", "不再列入"


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
    also: tuple[str, ...] = ()
    """Other names of the unit by the units file: aliases, names before and after it was renamed or merged."""


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
    identity: str = ""
    """Hash of the last four of the identity number, where the record gives one: tells two persons apart and nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRecord:
    """A unit under one of its names, as a units file has it."""

    name: str
    aliases: tuple[str, ...] = ()
    level: str = ""
    """As recorded: `县处级`."""
    parent: str = ""
    """The unit above it."""
    start: str | None = None
    """Partial date from which the unit bore the name; None when the file does not tell."""
    end: str | None = None
    """Partial date until which it did; None while it does."""
    renamed_to: str = ""
    """The name that the same unit bears afterwards."""
    merged_into: str = ""
    """The unit that took it over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The cadre records of a file, a folder or an archive."""

    cadres: tuple[Cadre, ...]
    source: str
    """The path, as the user named it."""
    id: str
    """`sha256:` of the file's bytes, or of those of all files that records were taken from."""
    skipped: tuple[RosterError, ...] = ()
    """Files that could not be read, each with the reason; records were taken from the others."""
    unread: int = 0
    """Lines and cells that could not be read in records that were taken: `yiguan check-roster` tells which."""
    files: tuple[str, ...] = ()
    """The files on the disk that records were taken from: an archive for all that lies in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field of a record that a newer roster tells otherwise."""

    field: str
    """Of `Cadre`; a post that came or went is told as `posts`."""
    before: str
    after: str
    """In Chinese as far as it is words; empty where there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """What a newer roster tells otherwise of a cadre."""

    cadre_id: str
    name: str
    kind: RecordChangeKind
    fields: tuple[FieldChange, ...] = ()
    doubt: str = ""
    """In Chinese, why the id may now stand for another person; empty when nothing says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChanges:
    """What a newer roster changed."""

    added: tuple[RecordChange, ...] = ()
    changed: tuple[RecordChange, ...] = ()
    gone: tuple[RecordChange, ...] = ()
    """Their records are kept, with the import that no longer had them."""
    same: int = 0
