"""The review desk (审阅台): server-rendered pages over the store."""

from .app import create_app
from .options import DeskOptions
from .services import Ground, Judged, Original, Processed, Services, Why

__all__ = ["DeskOptions", "Ground", "Judged", "Original", "Processed", "Services", "Why", "create_app"]
