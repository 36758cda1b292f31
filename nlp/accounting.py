"""What an analysis accounts for beside the statements: every block once, and the document's own counts against what was found."""

from dataclasses import replace

from schema import Analysis

from .counting import compared, tally
from .counts import counts
from .outline import Outline


def accounted(outline: Outline, analysis: Analysis) -> Analysis:
    """The analysis with the coverage of the document and its counts compared."""
    document = outline.document
    found = compared(counts(document), document, tally(outline, analysis.statements))
    return replace(analysis, coverage=outline.coverage, counts=found)
