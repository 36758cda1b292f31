"""Findings as W3C Web Annotations (JSON-LD): an annotation a finding, its targets the passages, by quotation, position and page."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from schema import Anchor, Finding, Location, MaskedFinding

from .files import ExportNote
from .linked import TERMS, document_iri, finding_iri, nodes_in

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        **TERMS, "problem": "yiguan:problem", "commendation": "yiguan:commendation", "review": {"@id": "yiguan:review", "@type": "@json"},
        "holder": {"@id": "yiguan:holder", "@type": "@json"}, "voice": {"@id": "yiguan:voice", "@type": "@json"},
        "rectification": {"@id": "yiguan:rectification", "@type": "@json"}, "statement": "yiguan:statement",
        "confidence": "yiguan:confidence", "revision": "yiguan:revision", "withdrawn": {"@id": "yiguan:withdrawn", "@type": "@id"}, "notice": "yiguan:notice",
    },
]  # fmt: skip
"""Names alone: nobody fetches them."""
PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"
"""What a FragmentSelector for pages conforms to, as the recommendation names it."""


def write(findings: Iterable[Finding], path: Path, note: ExportNote) -> int:
    """Write the findings as one AnnotationPage; returns how many."""
    opening = {"@context": CONTEXT, "id": f"urn:yiguan:export:{note.at}", "type": "AnnotationPage"}
    with nodes_in(path, opening, "items", note) as nodes:
        for finding in findings:
            nodes.add(annotation(finding, note.version))
    return nodes.count


def annotation(finding: Finding, version: str) -> dict[str, Any]:
    """The finding as an annotation."""
    targets = [_target(finding, anchor) for anchor in finding.anchors]
    review = finding.review
    node: dict[str, Any] = {
        "id": finding_iri(finding.id),
        "type": "Annotation",
        "motivation": ["classifying", "assessing"],
        "statement": finding.type.value,
        "body": _bodies(finding),
        # Of several passages all are needed, in this order: they are one statement.
        "target": targets[0] if len(targets) == 1 else {"type": "List", "items": targets},
        "creator": {
            "id": f"urn:yiguan:software:{finding.provenance.pipeline}",
            "type": "Software",
            "name": f"yiguan {finding.provenance.pipeline}",
        },
        "generator": {"id": f"urn:yiguan:software:{version}", "type": "Software", "name": f"yiguan {version}"},
        "confidence": finding.confidence,
        "holder": {"kind": finding.holder.kind, "mention": finding.holder.mention, "cadre_id": finding.holder.cadre_id},
        "voice": {"kind": finding.voice.kind, "speaker": finding.voice.speaker, "cadre_id": finding.voice.cadre_id},
        "review": {"state": review.state, "by": review.by, "at": review.at},
        "revision": review.revision,
    }
    if finding.rectification:
        told = finding.rectification
        measures = [measure.exact for measure in told.measures]
        node["rectification"] = {"status": told.status, "text": told.text, "measures": measures, "deadline": told.deadline}
    return node


def _bodies(finding: Finding) -> list[dict[str, Any]]:
    told = [("classifying", finding.type.label), ("classifying", finding.category.label)]
    if finding.problem_type:
        told.append(("tagging", f"{finding.problem_type.code} {finding.problem_type.label}"))
    return [
        {"type": "TextualBody", "purpose": purpose, "value": value, "language": "zh", "format": "text/plain"}
        for purpose, value in told
    ]


def _target(finding: Finding, anchor: Anchor) -> dict[str, Any]:
    """The passage: its selectors are different ways to select the same words."""
    selectors: list[dict[str, Any]] = [
        {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    ]
    if not isinstance(finding, MaskedFinding) or finding.masked.offsets_hold:
        selectors.append({"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end})
    pages = [fragment for location in anchor.locations if (fragment := _fragment(location))]
    selectors += [{"type": "FragmentSelector", "conformsTo": PDF_FRAGMENT, "value": value} for value in dict.fromkeys(pages)]
    document = finding.document
    return {
        "type": "SpecificResource",
        "source": {"id": document_iri(document.id), "type": "Text", "label": document.title or document.name},
        "selector": selectors,
    }


def _fragment(location: Location) -> str | None:
    """Page and rectangle as RFC 3778 writes them: left, top, width, height; None where the format has no pages."""
    if location.page is None:
        return None
    if location.bbox is None:
        return f"page={location.page}"
    left, top, right, bottom = location.bbox
    return f"page={location.page}&viewrect={left:g},{top:g},{right - left:.6g},{bottom - top:.6g}"
