"""Persons whose name the one written may be a slip for."""

from collections.abc import Iterator
from dataclasses import replace

from .claims import at_home, unit_fit
from .index import RosterIndex
from .named import Meant
from .slips import listed_rightly
from .standing import standing_of

NEARLY_NAMED = 4.0
"""Log-odds of someone outside the records whose name only looks like one of theirs."""


def by_slip(meant: Meant, index: RosterIndex, text: str | None, recognised: bool) -> Iterator[Meant]:
    """Those of the unit told or of the occasion's whose name the one written, which no record has, may be a slip for."""
    written = meant.query.name or ""
    for cadre in index.nearly_named(written):
        listed = listed_rightly(written, cadre.name, text)
        query = replace(meant.query, slip=True, listed_rightly=listed, recognised=recognised)
        standing = standing_of(cadre, query.date)
        if at_home(query, standing) or any(unit_fit(claim, standing).value for claim in query.claims):
            yield Meant(query=query, cadres=(cadre,))
