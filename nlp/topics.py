"""What tells the subject of a statement: its words, its headings, and the subjects that the lexicon finds in both."""

from collections.abc import Sequence

from models import Labelled, Lesson, Reading, Sample
from schema import Category, Document, Span

from .lexicon import patterns
from .sections import Place
from .type_suggestions import taught_types


def topic(document: Document, spans: Sequence[Span], place: Place) -> Sample:
    """A statement as the category classifiers see it."""
    return topic_of("".join(document[span] for span in spans), "/".join(place.headings))


def topic_of(text: str, heading: str = "") -> Sample:
    """A statement's words and the headings above it, as the category classifiers see them."""
    subjects = patterns("categories")
    found = {code: len(pattern.findall(text)) for code, pattern in subjects.items()}
    most = max(found.values())
    signs = [f"names:{code}" for code, count in found.items() if count]
    signs += [f"most:{code}" for code, count in found.items() if count and count == most]
    signs += [f"heading:{code}" for code, pattern in subjects.items() if pattern.search(heading)]
    return Sample(text=text, context=heading, signs=tuple(signs))


def topic_lesson(statements: Sequence[tuple[str, Category, str]]) -> Lesson:
    """What statements outside any document teach: text, category and the code of the problem type, empty for none of them."""
    categories = tuple(Labelled(sample=topic_of(text), label=category) for text, category, _ in statements)
    types = taught_types([(text, code) for text, _, code in statements])
    return Lesson(
        reading=Reading(text="", spans=(), units=()), statements=(), measures=(), labelled={"category": categories, "type": types}
    )
