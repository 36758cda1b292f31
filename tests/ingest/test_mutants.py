"""Files that once did harm, and a DOCTYPE in every part of every container: each gets its verdict.

`benchmarks/mutations.py` finds such files; those kept in `files/` were cut down to what matters.
"""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.readers import read_bytes
from schema import IngestError, UnsupportedFormat
from tests.ingest.builders import OPTIONS, W, docx, numbered, p, xlsx, zipped
from tests.ingest.compounds import ofd, words

KEPT = sorted((Path(__file__).parent / "files").iterdir())
CONTAINERS = {
    "docx": docx(
        p("甲", '<w:pStyle w:val="a"/>'), numbered("乙"), styles=f'<w:styles xmlns:w="{W}"/>', numbering=f'<w:numbering xmlns:w="{W}"/>',
        footnotes=f'<w:footnotes xmlns:w="{W}"/>',
    ),
    "xlsx": xlsx([["甲", "乙"], ["丙", 1]]),
    "ofd": ofd(words("甲", 10, 50), words("乙", 10, 50), template=words("丙", 10, 10)),
}  # fmt: skip
UNREAD = re.compile(r"\[Content_Types\]|docProps|theme|^_rels/\.rels$")


def members(content: bytes) -> dict[str, str | bytes]:
    """The parts of a container."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = [(kind, name) for kind, content in CONTAINERS.items() for name in members(content) if not UNREAD.search(name)]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_gives_a_verdict_on_what_once_did_harm(path: Path) -> None:
    with pytest.raises(IngestError) as caught:
        read_bytes(path.read_bytes(), replace(OPTIONS, office="no-such-command"))
    assert caught.value.remedy


@pytest.mark.parametrize(("kind", "name"), PARTS)
def test_refuses_a_doctype_in_every_part_that_is_read(kind: str, name: str) -> None:
    parts = members(CONTAINERS[kind])
    content = parts[name]
    assert isinstance(content, bytes)
    root = re.search(rb"<[A-Za-z]", content)
    assert root is not None
    parts[name] = content[: root.start()] + b'<!DOCTYPE x [<!ENTITY e "e">]>' + content[root.start() :]
    with pytest.raises(UnsupportedFormat, match="DOCTYPE"):
        read_bytes(zipped(parts), OPTIONS)
