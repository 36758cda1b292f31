"""The setting of a finding: the holder's unit, post and line of work at the time that it is about."""

import re
from collections.abc import Mapping, Sequence

from schema import Cadre, Finding, HolderKind, Post, Setting

from .kinship import Kinship, kinship
from .reference_years import reference_year
from .tenure import held_on, months_held

NOWHERE = Setting(unit=None, post=None, line=None)
_LINE = re.compile(
    r"(?:分管|协管|负责联系|牵头负责)(?:的)?(?P<line>[^，。；：、（）()“”的]{2,14}?)(?:工作|领域|口|条线|这[块条摊]|的|副|，|。|；|）|\)|$)"
)
_NO_LINE = re.compile(r"领导|负责|同志|以来|期间|科室|部门|单位|范围|责任|班子|领域|副|县长|局长|市长|书记|主任")


def setting_of(finding: Finding, cadres: Mapping[str, Cadre]) -> Setting:
    """Where the holder served then; null parts where the records or the words do not tell."""
    cadre = cadres.get(finding.holder.cadre_id or "")
    if finding.holder.kind is not HolderKind.CADRE or cadre is None:
        return NOWHERE
    post = post_then(cadre, moments(finding), finding.document.issuer or finding.document.title)
    said = "".join(anchor.exact for anchor in finding.anchors)
    titles = f"{finding.holder.mention or ''}，{post.title if post else ''}"
    return Setting(unit=post.unit if post else None, post=post.title if post else None, line=_line(titles) or _line(said))


def moments(finding: Finding) -> tuple[str, ...]:
    """When the finding's matter was, most fitting first: the document's date in the year under review, else that year, its end first."""
    year, date = reference_year(finding), finding.document.date
    if year is None:
        return (date,) if date else ()
    if date and date.startswith(str(year)):
        return (date, str(year))
    return (f"{year}-12", f"{year}-06", str(year), *([date] if date else []))


def post_then(cadre: Cadre, times: Sequence[str], near: str = "") -> Post | None:
    """The post held at the first of the times at which one was; of several the one in the unit at hand, else the one held longest."""
    for time in times:
        held = [post for post in cadre.posts if held_on(post, time)]
        if held:
            return max(held, key=lambda post: (bool(near) and kinship(post.unit, near) >= Kinship.PART, -months_held(post)[0]))
    return None


def _line(text: str) -> str | None:
    found = (match["line"] for match in _LINE.finditer(text))
    return next((line for line in found if not _NO_LINE.search(line)), None)
