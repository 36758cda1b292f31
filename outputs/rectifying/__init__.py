"""The board of rectifications (整改): matters by how their fix stands, kept ready so that a page of many thousands comes at once."""

from .board import Board, BoardFilter, BoardPage, Matter
from .codes import SECTIONS, Section, Stage

__all__ = ["SECTIONS", "Board", "BoardFilter", "BoardPage", "Matter", "Section", "Stage"]
