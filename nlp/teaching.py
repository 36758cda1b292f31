"""From an annotated document to a lesson: the right tags of its clauses, the right labels of its passages."""

from collections.abc import Sequence

from models import Labelled, Lesson, Sample
from schema import Analysis, Span, Statement, StatementType

from .acts import Act, acts
from .analysis import ANSWERS, as_answered, as_problem, reading, statement_sample, topic_sample
from .answers import pairs
from .clauses import Clause
from .holder import holder
from .outline import Outline
from .problems import Problem
from .rectification import answered_sample
from .remedy_signs import remedy_signs
from .speaker import speaker
from .statements import Draft

SHARE = 0.5
"""A clause belongs to a passage that covers this share of it."""
LETTERS = {StatementType.PROBLEM: "P", StatementType.COMMENDATION: "C"}


def lesson(outline: Outline, gold: Analysis) -> Lesson:
    """What the learned parts learn from the document."""
    statements = statement_tags(outline.clauses, gold)
    measures = measure_tags(outline.clauses, gold, statements)
    drafted = [(one, draft) for one in gold.statements if (draft := _drafted(one, outline.clauses)) is not None]
    labelled: dict[str, list[Labelled]] = {}
    for statement, draft in drafted:
        sample = statement_sample(outline, draft)
        problem = statement.type is StatementType.PROBLEM
        labelled.setdefault("category" if problem else "commended", []).append(
            Labelled(sample=topic_sample(outline, draft), label=statement.category)
        )
        labelled.setdefault("voice", []).append(Labelled(sample=sample, label=statement.said.kind))
        labelled.setdefault("holder", []).append(Labelled(sample=sample, label=statement.held.kind))
    problems = [(one, draft) for one, draft in drafted if one.type is StatementType.PROBLEM]
    seen = [_seen(outline, one, draft) for one, draft in problems]
    labelled["answers"], labelled["status"] = _answer_rows(outline, acts(measures, outline.clauses), problems, seen)
    for rejected in gold.rejected:
        covered = covered_clauses(outline.clauses, [rejected.span])
        if covered:
            draft = Draft(type=StatementType.PROBLEM, spans=(rejected.span,), first=covered[0], last=covered[-1], raw=1.0)
            labelled.setdefault("rejection", []).append(
                Labelled(sample=statement_sample(outline, draft), label=rejected.rejected_as)
            )
    return Lesson(
        reading=reading(outline),
        statements=tuple(statements),
        measures=tuple(measures),
        remedy_signs=remedy_signs(outline, seen),
        labelled={name: tuple(rows) for name, rows in labelled.items()},
    )


def covered_clauses(clauses: Sequence[Clause], spans: Sequence[Span]) -> list[int]:
    """The clauses of which the spans cover the greater part, in order."""
    found = []
    for clause in clauses:
        length = clause.span.end - clause.span.start
        shared = sum(max(0, min(s.end, clause.span.end) - max(s.start, clause.span.start)) for s in spans)
        if shared and shared >= SHARE * length:
            found.append(clause.index)
    return found


def statement_tags(clauses: Sequence[Clause], gold: Analysis) -> list[str]:
    """The right tag of each clause for the statement tagger."""
    tags = ["O"] * len(clauses)
    for rejected in gold.rejected:
        for index in covered_clauses(clauses, [rejected.span]):
            tags[index] = "T"
    for statement in gold.statements:
        for number, index in enumerate(covered_clauses(clauses, statement.spans)):
            tags[index] = f"{'I' if number else 'B'}-{LETTERS[statement.type]}"
    return tags


def measure_tags(clauses: Sequence[Clause], gold: Analysis, statements: Sequence[str]) -> list[str]:
    """The right tag of each clause for the measure tagger; what belongs to a statement is outside."""
    tags = ["O"] * len(clauses)
    for rectified in (one.rectified for one in gold.statements if one.rectified is not None):
        for measure in rectified.measures:
            for number, index in enumerate(covered_clauses(clauses, [measure])):
                if statements[index] in ("O", "T"):
                    tags[index] = "I-M" if number else "B-M"
    for rectified in (one.rectified for one in gold.statements if one.rectified is not None):
        span = rectified.status_span
        for clause in clauses if span is not None else ():
            assert span is not None
            if tags[clause.index] == "O" and statements[clause.index] in ("O", "T") and clause.span.overlaps(span):
                tags[clause.index] = "S"
    return tags


def _drafted(statement: Statement, clauses: Sequence[Clause]) -> Draft | None:
    covered = covered_clauses(clauses, statement.spans)
    if not covered:
        return None
    return Draft(type=statement.type, spans=statement.spans, first=covered[0], last=covered[-1], raw=1.0)


def _answer_rows(
    outline: Outline, told: Sequence[Act], problems: Sequence[tuple[Statement, Draft]], seen: Sequence[Problem]
) -> tuple[list[Labelled], list[Labelled]]:
    """Pairs labelled by whether the act answers the problem, and the acts of each problem labelled by its status."""
    answered: dict[int, list[int]] = {}
    rows = []
    for pair in pairs(outline.document, told, seen, outline.clauses, outline.places, outline.scenes):
        right = _answers(told[pair.act], problems[pair.problem][0])
        rows.append(Labelled(sample=Sample(text="", context="", signs=pair.signs), label=ANSWERS if right else "no"))
        if right:
            answered.setdefault(pair.problem, []).append(pair.act)
    starts = tuple(draft.spans[0].start for _, draft in problems)
    statuses = []
    for number, members in answered.items():
        statement, draft = problems[number]
        assert statement.rectified is not None
        sample = answered_sample(outline, as_answered(outline, draft, [told[i] for i in members], starts))
        statuses.append(Labelled(sample=sample, label=statement.rectified.status))
    return rows, statuses


def _seen(outline: Outline, statement: Statement, draft: Draft) -> Problem:
    """The problem with its persons as the document resolves them, which the annotation does not tell."""
    scene = outline.scenes[outline.clauses[draft.first].block]
    said = speaker(outline.document, draft.spans, scene, statement.said.kind)
    held = holder(outline.document, draft.spans, scene, statement.held.kind, statement.said.kind, said)
    return as_problem(draft, held, said)


def _answers(act: Act, statement: Statement) -> bool:
    rectified = statement.rectified
    if rectified is None:
        return False
    told = (*rectified.measures, *((rectified.status_span,) if rectified.status_span else ()))
    return any(act.span.overlaps(span) for span in told)
