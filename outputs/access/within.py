"""Scope as conditions of queries: the only place where it becomes SQL.

A document is in scope when the unit of its occasion is; a cadre when the unit of a post that he holds is; a finding when its document
or its cadre is. Who does not see everything never sees a document of unknown unit.
"""

from sqlalchemy import Column, ColumnElement, Select, and_, false, or_, select, true

from ..tables import cadres, documents, findings, occasions
from .roles import Scope
from .tables import cadre_units

_LAST = "\U0010ffff"
"""Comes after every character that a unit's name may go on with."""


def documents_within(scope: Scope) -> ColumnElement[bool]:
    """For selects over `documents`."""
    return true() if scope.units is None else documents.c.id.in_(_documents(scope.units))


def findings_within(scope: Scope) -> ColumnElement[bool]:
    """For selects over `findings`."""
    if scope.units is None:
        return true()
    return or_(findings.c.document_id.in_(_documents(scope.units)), findings.c.cadre_id.in_(_cadres(scope.units)))


def cadres_within(scope: Scope) -> ColumnElement[bool]:
    """For selects over `cadres`."""
    return true() if scope.units is None else cadres.c.id.in_(_cadres(scope.units))


def _documents(units: frozenset[str]) -> Select[str]:
    return select(occasions.c.document_id).where(_under(occasions.c.unit, units))


def _cadres(units: frozenset[str]) -> Select[str]:
    return select(cadre_units.c.cadre_id).where(_under(cadre_units.c.unit, units))


def _under(unit: Column[str], units: frozenset[str]) -> ColumnElement[bool]:
    return or_(false(), *(_begins(unit, one) for one in sorted(units)))


def _begins(unit: Column[str], start: str) -> ColumnElement[bool]:
    # As a range, an index serves it, which LIKE is not in SQLite.
    return and_(unit >= start, unit < start + _LAST)
