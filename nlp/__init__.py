"""Documents to statements: structure, assertion, voice, cues and rectification of official documents."""

from .explanations import Explanation, Ground, Judgement, explain
from .language import Analyser
from .outline import Outline, outline
from .people import Gazetteer
from .problem_types import TypeTable, read_types, shipped_types
from .teaching import lesson
from .topics import topic_lesson

__all__ = [
    "Analyser", "Explanation", "Gazetteer", "Ground", "Judgement", "Outline", "TypeTable", "explain", "lesson", "outline", "read_types", "shipped_types", "topic_lesson",
]  # fmt: skip
