"""Zip files that are the same byte for byte each time, on every machine."""

import io
import re
import zipfile

MOMENT = (2025, 9, 10, 9, 0, 0)
"""Stands in for every time at which an example was made."""
STAMP = b"2025-09-10T01:00:00Z"


def repack(content: bytes) -> bytes:
    """The Office file with fixed times.

    Stored, not deflated: other builds of zlib deflate to other bytes.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, MOMENT), _undated(name, source.read(name)))
    return packed.getvalue()


def _undated(name: str, member: bytes) -> bytes:
    """The member without the moment of saving, which openpyxl writes unasked."""
    if name != "docProps/core.xml":
        return member
    return re.sub(rb"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", STAMP, member)
