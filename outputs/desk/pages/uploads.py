"""上传和处理: files in, runs over known folders, what could not be read and why, and another try."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from schema import Job, StoreError

from ...access import EVERYTHING, Permission
from ...catalogue import DocumentFilter
from ...jobs import may_see
from ..guard import Caller, Desk, DeskHere, Reader, Uploader
from ..rendering import page

router = APIRouter(prefix="/documents")
MOST_FILES = 500
"""Of one upload."""
SHOWN = 100
"""Documents of a job that are listed with it."""
MEBIBYTE = 1 << 20


@router.post("/upload")
async def upload(request: Request, desk: DeskHere, asking: Uploader) -> Response:
    """Take files in and ask that they be processed; answers with the page to follow that on."""
    most = desk.options.together_megabytes
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise HTTPException(411, "请求没有说明大小，请用本系统的页面上传")
    if int(length) > most * MEBIBYTE:
        raise HTTPException(413, f"一次上传的文件合计不能超过 {most} MB，请分几次上传")
    async with request.form(max_files=MOST_FILES, max_fields=10) as form:
        files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
        try:
            job = await run_in_threadpool(_keep, desk, asking, files)
        except StoreError as error:
            return JSONResponse({"message": str(error)}, status_code=400)
    return JSONResponse({"job": job.id, "page": f"/documents/jobs/{job.id}"}, status_code=202)


@router.get("/jobs")
def jobs(request: Request, desk: DeskHere, asking: Reader, after: str = "") -> HTMLResponse:
    """The work that was asked for, the newest first, and the folders that may be processed again."""
    found = desk.store.jobs.page(asking.scope, asking.login, after=after or None)
    may_run = asking.person.may(Permission.UPLOAD) and asking.scope == EVERYTHING
    folders = desk.store.catalogue.folders() if may_run and not after else ()
    return page(
        request, asking, "jobs.html.jinja", found=found, folders=folders, first=not after,
        going_on=f"/documents/jobs?{urlencode({'after': found.next})}" if found.next else "",
        may_upload=asking.person.may(Permission.UPLOAD),
    )  # fmt: skip


@router.get("/jobs/{job_id}")
def job(request: Request, job_id: str, desk: DeskHere, asking: Reader) -> HTMLResponse:
    """A piece of work: how far it has come, and what became of each of its files."""
    told = _job(desk, asking, job_id)
    wanted = DocumentFilter(folder=told.folder)
    found = desk.store.catalogue.page(wanted, asking.scope, limit=SHOWN)
    hidden = desk.store.catalogue.count(wanted, EVERYTHING) - desk.store.catalogue.count(wanted, asking.scope)
    return page(
        request, asking, "job.html.jinja", job=told, ahead=desk.store.jobs.waiting_before(told), found=found, hidden=hidden,
        failures=desk.store.catalogue.failures(told.folder), may_upload=asking.person.may(Permission.UPLOAD),
        all_of_it=f"/documents?{urlencode({'folder': told.folder})}" if found.next else "",
    )  # fmt: skip


@router.get("/jobs/{job_id}/progress")
def progress(request: Request, job_id: str, desk: DeskHere, asking: Reader) -> HTMLResponse:
    """How far the work has come, asked for again and again while it goes on; at its end the page is loaded anew."""
    told = _job(desk, asking, job_id)
    answer = page(request, asking, "job_progress.html.jinja", job=told, ahead=desk.store.jobs.waiting_before(told))
    if told.state.ended:
        answer.headers["HX-Refresh"] = "true"
    return answer


@router.post("/jobs/{job_id}/retry")
def retry(job_id: str, desk: DeskHere, asking: Uploader) -> Response:
    """Do it again: what was read and did not change is passed over."""
    _job(desk, asking, job_id)
    desk.store.jobs.retry(job_id, by=asking.login)
    return RedirectResponse(f"/documents/jobs/{job_id}", status_code=303)


@router.post("/jobs/{job_id}/cancel")
def cancel(job_id: str, desk: DeskHere, asking: Uploader) -> Response:
    """Stop it: what is stored stays."""
    _job(desk, asking, job_id)
    desk.store.jobs.cancel(job_id, by=asking.login)
    return RedirectResponse(f"/documents/jobs/{job_id}", status_code=303)


@router.post("/run")
def run(desk: DeskHere, asking: Uploader, folder: Annotated[str, Form()]) -> Response:
    """Process a folder that earlier runs met, or a file in one, again."""
    if asking.scope != EVERYTHING:
        raise HTTPException(403, "重新处理文件夹会涉及各单位的文档，只有查看全部单位的人可以发起")
    known = {path for path, _ in desk.store.catalogue.folders()} | {one.path for one in desk.store.catalogue.failures()}
    if folder not in known:
        raise HTTPException(404, "库中没有来自这个位置的文件，请从列表中选择")
    job = desk.store.jobs.run(_on_disk(Path(folder)), by=asking.login, scope=asking.scope)
    return RedirectResponse(f"/documents/jobs/{job.id}", status_code=303)


@router.get("/failures")
def failures(request: Request, desk: DeskHere, asking: Reader) -> HTMLResponse:
    """The files that could not be read, each with the reason and what to do. Nobody knows of which unit they are."""
    whole = asking.scope == EVERYTHING
    found = desk.store.catalogue.failures() if whole else ()
    return page(
        request, asking, "failures.html.jinja", failures=found, whole=whole, may_upload=asking.person.may(Permission.UPLOAD)
    )


def _keep(desk: Desk, asking: Caller, files: list[UploadFile]) -> Job:
    told = ((one.filename or "", one.file) for one in files)
    return desk.store.jobs.upload(told, by=asking.login, scope=asking.scope, megabytes=desk.options.upload_megabytes)


def _job(desk: Desk, asking: Caller, job_id: str) -> Job:
    try:
        told = desk.store.jobs.job(job_id)
    except StoreError as error:
        raise HTTPException(404, "没有这项工作，或者不是您发起的") from error
    if not may_see(told, asking.scope, asking.login):
        raise HTTPException(404, "没有这项工作，或者不是您发起的")
    return told


def _on_disk(path: Path) -> Path:
    """The file or folder that is there: of a path within an archive, the archive."""
    return next((one for one in (path, *path.parents) if one.exists() and (one == path or one.is_file())), path)
