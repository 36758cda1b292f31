"""Persons named without their full name: 何局, 秋生同志, 老张, 局党组书记, 张某某, 我."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from schema import MentionForm

from .people_known import Found, People, clause_start, open_left, open_right, swallowed
from .people_names import HAN, is_word, surnames
from .people_posts import DEPUTY, PARTY, TENSE, around, before, ends_in_unit, in_calling, split_post, trimmed, unit_end, words

PRONOUNS = re.compile(
    r"该同志|(?<!自)(?:我|他|她|其)(?:本人|自己|个人)|本人|(?<!自)我(?![们国省市县区州镇乡村局厅委处科院校矿行部所站队县院办司党])"
    r"|(?<![其吉])他(?![们人])|她(?!们)|(?<![自])您|你(?![们局厅委处科院校矿行部所站队县院办])|(?<!各)自己"
    r"|(?<![尤极与莫将何更])其(?![中他它余实次间一二三四五六七八九十])"
)

CHARGED = re.compile(rf"(?<![不未曾原])(?:分管|协管|挂点|挂联|包联|包抓|包保|联系)[{HAN}]{{2,12}}?的?$")
"""What stands before a deputy's post and tells which of the deputies it is: 分管农村供水的."""


def short_forms(text: str, people: People, taken: Sequence[Found]) -> Iterator[Found]:
    """A surname or a given name with a post, a form of address or 同志."""
    yield from _surnames_with_posts(text, people)
    yield from _comrades(text, people)
    yield from _given_names_with_posts(text, people)
    if people.given_names:
        yield from _given_names(text, people)


def elders(text: str, people: People, taken: Sequence[Found]) -> Iterator[Found]:
    """老张, 小李: a surname of someone introduced."""
    if not people.surnames:
        return
    names = "|".join(sorted(people.surnames, key=len, reverse=True))
    for match in re.finditer(rf"[老小]({names})(?!{around('no_elder')})(?:同志)?", text):
        if open_right(text, match.end()) or not is_word(match.group()):
            yield Found(start=match.start(), end=match.end(), form=MentionForm.SURNAME, name=match.group(1))


def masks(text: str, people: People, taken: Sequence[Found]) -> Iterator[Found]:
    """张某, 张某某, 张××, 谢**: names withheld."""
    mask = r"(?:某{1,2}|[×xX＊*]{1,3})"
    for match in re.finditer(rf"[{_single()}]{mask}(?:同志)?|(?<![{HAN}]){mask}(?:同志|(?:{words('head')}))", text):
        lead = before(text, match.start())
        length = lead.length if lead else 0
        yield Found(
            start=match.start() - length,
            end=match.end(),
            form=MentionForm.MASKED,
            post=lead.post if lead else None,
            unit=lead.unit if lead else None,
        )


def posts_alone(text: str, people: People, taken: Sequence[Found]) -> Iterator[Found]:
    """A post that stands for the person: 主要负责同志, 市水利局局长, 分管副区长."""
    for match in _posts_alone().finditer(text):
        edge = max((found.end for found in taken if found.end <= match.start("post")), default=0)
        yield from _post_alone(text, match, edge)


def pronouns(text: str, people: People, taken: Sequence[Found]) -> Iterator[Found]:
    """我, 本人, 该同志: whom they mean is told by the context."""
    return (Found(start=match.start(), end=match.end(), form=MentionForm.OTHER) for match in PRONOUNS.finditer(text))


@cache
def _single() -> str:
    return "".join(surnames("plain", "word"))


@cache
def _surname_posts(rare: frozenset[str] = frozenset()) -> re.Pattern[str]:
    """A surname with a post or a form of address; of the rare surnames of those known, too: 闭局长."""
    family = "|".join((*surnames("compound"), f"[{_single()}{''.join(sorted(rare))}]"))
    full = rf"(?:{DEPUTY})?(?:{PARTY})?(?:{words('head')}|委员|组长|主任科员)"
    return re.compile(rf"小?(?P<name>{family})(?:(?P<post>{full})(?!{around('no_post')})|(?P<short>{words('address', 'kin')}))")


def _surnames_with_posts(text: str, people: People) -> Iterator[Found]:
    for match in _surname_posts(people.rare_surnames).finditer(text):
        name, start = match.group("name"), match.start("name")
        if name in people.rare_surnames and not clause_start(text, match.start()):
            continue
        known = name in people.surnames
        post = match.group("post") or match.group("short")
        if match.group("short") and is_word(name + match.group("short")):
            continue
        if match.group("short") and (not known or (not open_right(text, match.end()) and _in_word(text, match.start("short")))):
            continue
        if name in surnames("word") and not (known and (clause_start(text, start) or open_left(text, start))):
            continue
        if swallowed(text, start) and not (known and open_left(text, start)):
            continue
        lead = before(text, match.start())
        unit, length = (lead.unit, lead.length) if lead and lead.post is None else (None, 0)
        kin = post in words("kin").split("|")
        yield Found(
            start=match.start() - length,
            end=match.end(),
            form=MentionForm.SURNAME,
            name=name,
            post=None if kin else post,
            unit=unit,
        )


def _in_word(text: str, start: int) -> bool:
    """Whether a form of address begins an everyday word: the 部 of 部分, the 总 of 总体."""
    return is_word(text[start : start + 2]) or is_word(text[start : start + 3])


