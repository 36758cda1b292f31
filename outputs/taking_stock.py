"""Keeping up with the store cheaply: whether anything changed since, and which findings did."""

from collections.abc import Callable

from sqlalchemy import Connection, func, not_, select

from schema import Finding

from .inventory import StateFilter
from .marking import in_batches
from .reading import read_some
from .selecting import OUTDATED
from .tables import decisions, documents, findings, link_decisions, pair_decisions, remarks, roster_imports, runs

Version = tuple[int | str | None, ...]
"""Differs when anything was read, decided, remarked or taken in since."""
Known = dict[str, tuple[int, str]]
"""Of each finding the revision and the date of its document."""


def read_version(connection: Connection) -> Version:
    """A cheap version of the store."""
    newest = select(func.max(runs.c.number), func.max(runs.c.ended_at))
    counts = (
        select(func.count()).select_from(decisions).scalar_subquery(),
        *(
            select(func.max(table.c.number)).scalar_subquery()
            for table in (link_decisions, pair_decisions, remarks, roster_imports)
        ),
    )
    return (*connection.execute(newest).one(), *connection.execute(select(*counts)).one())


def take_stock(connection: Connection, known: Known, keep: Callable[[Finding], None]) -> Known:
    """Everything that stands, whatever its state but rejected or withdrawn; what is not known yet, or has changed, is handed over."""
    rows = select(findings.c.id, findings.c.revision, findings.c.date).join(documents)
    rows = rows.where(findings.c.state.in_(sorted(StateFilter.ALL.states)), not_(OUTDATED))
    now = {row.id: (row.revision, row.date) for row in connection.execute(rows)}
    for some in in_batches(one for one, key in now.items() if known.get(one) != key):
        for finding in read_some(connection, some):
            keep(finding)
    return now


def read_newest_date(connection: Connection, until: str) -> str:
    """The newest date of a document up to a day (ISO); empty where there is none. What was known on both days is the same."""
    return connection.scalar(select(func.max(documents.c.date)).where(documents.c.date <= until)) or ""
