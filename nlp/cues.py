"""Words inside a problem that tell how persistent it is (个别, 多次, 长期)."""

from collections.abc import Sequence

from schema import Cue, CueKind, Document, Span

from .lexicon import patterns

STRENGTH = {CueKind.ISOLATED: 1, CueKind.RECURRENT: 2, CueKind.PERSISTENT: 3}
"""Of two cues the stronger counts."""
NONE = Cue(kind=CueKind.NONE, span=None)


def cue(document: Document, spans: Sequence[Span]) -> Cue:
    """The strongest cue of a problem; the first of equals."""
    classes = patterns("cues")
    best = NONE
    for span in spans:
        text = document[span]
        masked = [match.span() for match in classes["not"].finditer(text)]
        for kind, strength in STRENGTH.items():
            for match in classes[kind].finditer(text):
                if any(start <= match.start() < end for start, end in masked):
                    continue
                if strength > STRENGTH.get(best.kind, 0):
                    best = Cue(kind=kind, span=Span(start=span.start + match.start(), end=span.start + match.end()))
                break
    return best