def _comrades(text: str, people: People) -> Iterator[Found]:
    """Given names before 同志, known or not."""
    for match in re.finditer(rf"(?P<name>[{HAN}]{{1,2}})同志(?!们)", text):
        if _no_comrade().search(text[max(0, match.end("name") - 8) : match.end("name")]):
            continue
        whole, last = match.group("name"), match.group("name")[-1:]
        start = match.end("name") - 1
        if len(whole) == 2 and (whole in people.given_names or whole in people.gazetteer.given_names):
            yield Found(start=match.start(), end=match.end(), form=MentionForm.GIVEN_NAME, name=whole)
        elif last in people.given_names and open_left(text, start):
            yield Found(start=start, end=match.end(), form=MentionForm.GIVEN_NAME, name=last)
        elif (
            len(whole) == 2
            and open_left(text, match.start())
            and not is_word(whole)
            and not _calls(text, match.start("name"), start + 1)
        ):
            yield Found(start=match.start(), end=match.end(), form=MentionForm.GIVEN_NAME, name=whole)


def _calls(text: str, start: int, end: int) -> bool:
    return in_calling(text, start, end) or bool(re.search(r"[师员]$", text[start:end]))


@cache
def _no_comrade() -> re.Pattern[str]:
    return re.compile(rf"(?:{around('no_comrade')})$")


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>[{HAN}]{{2}})(?P<post>(?:{DEPUTY})?(?:{words('head')}|委员))(?!{around('no_post')})")


def _given_names_with_posts(text: str, people: People) -> Iterator[Found]:
    """Given names of the records with a post, where nobody has introduced them: 秀芳委员."""
    for match in _titled().finditer(text):
        name = match.group("name")
        if name in people.gazetteer.given_names and not is_word(name) and clause_start(text, match.start()):
            yield Found(start=match.start(), end=match.end(), form=MentionForm.GIVEN_NAME, name=name, post=match.group("post"))


def _given_names(text: str, people: People) -> Iterator[Found]:
    """Given names of those introduced, with a post or bare: 长河主任, 国梁在安全上是拼的."""
    names = "|".join(sorted(people.given_names, key=len, reverse=True))
    titles = rf"(?P<post>(?:{DEPUTY})?(?:{words('head')}|委员|组长))(?!{around('no_post')})|(?P<kin>{words('kin')})"
    for match in re.finditer(rf"(?P<name>{names})(?:{titles})?", text):
        name, titled = match.group("name"), match.group("post") or match.group("kin")
        if titled and (len(name) > 1 or clause_start(text, match.start())):
            yield Found(start=match.start(), end=match.end(), form=MentionForm.GIVEN_NAME, name=name, post=match.group("post"))
        elif not titled and len(name) > 1 and _bare(text, match.start(), match.end(), name):
            yield Found(start=match.start(), end=match.end(), form=MentionForm.GIVEN_NAME, name=name)


def _bare(text: str, start: int, end: int, name: str) -> bool:
    if is_word(name):
        return clause_start(text, start) and bool(re.match(r"[，：]?[你您]", text[end : end + 2]))
    return open_left(text, start)


@cache
def _posts_alone() -> re.Pattern[str]:
    chiefs = r"主要(?:负责同志|负责人|领导同志|领导)|一把手"
    in_charge = r"分管(?:副?[局厅处县市区镇乡院校]长|领导|负责同志|负责人|[院局校县市区]领导)"
    party = rf"(?:{PARTY}|[省市州县区旗]委)"
    heads = rf"(?:{TENSE})?(?:{party}|行政|办事处)?(?:{chiefs}|{in_charge})"
    posts = rf"(?:{TENSE})?(?:{DEPUTY})?{party}?(?:{DEPUTY})?(?:{words('head')})"
    return re.compile(rf"(?P<post>{heads}|{posts})(?!{around('no_post')})")


@cache
def _several() -> re.Pattern[str]:
    """What stands before a post that many hold: 各位, 11个村的."""
    return re.compile(rf"(?:{around('several')})$|(?:{around('groups')})(?:[{HAN}]{{0,6}}(?:{unit_end()}|单位|部门|组织))?的?$")


def _post_alone(text: str, match: re.Match[str], edge: int) -> Iterator[Found]:
    """The post with the unit glued to it; what else is glued to it (妇联主任) belongs to the post."""
    lead = text[max(edge, match.start() - 24) : match.start()]
    lead = re.split(rf"[^{HAN}\d]", lead)[-1]
    if edge and edge >= match.start() - len(lead):
        lead = lead.lstrip("和与及")
    if _several().search(lead):
        return
    start, unit, post = match.start(), None, match.group("post")
    charge = CHARGED.search(lead) if post.startswith("副") else None
    if charge is not None:
        ahead = trimmed(lead[: charge.start()])
        yield Found(
            start=start, end=match.end(), form=MentionForm.POST, post=charge.group() + post,
            unit=ahead if ends_in_unit(ahead) else None,
        )  # fmt: skip
        return
    if (lead and not open_left(text, start)) or ends_in_unit(lead):
        said = trimmed(lead + post)
        start = match.end() - max(len(said), len(post))
        unit, post = split_post(said)
        post = said if unit is None else post
    yield Found(start=start, end=match.end(), form=MentionForm.POST, post=post, unit=unit)
