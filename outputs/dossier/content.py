"""What an evidence file says, in order, whichever format it is written in."""

from collections.abc import Iterator, Sequence

from schema import Dossier, StripYear, YearMark

from ..paper import Cell, Grid, Heading, Line, Paper, Paragraph, Part, Row, exhibits, said, strong
from . import wording
from .aspects import aspects
from .quotations import quotations
from .strips import axis, sample, strip

TEXT_WIDTH = 156.0
"""Millimetres of the 版心."""
LEGEND = (
    StripYear(year=0, mark=YearMark.HIT),
    StripYear(year=0, mark=YearMark.HIT, confirmed=False),
    StripYear(year=0, mark=YearMark.GENERIC),
    StripYear(year=0, mark=YearMark.QUIET),
    StripYear(year=0, mark=YearMark.UNSEEN),
    StripYear(year=0, mark=YearMark.QUIET, completed=True),
    StripYear(year=0, mark=YearMark.QUIET, retold=True),
)
LEGEND_WORDS = ("有反映", "待核（虚线）", "仅一般性提法", "看过未见", "未看过", "整改完成记录", "重提旧事")
NO_DATE = "不明"
PARAMS_SHOWN = 12
"""Digits of a hash that tell one from another."""
NUMERALS = "一二三四五六七八九"


def dossier_paper(dossier: Dossier) -> Paper:
    """The evidence file as a paper."""
    sections = (
        ("基本情况", _identity(dossier)),
        ("各年情况", _strips(dossier)),
        ("分类情况", aspects(dossier)),
        ("事项经过", _occurrences(dossier)),
        ("未了结的整改", _open(dossier)),
        ("原文摘录", quotations(dossier)),
        ("说明", _about(dossier)),
    )
    parts: list[Part] = []
    for numeral, (title, content) in zip(NUMERALS, sections, strict=False):
        parts += [Heading(text=f"{numeral}、{title}", level=1), *content]
    return Paper(
        title=f"{dossier.person.name}同志一人一档", under=(f"（截至{wording.day(dossier.as_of)}）",), notice=dossier.notice,
        parts=tuple(parts),
    )  # fmt: skip


def _identity(dossier: Dossier) -> Iterator[Part]:
    yield Paragraph(line=said(wording.identity(dossier.person)))
    posts = dossier.person.posts
    if not posts:
        yield Paragraph(line=said("名册未载任职经历。"))
        return
    rows = tuple(Row(cells=(said(wording.period(post)), said(post.unit), said(post.title))) for post in posts)
    yield Grid(headers=(said("任职时间"), said("单位"), said("职务")), widths=(52, 48, 56), rows=rows)


def _strips(dossier: Dossier) -> Iterator[Part]:
    first, last = dossier.window
    told = [
        (aspect.category.label, view)
        for aspect in dossier.aspects
        for view in (aspect.problem, aspect.commendation)
        if view and view.years
    ]
    if not told:
        yield Paragraph(line=said("所收录条目不足以列出各年情况。"))
        return
    yield Paragraph(line=said(f"下表按类别列出{first}年至{last}年各年材料所见。问题与肯定分列，不相抵。"))
    years = axis([year.year for year in told[0][1].years])
    picture = years.width + 4
    widths = (32.0, 13.0, picture, TEXT_WIDTH - 45 - picture)
    rows = tuple(
        Row(cells=(said(name), said(view.type.label), strip(view.years), said(wording.label(view)))) for name, view in told
    )
    yield Grid(headers=(said("类别"), said("内容"), years, said("现有材料所示")), widths=widths, rows=rows)
    yield _legend()


def _legend() -> Grid:
    cells: list[Cell] = [cell for mark, words in zip(LEGEND, LEGEND_WORDS, strict=True) for cell in (sample(mark), said(words))]
    cells += [(), ()]
    return Grid(headers=tuple(cells[:8]), widths=(13, 26) * 4, rows=(Row(cells=tuple(cells[8:])),), plain=True)


def _occurrences(dossier: Dossier) -> Iterator[Part]:
    if not dossier.occurrences:
        yield Paragraph(line=said("没有收录事项。"))
        return
    yield Paragraph(line=said("同一事项在多份材料中出现的合为一件，按首次提出的时间排列；“报告完成”与“经复核完成”分别记载。"))
    quoted = {one.number: one for one in dossier.exhibits}
    rows = []
    for one in dossier.occurrences:
        first = quoted[one.exhibits[0]]
        history = wording.course(one.course) if one.course else ""
        told = f"{wording.excerpt(first)}\n{history or wording.title(first.document)}"
        matter: Line = (*strong(f"{one.category.label}（{one.type.label}）"), *said(told))
        rows.append(
            Row(cells=(said(one.date or NO_DATE), matter, said(wording.grade(one)), exhibits(one.exhibits)), grey=one.older)
        )
    yield Grid(
        headers=(said("首次提出"), said("事项与经过"), said("印证"), said("原文")), widths=(27, 79, 28, 22), rows=tuple(rows)
    )


def _open(dossier: Dossier) -> Iterator[Part]:
    if not dossier.open:
        yield Paragraph(line=said("收录的问题中没有未了结的整改。"))
        return
    rows = []
    for one in dossier.open:
        status = strong(wording.standing(one)) if one.overdue else said(wording.standing(one))
        cells: Sequence[Cell] = (
            exhibits(one.exhibits), said(one.category.label), said(one.since or NO_DATE), status, said(one.deadline or "未定"),
            said("、".join(one.responsible) or "未写明"),
        )  # fmt: skip
        rows.append(Row(cells=tuple(cells)))
    heads = tuple(map(said, ("原文", "类别", "提出", "目前情况", "时限", "责任人")))
    yield Grid(headers=heads, widths=(20, 28, 26, 32, 26, 24), rows=tuple(rows))


def _about(dossier: Dossier) -> Iterator[Part]:
    scope = (
        "只收录已经人工确认的条目"
        if dossier.confirmed_only
        else "收录已确认、待审和存疑的条目，未经确认的标“待核”，不据以作出“反复”及以上的判断"
    )
    first, last = dossier.window
    notes = (
        f"{dossier.notice}。本材料列出文书中的记载及其出处，供有权机关研判时核对，不对人作评价，不计分、不排名。",
        f"{scope}；已驳回、已撤下的不收录。",
        f"分析范围为{first}年至{last}年。更早的条目以灰色列出，不计入。",
        "类别所附“一时”“反复”等是对现有材料的概括，说的是材料支持什么，请逐条核对原文。“资料不足”表示还不能判断。",
        "“看过未见”指当年有机会看到而材料没有反映；“未看过”指当年没有可看的材料，不等于没有问题。",
        f"由一贯 {dossier.version} 于{wording.moment(dossier.made_at)}生成"
        + (f"，分析参数 {dossier.params.removeprefix('sha256:')[:PARAMS_SHOWN]}。" if dossier.params else "。"),
    )
    for place, note in enumerate(notes, 1):
        yield Paragraph(line=said(f"{place}. {note}"), small=True)
