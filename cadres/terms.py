"""Posts that a document tells a person to have held, after the name or in the author's own words: 王丽同志任办公室主任期间, 我任副院长两年."""

import re
from collections.abc import Iterator

from schema import Mention, Occasion

from .claims import Claim
from .names import fold_name
from .offices import split_unit
from .said_posts import said_post
from .units import is_vague

_HELD = (
    r"(?:担任|任)了?(?P<post>[^，。；：、（）()“”\n]{0,20}?(?:书记|[局厅处科股部县市区镇乡村院校所站队]长|主任|主席|经理|总监))"
    r"(?=期间|任内|时|以来|后|[一二两三四五六七八九十\d]+(?:年|个月))"
)
_OF_HIM = re.compile(rf"(?:同志)?在?{_HELD}")
_OF_ME = re.compile(rf"(?:我|本人)[自从在把]?{_HELD}")


def terms_told(name: str, mention: Mention, occasion: Occasion, text: str | None) -> Iterator[Claim]:
    """The posts that the words after the mention tell, and those that the author of the paper tells of himself."""
    if text is None:
        return
    after = _OF_HIM.match(text, mention.span.end) if mention.span is not None and mention.name == name else None
    if after is not None:
        yield _claim(after["post"])
    if occasion.author is not None and fold_name(occasion.author.name or "") == name:
        yield from (_claim(match["post"]) for match in _OF_ME.finditer(text))


def _claim(told: str) -> Claim:
    unit, title = split_unit(told)
    return Claim(unit=unit if unit and not is_vague(unit) else None, said=said_post(f"时任{title}"))
