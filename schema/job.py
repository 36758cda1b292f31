"""Work that people ask the server for: uploads and runs."""

from dataclasses import dataclass

from .codes import Code


class JobKind(Code):
    """What is asked for."""

    UPLOAD = "upload", "上传文件"
    RUN = "run", "重新处理"


class JobState(Code):
    """How far it has come."""

    WAITING = "waiting", "排队"
    RUNNING = "running", "处理中"
    DONE = "done", "完成"
    PARTLY = "partly", "完成，有文件未能读取"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"

    @property
    def ended(self) -> bool:
        """Whether nothing more happens by itself."""
        return self not in (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work, as it stands. The server does one at a time, the oldest first."""

    id: str
    kind: JobKind
    state: JobState
    by: str
    """Login of who asked for it."""
    units: frozenset[str] | None
    """Whose scope it was asked for in; None: all units."""
    folder: str
    """Absolute path of the folder or file that is worked on."""
    created_at: str
    started_at: str | None
    ended_at: str | None
    done: int
    """Files."""
    total: int
    latest: str
    """Name of the file that was done last, or of the part of the work that is under way."""
    run: str | None
    """The run that it made."""
    report: str | None
    """In Chinese, what it came to."""
