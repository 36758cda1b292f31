"""A finding as the comparison of occurrences sees it: of whom, when, by whom, with which figures, in which words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from schema import Category, DocumentKind, Finding, HolderKind, RectificationStatus, StatementType, VoiceKind

from .commonness import grams, runs
from .figures import Figures, figures
from .reference_years import reference_year
from .title_units import units_in
from .units import is_vague, parse_unit

REPLIES = frozenset({DocumentKind.RECTIFICATION, DocumentKind.LEDGER})
"""Kinds that answer what other papers raised."""
_BACK = re.compile(
    r"(?:上[一]?[年轮次]|去年|前年|往年|此前|早先|先前|前次|(?:19|20)\d{2}年(?:度)?)[^，。；]{0,14}?"
    r"(?:指出|反馈|查出|查摆|点名|点到|通报|发现|提出|检视|移交|认领)[^，。；]{0,6}?(?:的|过)|关于“[^”]+”问题|“[^”]+”问题(?:的)?整改|重犯|旧账|旧事"
)
"""Words that lead back to an earlier telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is compared."""

    id: str
    document_id: str
    date: str
    """The document's; empty when unknown."""
    start: int
    kind: DocumentKind
    type: StatementType
    category: Category
    voice: VoiceKind
    holder: HolderKind
    cadre_id: str | None
    unit: str | None
    """Whose problem it is, where the words name a unit or a team; None for cadres and for 我局."""
    houses: tuple[str, ...]
    """The units that the document is of or about."""
    status: RectificationStatus | None
    ref_year: int | None
    place: float
    """Where it stands among the document's problems, 0 to 1."""
    text: str
    """The anchored words."""
    words: str
    """The same without the holder's name and unit."""
    figures: Figures
    back: bool
    """Whether the words lead back to an earlier telling."""

    @property
    def replies(self) -> bool:
        """Whether it stands in a paper that answers others."""
        return self.kind in REPLIES

    @property
    def grams(self) -> frozenset[str]:
        """Characters and pairs of its words."""
        return grams(self.words)

    @property
    def runs(self) -> frozenset[str]:
        """Runs of four characters of its words."""
        return runs(self.words)


def matters(findings: Iterable[Finding], unit: dict[str, str | None]) -> Iterator[Matter]:
    """The findings as matters; `unit` tells of each document whose meeting, paper or inspection it is. A document's stand together."""
    for document_id, told in groupby(findings, key=lambda finding: finding.document.id):
        together = sorted(told, key=lambda finding: finding.anchors[0].start)
        problems = [one.id for one in together if one.type is StatementType.PROBLEM]
        rank = {one: number / max(1, len(problems) - 1) for number, one in enumerate(problems)}
        houses = _houses(together[0], unit.get(document_id))
        yield from (_matter(one, houses, rank.get(one.id, 0.0)) for one in together)


def text_of(finding: Finding) -> str:
    """The anchored words, parts joined."""
    return "，".join(anchor.exact for anchor in finding.anchors)


def _matter(finding: Finding, houses: tuple[str, ...], place: float) -> Matter:
    text = text_of(finding)
    mention = finding.holder.mention
    return Matter(
        id=finding.id,
        document_id=finding.document.id,
        date=finding.document.date or "",
        start=finding.anchors[0].start,
        kind=finding.document.kind,
        type=finding.type,
        category=finding.category.code,
        voice=finding.voice.kind,
        holder=finding.holder.kind,
        cadre_id=finding.holder.cadre_id,
        unit=mention if mention and finding.holder.kind in (HolderKind.TEAM, HolderKind.UNIT) and _is_named(mention) else None,
        houses=houses,
        status=finding.rectification.status if finding.rectification else None,
        ref_year=reference_year(finding),
        place=place,
        text=text,
        words=_without(text, mention, houses),
        figures=figures(text),
        back=_BACK.search(finding.anchors[0].prefix[-16:] + text) is not None,
    )  # fmt: skip


def _is_named(mention: str) -> bool:
    return bool(parse_unit(mention).body) and not is_vague(mention) and not re.match(r"^(?:有的|个别|少数|部分|一些|各|\d|某|两|三)", mention)


def _houses(finding: Finding, unit: str | None) -> tuple[str, ...]:
    told = (unit, *units_in(finding.document.title), finding.document.issuer)
    return tuple(dict.fromkeys(one for one in told if one and not is_vague(one)))


def _without(text: str, mention: str | None, houses: Sequence[str]) -> str:
    """The words that tell of the matter: whom and which unit it concerns is compared by itself."""
    for name in (mention, *houses):
        if name and len(name) > 1:
            text = text.replace(name, "，")
    return text
