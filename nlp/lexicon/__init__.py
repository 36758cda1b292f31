"""Phrases as data: one file a subject, each opening with what its columns mean. Imports nothing but the standard library."""

import re
from functools import cache
from importlib.resources import files

REGEX = "re:"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `NAME.tsv`, comments and empty lines left out, each split at its tabs."""
    text = files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def patterns(name: str) -> dict[str, re.Pattern[str]]:
    """One regular expression a class of a two-column lexicon; longer phrases are tried first."""
    phrases: dict[str, list[str]] = {}
    for phrase, label in rows(name):
        expression = phrase.removeprefix(REGEX) if phrase.startswith(REGEX) else re.escape(phrase)
        phrases.setdefault(label, []).append(expression)
    return {label: re.compile("|".join(sorted(listed, key=len, reverse=True))) for label, listed in phrases.items()}
