"""Counts: what a document says of how many problems there are and how many are done, and whether what it lists agrees."""

from dataclasses import dataclass

from .anchor import Span
from .codes import CountKind, Disagreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One number of a count: 已完成19个."""

    kind: CountKind
    number: int
    span: Span
    """The number with its measure word, and the words that tell what it counts where they adjoin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A disagreement between a count and what was found: a note for the reviewer, nobody's status."""

    kind: Disagreement
    stated: int
    found: int
    note: str
    """A Chinese sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A passage that counts problems: 巡察反馈的25个问题，已完成19个，正在推进6个."""

    span: Span
    numbers: tuple[Counted, ...]
    """In the order of the text."""
    by: Span | None
    """Who or what the total goes by: 巡察反馈, 2021年度民主生活会查摆; None when it is not said."""
    own: bool
    """Whether it counts the problems that this document lists, and not those of another year or paper."""
    doubts: tuple[Doubt, ...] = ()

    def number(self, kind: CountKind) -> int | None:
        """The first number of this kind."""
        return next((one.number for one in self.numbers if one.kind is kind), None)
