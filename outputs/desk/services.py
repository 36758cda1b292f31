"""What the desk needs of reading and analysis, which it does not know: the application brings it (`yiguan serve`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from schema import Dossier, Location, Pattern, Span

from ..inventory import StateFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A document's file, byte for byte."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Something that weighed in a judgement, in Chinese."""

    words: str
    weight: float
    """Log-odds: positive speaks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement of the machine with what weighed in it, strongest first."""

    title: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a finding was found and taken as it was."""

    notes: tuple[str, ...]
    """How far the explanation holds."""
    setting: tuple[str, ...]
    """Where the words stand."""
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """What processing files came to."""

    run: str
    read: int
    failed: int
    findings: int
    report: str
    """In Chinese."""


class Services(Protocol):
    """Reading and analysis, as the desk asks for them. May be called from several threads at once."""

    def original(self, document_id: str) -> Original | None:
        """The file's bytes; None when no file holds them any more."""

    def boxes(self, document_id: str, spans: Sequence[Span]) -> tuple[tuple[Location, ...], ...]:
        """Of each span, the boxes on pages that its words stand in; empty where the document has no pages or is gone."""

    def why(self, finding_id: str) -> Why:
        """Why the machine made the finding. May take a second. Raises UnknownFinding."""

    def dossier(self, cadre_id: str, *, states: StateFilter, as_of: str) -> Dossier:
        """The cadre's evidence file. Raises StoreError when no roster had the id."""

    def patterns(self, cadre_id: str, *, states: StateFilter, as_of: str) -> tuple[Pattern, ...]:
        """What the records support of the cadre, as it may leave the system."""

    def process(self, folder: Path, report: Callable[[int, int, str], None]) -> Processed:
        """Run over a folder: read, analyse, link, store. Tells files done, files in all and the name of the last.

        Raises YiguanError before the first file when settings, roster or model are wrong.
        """
