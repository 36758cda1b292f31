"""The units in which cadres hold posts now, kept beside their records: scope is told from them."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert

from schema import Cadre

from .tables import cadre_units


def keep_units(connection: Connection, told: Sequence[Cadre]) -> None:
    """Make the units of the posts that the cadres hold theirs, in place of those before."""
    forget_units(connection, [cadre.id for cadre in told])
    rows = [
        {"cadre_id": cadre.id, "unit": unit}
        for cadre in told
        for unit in sorted({post.unit for post in cadre.posts if post.end is None and post.unit})
    ]
    if rows:
        connection.execute(insert(cadre_units), rows)


def forget_units(connection: Connection, ids: Sequence[str]) -> None:
    """The cadres hold no posts any more."""
    if ids:
        gone = delete(cadre_units).where(cadre_units.c.cadre_id == bindparam("key"))
        connection.execute(gone, [{"key": one} for one in ids])
