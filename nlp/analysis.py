"""From an outline to all that the document tells: statements with category, voice, holder, cue and rectification."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models import Models, Reading, Sample, sample_matrix
from schema import Analysis, Category, Held, HolderKind, Mention, Rejected, Rejection, Said, Statement, StatementType, VoiceKind

from .acts import Act, acts
from .answers import chosen, pairs
from .attribution import attribute
from .cues import NONE, cue
from .leanings import weighed_holders, weighed_voices
from .outline import Outline
from .problems import Problem
from .rectification import Answered, rectified
from .remedy_signs import remedy_signs
from .statements import Draft, closed, drafts, lean, seemings
from .topics import topic
from .traits import traits

REMEDY_LEANINGS = {"B-M": 2.2, "I-M": 1.0, "S": 1.0}
"""Added to the log-scores of the measure tagger: an act too many is turned away by the answers, one not found is lost.
Chosen on writers held back."""
ANSWERS = "yes"
"""The label of a pair whose act answers its problem."""


def analyse_outline(outline: Outline, models: Models) -> Analysis:
    """All that the document tells."""
    if not outline.units:
        return Analysis(occasion=outline.occasion, statements=(), rejected=(), skipped=outline.skipped)
    read, tagger = reading(outline), models.statements
    scores = lean(tagger.clause_scores(read), tagger.labels)
    tags, chances = tagger.decode(scores), tagger.marginals(scores)
    found = drafts(tags, chances, tagger.labels, outline.clauses)
    attributed = _attribute(outline, found, models)
    numbers = [number for number, draft in enumerate(found) if draft.type is StatementType.PROBLEM]
    problems = [as_problem(found[number], attributed[number][3].mention, attributed[number][2].speaker) for number in numbers]
    informed = read.informed(remedy_signs(outline, problems))
    measured = models.measures.decode(leaning(models.measures.clause_scores(informed), models.measures.labels, REMEDY_LEANINGS))
    told = acts(_unclaimed(measured, tags), outline.clauses)
    answered = {numbers[index]: members for index, members in _answers(outline, told, problems, models).items()}
    starts = tuple(found[number].spans[0].start for number in numbers)
    statements = tuple(
        _statement(outline, draft, one, as_answered(outline, draft, [told[i] for i in answered.get(number, ())], starts), models)
        for number, (draft, one) in enumerate(zip(found, attributed, strict=True))
    )
    return Analysis(
        occasion=outline.occasion,
        statements=statements,
        rejected=_rejected(outline, tags, chances, models),
        skipped=outline.skipped,
    )


def reading(outline: Outline) -> Reading:
    """The document as the taggers see it."""
    spans = tuple((clause.span.start, clause.span.end) for clause in outline.clauses)
    return Reading(text=outline.document.text, spans=spans, units=outline.units)


def leaning(scores: NDArray[np.float64], labels: Sequence[str], leanings: Mapping[str, float]) -> NDArray[np.float64]:
    """Tag scores (clauses, labels) with each label's leaning added."""
    return np.asarray(scores + np.array([leanings.get(label, 0.0) for label in labels]))


def _unclaimed(measured: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The measure tagger's tags, outside what the statement tagger has claimed."""
    return [tag if claimed in ("O", "T") else "O" for tag, claimed in zip(measured, tags, strict=True)]


Attributes = tuple[Category, float, Said, Held]


def _attribute(outline: Outline, found: Sequence[Draft], models: Models) -> list[Attributes]:
    """Category with its probability, voice and holder of each draft."""
    if not found:
        return []
    samples = [statement_sample(outline, draft) for draft in found]
    categories = _categories(outline, found, models)
    voices, holders = models.voice.sample_probabilities(samples), models.holder.sample_probabilities(samples)
    made = []
    for number, draft in enumerate(found):
        said, held = attributed(
            outline,
            draft,
            {VoiceKind(label): chance for label, chance in zip(models.voice.labels, voices[number], strict=True)},
            {HolderKind(label): chance for label, chance in zip(models.holder.labels, holders[number], strict=True)},
        )
        made.append((*categories[number], said, held))
    return made


def _categories(outline: Outline, found: Sequence[Draft], models: Models) -> dict[int, tuple[Category, float]]:
    """The category of each draft with its probability; problems and commendations have a classifier each."""
    told: dict[int, tuple[Category, float]] = {}
    for kind, classifier in ((StatementType.PROBLEM, models.category), (StatementType.COMMENDATION, models.commended)):
        numbers = [number for number, draft in enumerate(found) if draft.type is kind]
        if numbers:
            chances = classifier.sample_probabilities([topic_sample(outline, found[number]) for number in numbers])
            told |= {
                number: (Category(_best(classifier.labels, row)), float(row.max()))
                for number, row in zip(numbers, chances, strict=True)
            }
    return told


def attributed(
    outline: Outline, draft: Draft, voices: Mapping[VoiceKind, float], kinds: Mapping[HolderKind, float]
) -> tuple[Said, Held]:
    """Voice and holder of a draft, by what the classifiers give and what the text says plainly."""
    document, block = outline.document, outline.clauses[draft.first].block
    place, scene = outline.places[block], outline.scenes[block]
    return attribute(
        document,
        draft.spans,
        scene,
        weighed_voices(voices, document, draft.spans, place, scene, draft.type),
        weighed_holders(kinds, document, draft.spans, scene),
    )


def statement_sample(outline: Outline, draft: Draft) -> Sample:
    """The draft as the classifiers see it."""
    block = outline.clauses[draft.first].block
    return traits(outline.document, draft.spans, draft.type, outline.places[block], outline.scenes[block], outline.people)


def topic_sample(outline: Outline, draft: Draft) -> Sample:
    """The draft as the category classifiers see it."""
    return topic(outline.document, draft.spans, outline.places[outline.clauses[draft.first].block])


def _best(labels: Sequence[str], chances: NDArray[np.float64]) -> str:
    return labels[int(np.argmax(chances))]


def _answers(outline: Outline, told: Sequence[Act], problems: Sequence[Problem], models: Models) -> dict[int, list[int]]:
    """For each problem the acts that answer it, in order."""
    made = pairs(outline.document, told, problems, outline.clauses, outline.places, outline.scenes)
    if not made:
        return {}
    samples = [Sample(text="", context="", signs=pair.signs) for pair in made]
    chances = models.answers.sample_probabilities(samples)[:, models.answers.labels.index(ANSWERS)]
    answered: dict[int, list[int]] = {}
    for pair in chosen(made, chances.tolist()):
        answered.setdefault(pair.problem, []).append(pair.act)
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


def as_answered(outline: Outline, draft: Draft, acts: Sequence[Act], starts: tuple[int, ...]) -> Answered:
    """The draft with the acts that answer it, where the document's problems begin at these offsets."""
    return Answered(spans=draft.spans, block=outline.clauses[draft.first].block, acts=tuple(acts), starts=starts)


def _statement(outline: Outline, draft: Draft, attributes: Attributes, answered: Answered, models: Models) -> Statement:
    category, score, said, held = attributes
    problem = draft.type is StatementType.PROBLEM
    spans = tuple(closed(outline.document, span) for span in draft.spans)
    return Statement(
        type=draft.type,
        spans=spans,
        category=category,
        category_score=score,
        held=held,
        said=said,
        cue=cue(outline.document, spans) if problem else NONE,
        rectified=rectified(outline, answered, models.status) if problem else None,
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
