"""What the review desk asks of reading and analysis.

Models, and the libraries that serve them, are loaded once, when somebody first asks why; opening a document loads none.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from ingest import media_type, span_boxes
from outputs import StateFilter, Store, now
from outputs.desk import Ground, Judged, Original, Processed, Why
from schema import Document, Dossier, IngestError, Location, Pattern, Roster, Span

from .config import Settings
from .originals import original_bytes

if TYPE_CHECKING:
    from .explaining import Explained, Explainer
    from .pipeline import RunReport, Step

NO_RECORDS = "库中还没有干部名册，条目未关联到人；请先导入名册，再重新处理"
Value = TypeVar("Value")


class HouseServices:
    """The services over one store; may be called from several threads at once."""

    def __init__(self, store: Store, settings: Settings, *, jobs: int | None = None):
        """`jobs`: files read at once; left alone, one processor is kept free for the pages."""
        self._store = store
        self._settings = settings
        self._jobs = jobs or max(1, (os.cpu_count() or 1) - 1)
        self._explaining, self._pages = Lock(), Lock()
        self._explainers: _Kept[Explainer] = _Kept(1)
        self._whys: _Kept[Why] = _Kept(2000)
        self._originals: _Kept[bytes] = _Kept(4)
        self._documents: _Kept[Document] = _Kept(8)
        self._boxes: _Kept[tuple[Location, ...]] = _Kept(20_000)

    def original(self, document_id: str) -> Original | None:
        """The file's bytes; None when no file holds them any more."""
        content = self._content(document_id)
        if content is None:
            return None
        return Original(
            name=self._document(document_id).name, media_type=media_type(content, self._settings.read), content=content
        )

    def boxes(self, document_id: str, spans: Sequence[Span]) -> tuple[tuple[Location, ...], ...]:
        """Of each span, the boxes on pages that its words stand in; empty where the document has no pages or is gone."""
        missing = [span for span in spans if self._boxes.get((document_id, span)) is None]
        if missing and (content := self._content(document_id)) is not None:
            # The pdf library serves one thread at a time.
            with self._pages:
                try:
                    found = span_boxes(content, self._document(document_id), missing)
                except IngestError:
                    found = tuple(self._document(document_id).locate(span) for span in missing)
            for span, places in zip(missing, found, strict=True):
                self._boxes.keep(
                    (document_id, span), tuple(one for one in places if one.page is not None and one.bbox is not None)
                )
        return tuple(self._boxes.get((document_id, span)) or () for span in spans)

    def why(self, finding_id: str) -> Why:
        """Why the machine made the finding. May take a second. Raises UnknownFinding."""
        finding = self._store.finding(finding_id)
        key = (finding_id, finding.provenance, self._roster_id())
        known = self._whys.get(key)
        if known is None:
            with self._explaining:
                known = _why(self._explainer().explained(finding_id, self._store))
            self._whys.keep(key, known)
        return known

    def dossier(self, cadre_id: str, *, states: StateFilter, as_of: str) -> Dossier:
        """The cadre's evidence file. Raises StoreError when no roster had the id."""
        from .dossiers import dossier_of
        from .gathering import evidence_of

        at = now()
        evidence = evidence_of(self._store, cadre_id, states, as_of=as_of, at=at)
        confirmed_only = states is StateFilter.CONFIRMED
        return dossier_of(evidence, as_of=as_of, confirmed_only=confirmed_only, made_at=at, version=version("yiguan"))

    def patterns(self, cadre_id: str, *, states: StateFilter, as_of: str) -> tuple[Pattern, ...]:
        """What the records support of the cadre, as it may leave the system."""
        from .gathering import patterns_of

        return patterns_of(self._store, cadre_id, states, as_of=as_of, at=now())

    def process(self, folder: Path, report: Callable[[int, int, str], None]) -> Processed:
        """Run over a folder: read, analyse, link, store. Tells files done, files in all and the name of the last.

        Raises YiguanError before the first file when settings, roster or model are wrong.
        """
        from .engine import LocalEngine
        from .pipeline import run as run_pipeline

        known = None if self._settings.roster else self._records()

        def step(told: "Step") -> None:
            name = "归并同一事项" if told.outcome == "grouped" else told.path.rsplit("/", 1)[-1]
            report(told.done, told.total, name)

        done = run_pipeline([folder], self._settings, LocalEngine(self._jobs), step, self._store, known)
        told = _in_words(done)
        if self._settings.roster is None and known is None:
            told = f"{told}。{NO_RECORDS}"
        return Processed(run=done.run, read=done.read, failed=len(done.failures), findings=done.findings, report=told)

    def _content(self, document_id: str) -> bytes | None:
        """Kept for a while: a browser asks for one document several times."""
        paths = self._store.catalogue.paths(document_id)
        key = (document_id, *(_stamp(path) for path in paths))
        content = self._originals.get(key)
        if content is None:
            content = original_bytes(self._store, document_id, self._settings.read)
            if content is not None:
                self._originals.keep(key, content)
        return content

    def _document(self, document_id: str) -> Document:
        document = self._documents.get(document_id)
        if document is None:
            document = self._store.document(document_id)
            self._documents.keep(document_id, document)
        return document

    def _explainer(self) -> "Explainer":
        from .explaining import Explainer

        key = self._roster_id()
        explainer = self._explainers.get(key)
        if explainer is None:
            explainer = Explainer(self._settings, None if self._settings.roster else self._records)
            self._explainers.keep(key, explainer)
        return explainer

    def _roster_id(self) -> str | None:
        imports = self._store.roster_imports()
        return imports[-1].roster if imports else None

    def _records(self) -> Roster | None:
        """The records that were taken in last; their own file is no document."""
        newest = self._roster_id()
        if newest is None:
            return None
        roster = self._store.roster(newest)
        return replace(roster, files=(roster.source,))


class _Kept(Generic[Value]):
    """The values that were asked for last."""

    def __init__(self, most: int):
        self._most = most
        self._lock = Lock()
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable) -> Value | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: Hashable, value: Value) -> None:
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)


def _stamp(path: str) -> tuple[str, int, int]:
    """Changes when the file at the path, or the archive that holds it, does."""
    for place in (Path(path), *Path(path).parents):
        if place.is_file():
            status = place.stat()
            return path, status.st_size, status.st_mtime_ns
    return path, 0, 0


def _why(told: "Explained") -> Why:
    """The explanation without numbers of confidence: weights tell what spoke for and against."""
    from .explaining import title_of

    judgements = (*told.explanation.clauses, *told.explanation.attributes)
    setting = list(told.explanation.setting)
    if told.finding.problem_type is not None:
        words = "、".join(f"「{word}」" for word in told.explanation.type_words) or "整句用语"
        setting.append(f"问题类型建议 {told.finding.problem_type.code} {told.finding.problem_type.label}，依据：{words}")
    return Why(
        notes=told.notes, setting=tuple(setting),
        judged=tuple(
            Judged(title=title_of(one), grounds=tuple(Ground(words=ground.words, weight=ground.weight) for ground in one.grounds))
            for one in judgements
        ),
    )  # fmt: skip


def _in_words(done: "RunReport") -> str:
    read = f"新读 {done.read} 份，未变 {done.unchanged} 份"
    failed = f"，未能读取 {len(done.failures)} 份" if done.failures else ""
    return f"{read}{failed}；新得条目 {done.findings} 条，其中问题 {done.problems} 条，关联到人 {done.linked} 条"
