"""What a finding is known by: it depends on the document's bytes and the passage alone, whoever found it."""

import hashlib
from collections.abc import Sequence

from .anchor import Span

ID_LENGTH = 20
"""Hexadecimal digits of a finding's id: 80 bits."""


def finding_id(document_id: str, spans: Sequence[Span]) -> str:
    """The id of a finding that stands at these spans of the document."""
    place = ";".join(f"{span.start}-{span.end}" for span in spans)
    return "f-" + hashlib.sha256(f"{document_id}|{place}".encode()).hexdigest()[:ID_LENGTH]
