"""Year paths: every way in which a problem can have been there or not over the observed years, weighed one by one.

With n observed years there are 2ⁿ paths; nothing is sampled and nothing fitted.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np

from .pattern_channels import Flags, Floats, Integers
from .pattern_parameters import PatternParameters, ShapeParameters
from .pattern_weights import Evidence

NONE, ISOLATED, RECURRENT, PERSISTENT, CORRECTED, RELAPSED = range(6)
"""The columns of a posterior."""
CHUNK = 20_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Histories:
    """What the paths are weighed with; cell × year."""

    weight: Floats
    observed: Flags
    exits: Floats
    """Log factor of having been there in the year and no longer in the next."""
    completed: Flags

    def take(self, rows: Integers) -> "Histories":
        """Some of the cells, also one several times."""
        return Histories(
            weight=self.weight[rows], observed=self.observed[rows], exits=self.exits[rows], completed=self.completed[rows]
        )


def histories(evidence: Evidence, remedies: tuple[Floats, Flags, Flags], parameters: PatternParameters) -> Histories:
    """The evidence with what is recorded of rectification."""
    exits, completed, relapsed = remedies
    weight = evidence.weight + relapsed * np.log(parameters.rectification.relapsed)
    return Histories(weight=weight, observed=evidence.observed, exits=exits, completed=completed)


def posterior(given: Histories, shapes: ShapeParameters) -> tuple[Floats, Floats]:
    """Of each cell the six probabilities, and of each year that the problem was there (0 where it was not observed)."""
    cells, years = given.weight.shape
    order = np.argsort(~given.observed, axis=1, kind="stable")
    count = given.observed.sum(1)
    records = _records(given)
    result, active = np.zeros((cells, 6)), np.zeros((cells, years))
    result[count == 0, :2] = 0.5
    code = count * (1 << years) + records
    by_code = np.argsort(code, kind="stable")
    starts = np.flatnonzero(np.diff(code[by_code], prepend=-1))
    for rows in np.split(by_code, starts[1:]):
        seen = int(count[rows[0]]) if len(rows) else 0
        if not seen:
            continue
        book = _book(seen, int(records[rows[0]]), shapes)
        for start in range(0, len(rows), CHUNK):
            some = rows[start : start + CHUNK]
            places = order[some, :seen]
            logs = given.weight[some[:, None], places] @ book.paths.T + given.exits[some[:, None], places[:, :-1]] @ book.ends
            chance = np.exp(logs - logs.max(1, keepdims=True)) * book.prior
            chance /= chance.sum(1, keepdims=True)
            result[some] = chance @ book.labels
            active[some[:, None], places] = chance @ book.paths
    return result, active


def _records(given: Histories) -> Integers:
    """The observed years with a completion, as bits in their order; one of an unobserved year goes to the last observed before."""
    before = np.cumsum(given.observed, axis=1) - 1
    bits = np.where(given.completed, 1 << np.maximum(before, 0), 0) * np.any(given.observed, axis=1, keepdims=True)
    return np.asarray(np.bitwise_or.reduce(bits, axis=1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Book:
    """All paths over so many observed years."""

    paths: Floats
    ends: Floats
    """Year × path: whether the path is there in the year and not in the next."""
    prior: Floats
    labels: Floats
    """Path × label."""


@lru_cache(maxsize=4096)
def _book(years: int, records: int, shapes: ShapeParameters) -> _Book:
    paths = (np.arange(1 << years)[:, None] >> np.arange(years)) & 1
    completed = [bool(records >> year & 1) for year in range(years)]
    labels = np.zeros((len(paths), 6))
    labels[np.arange(len(paths)), [label_of(tuple(path), completed, shapes) for path in paths.tolist()]] = 1
    ends = (paths[:, :-1] * (1 - paths[:, 1:])).T.astype(np.float64)
    return _Book(paths=paths.astype(np.float64), ends=ends, prior=_prior(years, shapes), labels=labels)


def label_of(path: tuple[int, ...], completed: list[bool], shapes: ShapeParameters) -> int:
    """What a path would be called, were it known, with the years of completions on record."""
    there = [year for year, active in enumerate(path) if active]
    if len(there) < 2:
        return ISOLATED if there else NONE
    last, longest = there[-1], max(_runs(path))
    quiet = len(path) - 1 - last
    if (quiet >= 1 and any(completed[last:])) or (quiet >= 2 and longest >= 2):
        return CORRECTED
    if any(_came_back(path, year) for year, done in enumerate(completed) if done):
        return RELAPSED
    return PERSISTENT if _is_dense(path, shapes) else RECURRENT


def _came_back(path: tuple[int, ...], completion: int) -> bool:
    """Whether the problem was there by the completion, then quiet, then there again."""
    if 1 not in path[: completion + 1]:
        return False
    rest = path[completion:]
    return 0 in rest and 1 in rest[rest.index(0) :]


def _runs(path: tuple[int, ...]) -> list[int]:
    return [len(tuple(run)) for active, run in groupby(path) if active]


def _is_dense(path: tuple[int, ...], shapes: ShapeParameters) -> bool:
    return sum(path) >= shapes.dense_years and sum(path) >= shapes.dense_share * (len(path) - path.index(1))


@lru_cache(maxsize=64)
def _prior(years: int, shapes: ShapeParameters) -> Floats:
    """The mixture of the six shapes, each spread over the paths that it allows."""
    allowed = np.zeros((6, 1 << years))
    for number in range(1 << years):
        path = tuple(number >> year & 1 for year in range(years))
        allowed[:, number] = _shares(path, shapes)
    total = allowed.sum(1, keepdims=True)
    spread = np.divide(allowed, total, out=np.zeros_like(allowed), where=total > 0)
    return np.asarray(np.array(shapes.prior) @ spread)


def _shares(path: tuple[int, ...], shapes: ShapeParameters) -> tuple[float, ...]:
    """The path's share in each shape: never, single, scattered or emerging, dense, stopped, returned."""
    there, runs, still = sum(path), len(_runs(path)), path[-1] == 1
    if there < 2:
        return float(there == 0), float(there == 1), 0.0, 0.0, 0.0, 0.0
    quiet = len(path) - path.index(1) - there
    dense = _is_dense(path, shapes)
    return (
        0.0, 0.0, float(not dense and (runs > 1 or still)), shapes.quiet_in_dense**quiet if dense else 0.0,
        float(runs == 1 and not still), float(runs == 2 and still and there > 2),
    )  # fmt: skip
