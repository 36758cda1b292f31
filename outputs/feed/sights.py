"""How consumers see a finding: whether they may, in which words, and under which units. Told from the rows alone, without reading findings."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from schema import ReviewState

from ..access.tables import cadre_units
from ..inventory import Standing, StateFilter
from ..marking import in_batches
from ..tables import documents, event_marks, findings, occasions
from .tables import told

_VISIBLE = StateFilter.ALL.states
_WORDS = (
    findings.c.wire, findings.c.edit, findings.c.state, findings.c.decided_by, findings.c.decided_at, findings.c.revision,
    findings.c.cadre_id, documents.c.name, documents.c.kind, documents.c.title, documents.c.date.label("dated"), documents.c.issuer,
    *(column.label(f"mark_{column.name}") for column in event_marks.c if column.name != "finding_id"),
)  # fmt: skip
"""Everything that a finding is put together from when it is read; decisions on links make a new revision."""
_SIGHTS = (
    select(findings.c.id, findings.c.stale, documents.c.standing, occasions.c.unit, *_WORDS)
    .join(documents, findings.c.document_id == documents.c.id)
    .outerjoin(occasions, occasions.c.document_id == findings.c.document_id)
    .outerjoin(event_marks, event_marks.c.finding_id == findings.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A finding as it may be seen."""

    seen: bool
    """By who may see what nobody has reviewed: as the selection of all that stands has it."""
    released: bool
    """By everybody: confirmed, and not of a superseded document."""
    revision: int
    digest: str
    event_id: str | None
    places: str
    """The units that it is seen under, as JSON."""

    def vanished(self) -> "Sight":
        """As it is when there is no such finding any more."""
        return replace(self, seen=False, released=False, digest="", event_id=None)

    def shows_otherwise(self, other: "Sight") -> bool:
        """Whether the two look different."""
        return (self.digest, self.places) != (other.digest, other.places)

    def places_with(self, other: "Sight") -> str:
        """The units of both."""
        return self.places if self.places == other.places else _places({*json.loads(self.places), *json.loads(other.places)})

    def row(self) -> dict[str, Any]:
        """As `told` keeps it."""
        return {name: getattr(self, name) for name in _FIELDS}


_FIELDS = ("seen", "released", "revision", "digest", "event_id", "places")
UNSEEN = Sight(seen=False, released=False, revision=0, digest="", event_id=None, places="[]")
"""What nobody has been told of."""


def read_sights(connection: Connection, finding_ids: Sequence[str]) -> dict[str, Sight]:
    """The findings of these ids that there are, as they may be seen now."""
    sights: dict[str, Sight] = {}
    for some in in_batches(finding_ids):
        rows = connection.execute(_SIGHTS.where(findings.c.id.in_(some))).all()
        units = _units(connection, {row.cadre_id for row in rows if row.cadre_id})
        sights |= {row.id: _sight(row, units) for row in rows}
    return sights


def read_told(connection: Connection, finding_ids: Sequence[str]) -> dict[str, Sight]:
    """What consumers were last told of these findings."""
    before: dict[str, Sight] = {}
    for some in in_batches(finding_ids):
        for row in connection.execute(select(told).where(told.c.finding_id.in_(some))):
            before[row.finding_id] = Sight(**{name: getattr(row, name) for name in _FIELDS})
    return before


def _sight(row: Row[Any], units: dict[str, set[str]]) -> Sight:
    current = row.standing is not Standing.SUPERSEDED and not (row.stale and row.state is ReviewState.PENDING)
    seen = current and row.state in _VISIBLE
    places = ({row.unit} if row.unit else set()) | units.get(row.cadre_id, set())
    return Sight(
        seen=seen, released=seen and row.state is ReviewState.CONFIRMED, revision=row.revision,
        digest=_digest(row) if seen else "", event_id=row.mark_event_id if seen else None, places=_places(places),
    )  # fmt: skip


def _digest(row: Row[Any]) -> str:
    words = "\0".join(str(value) for value in tuple[Any, ...](row)[4:])
    return hashlib.sha256(words.encode()).hexdigest()


def _units(connection: Connection, cadre_ids: Iterable[str]) -> dict[str, set[str]]:
    units: defaultdict[str, set[str]] = defaultdict(set)
    for some in in_batches(sorted(cadre_ids)):
        for row in connection.execute(select(cadre_units).where(cadre_units.c.cadre_id.in_(some))):
            units[row.cadre_id].add(row.unit)
    return units


def _places(units: set[str]) -> str:
    return json.dumps(sorted(units), ensure_ascii=False)
