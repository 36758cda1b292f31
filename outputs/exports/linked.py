"""What both JSON-LD exports share: names of things, and a file of many nodes written one by one."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from .columns import NOTICE
from .files import ExportNote

VOCABULARY = "urn:yiguan:terms#"
"""Begins our own terms: nothing stands there to be fetched."""
TERMS: dict[str, Any] = {"yiguan": VOCABULARY}


def finding_iri(id: str) -> str:
    """The name of a finding; its id is the part after the last colon, as in every other export."""
    return f"urn:yiguan:finding:{id}"


def document_iri(id: str) -> str:
    """The name of a document by its bytes: `urn:yiguan:document:sha256:…`."""
    return f"urn:yiguan:document:{id}"


class Nodes:
    """The members of an array in a JSON object, written as they come."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.count = 0

    def add(self, node: Mapping[str, Any]) -> None:
        """Write a node."""
        self._file.write(("," if self.count else "") + "\n" + json.dumps(node, ensure_ascii=False, separators=(",", ":")))
        self.count += 1


@contextmanager
def nodes_in(path: Path, opening: Mapping[str, Any], key: str, note: ExportNote) -> Iterator[Nodes]:
    """A file with one JSON object: these members, an array of nodes under the key, and what an increment takes back."""
    begun = json.dumps({**opening, "notice": NOTICE}, ensure_ascii=False, separators=(",", ":"))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{begun[:-1]},{json.dumps(key)}:[")
        yield Nodes(file)
        withdrawn = json.dumps([finding_iri(one.id) for one in note.withdrawn])
        file.write(f'\n],"withdrawn":{withdrawn}}}\n')
