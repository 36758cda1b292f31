"""A problem as those who answer it see it: where it stands, who has it and who told it."""

from collections.abc import Iterator
from dataclasses import dataclass

from schema import Span

from .scenes import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A problem as an answer sees it."""

    spans: tuple[Span, ...]
    first: int
    """Index of its first clause."""
    last: int
    holder: str | None
    """The name of the person who has it, where the document tells."""
    speaker: str | None


def persons_concerned(scene: Scene, problem: Problem) -> Iterator[str]:
    """Signs of whether the one who speaks in a scene, or is spoken of, has the problem or told it."""
    speaker = scene.speaker.name if scene.speaker else None
    if speaker and problem.holder:
        yield f"holder answers:{speaker == problem.holder}"
    if speaker and problem.speaker:
        yield f"critic speaks:{speaker == problem.speaker}"
    subject = scene.subject.name if scene.subject else None
    if subject and problem.holder:
        yield f"about holder:{subject == problem.holder}"
