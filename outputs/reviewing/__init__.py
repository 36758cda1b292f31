"""Reviewing: verdicts of first, second and third reviewers, the queue, samples and agreement. docs/reviewing.md tells how."""

from .estimates import Share
from .giving import Outcome
from .items import ReviewItem
from .policy import PolicyMode, ReviewPolicy
from .quality import Agreement, KindQuality, Quality
from .queueing import ConfidenceBand, QueueFilter, QueueItem, QueueOrder, QueuePage, band_of
from .reviewed import Settled
from .reviewing import Reviewing
from .sampling import Sample
from .verdicts import Verdict

__all__ = [
    "Agreement",
    "ConfidenceBand",
    "KindQuality",
    "Outcome",
    "PolicyMode",
    "Quality",
    "QueueFilter",
    "QueueItem",
    "QueueOrder",
    "QueuePage",
    "ReviewItem",
    "ReviewPolicy",
    "Reviewing",
    "Sample",
    "Settled",
    "Share",
    "Verdict",
    "band_of",
]
