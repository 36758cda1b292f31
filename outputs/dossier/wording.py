"""How evidence files say things: dates, posts, places, voices, states, each in one way."""

from collections.abc import Iterable, Sequence

from schema import (
    Aspect,
    Cadre,
    Course,
    DocumentRef,
    Exhibit,
    Facts,
    Location,
    Occurrence,
    OpenRectification,
    Post,
    Rectification,
    Remark,
    SelfOtherLabel,
    Step,
    StepKind,
    View,
)

from ..exports.columns import place

EXCERPT = 60
"""Characters of a quotation that a table repeats; the whole stands among the exhibits."""
WORDLESS = frozenset({StepKind.RAISED, StepKind.RETOLD, StepKind.OVERDUE})
"""Steps whose words stand among the exhibits already, or are a date."""
GROUPS = {
    "self": "本人",
    "insiders": "班子成员和上级",
    "masses": "群众",
    "inspection": "监督检查",
    "audit": "审计",
    "appraisal": "考核考察",
}
"""Independent sources, by the names that the analysis gives them."""


def day(date: str | None) -> str:
    """`2024-01-18` as papers write it: 2024年1月18日; also years and months."""
    if not date:
        return "日期不明"
    return "".join(f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False))


def moment(at: str) -> str:
    """The day of a time stamp."""
    return day(at[:10])


def years(told: Sequence[int]) -> str:
    """Years in a row of words."""
    return "、".join(f"{year}年" for year in told)


def period(post: Post) -> str:
    """From when to when a post was held."""
    start = day(post.start) if post.start else "起始不详"
    return f"{start}至{day(post.end) if post.end else '今'}"


def held(post: Post) -> str:
    """A post with its period."""
    return f"{post.unit}{post.title}（{period(post)}）"


def held_then(exhibit: Exhibit) -> str:
    """The posts held at the time."""
    return "；".join(map(held, exhibit.posts)) or "名册未载"


def identity(person: Cadre) -> str:
    """Who it is."""
    told = (
        person.name, person.gender, f"{day(person.birth)}出生" if person.birth else "", person.rank,
        f"曾用名{'、'.join(person.aliases)}" if person.aliases else "", f"干部编号{person.id}",
    )  # fmt: skip
    return "，".join(filter(None, told)) + "。"


def title(document: DocumentRef) -> str:
    """The document by its title, else by its file's name."""
    return f"《{document.title}》" if document.title else document.name


def places(locations: Iterable[Location]) -> str:
    """Page and paragraph, or row and column."""
    return "、".join(dict.fromkeys(filter(None, map(place, locations))))


def source(exhibit: Exhibit) -> str:
    """Document, page and paragraph."""
    where = places(location for anchor in exhibit.anchors for location in anchor.locations)
    return f"{title(exhibit.document)}{where}"


def voice(exhibit: Exhibit) -> str:
    """Who says it."""
    speaker = exhibit.voice.speaker
    return f"{exhibit.voice.kind.label}（{speaker}）" if speaker and not exhibit.own else exhibit.voice.kind.label


def state(exhibit: Exhibit) -> str:
    """Where it stands in review."""
    review = exhibit.review
    if not exhibit.confirmed:
        return f"{review.state.label}（待核）"
    by = "，".join(filter(None, (review.by or "", moment(review.at) if review.at else "")))
    return f"{review.state.label}（{by}）" if by else review.state.label


def excerpt(exhibit: Exhibit) -> str:
    """The beginning of its words."""
    return f"“{shortened(exhibit.anchors[0].exact)}”"


def shortened(words: str) -> str:
    """Words that a table repeats."""
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT]}……"


def rectification(told: Rectification) -> str:
    """What the document itself says of the fix."""
    parts = [f"文书所述状态：{told.status.label}" + (f"（“{told.text}”）" if told.text else "")]
    parts += [f"措施：{'；'.join(f'“{measure.exact}”' for measure in told.measures)}"] if told.measures else []
    parts += [f"时限：{day(told.deadline)}"] if told.deadline else []
    parts += [f"责任人：{'、'.join(one.mention for one in told.responsible)}"] if told.responsible else []
    return "；".join(parts)


def remark(told: Remark) -> str:
    """What stands beside an item for the cadre's protection."""
    basis = f"（依据：{told.basis}）" if told.basis else ""
    return f"{told.kind.label}：{told.text}{basis}（{told.by}，{moment(told.at)}记）"


def step(told: Step) -> str:
    """An entry of a matter's history."""
    when = f"{day(told.date)}到期" if told.kind is StepKind.OVERDUE else day(told.date)
    words = f"：“{shortened(told.words)}”" if told.words and told.kind not in WORDLESS else ""
    return f"{when}　{told.kind.label}（{told.document}）{words}"


def course(told: Course) -> str:
    """A matter's history, with what contradicts itself side by side; nothing where it was raised and no more is known."""
    if len(told.steps) == 1 and told.steps[0].kind is StepKind.RAISED:
        return ""
    conflicts = [
        f"说法不一：{day(one.claimed.date)}{one.claimed.document}称“{one.claimed.words}”，"
        f"{day(one.found.date)}{one.found.document}载“{one.found.words}”，请核实"
        for one in told.conflicts
    ]
    return "\n".join([*map(step, told.steps), *conflicts])


def facts(told: Facts) -> str:
    """What anyone can count."""
    groups = "、".join(GROUPS[group] for group in told.groups)
    seen = f"有反映{told.hit_years}年（其中他人反映{told.external_years}年）" if told.hit_years else "只有一般性提法"
    counted = f"可观察{told.observed_years}年，{seen}，去重后{told.events}件"
    done = "；".join(f"{one.year}年有整改完成记录（{'经复核' if one.verified else '未经复核'}）" for one in told.completions)
    return "；".join(filter(None, (counted, f"来源：{groups}" if groups else "", done))) + "。"


def label(view: View) -> str:
    """What the records support; how well stands in the explanation, in words."""
    return f"{view.label_text}{'〔待核〕' if view.provisional else ''}"


def standing(told: OpenRectification) -> str:
    """How a fix stands."""
    words = {StepKind.RAISED: "未见整改记录", StepKind.CLAIMED: "报告完成，未见复核"}.get(told.standing, told.standing.label)
    return f"已逾期：{words}" if told.overdue else words


def grade(told: Occurrence) -> str:
    """印证 of a matter."""
    return f"{told.grade.value}（{told.grade.label}）" if told.grade else ""


def both_sides(aspect: Aspect) -> str:
    """What is to be said of own and others' words, and of problems and praise, side by side."""
    told = [f"{aspect.self_other.label}。"] if aspect.self_other not in (None, SelfOtherLabel.INSUFFICIENT) else []
    if aspect.conflicting_years:
        told.append(f"{years(aspect.conflicting_years)}正反并存，建议核实。")
    return "".join(told)
