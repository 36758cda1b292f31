"""The spaCy pipeline: a blank Chinese language whose components carry a document through the analysis.

spaCy's `zh` segments by characters here, so that every span of the text is a span of tokens; results ride on `doc.spans`
(`clauses`, `statements`, `rejected`) and on two typed extensions.
"""

from collections.abc import Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from models import Models
from schema import Analysis, Document, Span

from .accounting import accounted
from .analysis import analyse_outline
from .outline import outline
from .people import Gazetteer
from .problem_types import TypeTable, shipped_types
from .type_suggestions import suggested


class Analyser:
    """Document to analysis, with the learned parts and the names of the records. Safe to share between threads that only read."""

    def __init__(self, models: Models, names: Iterable[str], types: TypeTable | None = None) -> None:
        self.models = models
        register_components()
        self.language = spacy.blank("zh")
        # A factory's configuration must be JSON: what the components need is handed to them afterwards.
        outliner, stater = self.language.add_pipe("yiguan_outline"), self.language.add_pipe("yiguan_statements")
        assert isinstance(outliner, Outliner)
        assert isinstance(stater, Stater)
        outliner.names, stater.models, stater.types = Gazetteer(names), models, types or shipped_types()

    def doc(self, document: Document) -> Doc:
        """The document's canonical text as a spaCy Doc with everything found on it."""
        made = self.language.make_doc(document.text)
        made._.document = document
        return self.language(made)

    def analyse(self, document: Document) -> Analysis:
        """All that the document tells."""
        result = self.doc(document)._.analysis
        assert isinstance(result, Analysis)
        return result

    def pipe(self, documents: Iterable[Document]) -> Iterator[Analysis]:
        """Each document's analysis, in order."""
        return map(self.analyse, documents)


@cache
def register_components() -> None:
    """Register extensions and component factories, once a process."""
    for name in ("document", "outline", "analysis"):
        Doc.set_extension(name, default=None)
    Language.factory("yiguan_outline", func=lambda nlp, name: Outliner())
    Language.factory("yiguan_statements", func=lambda nlp, name: Stater())


class Outliner:
    """Lays the document out: `doc._.outline` and the clauses."""

    names: Gazetteer

    def __call__(self, doc: Doc) -> Doc:
        doc._.outline = outline(doc._.document, self.names)
        doc.spans["clauses"] = _group(doc, (clause.span for clause in doc._.outline.clauses), "clauses")
        return doc


class Stater:
    """Finds what the document states: `doc._.analysis`, statements and rejected passages."""

    models: Models
    types: TypeTable

    def __call__(self, doc: Doc) -> Doc:
        analysis = accounted(doc._.outline, analyse_outline(doc._.outline, self.models))
        analysis = suggested(doc._.document, analysis, self.models, self.types)
        doc._.analysis = analysis
        doc.spans["statements"] = _group(doc, (span for one in analysis.statements for span in one.spans), "statements")
        doc.spans["rejected"] = _group(doc, (one.span for one in analysis.rejected), "rejected")
        return doc


def _group(doc: Doc, spans: Iterable[Span], name: str) -> SpanGroup:
    found = [doc.char_span(span.start, span.end, label=name, alignment_mode="expand") for span in spans]
    return SpanGroup(doc, name=name, spans=[span for span in found if span is not None])
