"""Who is in charge of what (分管): told by the document in so many words, or by the titles of the records."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .claims import Evidence, Query
from .standing import Standing

VERBS = r"(?:分管|协管|主管|挂点|挂联|联系|包联|包抓|包保)"
_SAID = re.compile(
    rf"(?P<verb>{VERBS})(?P<duty>[^，。；：]*?)(?:工作|方面)?的?(?P<post>(?:常务)?副?[^，。；：的、]{{0,2}}长|领导同志|领导|负责同志|负责人|[院局校县市区]领导)"
)
_DUTIES = r"(?P<duties>[^，。；：\n（）()的]{2,40}?)"
_STILL = r"(?:同志)?(?:[（(][^（）()\n]*[）)])?(?:同志)?(?:一直|主要|具体|目前|现|仍|同时|还|继续|负责)*"
_NOT_NOW = r"(?<!不)(?<!不再)(?<!曾)(?<!曾经)(?<!原)(?<!未)"
_IN_TITLE = re.compile(rf"{VERBS}(?P<duties>[^，；（）()]{{2,40}})")
_AND = re.compile(r"[、和与及]")
LEAST_DUTY = 2
"""Characters of a duty that tell which it is."""
_NOISE = re.compile(r"^(?:负责|全县|全市|全区|全镇|全州|本局)|(?:等?(?:方面|领域|业务|条线)?(?:的?工作|任务)?|等)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remit:
    """A post said with what its holder is in charge of: 分管农村供水的副局长."""

    duty: str
    """`农村供水`; empty in 分管副局长."""
    post: str
    """`副局长`; empty in 分管领导, which says none."""


def remit_of(post: str) -> Remit | None:
    """The remit that a post is said with; None for a post without."""
    match = _SAID.fullmatch(post)
    if match is None:
        return None
    said = match["post"]
    return Remit(duty=_bare(match["duty"]), post="" if said.endswith(("领导", "同志", "负责人")) else said)


def charged(duty: str, names: Iterable[str], text: str) -> tuple[str, ...]:
    """Those of the names of whom the text says that they are in charge of the duty."""
    return tuple(name for name in dict.fromkeys(names) if any(_same(duty, one) for one in _charges(name, text)))


def recorded(duty: str, standing: Standing) -> bool:
    """Whether the title of a post held then says that its holder is in charge of the duty: 副局长（分管农村供水）."""
    titles = (match["duties"] for held in standing.then for match in _IN_TITLE.finditer(held.post.title))
    return any(_same(duty, one) for duties in titles for one in _apart(duties))


def _charges(name: str, text: str) -> Iterator[str]:
    """The duties that the text gives a person: 李静分管农村供水, 李静（副局长，分管农村供水）, 分管农村供水的副局长李静."""
    named = re.escape(name)
    for expression in (
        rf"{named}{_STILL}{_NOT_NOW}{VERBS}{_DUTIES}(?=[。；，：\n（）()的]|$)",
        rf"{named}(?:同志)?[（(][^（）()\n]*?{_NOT_NOW}{VERBS}{_DUTIES}(?=[，；）)的])",
        rf"{_NOT_NOW}{VERBS}{_DUTIES}的?(?:常务)?副?[^，。；：的、（）()\n]?长{named}",
    ):
        for match in re.finditer(expression, text):
            yield from _apart(match["duties"])


def _apart(duties: str) -> Iterator[str]:
    return (bare for one in _AND.split(duties) if (bare := _bare(one)))


def _bare(duty: str) -> str:
    return _NOISE.sub("", duty)


def _same(one: str, other: str) -> bool:
    """Whether two duties are one, or one is the other in more words: 供水 and 农村供水."""
    short, long = sorted((one, other), key=len)
    return len(short) >= LEAST_DUTY and short in long


def in_charge(query: Query, standing: Standing) -> Evidence:
    """文中或任职记载写明由其分管"""
    return Evidence(float(bool(query.in_charge_of)), query.in_charge_of)


def in_charge_untold(query: Query, standing: Standing) -> Evidence:
    """文中和任职记载都未写明由谁分管"""
    return Evidence(float(query.charge_open))
