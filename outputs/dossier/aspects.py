"""Category by category: what the records support, problems beside praise, own words beside those of others."""

from collections.abc import Iterator

from schema import Aspect, BreadthLabel, Dossier, Exhibit, View

from ..paper import Grid, Heading, Paragraph, Part, Row, exhibits, said, strong
from . import wording
from .sides import by_year

NUMERALS = "一二三四五六七八九十"


def aspects(dossier: Dossier) -> Iterator[Part]:
    """The section of the categories."""
    if not dossier.aspects:
        yield Paragraph(line=said("没有收录条目。"))
    quoted = {one.number: one for one in dossier.exhibits}
    for place, aspect in enumerate(dossier.aspects, 1):
        yield Heading(text=f"（{numeral(place)}）{aspect.category.label}", level=2)
        for view in filter(None, (aspect.problem, aspect.commendation)):
            yield from _view(view)
        if words := wording.both_sides(aspect):
            yield Paragraph(line=said(words))
        yield _sides(aspect, quoted)


def numeral(number: int) -> str:
    """A number up to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else NUMERALS[tens - 1]) + ("十" if tens else "") + (NUMERALS[ones - 1] if ones else "")


def _view(view: View) -> Iterator[Part]:
    if view.label is not None:
        yield Paragraph(line=(*strong(f"{view.type.label}方面：{wording.label(view)}。"), *said(view.text)))
    if view.facts is not None:
        yield Paragraph(line=said(wording.facts(view.facts)), small=True)
    if view.reasons:
        yield Paragraph(line=said(f"尚不能进一步判断的原因：{'、'.join(one.label for one in view.reasons)}。"), small=True)
    spread = [view.breadth.label] if view.breadth not in (None, BreadthLabel.INSUFFICIENT) else []
    if spread := spread + (["岗位变动前后均有反映"] if view.across_change else []):
        yield Paragraph(line=said(f"岗位分布：{'；'.join(spread)}。"), small=True)
    yield from _hinges(view)


def _hinges(view: View) -> Iterator[Part]:
    """What the label hangs on: single items together, then what would have to fall as a whole."""
    for label in dict.fromkeys(one.label_without for one in view.hinges):
        mine = [one.exhibits for one in view.hinges if one.label_without is label]
        single = tuple(sorted(one[0] for one in mine if len(one) == 1))
        if single:
            any_of = "中任何一条" if len(single) > 1 else ""
            yield Paragraph(
                line=(*said("若"), *exhibits(single), *said(f"{any_of}不成立，概括变为“{label.label}”。")), small=True
            )
        for several in (one for one in mine if len(one) > 1):
            yield Paragraph(line=(*said("若"), *exhibits(several), *said(f"都不成立，概括变为“{label.label}”。")), small=True)


def _sides(aspect: Aspect, quoted: dict[int, Exhibit]) -> Grid:
    """Year by year, never netted; what is older than the window in grey."""
    rows = tuple(
        Row(
            cells=(
                said(f"{one.year}年" if one.year else "年份不明"),
                *(
                    exhibits(tuple(sorted(told.number for told in side))) or said("—")
                    for side in (one.own, one.others, one.praise)
                ),
            ),
            grey=one.older,
        )
        for one in by_year(aspect, quoted)
    )
    heads = tuple(map(said, ("年份", "问题：本人查摆", "问题：他人反映", "肯定")))
    return Grid(headers=heads, widths=(24, 44, 44, 44), rows=rows)
