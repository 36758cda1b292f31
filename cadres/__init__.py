"""Cadre records and linking: who is meant, and why.

Reading a roster, finding its contradictions, indexing it, and linking mentions to cadres by named, weighted comparisons
(`features.py`), with the posts held on the document's date (`tenure.py`).
"""

from .changes import LABELS, record_added, record_changed, record_gone
from .contradictions import contradictions
from .decisions import CONFIRMED, Ruling, ruling, with_decisions
from .events import Grouping, grouped, suggested
from .features import FEATURES, Feature
from .index import RosterIndex
from .kinship import Kinship, kinship
from .lifecycle import DONE, course
from .linking import Comparison, Link, LinkOptions, Part, link
from .looks import looks
from .marks import marks
from .matters import Matter, matters
from .names import given_names, surname
from .pattern_lines import released
from .pattern_records import Records as PatternRecords
from .patterns import PatternAnalysis, PatternOptions, analyse_patterns
from .roster import read_roster
from .settings import setting_of
from .units import is_vague

__all__ = [
    "CONFIRMED", "DONE", "FEATURES", "LABELS", "Comparison", "Feature", "Grouping", "Kinship", "Link", "LinkOptions", "Matter", "Part",
    "PatternAnalysis", "PatternOptions", "PatternRecords", "RosterIndex", "Ruling", "analyse_patterns", "contradictions",
    "course", "given_names", "grouped", "is_vague", "kinship", "link", "looks", "marks", "matters", "read_roster", "record_added",
    "record_changed", "record_gone", "released", "ruling", "setting_of", "suggested", "surname", "with_decisions",
]  # fmt: skip
