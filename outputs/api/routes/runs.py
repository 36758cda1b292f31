"""Runs over files: when, by what, and how they ended; and work that was asked for through the API or the pages."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request, Response

from schema import Job, StoreError

from ...access import EVERYTHING
from ...desk.guard import DeskHere
from ...inventory import RunRecord
from ...jobs import may_see
from ..answers import answer
from ..guard import Client, DocumentReader
from ..paging import After, Limit, read, written

router = APIRouter(tags=["runs"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """A page of runs, newest first."""

    items: tuple[RunRecord, ...]
    next: str | None


@router.get("/runs", response_model=Runs, summary="处理批次 / list runs")
def runs(request: Request, desk: DeskHere, calling: DocumentReader, limit: Limit = 100, cursor: After = None) -> Response:
    """Runs over files, newest first."""
    key = read(cursor, int)
    # They count documents of all units: who is bound to some is told of none.
    whole = calling.scope == EVERYTHING
    found, last = desk.store.runs(before=key[0] if key else None, limit=limit) if whole else ((), None)
    return answer(request, Runs, Runs(items=found, next=written(None if last is None else (last,))))


@router.get("/runs/{run_id}", response_model=RunRecord, summary="一个批次 / one run")
def run(
    request: Request, desk: DeskHere, calling: DocumentReader, run_id: Annotated[str, Path(pattern="^r-[0-9a-f]+$")]
) -> Response:
    """One run."""
    found = desk.store.run(run_id) if calling.scope == EVERYTHING else None
    if found is None:
        raise HTTPException(404, f"没有编号为 {run_id} 的批次")
    return answer(request, RunRecord, found)


@router.get("/jobs/{job_id}", response_model=Job, summary="一项处理 / one piece of work")
def job(
    request: Request, desk: DeskHere, calling: DocumentReader, job_id: Annotated[str, Path(min_length=1, max_length=64)]
) -> Response:
    """How far an upload or a run has come. Others' work is not found by who does not see all units."""
    return answer(request, Job, visible_job(desk, calling, job_id))


def visible_job(desk: DeskHere, calling: Client, job_id: str) -> Job:
    """The job. Answers 404 when there is none that the caller may see."""
    try:
        found = desk.store.jobs.job(job_id)
    except StoreError:
        found = None
    if found is None or not may_see(found, calling.scope, calling.actor):
        raise HTTPException(404, f"没有编号为 {job_id} 的处理")
    return found
