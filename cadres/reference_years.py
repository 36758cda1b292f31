"""The year that a finding reviews, which is often not its document's: 2023年度民主生活会 held in January 2024 reviews 2023."""

import re

from schema import DocumentKind, Finding, earliest

YEARLY = re.compile(r"((?:19|20)\d{2})\s*年度")
IN_TITLE = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
SPAN = re.compile(r"((?:19|20)\d{2})年?(?:\d{1,2}月)?[至到—－-]+((?:19|20)\d{2})年")
LOOKING_BACK = frozenset(
    {DocumentKind.MINUTES, DocumentKind.SELF_CHECK, DocumentKind.REPORT, DocumentKind.CRITICISM, DocumentKind.APPRAISAL}
)
"""Kinds that review a year; those of the first months review the year before."""
EXAMINING = frozenset({DocumentKind.FEEDBACK, DocumentKind.AUDIT, DocumentKind.NOTICE})
"""Kinds whose statements date what they found."""
TURN = 3
"""The last month in which a paper looks back on the year before."""
_DATED = re.compile(
    r"(?<!\d)((?:19|20)\d{2})年(?!度?(?:以来|至今|起|下达|反馈|巡[察视]|审计|检查|考核|指出|通报|建成|印发|出台|制定|的))(?:[^。；，]{0,2}\d{1,2}月)?"
)
_SOURCE = re.compile(r"((?:19|20)\d{2})年(?:度)?[^，。；]{0,10}(?:巡[察视]|审计|检查|考核|督查|民主生活会|测评|反馈)")
_STANDING = re.compile(r"至今|截至|仍|以来|尚未|还没|一直|长期")


def reference_year(finding: Finding) -> int | None:
    """The year that the finding is about; None when neither title nor date nor words tell it."""
    document = finding.document
    held = earliest(document.date) if document.date else None
    latest = held.year if held else None
    text = "".join(anchor.exact for anchor in finding.anchors)
    if document.kind in EXAMINING:
        return _as_dated(text, latest) or _of_title(document.title, latest) or latest
    if document.kind in LOOKING_BACK or document.kind is DocumentKind.SPEECH:
        told = _of_title(document.title, latest)
        if told is not None or held is None:
            return told
        back = document.kind in LOOKING_BACK and held.month <= TURN
        return held.year - back
    return _as_dated(text, latest) or _source(finding, text, latest) or _of_title(document.title, latest) or latest


def document_year(kind: DocumentKind, title: str, date: str | None) -> int | None:
    """The year that a document as a whole reviews."""
    held = earliest(date) if date else None
    told = _of_title(title, held.year if held else None)
    if told is not None or held is None:
        return told
    return held.year - (kind in LOOKING_BACK and held.month <= TURN)


def _as_dated(text: str, latest: int | None) -> int | None:
    """The newest year in which the words say that it happened; None where it is told as still standing."""
    if _STANDING.search(text):
        return None
    years = [int(end) for _, end in SPAN.findall(text)] or [int(year) for year in _DATED.findall(text)]
    years = [year for year in years if latest is None or year <= latest]
    return max(years, default=None)


def _of_title(title: str, latest: int | None) -> int | None:
    years = [int(end) for _, end in SPAN.findall(title)] or [
        int(year) for year in YEARLY.findall(title) or IN_TITLE.findall(title)
    ]
    return max((year for year in years if latest is None or year <= latest), default=None)


def _source(finding: Finding, text: str, latest: int | None) -> int | None:
    """The year of the check that a paper answers, where it says so beside the words."""
    around = finding.anchors[0].prefix + text
    years = [int(year) for year in _SOURCE.findall(around)]
    return max((year for year in years if latest is None or year <= latest), default=None)
