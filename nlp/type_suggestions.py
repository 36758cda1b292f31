"""Which problem type a statement may be of: suggested among its category's types, never asserted, and not at all when unsure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models import Labelled, Models, PassageClassifier, Sample
from schema import Analysis, Category, Document, ProblemType, Statement, StatementType

from .problem_types import TypeRow, TypeTable, shipped_types

NONE = "-"
"""The label of statements that are of none of the types."""
LEAST_SHARE = 0.5
"""Least share of a type among those of its category and `none`, from which it is suggested."""
LEAST_CHANCE = 0.1
"""Least share among all types: below it the words do not bear the category out."""


def type_sample(text: str) -> Sample:
    """A statement as the type classifier sees it: its words, and to which of the shipped types they point."""
    signs = tuple(f"names:{row.code}" for row in shipped_types().rows if row.words.search(text))
    return Sample(text=text, context="", signs=signs)


def taught_types(statements: Sequence[tuple[str, str]]) -> tuple[Labelled, ...]:
    """What the type classifier learns from texts with their type's code; an empty code means none of the types."""
    return tuple(Labelled(sample=type_sample(text), label=code or NONE) for text, code in statements)


def suggested(document: Document, analysis: Analysis, models: Models, types: TypeTable) -> Analysis:
    """The analysis with a type suggested for each problem of which one is likely."""
    problems = [number for number, one in enumerate(analysis.statements) if one.type is StatementType.PROBLEM]
    texts = [_words(document, analysis.statements[number]) for number in problems]
    categories = [analysis.statements[number].category for number in problems]
    made = dict(zip(problems, suggestions(texts, categories, types, models.type), strict=True))
    statements = tuple(
        replace(one, problem_type=made[number]) if number in made else one for number, one in enumerate(analysis.statements)
    )
    return replace(analysis, statements=statements)


def suggestions(
    texts: Sequence[str], categories: Sequence[Category], types: TypeTable, classifier: PassageClassifier | None
) -> Iterator[ProblemType | None]:
    """A suggestion for each text, or None.

    The classifier speaks of a category whose types are the shipped ones; of others, and without a classifier, the words alone do.
    """
    chances: list[Mapping[str, float]] = [{} for _ in texts]
    if classifier is not None and texts:
        told = classifier.sample_probabilities([type_sample(text) for text in texts])
        chances = [dict(zip(classifier.labels, map(float, row), strict=True)) for row in told]
    for text, category, chance in zip(texts, categories, chances, strict=True):
        rows = types.by_category.get(category, ())
        learnt = NONE in chance and all(row.code in chance and _is_shipped(row) for row in rows)
        yield _by_chance(rows, chance) if learnt else _by_words(rows, text)


def _by_chance(rows: Sequence[TypeRow], chances: Mapping[str, float]) -> ProblemType | None:
    if not rows:
        return None
    best = max(rows, key=lambda row: chances[row.code])
    share = chances[best.code] / (sum(chances[row.code] for row in rows) + chances[NONE])
    return _named(best, share) if share >= LEAST_SHARE and chances[best.code] >= LEAST_CHANCE else None


def _by_words(rows: Sequence[TypeRow], text: str) -> ProblemType | None:
    """The type to which most words point, when no other has as many."""
    found = {row.code: len(row.words.findall(text)) for row in rows}
    ranked = sorted(rows, key=lambda row: -found[row.code])
    most = found[ranked[0].code] if ranked else 0
    if not most or (len(ranked) > 1 and found[ranked[1].code] == most):
        return None
    return _named(ranked[0], most / (sum(found.values()) + 1))


def _named(row: TypeRow, score: float) -> ProblemType:
    return ProblemType(code=row.code, label=row.label, score=round(score, 4))


def _is_shipped(row: TypeRow) -> bool:
    """Whether the row means what the classifier learnt: the same code, name and category as in the list that it was trained with."""
    return any((row.code, row.label, row.category) == (one.code, one.label, one.category) for one in shipped_types().rows)


def _words(document: Document, statement: Statement) -> str:
    return "".join(document[span] for span in statement.spans)
