"""Teaching: the tags that a gold document teaches lead back to its statements."""

import numpy as np
import pytest

from models import CLASSIFIERS, MEASURE_TAGS, STATEMENT_TAGS, Lesson
from nlp import Gazetteer, lesson, outline
from nlp.clauses import clauses
from nlp.statements import drafts, seemings
from nlp.teaching import covered_clauses, measure_tags, statement_tags
from schema import Document, Span
from tests.builders import document, span_of
from yiguan.gold import GoldDocument


def letters(read: Document, spans: tuple[Span, ...]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end) if read.text[i].isalnum()}


def certain(tags: list[str]) -> np.ndarray:
    return np.array([[float(label == tag) for label in STATEMENT_TAGS] for tag in tags])


def test_tags_lead_back_to_the_statements(gold: tuple[GoldDocument, ...]) -> None:
    close = total = 0
    for one in gold:
        found = clauses(one.document)
        tags = statement_tags(found, one.analysis)
        told = drafts(tags, certain(tags), STATEMENT_TAGS, found)
        passages = [(draft.type, letters(one.document, draft.spans)) for draft in told]
        for statement in one.analysis.statements:
            wanted = letters(one.document, statement.spans)
            best = max((len(wanted & got) / len(wanted | got) for kind, got in passages if kind is statement.type), default=0.0)
            close, total = close + (best >= 0.8), total + 1
    assert total > 200
    assert close >= 0.95 * total


def test_every_trap_is_taught(gold: tuple[GoldDocument, ...]) -> None:
    taught = total = 0
    for one in gold:
        found = clauses(one.document)
        tags = statement_tags(found, one.analysis)
        traps = seemings(tags, certain(tags), STATEMENT_TAGS, found)
        for rejected in one.analysis.rejected:
            taught, total = taught + any(trap.span.overlaps(rejected.span) for trap in traps), total + 1
    assert total > 50
    assert taught >= 0.9 * total


def test_lessons_hold_known_tags_one_a_unit(lessons: tuple[Lesson, ...]) -> None:
    for one in lessons:
        assert len(one.units) == len(one.statements) == len(one.measures) == len(one.remedy_signs)
        assert set(one.statements) <= set(STATEMENT_TAGS)
        assert set(one.measures) <= set(MEASURE_TAGS)
        assert set(one.labelled) <= set(CLASSIFIERS)
    assert {name for one in lessons for name, rows in one.labelled.items() if rows} == set(CLASSIFIERS)


def test_a_clause_is_no_statement_and_measure_at_once(gold: tuple[GoldDocument, ...]) -> None:
    for one in gold:
        found = clauses(one.document)
        statements = statement_tags(found, one.analysis)
        both = [(a, b) for a, b in zip(statements, measure_tags(found, one.analysis, statements), strict=True) if b != "O"]
        assert all(a in ("O", "T") for a, _ in both)


def test_the_same_document_teaches_the_same(gold: tuple[GoldDocument, ...]) -> None:
    first, second = (lesson(outline(gold[0].document, Gazetteer(())), gold[0].analysis) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("words", "indices"), [("学习少，调研", [0, 1]), ("习少，调", [0]), ("少，调研少，下沉少", [1, 2]), ("，", [])]
)
def test_a_clause_belongs_where_half_of_it_is_covered(words: str, indices: list[int]) -> None:
    read = document("学习少，调研少，下沉少")
    assert covered_clauses(clauses(read), [span_of(read, words)]) == indices
