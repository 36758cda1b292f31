"""How the rectification of a problem stands: status, measures, deadline and who is responsible, from the acts that answer it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models import PassageClassifier, Sample
from schema import Document, Mention, RectificationStatus, Rectified, Span

from .acts import Act
from .deadlines import deadline
from .duties import distinct, named_owners, noted_deadline, notes, row_deadline, row_owners
from .outline import Outline
from .standing import status, status_sample
from .tables import Row

RELAPSE = re.compile(
    r"(?:整改|改过|纠正|清退|返修|治理|已解除|已清理|已完成)[^。]{0,40}?(?P<words>(?:又|再次|再度|反弹|回潮|回到|没有坚持|冒出)[^，。；]{0,20})"
    r"|(?P<again>屡改屡犯|边改边犯|死灰复燃|改后又犯)"
)
"""A problem that tells of itself that it came back after it was put right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A problem with the acts that answer it."""

    spans: tuple[Span, ...]
    block: int
    acts: tuple[Act, ...]
    starts: tuple[int, ...]
    """Where the document's problems begin."""


def rectified(outline: Outline, answered: Answered, classifier: PassageClassifier) -> Rectified | None:
    """What the acts that answer a problem tell, in order of the text; None without acts and without words of relapse."""
    document, acts = outline.document, answered.acts
    if not acts:
        return _relapsed(document, answered.spans)
    row = outline.scenes[answered.block].row
    stretches = notes(document, [*answered.spans[-1:], *(act.span for act in acts)], answered.starts)
    owners: list[Mention] = [*row_owners(row, outline.people)]
    for note in stretches[1:] if len(stretches) > 1 else stretches:
        owners += named_owners(document, note, outline.people)
    due = _due(document, acts, row, stretches)
    standing, span = status(document, acts, _sample(outline, answered, due, row), classifier)
    measures = tuple(act.span for act in acts if not act.tells_status)
    return Rectified(status=standing, status_span=span, measures=measures, deadline=due, responsible=distinct(owners))


def answered_sample(outline: Outline, answered: Answered) -> Sample:
    """The answered problem as the status classifier sees it."""
    document, row = outline.document, outline.scenes[answered.block].row
    stretches = notes(document, [*answered.spans[-1:], *(act.span for act in answered.acts)], answered.starts)
    return _sample(outline, answered, _due(document, answered.acts, row, stretches), row)


def _relapsed(document: Document, spans: Sequence[Span]) -> Rectified | None:
    for span in spans:
        found = RELAPSE.search(document[span])
        if found:
            start, end = found.span("words" if found["words"] else "again")
            told = Span(start=span.start + start, end=span.start + end)
            return Rectified(status=RectificationStatus.RELAPSED, status_span=told)
    return None


def _sample(outline: Outline, answered: Answered, due: str | None, row: Row | None) -> Sample:
    place = outline.places[outline.clauses[answered.acts[0].first].block]
    own = "".join(outline.document[span] for span in answered.spans)
    return status_sample(outline.document, answered.acts, row, place.headings, due, own)


def _due(document: Document, acts: Sequence[Act], row: Row | None, stretches: Sequence[Span]) -> str | None:
    due = row_deadline(document, row)
    for note in stretches:
        due = due or noted_deadline(document, note)
    told = [found for act in acts if (found := deadline(document[act.span], document.date)) is not None]
    return due or (told[-1] if told else None)
