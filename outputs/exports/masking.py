"""Names of persons replaced by pseudonyms that a key makes: the same person bears the same one in every export made with the key."""

import hashlib
import hmac
import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from schema import Anchor, Finding, HolderKind, MaskedFinding, Masking, Measure

from ..inventory import DocumentNote
from .names import KnownNames
from .naming import ID, NAME, SURNAME, NameFinder

SCHEME = "hmac-sha256/1"
SHORTEST_KEY = 16
"""Bytes of a key: fewer could be guessed."""
REVIEWER = "reviewer"
_KEPT = frozenset(
    {"schema", "id", "code", "label", "kind", "type", "date", "deadline", "status", "state", "at", "pipeline", "model", "run"}
)
"""Fields whose strings name no person: ids of findings, documents and occurrences, codes, dates, versions."""
_LENGTHS = {NAME: 8, SURNAME: 4, ID: 12, REVIEWER: 8}
_FORMS = {NAME: "某{}", SURNAME: "某{}", ID: "c-{}", REVIEWER: "r-{}"}
_CALLED = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:同志|先生|女士|老师)")


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """What a key makes of names."""

    key: bytes

    def of(self, kind: str, name: str) -> str:
        """The pseudonym of a name, a surname, an id of the records, or who reviewed."""
        return _FORMS[kind].format(self._code(kind, name)[: _LENGTHS[kind]])

    @property
    def fingerprint(self) -> str:
        """Tells keys apart."""
        return self._code("key", "")[:8].lower()

    def _code(self, kind: str, name: str) -> str:
        return b32encode(hmac.digest(self.key, f"yiguan\0{kind}\0{name}".encode(), hashlib.sha256)).decode()


class Masker:
    """Replaces the names of persons wherever they stand in findings."""

    def __init__(self, key: bytes, known: KnownNames) -> None:
        self._pseudonyms = Pseudonyms(key)
        self._finder = NameFinder(known)
        # Of a name that is cut off, two characters tell who it is; one is left.
        self._tails = frozenset(name[cut:] for name in known.full for cut in range(1, len(name) - 1))
        self._heads = frozenset(name[:cut] for name in known.full for cut in range(2, len(name)))
        self._sizes = sorted(set(map(len, self._tails | self._heads)), reverse=True)

    def findings(self, findings: Iterable[Finding]) -> Iterator[MaskedFinding]:
        """The findings under pseudonyms."""
        return map(self.finding, findings)

    def finding(self, finding: Finding) -> MaskedFinding:
        """The finding under pseudonyms, with what that did to its offsets."""
        shown = {field.name: self._masked(getattr(finding, field.name), field.name) for field in fields(Finding)}
        if finding.holder.kind is HolderKind.CADRE:
            shown["holder"] = replace(shown["holder"], mention=self._person(finding.holder.mention))
        shown["voice"] = replace(shown["voice"], speaker=self._person(finding.voice.speaker))
        shown["review"] = replace(finding.review, by=finding.review.by and self._pseudonyms.of(REVIEWER, finding.review.by))
        masked = MaskedFinding(
            **shown, masked=Masking(scheme=SCHEME, key=self._pseudonyms.fingerprint, offsets_hold=True)
        )  # fmt: skip
        if _quoted(masked) == _quoted(finding):
            return masked
        return replace(masked, masked=replace(masked.masked, offsets_hold=False))

    def note(self, note: DocumentNote) -> DocumentNote:
        """The note under pseudonyms."""
        return replace(note, name=self.text(note.name), note=self.text(note.note))

    def text(self, text: str) -> str:
        """The text with pseudonyms for the names in it."""
        return self._texts((text,))[0]

    def _masked(self, value: Any, name: str) -> Any:
        if isinstance(value, Anchor):
            prefix, exact, suffix = self._texts((value.prefix, value.exact, value.suffix))
            return replace(value, prefix=self._without_begun(prefix), exact=exact, suffix=self._without_broken(suffix))
        if isinstance(value, tuple):
            return tuple(self._masked(one, name) for one in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: self._masked(getattr(value, field.name), field.name) for field in fields(value)})
        if not isinstance(value, str) or isinstance(value, StrEnum) or name in _KEPT:
            return value
        return self._pseudonyms.of(ID, value) if name == "cadre_id" else self.text(value)

    def _texts(self, parts: Sequence[str]) -> list[str]:
        """The parts of one text; a name that runs over a border goes to the part in which it begins."""
        shown = list(parts)
        starts = [sum(map(len, parts[:index])) for index in range(len(parts))]
        for one in reversed(self._finder.find("".join(parts))):
            told = self._pseudonyms.of(one.kind, one.name)
            for index in reversed(range(len(parts))):
                start, end = max(one.start - starts[index], 0), min(one.end - starts[index], len(parts[index]))
                if start < end:
                    begins = starts[index] <= one.start
                    shown[index] = shown[index][:start] + (told if begins else "") + shown[index][end:]
        return shown

    def _person(self, mention: str | None) -> str | None:
        """How a document names a person; also one whom nobody else knows, where he is called 同志 or bare by his name."""
        if mention is None:
            return None
        masked = self.text(mention)
        if masked == mention and (called := _CALLED.fullmatch(mention)):
            return self._pseudonyms.of(NAME, called["name"]) + mention[called.end("name") :]
        return masked

    def _without_begun(self, prefix: str) -> str:
        """The words before a passage without the end of a name that was cut off where they begin."""
        return next((prefix[size:] for size in self._sizes if prefix[:size] in self._tails), prefix)

    def _without_broken(self, suffix: str) -> str:
        """The words after a passage without the beginning of a name that was cut off where they end."""
        return next((suffix[:-size] for size in self._sizes if suffix[-size:] in self._heads), suffix)


def _quoted(finding: Finding) -> list[str]:
    """The words whose offsets a finding tells."""
    measures: tuple[Measure, ...] = finding.rectification.measures if finding.rectification else ()
    return [anchor.exact for anchor in finding.anchors] + [measure.exact for measure in measures]
