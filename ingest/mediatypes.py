"""What a file is called on the web, told from its bytes."""

from schema import IngestError

from .filekinds import FileKind, tell
from .options import ReadOptions

UNKNOWN = "application/octet-stream"
_TYPES = {
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.SHEET: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PDF: "application/pdf",
    FileKind.PLAIN: "text/plain",
    FileKind.OLD_WORD: "application/msword",
    FileKind.OLD_SHEET: "application/vnd.ms-excel",
    FileKind.RICH: "application/rtf",
    FileKind.WORD_XML: "application/xml",
    FileKind.SHEET_XML: "application/xml",
    FileKind.OFD: "application/ofd",
    FileKind.HYPERTEXT: "text/html",
}
_PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"II*\x00": "image/tiff", b"MM\x00*": "image/tiff"}


def media_type(content: bytes, options: ReadOptions | None = None) -> str:
    """The media type of the bytes; `application/octet-stream` for what has no reader."""
    try:
        kind = tell(content, options or ReadOptions())
    except IngestError:
        return UNKNOWN
    if kind is FileKind.IMAGE:
        return next((name for head, name in _PICTURES.items() if content.startswith(head)), UNKNOWN)
    return _TYPES.get(kind, UNKNOWN)
