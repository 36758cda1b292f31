"""The work that waits, is under way or has ended, as the store remembers it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Select, and_, insert, or_, select, true, tuple_, update

from schema import Job, JobKind, JobState, StoreError

from ..access.roles import Scope
from ..audit import AuditAction, append
from ..database import Database
from ..moments import now
from .tables import jobs
from .uploads import folder_beside, keep_files, sweep

_FIELDS = [jobs.c[field.name] for field in fields(Job)]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """Some jobs, the newest first."""

    jobs: tuple[Job, ...]
    next: str | None
    """Where the next page goes on; None at the end."""


class Jobs:
    """Asks for work and tells of it. Done by a `Worker`."""

    def __init__(self, database: Database):
        self._database = database
        self.folder = folder_beside(database)
        """Where uploaded files are kept, in a folder for each job."""

    def upload(self, files: Iterable[tuple[str, BinaryIO]], *, by: str, scope: Scope, megabytes: int) -> Job:
        """Keep the files (name and content) and ask that they be processed. Raises StoreError when one cannot be kept."""
        job_id = _new_id()
        names = keep_files(self.folder / job_id, files, megabytes=megabytes)
        detail = {"files": names}
        return self._add(job_id, JobKind.UPLOAD, self.folder / job_id, by, scope, len(names), AuditAction.UPLOAD, detail)

    def run(self, folder: Path, *, by: str, scope: Scope) -> Job:
        """Ask that a folder or file be processed again. Raises StoreError when it is not there."""
        if not folder.exists():
            raise StoreError(f"{folder} 已不在", "请把文件放回原处，或重新上传")
        return self._add(_new_id(), JobKind.RUN, folder, by, scope, 0, AuditAction.RUN, {"folder": str(folder)})

    def retry(self, job_id: str, *, by: str) -> Job:
        """Ask again for a job that has ended. Raises StoreError when it has not, or there is none."""
        with self._database.writing() as connection:
            job = _one(connection, job_id)
            if not job.state.ended:
                raise StoreError("这项工作还没有结束", "请等它结束后再重试")
            again = {"state": JobState.WAITING, "created_at": now(), "done": 0, "latest": "", "report": None, "ended_at": None}
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(again))
            append(connection, actor=by, action=AuditAction.RUN, object=f"job:{job_id}", detail={"folder": job.folder})
            return _one(connection, job_id)

    def cancel(self, job_id: str, *, by: str) -> Job:
        """Take back what waits, or stop what is under way: what is stored stays. Nothing when it has ended. Raises StoreError."""
        with self._database.writing() as connection:
            job = _one(connection, job_id)
            if not job.state.ended:
                self._end(connection, job, by, {"state": JobState.CANCELLED, "report": "已由人取消；此前处理完的文件已入库"})
            return _one(connection, job_id)

    def job(self, job_id: str) -> Job:
        """The job as it stands. Raises StoreError when there is none."""
        with self._database.reading() as connection:
            return _one(connection, job_id)

    def page(self, scope: Scope, login: str, *, after: str | None = None, limit: int = 20) -> JobPage:
        """The jobs that a person may know of, the newest first: his own, or all when he sees everything."""
        rows = _select().where(_visible(scope, login)).order_by(jobs.c.created_at.desc(), jobs.c.id.desc()).limit(limit + 1)
        if after:
            created, _, job_id = after.partition("|")
            rows = rows.where(tuple_(jobs.c.created_at, jobs.c.id) < (created, job_id))
        with self._database.reading() as connection:
            found = [_job(row) for row in connection.execute(rows)]
        shown = found[:limit]
        going_on = f"{shown[-1].created_at}|{shown[-1].id}" if len(found) > limit else None
        return JobPage(jobs=tuple(shown), next=going_on)

    def waiting_before(self, job: Job) -> int:
        """How many jobs are done before this one begins."""
        earlier = or_(jobs.c.state == JobState.RUNNING, jobs.c.created_at < job.created_at)
        ahead = select(jobs.c.id).where(jobs.c.state.in_((JobState.WAITING, JobState.RUNNING)), jobs.c.id != job.id, earlier)
        with self._database.reading() as connection:
            return len(connection.scalars(ahead).all())

    def claim(self) -> Job | None:
        """Begin the oldest job that waits; None when none does."""
        oldest = select(jobs.c.id).where(jobs.c.state == JobState.WAITING).order_by(jobs.c.created_at, jobs.c.id).limit(1)
        with self._database.reading() as connection:
            if connection.scalar(oldest) is None:
                return None
        with self._database.writing() as connection:
            job_id = connection.scalar(oldest.with_for_update(skip_locked=True))
            if job_id is None:
                return None
            begun = {"state": JobState.RUNNING, "started_at": now()}
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(begun))
            return _one(connection, job_id)

    def progress(self, job_id: str, done: int, total: int, latest: str) -> bool:
        """Note how far the job has come; False when it was cancelled meanwhile."""
        told = {"done": done, "total": total, "latest": latest}
        with self._database.writing() as connection:
            running = update(jobs).where(jobs.c.id == job_id, jobs.c.state == JobState.RUNNING)
            return connection.execute(running.values(told)).rowcount == 1

    def end(self, job_id: str, state: JobState, report: str, *, run: str | None = None) -> None:
        """Note how the job ended, unless it was cancelled meanwhile."""
        with self._database.writing() as connection:
            job = _one(connection, job_id)
            if job.state is JobState.RUNNING:
                self._end(connection, job, job.by, {"state": state, "report": report, "run": run, "latest": ""})

    def give_back(self, job_id: str) -> None:
        """Let a job that could not be ended wait again: the server stops."""
        with self._database.writing() as connection:
            running = update(jobs).where(jobs.c.id == job_id, jobs.c.state == JobState.RUNNING)
            connection.execute(running.values(state=JobState.WAITING, latest=""))

    def recover(self) -> None:
        """Let the jobs wait again that a server left when it was killed. For who alone works on them, at his start."""
        with self._database.writing() as connection:
            left = update(jobs).where(jobs.c.state == JobState.RUNNING)
            connection.execute(left.values(state=JobState.WAITING, latest=""))
            known = connection.scalars(select(jobs.c.id)).all()
        sweep(self.folder, known)

    def _add(
        self, job_id: str, kind: JobKind, folder: Path, by: str, scope: Scope, total: int, action: AuditAction, detail: Any
    ) -> Job:
        row = {
            "id": job_id, "kind": kind, "state": JobState.WAITING, "by": by,
            "units": None if scope.units is None else json.dumps(sorted(scope.units), ensure_ascii=False),
            "folder": str(folder), "created_at": now(), "done": 0, "total": total, "latest": "",
        }  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(insert(jobs).values(row))
            append(connection, actor=by, action=action, object=f"job:{job_id}", detail=detail)
            return _one(connection, job_id)

    def _end(self, connection: Connection, job: Job, by: str, values: dict[str, Any]) -> None:
        connection.execute(update(jobs).where(jobs.c.id == job.id).values(values | {"ended_at": now()}))
        detail = {"state": values["state"], "report": values["report"]}
        append(connection, actor=by, action=AuditAction.RUN_ENDED, object=f"job:{job.id}", detail=detail)


def may_see(job: Job, scope: Scope, login: str) -> bool:
    """Whether a person may know of the job: his own, unless he saw more then than he does now."""
    return scope.units is None or (job.by == login and scope.includes(Scope(job.units)))


def _visible(scope: Scope, login: str) -> ColumnElement[bool]:
    return true() if scope.units is None else and_(jobs.c.by == login, jobs.c.units.is_not(None))


def _select() -> Select[Any]:
    return select(*_FIELDS)


def _one(connection: Connection, job_id: str) -> Job:
    row = connection.execute(_select().where(jobs.c.id == job_id)).one_or_none()
    if row is None:
        raise StoreError(f"没有编号为 {job_id} 的工作", "请从“文档”页面打开")
    return _job(row)


def _job(row: Any) -> Job:
    units = frozenset(json.loads(row.units)) if row.units else None
    return Job(**{**row._mapping, "units": units})


def _new_id() -> str:
    return f"j-{uuid4().hex}"
