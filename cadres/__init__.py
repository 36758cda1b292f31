"""Cadre records and linking: who is meant, and why.

Reading a roster, finding its contradictions, indexing it, and linking mentions to cadres by named, weighted comparisons
(`features.py`), with the posts held on the document's date (`tenure.py`).
"""

from .changes import LABELS, record_added, record_changed, record_gone
from .contradictions import contradictions
from .decisions import CONFIRMED, Ruling, ruling, with_decisions
from .features import FEATURES, Feature
from .index import RosterIndex
from .kinship import Kinship, kinship
from .linking import Comparison, Link, LinkOptions, Part, link
from .roster import read_roster
from .units import is_vague

__all__ = [
    "CONFIRMED", "FEATURES", "LABELS", "Comparison", "Feature", "Kinship", "Link", "LinkOptions", "Part", "RosterIndex", "Ruling",
    "contradictions", "is_vague", "kinship", "link", "read_roster", "record_added", "record_changed", "record_gone", "ruling",
    "with_decisions",
]  # fmt: skip
