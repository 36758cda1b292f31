"""A finding as the comparison of occurrences sees it: of whom, when, by whom, with which figures, in which words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from schema import Category, DocumentKind, DocumentRef, Finding, HolderKind, RectificationStatus, StatementType, VoiceKind

from .commonness import grams, runs
from .figures import Figures, figures
from .reference_years import reference_year
from .title_units import units_in
from .units import is_vague, parse_unit

REPLIES = frozenset({DocumentKind.RECTIFICATION, DocumentKind.LEDGER})
"""Kinds that answer what other papers raised."""
OWN = frozenset({DocumentKind.MINUTES, DocumentKind.SELF_CHECK, DocumentKind.REPORT})
"""Kinds in which people speak of themselves."""
FORMAL = frozenset({VoiceKind.INSPECTION, VoiceKind.AUDIT, VoiceKind.SUPERVISION})
"""Voices that speak first in papers of their own."""
TOLD = frozenset(
    {
        RectificationStatus.COMPLETED,
        RectificationStatus.MOSTLY,
        RectificationStatus.IN_PROGRESS,
        RectificationStatus.LONG_TERM,
        RectificationStatus.RELAPSED,
    }
)
_BACK = re.compile(
    r"(?:上[一]?[年轮次]|去年|前年|往年|此前|早先|先前|前次|(?:19|20)\d{2}年(?:度)?)[^，。；]{0,14}?"
    r"(?:指出|反馈|查出|查摆|点名|点到|通报|发现|提出|检视|移交|认领)[^，。；]{0,6}?(?:的|过)|关于“[^”]+”问题|“[^”]+”问题(?:的)?整改|重犯|旧账|旧事"
)
"""Words that lead back to an earlier telling."""
_ANSWERING = re.compile(r"整改[^，。；：（(]{0,10}(?:报告|通报|公告|方案|台账|清单|进展|汇报)")
_AGAIN = re.compile(r"再次发生|再度发生|又(?:发生|出现|查出|停|犯)|反弹|回潮|重犯|复发|屡改屡犯|死灰复燃|没有坚持|旧病")
_EXAMINER = re.compile(
    r"(?:审计[局厅署组]|巡[察视]组|督[查导](?:室|组)|纪委|监委|组织部|考[察核]组|检查组|领导小组|工作小组|指挥部|回访组)"
)
"""Bodies that look at others: what they write is not of their own house."""
_PAST = re.compile(
    r"被[^，。；]{0,10}(?:通报|点名|约谈|问责|处分|诫勉)|(?:曾|一度)[有被因经]|(?:在|任)[^，。；“”]{2,18}(?:工作期间|任职期间|期间|任上)|那[次回件桌笔]"
)
_SOME = re.compile(
    r"(?:有的|个别|少数|部分|一些|各|\d|[某两三]|所属|下属|二级|基层|局属|直属)"
    r"|(?:我|本|该|全)?.{0,2}(?:领导班子|班子|党组会?|党委会?|党工委|党总支|党?支部|(?:理论学习)?中心组)$"
)
"""Units and teams that are called so in every house."""


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
    """The units that the document is of or about, and the one in which the cadre served."""
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
    again: bool
    """Whether they say that it happened again after it was put right."""
    past: bool
    """Whether they speak of something gone by, as one does of what is known."""
    replies: bool
    """Whether it stands in a paper that answers others."""

    @property
    def retells(self) -> bool:
        """Whether it repeats what others raised elsewhere: words that lead back, or an inspecting body's finding in a paper of one's own."""
        return self.back or self.past or (self.kind in OWN and self.voice in FORMAL)

    @property
    def reports(self) -> bool:
        """Whether people tell in it what became of a problem of theirs: last year's, in a paper of this year's."""
        return self.kind in OWN and self.status in TOLD

    @property
    def grams(self) -> frozenset[str]:
        """Characters and pairs of its words."""
        return grams(self.words)

    @property
    def runs(self) -> frozenset[str]:
        """Runs of four characters of its words."""
        return runs(self.words)


def matters(findings: Iterable[Finding], units: Mapping[str, str | None], served: Mapping[str, str | None]) -> Iterator[Matter]:
    """The findings as matters, a document's standing together.

    `units` tells of a document whose meeting, paper or inspection it is; `served` of a finding in which unit its cadre served then.
    """
    for document_id, told in groupby(findings, key=lambda finding: finding.document.id):
        together = sorted(told, key=lambda finding: finding.anchors[0].start)
        problems = [one.id for one in together if one.type is StatementType.PROBLEM]
        rank = {one: number / max(1, len(problems) - 1) for number, one in enumerate(problems)}
        houses = _houses(together, units.get(document_id), served)
        yield from (_matter(one, houses, served.get(one.id), rank.get(one.id, 0.0)) for one in together)


def answers_others(document: DocumentRef) -> bool:
    """Whether a paper answers what others raised: by its kind, or by a title that says so (关于审计查出问题整改情况的报告)."""
    return document.kind in REPLIES or (document.kind not in OWN and _ANSWERING.search(document.title) is not None)


def text_of(finding: Finding) -> str:
    """The anchored words, parts joined."""
    return "，".join(anchor.exact for anchor in finding.anchors)


def _matter(finding: Finding, houses: tuple[str, ...], served: str | None, place: float) -> Matter:
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
        houses=tuple(dict.fromkeys((*houses, *([served] if served else ()), *units_in(mention or "")))),
        status=finding.rectification.status if finding.rectification else None,
        ref_year=reference_year(finding),
        place=place,
        text=text,
        words=_without(text, mention, houses),
        figures=figures(text),
        back=_BACK.search(finding.anchors[0].prefix[-16:] + text) is not None,
        again=_is_again(finding, text),
        past=_PAST.search(text) is not None,
        replies=answers_others(finding.document),
    )  # fmt: skip


def _is_again(finding: Finding, text: str) -> bool:
    told = finding.rectification
    return (told is not None and told.status is RectificationStatus.RELAPSED) or _AGAIN.search(text) is not None


def _is_named(mention: str) -> bool:
    return bool(parse_unit(mention).body) and not is_vague(mention) and not _SOME.match(mention)


def _houses(together: Sequence[Finding], unit: str | None, served: Mapping[str, str | None]) -> tuple[str, ...]:
    """The units that a document is of or about; a person's paper is of the unit in which he serves."""
    document = together[0].document
    own = document.kind in OWN
    speaking = [one for one in together if own and one.voice.kind is VoiceKind.SELF and one.holder.kind is HolderKind.CADRE]
    told = (unit, *units_in(document.title), document.issuer, *(served.get(one.id) for one in speaking))
    found = dict.fromkeys(one for one in told if one and not is_vague(one) and units_in(one))
    return tuple(one for one in found if own or not _EXAMINER.search(one))


def _without(text: str, mention: str | None, houses: Sequence[str]) -> str:
    """The words that tell of the matter: whom and which unit it concerns is compared by itself."""
    for name in (mention, *houses):
        if name and len(name) > 1:
            text = text.replace(name, "，")
    return text
