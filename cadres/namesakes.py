"""Several cadres of one name: whom of them a document may well mean besides the one at home in its unit."""

import re

from .claims import Query, kin
from .kinship import Kinship, names_unit
from .standing import Standing

UNCERTAIN = "哪个|哪一位|哪位|也有一个|同名|重名"
"""How a document says near a name that it does not know whom it means: 没有说是哪个罗建国."""


def within_reach(query: Query, standing: Standing, text: str | None) -> str:
    """The post by which a document may well mean a cadre, one of several of a name, who serves elsewhere; empty without one.

    That is so when the text names his unit, when it says itself that it does not know whom it means, or when it is not known.
    """
    elsewhere = [held for held in standing.then if query.unit is None or kin(query.unit, held) < Kinship.PART]
    if text is not None and not _says_uncertain(query.name or "", text):
        elsewhere = [held for held in elsewhere if any(names_unit(text, unit) for unit in held.units)]
    return str(elsewhere[0]) if elsewhere else ""


def _says_uncertain(name: str, text: str) -> bool:
    name = re.escape(name)
    return bool(re.search(rf"{name}[^。\n]{{0,40}}(?:{UNCERTAIN})|(?:{UNCERTAIN})[^。\n]{{0,12}}{name}", text))
