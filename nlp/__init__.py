"""Documents to statements: structure, assertion, voice, cues and rectification of official documents."""

from .language import Analyser
from .outline import Outline, outline
from .people import Gazetteer
from .teaching import lesson

__all__ = ["Analyser", "Gazetteer", "Outline", "lesson", "outline"]
