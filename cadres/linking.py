"""From a mention to a cadre, or to nobody: the right person with reasons, or a list of those who may be meant.

Log-odds are summed over the comparisons; a probability follows against everyone else who may be meant, someone outside the
records among them. A link needs a high probability and a clear lead over the next: a wrong person is the worst error.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from schema import Candidate, Mention, Occasion

from .claims import Query, at_home
from .features import FEATURES, VETOES
from .index import RosterIndex
from .meaning import persons_meant
from .named import Meant
from .namesakes import within_reach
from .standing import Standing, standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions:
    """When a link stands unreviewed."""

    least_score: float = 0.95
    """Probability, 0–1."""
    least_lead: float = 3.0
    """Log-odds ahead of the next who may be meant: twenty to one."""
    most_candidates: int = 5
    least_candidate: float = 0.01
    """Probability below which nobody is worth listing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one comparison adds: a step of the waterfall."""

    feature: str
    reason: str
    """In Chinese, with particulars: `当时在该单位任职：市水利局局长`."""
    log_odds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A cadre compared with what the document tells."""

    cadre_id: str
    parts: tuple[Part, ...]
    """In the order of FEATURES; those that say nothing left out."""

    @property
    def log_odds(self) -> float:
        """The sum of the parts."""
        return sum(part.log_odds for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Whom a mention means."""

    cadre_id: str | None
    """None unless certain enough to stand unreviewed."""
    score: float | None
    """Probability, 0–1; None without a link."""
    candidates: tuple[Candidate, ...]
    """Best first, the linked one among them."""
    comparisons: tuple[Comparison, ...]
    """The waterfall of each candidate, in the same order."""


NOBODY = Link(cadre_id=None, score=None, candidates=(), comparisons=())


def link(
    mention: Mention,
    occasion: Occasion,
    index: RosterIndex,
    options: LinkOptions | None = None,
    *,
    text: str | None = None,
    recognised: bool = False,
) -> Link:
    """Find the cadre that a mention means on an occasion, or say who may be meant.

    The document's text tells whether it speaks of a namesake's unit; without it every namesake is taken to be within its reach.
    In a text recognised from a picture a look-alike name with the right unit and post may be a slip; elsewhere the document's own
    list must prove it.
    """
    meant = persons_meant(mention, occasion, index, text, recognised=recognised)
    compared = (comparison for one in meant for comparison in _compare_all(one, occasion.date, text))
    strangers = tuple(one.stranger for one in meant if not one.cadres)
    return _decide(tuple(compared), strangers, options or LinkOptions())


def _compare_all(meant: Meant, moment: str | None, text: str | None) -> Iterator[Comparison]:
    """Compare everyone who may be the person meant; of several of a name, each is told of the others within reach."""
    standings = [standing_of(cadre, moment) for cadre in meant.cadres]
    if len(standings) == 1:
        yield compare(meant.query, standings[0])
        return
    home = [at_home(meant.query, standing) for standing in standings]
    reached = [within_reach(meant.query, standing, text) for standing in standings]
    if meant.query.unit is None and text is not None:
        home = [bool(post) for post in reached] if any(reached) else home
    posts = [(standing.cadre.id, post) for standing, post in zip(standings, reached, strict=True) if post][:2]
    for standing, own, reach in zip(standings, home, reached, strict=True):
        other = next((post for cadre_id, post in posts if cadre_id != standing.cadre.id), "")
        yield compare(replace(meant.query, namesake=other, outranked=any(home) and not own and not reach), standing)


def compare(query: Query, standing: Standing) -> Comparison:
    """Compare what is told of a person with a cadre's record."""
    return Comparison(cadre_id=standing.cadre.id, parts=tuple(_parts(query, standing)))


def _parts(query: Query, standing: Standing) -> Iterator[Part]:
    for feature in FEATURES:
        evidence = feature.compare(query, standing)
        if evidence.value > 0:
            reason = f"{feature.reason}：{evidence.detail}" if evidence.detail else feature.reason
            yield Part(feature=feature.compare.__name__, reason=reason, log_odds=feature.weight * evidence.value)


def _decide(compared: tuple[Comparison, ...], strangers: tuple[float, ...], options: LinkOptions) -> Link:
    if not compared:
        return NOBODY
    ranked = sorted(compared, key=lambda comparison: (-comparison.log_odds, comparison.cadre_id))
    total = sum(math.exp(log_odds) for log_odds in (0.0, *strangers, *(one.log_odds for one in ranked)))
    scored = [(one, math.exp(one.log_odds) / total) for one in ranked]
    listed = [pair for pair in scored if pair[1] >= options.least_candidate][: options.most_candidates] or scored[:1]
    best, score = scored[0]
    rivals = (*strangers, *(one.log_odds for one in ranked[1:] if one.cadre_id != best.cadre_id))
    lead = best.log_odds - max(rivals, default=-math.inf)
    ruled_out = any(part.feature in VETOES for part in best.parts)
    sure = score >= options.least_score and lead >= options.least_lead and not ruled_out
    return Link(
        cadre_id=best.cadre_id if sure else None, score=score if sure else None,
        candidates=tuple(Candidate(cadre_id=one.cadre_id, score=round(score, 4), reasons=_reasons(one)) for one, score in listed),
        comparisons=tuple(one for one, _ in listed),
    )  # fmt: skip


def _reasons(comparison: Comparison) -> tuple[str, ...]:
    """The reasons, most telling first."""
    return tuple(part.reason for part in sorted(comparison.parts, key=lambda part: -abs(part.log_odds)))
