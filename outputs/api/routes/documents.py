"""Documents within the caller's units: what they are, how well they were read, their text and file; and uploads."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response, UploadFile

from schema import Block, DocumentKind, Job, Verdict

from ...audit import AuditAction
from ...catalogue import DocumentFilter, Listed, Sheet
from ...desk.guard import DeskHere
from ..answers import answer
from ..guard import Client, DocumentReader, DocumentWriter
from ..paging import After, Limit, read, written

router = APIRouter(tags=["documents"])
DocumentId = Annotated[
    str, Path(pattern="^sha256:[0-9a-f]{64}$", description="文档编号，文件内容的 SHA-256 / SHA-256 of the file")
]
NOT_SEEN = "没有这份文档，或不在这个令牌的单位范围内"
Name = Annotated[str, Query(max_length=200)]
Day = Annotated[str, Query(pattern=r"^(\d{4}(-\d{2}){0,2})?$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """A page of documents, the newest first."""

    items: tuple[Listed, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """A document as it was read: the canonical text is the blocks joined by line feeds, and every offset counts in it."""

    id: str
    blocks: tuple[Block, ...]


@router.get("/documents", response_model=Documents, summary="文档清单 / list documents")
def documents(
    request: Request, desk: DeskHere, calling: DocumentReader, limit: Limit = 100, cursor: After = None, name: Name = "",
    unit: Name = "", kind: DocumentKind | None = None, verdict: Verdict | None = None, since: Day = "", until: Day = "",
) -> Response:  # fmt: skip
    """Documents, the newest first."""
    key = read(cursor, str)
    wanted = DocumentFilter(name=name, unit=unit, kind=kind, verdict=verdict, first=since, last=until)
    found = desk.store.catalogue.page(wanted, calling.scope, after=key[0] if key else None, limit=limit)
    return answer(request, Documents, Documents(items=found.documents, next=written((found.next,) if found.next else None)))


@router.get("/documents/{document_id}", response_model=Sheet, summary="一份文档 / one document")
def document(request: Request, desk: DeskHere, calling: DocumentReader, document_id: DocumentId) -> Response:
    """What a document is, how well it was read, what was not searched and what a reviewer should look at."""
    found = desk.store.catalogue.sheet(document_id, calling.scope)
    if found is None:
        raise HTTPException(404, NOT_SEEN)
    # Where the files lie on the server is no concern of other systems.
    return answer(request, Sheet, replace(found, paths=()))


@router.get("/documents/{document_id}/text", response_model=DocumentText, summary="文档文字 / a document's text")
def text(request: Request, desk: DeskHere, calling: DocumentReader, document_id: DocumentId) -> Response:
    """The document's blocks with their places; anchors of findings count in them."""
    _opened(desk, calling, document_id, "text")
    told = DocumentText(id=document_id, blocks=desk.store.document(document_id).blocks)
    return answer(request, DocumentText, told, tag=f"{document_id}-text")


@router.get(
    "/documents/{document_id}/original", summary="原件 / the file itself", response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "文件 / the file"}},
)  # fmt: skip
def original(desk: DeskHere, calling: DocumentReader, document_id: DocumentId) -> Response:
    """The file, byte for byte; 404 when it is no longer where it was read."""
    _opened(desk, calling, document_id, "original")
    found = desk.services.original(document_id)
    if found is None:
        raise HTTPException(404, "原件已不在读取时的位置，或内容已变")
    disposition = f"attachment; filename*=UTF-8''{quote(found.name)}"
    return Response(found.content, media_type=found.media_type, headers={"Content-Disposition": disposition})


@router.post("/documents", response_model=Job, status_code=202, summary="上传文档 / upload documents")
def upload(request: Request, desk: DeskHere, calling: DocumentWriter, files: list[UploadFile]) -> Response:
    """Take files in and ask that they be processed; `/jobs/{id}` tells how far that has come."""
    named = [(one.filename or "", one.file) for one in files]
    job = desk.store.jobs.upload(named, by=calling.actor, scope=calling.scope, megabytes=desk.options.upload_megabytes)
    made = answer(request, Job, job, status=202)
    made.headers["Location"] = f"{request.scope.get('root_path', '')}/jobs/{job.id}"
    return made


def _opened(desk: DeskHere, calling: Client, document_id: str, part: str) -> None:
    """Let pass who may see the document, and record that he did."""
    if not desk.store.places.shows_document(document_id, calling.scope):
        raise HTTPException(404, NOT_SEEN)
    detail = {"by": "api", "token": calling.token.id, "part": part}
    desk.store.audit.record(calling.actor, AuditAction.VIEW_DOCUMENT, f"document:{document_id}", detail)
