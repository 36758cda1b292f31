"""What a digest says, unit by unit."""

from collections.abc import Iterator, Sequence

from schema import Digest, Exhibit, Overdue, StatementType, UnitDigest, Waiting

from ..dossier import wording
from ..dossier.aspects import numeral
from ..dossier.quotations import quoted
from ..paper import Grid, Heading, Paper, Paragraph, Part, Row, exhibits, said

COUNTS = ("单位", "新增问题", "新增肯定", "逾期未完成", "整改后又发生", "待审条目")


def digest_paper(digest: Digest) -> Paper:
    """The digest as a paper."""
    first, last = map(wording.day, digest.period)
    parts: list[Part] = [Heading(text="一、总体情况", level=1), *_overall(digest)]
    for place, unit in enumerate(digest.units, 2):
        parts += [Heading(text=f"{numeral(place)}、{unit.unit}", level=1), *_unit(unit)]
    parts += [Heading(text=f"{numeral(len(digest.units) + 2)}、说明", level=1), *_about(digest)]
    return Paper(title="问题及整改情况汇总", under=(f"（{first}至{last}）",), notice=digest.notice, parts=tuple(parts))


def counts(unit: UnitDigest) -> tuple[int, ...]:
    """How much there is to tell, in the order of `COUNTS`."""
    problems = sum(one.type is StatementType.PROBLEM for one in unit.new)
    waiting = sum(one.pending + one.unsure for one in unit.waiting)
    return problems, len(unit.new) - problems, len(unit.overdue), len(unit.relapsed), waiting


def _overall(digest: Digest) -> Iterator[Part]:
    if not digest.units:
        yield Paragraph(line=said("本期没有新增、逾期、整改后又发生或待审的事项。"))
        return
    yield Paragraph(line=said(f"逾期和待审情况截至{wording.day(digest.as_of)}。各单位按名称排列，数目供安排工作用，不作比较。"))
    rows = tuple(Row(cells=(said(unit.unit), *(said(str(count)) for count in counts(unit)))) for unit in digest.units)
    yield Grid(headers=tuple(map(said, COUNTS)), widths=(51, 21, 21, 21, 21, 21), rows=rows)


def _unit(unit: UnitDigest) -> Iterator[Part]:
    sections = (
        ("本期新增", [quoted(one, person=True) for one in unit.new]),
        ("逾期未完成", [_overdue(unit.overdue)] if unit.overdue else []),
        ("整改后又发生", _relapsed(unit)),
        ("待审", [_waiting(unit.waiting)] if unit.waiting else []),
    )
    for place, (title, parts) in enumerate((one for one in sections if one[1]), 1):
        yield Heading(text=f"（{numeral(place)}）{title}", level=2)
        yield from parts


def _relapsed(unit: UnitDigest) -> list[Part]:
    """Quoted once: what is new and back again is led to."""
    fresh = {one.number for one in unit.new}
    again = tuple(one.number for one in unit.relapsed if one.number in fresh)
    parts: list[Part] = [Paragraph(line=(*said("见本期新增"), *exhibits(again), *said("。")))] if again else []
    return [*parts, *(quoted(one, person=True) for one in unit.relapsed if one.number not in fresh)]


def _overdue(told: Sequence[Overdue]) -> Grid:
    rows = tuple(Row(cells=tuple(map(said, overdue_row(one)))) for one in told)
    return Grid(headers=tuple(map(said, OVERDUE)), widths=(27, 32, 51, 24, 22), rows=rows)


OVERDUE = ("时限", "当事人", "事项", "目前情况", "责任人")


def overdue_row(one: Overdue) -> tuple[str, ...]:
    """A matter that is overdue, under `OVERDUE`."""
    fix = one.rectification
    matter = f"{wording.excerpt(one.exhibit)}（{wording.source(one.exhibit)}）"
    return fix.deadline or "", who(one.exhibit), matter, wording.standing(fix), "、".join(fix.responsible) or "未写明"


def who(one: Exhibit) -> str:
    """Whom it is said of, with the post held then."""
    post = one.posts[0] if one.posts else None
    return f"{one.person}（时任{post.unit}{post.title}）" if post else one.person


WAITING = ("文件", "日期", "待审", "存疑")


def waiting_row(one: Waiting) -> tuple[str | int, ...]:
    """A document that waits, under `WAITING`."""
    return wording.title(one.document), one.document.date or "", one.pending, one.unsure


def _waiting(told: Sequence[Waiting]) -> Grid:
    rows = tuple(Row(cells=tuple(said(str(cell)) for cell in waiting_row(one))) for one in told)
    return Grid(headers=tuple(map(said, WAITING)), widths=(93, 27, 18, 18), rows=rows)


ABOUT = (
    "本汇总列出文书中的记载及其出处，供有权机关研判时核对，不对人作评价，不计分、不排名。",
    "“新增”指日期在本期内的文书首次提出的事项，只列已经人工确认的条目；重提旧事不列。",
    "“逾期”指文书写明的时限已过而没有完成记录；“整改后又发生”按文书自己的说法。",
    "“待审”只列文书和条数；内容未经审核，不列出。",
)


def _about(digest: Digest) -> Iterator[Part]:
    made = f"由一贯 {digest.version} 于{wording.moment(digest.made_at)}生成。"
    for place, note in enumerate((f"{digest.notice}。", *ABOUT, made), 1):
        yield Paragraph(line=said(f"{place}. {note}"), small=True)
