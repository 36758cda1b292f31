"""The cadres in the records as a list: searched by name, id or unit, within the units that the reader may see. A list by name, of nothing else."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select, tuple_

from schema import Cadre

from .access import Scope, cadres_within
from .access.tables import cadre_units
from .database import Database
from .packing import unpack_cadre
from .tables import cadres

LAST = "\U0010ffff"
"""Comes after every character that a name may go on with."""


class Place(NamedTuple):
    """Where a page of the list ends: what follows is asked for by it."""

    name: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CadrePage:
    """Some cadres, by name and id."""

    cadres: tuple[Cadre, ...]
    next: Place | None
    """None when nobody follows."""


class CadreLists:
    """The cadres as pages list them; `Store.cadres`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, scope: Scope, *, words: str = "", after: Place | None = None, limit: int = 50) -> CadrePage:
        """Those whose name begins with the words, whose id is or begins with them, or in whose unit's name they stand."""
        with self._database.reading() as connection:
            return _page(connection, scope, words.strip(), after, limit)

    def cadre(self, cadre_id: str, scope: Scope) -> Cadre | None:
        """The cadre's newest record; None when there is none, or he is not in scope."""
        with self._database.reading() as connection:
            rows = select(cadres.c.record).where(cadres.c.id == cadre_id, cadres_within(scope))
            found = connection.scalar(rows.order_by(cadres.c.since.desc()).limit(1))
        return None if found is None else unpack_cadre(found)

    def namesakes(self, cadre: Cadre) -> int:
        """How many others in the records bear the name."""
        with self._database.reading() as connection:
            others = (cadres.c.name == cadre.name, cadres.c.id != cadre.id, cadres.c.until.is_(None))
            return connection.scalar(select(func.count()).select_from(cadres).where(*others)) or 0


def _page(connection: Connection, scope: Scope, words: str, after: Place | None, limit: int) -> CadrePage:
    rows = select(cadres.c.name, cadres.c.id, cadres.c.record).where(cadres.c.until.is_(None), cadres_within(scope))
    if words:
        in_unit = select(cadre_units.c.cadre_id).where(cadre_units.c.unit.contains(words, autoescape=True))
        by_name = (cadres.c.name >= words) & (cadres.c.name < words + LAST)
        by_id = (cadres.c.id >= words.upper()) & (cadres.c.id < words.upper() + LAST)
        rows = rows.where(or_(by_name, by_id, cadres.c.id == words, cadres.c.id.in_(in_unit)))
    if after is not None:
        rows = rows.where(tuple_(cadres.c.name, cadres.c.id) > tuple_(*after))
    found = connection.execute(rows.order_by(cadres.c.name, cadres.c.id).limit(limit + 1)).all()
    shown = found[:limit]
    following = Place(shown[-1].name, shown[-1].id) if len(found) > limit else None
    return CadrePage(cadres=tuple(unpack_cadre(row.record) for row in shown), next=following)
