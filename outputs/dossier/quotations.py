"""The exhibits: each quoted exactly, with where it stands, who says it, the post held then, and its state of review."""

from collections.abc import Iterator

from schema import Dossier, Exhibit

from ..paper import Line, Paragraph, Part, Quoted, said
from . import wording


def quotations(dossier: Dossier) -> Iterator[Part]:
    """The section of the exhibits."""
    if not dossier.exhibits:
        yield Paragraph(line=said("没有收录条目。"))
    for one in dossier.exhibits:
        yield quoted(one)


def quoted(one: Exhibit, *, person: bool = False) -> Quoted:
    """An exhibit; with the person's name where a paper tells of several."""
    doubt = "〔待核〕" if not one.confirmed else ""
    older = "〔分析范围之前〕" if one.older else ""
    lead = f"{one.number}. {wording.day(one.document.date)}　{wording.source(one)}{doubt}{older}"
    quotes = tuple(anchor.exact for anchor in one.anchors)
    return Quoted(number=one.number, lead=said(lead), quotes=quotes, notes=tuple(_notes(one, person)), grey=one.older)


def _notes(one: Exhibit, person: bool) -> Iterator[Line]:
    kind = f"{one.type.label}·{one.category.label}"
    retold = "；重提旧事，不另计" if one.retold else ""
    cue = f"；频次用语：“{one.cue.text}”" if one.cue and one.cue.text else ""
    who = f"{one.person}，" if person else ""
    yield said(f"{who}时任：{wording.held_then(one)}" if one.posts or not person else f"当事人：{one.person}")
    yield said(f"{kind}；提出：{wording.voice(one)}{cue}；审核：{wording.state(one)}{retold}；编号 {one.id}")
    if one.rectification:
        yield said(wording.rectification(one.rectification))
    for remark in one.remarks:
        yield said(wording.remark(remark))
