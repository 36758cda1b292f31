"""Assembly: what a document says and whom the records know become findings."""

from collections.abc import Callable

from cadres import Link
from schema import (
    Analysis,
    Anchor,
    CategoryGuess,
    Document,
    DocumentRef,
    Finding,
    FindingCue,
    Holder,
    HolderKind,
    Measure,
    Mention,
    Provenance,
    Rectification,
    Rectified,
    Responsible,
    Review,
    Statement,
    StatementType,
    Voice,
    finding_id,
)

Linker = Callable[[Mention], Link]
"""Whom a mention means on the document's occasion."""


def assemble(document: Document, analysis: Analysis, linker: Linker, provenance: Provenance) -> tuple[Finding, ...]:
    """The findings of a document, in the order of its text."""
    ref = DocumentRef(
        id=document.id, name=document.name, kind=document.kind, title=document.title, date=document.date, issuer=document.issuer
    )
    return tuple(_finding(document, ref, statement, linker, provenance) for statement in analysis.statements)


def _finding(document: Document, ref: DocumentRef, statement: Statement, linker: Linker, provenance: Provenance) -> Finding:
    anchors = tuple(document.anchor(span) for span in statement.spans)
    anchor: Anchor | tuple[Anchor, ...] = anchors[0] if len(anchors) == 1 else anchors
    problem = statement.type is StatementType.PROBLEM
    cue_text = document[statement.cue.span] if statement.cue.span else None
    return Finding(
        id=finding_id(document.id, statement.spans),
        type=statement.type,
        document=ref,
        anchor=anchor,
        category=CategoryGuess(code=statement.category, label=statement.category.label, score=round(statement.category_score, 4)),
        holder=_holder(statement, linker),
        voice=_voice(statement, linker),
        cue=FindingCue(kind=statement.cue.kind, text=cue_text) if problem else None,
        rectification=_rectification(document, statement.rectified, linker) if statement.rectified else None,
        event=None,
        problem_type=statement.problem_type,
        confidence=round(statement.score, 4),
        review=Review(),
        provenance=provenance,
    )


def _holder(statement: Statement, linker: Linker) -> Holder:
    held = statement.held
    text = held.mention.text if held.mention else None
    if held.kind is not HolderKind.CADRE or held.mention is None:
        return Holder(kind=held.kind, mention=text, cadre_id=None, score=None)
    link = linker(held.mention)
    best = link.candidates[0].score if link.candidates else None
    score = link.score if link.cadre_id else best
    return Holder(
        kind=held.kind,
        mention=text,
        cadre_id=link.cadre_id,
        score=round(score, 4) if score is not None else None,
        candidates=link.candidates,
    )


def _voice(statement: Statement, linker: Linker) -> Voice:
    speaker = statement.said.speaker
    return Voice(
        kind=statement.said.kind,
        speaker=speaker.text if speaker else None,
        cadre_id=linker(speaker).cadre_id if speaker else None,
    )


def _rectification(document: Document, rectified: Rectified, linker: Linker) -> Rectification:
    return Rectification(
        status=rectified.status,
        text=document[rectified.status_span] if rectified.status_span else None,
        measures=tuple(Measure(exact=document[span], start=span.start, end=span.end) for span in rectified.measures),
        deadline=rectified.deadline,
        responsible=tuple(
            Responsible(mention=mention.text, cadre_id=linker(mention).cadre_id)
            for mention in rectified.responsible
            if mention.text
        ),
    )
