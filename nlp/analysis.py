"""From an outline to all that the document tells: statements with category, voice, holder, cue and rectification."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models import Models, Sample, sample_matrix, sequence_matrix
from schema import Analysis, Category, Held, HolderKind, Mention, Rejected, Rejection, Said, Statement, StatementType, VoiceKind

from .answers import Act, Problem, acts, pairs
from .attribution import attribute
from .cues import NONE, cue
from .outline import Outline
from .rectification import rectified
from .statements import Draft, closed, drafts, lean, seemings
from .traits import topic, traits

ANSWERS = "yes"
"""The label of a pair whose act answers its problem."""
LEAST_ANSWER = 0.5
"""Probability from which an act answers a problem."""


def analyse_outline(outline: Outline, models: Models) -> Analysis:
    """All that the document tells."""
    if not outline.units:
        return Analysis(occasion=outline.occasion, statements=(), rejected=(), skipped=outline.skipped)
    matrix = sequence_matrix(outline.units)
    tagger = models.statements
    scores = lean(tagger.scores(matrix), tagger.labels)
    tags, chances = tagger.decode(scores), tagger.marginals(scores)
    found = drafts(tags, chances, tagger.labels, outline.clauses)
    attributed = _attribute(outline, found, models)
    measured = models.measures.decode(models.measures.scores(matrix))
    told = acts(_unclaimed(measured, tags), outline.clauses)
    answered = _answers(outline, told, found, attributed, models)
    statements = tuple(
        _statement(outline, draft, one, [told[i] for i in answered.get(number, ())], models)
        for number, (draft, one) in enumerate(zip(found, attributed, strict=True))
    )
    return Analysis(
        occasion=outline.occasion,
        statements=statements,
        rejected=_rejected(outline, tags, chances, models),
        skipped=outline.skipped,
    )


def _unclaimed(measured: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The measure tagger's tags, outside what the statement tagger has claimed."""
    return [tag if claimed in ("O", "T") else "O" for tag, claimed in zip(measured, tags, strict=True)]


Attributes = tuple[Category, float, Said, Held]


def _attribute(outline: Outline, found: Sequence[Draft], models: Models) -> list[Attributes]:
    """Category with its probability, voice and holder of each draft."""
    if not found:
        return []
    samples = [statement_sample(outline, draft) for draft in found]
    matrix = sample_matrix(samples)
    topics = sample_matrix([topic_sample(outline, draft) for draft in found])
    category, commended = models.category.probabilities(topics), models.commended.probabilities(topics)
    voices, holders = models.voice.probabilities(matrix), models.holder.probabilities(matrix)
    made = []
    for number, draft in enumerate(found):
        problem = draft.type is StatementType.PROBLEM
        labels, chances = (models.category.labels, category[number]) if problem else (models.commended.labels, commended[number])
        said, held = attribute(
            outline.document,
            draft.spans,
            outline.scenes[outline.clauses[draft.first].block],
            {VoiceKind(label): chance for label, chance in zip(models.voice.labels, voices[number], strict=True)},
            {HolderKind(label): chance for label, chance in zip(models.holder.labels, holders[number], strict=True)},
        )
        made.append((Category(_best(labels, chances)), float(chances.max()), said, held))
    return made


def statement_sample(outline: Outline, draft: Draft) -> Sample:
    """The draft as the classifiers see it."""
    block = outline.clauses[draft.first].block
    return traits(outline.document, draft.spans, draft.type, outline.places[block], outline.scenes[block], outline.people)


def topic_sample(outline: Outline, draft: Draft) -> Sample:
    """The draft as the category classifiers see it."""
    return topic(outline.document, draft.spans, outline.places[outline.clauses[draft.first].block])


def _best(labels: Sequence[str], chances: NDArray[np.float64]) -> str:
    return labels[int(np.argmax(chances))]


def _answers(
    outline: Outline, told: Sequence[Act], found: Sequence[Draft], attributed: Sequence[Attributes], models: Models
) -> dict[int, list[int]]:
    """For each draft the acts that answer it, in order."""
    numbers = [number for number, draft in enumerate(found) if draft.type is StatementType.PROBLEM]
    problems = [as_problem(found[number], attributed[number][3].mention, attributed[number][2].speaker) for number in numbers]
    made = pairs(outline.document, told, problems, outline.clauses, outline.places, outline.scenes)
    if not made:
        return {}
    samples = [Sample(text="", context="", signs=pair.signs) for pair in made]
    chances = models.answers.probabilities(sample_matrix(samples))[:, models.answers.labels.index(ANSWERS)]
    answered: dict[int, list[int]] = {}
    for pair, chance in zip(made, chances, strict=True):
        if chance >= LEAST_ANSWER:
            answered.setdefault(numbers[pair.problem], []).append(pair.act)
    return answered


def as_problem(draft: Draft, held: Mention | None, said: Mention | None) -> Problem:
    """The draft as an answer sees it."""
    return Problem(
        spans=draft.spans,
        first=draft.first,
        last=draft.last,
        holder=held.name if held else None,
        speaker=said.name if said else None,
    )


def _statement(outline: Outline, draft: Draft, attributes: Attributes, answers: Sequence[Act], models: Models) -> Statement:
    category, score, said, held = attributes
    problem = draft.type is StatementType.PROBLEM
    scene = outline.scenes[outline.clauses[draft.first].block]
    spans = tuple(closed(outline.document, span) for span in draft.spans)
    return Statement(
        type=draft.type,
        spans=spans,
        category=category,
        category_score=score,
        held=held,
        said=said,
        cue=cue(outline.document, spans) if problem else NONE,
        rectified=rectified(outline.document, answers, scene, models.status, outline.people) if problem else None,
        score=models.calibration[draft.type](draft.raw) if draft.type in models.calibration else draft.raw,
    )


def _rejected(outline: Outline, tags: Sequence[str], chances: NDArray[np.float64], models: Models) -> tuple[Rejected, ...]:
    found = seemings(tags, chances, models.statements.labels, outline.clauses)
    if not found:
        return ()
    samples = [
        statement_sample(
            outline, Draft(type=StatementType.PROBLEM, spans=(one.span,), first=one.first, last=one.last, raw=one.raw)
        )
        for one in found
    ]
    reasons = models.rejection.probabilities(sample_matrix(samples))
    return tuple(
        Rejected(span=one.span, rejected_as=Rejection(_best(models.rejection.labels, row)), score=one.raw)
        for one, row in zip(found, reasons, strict=True)
    )
