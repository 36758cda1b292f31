"""What of a finding stands in columns of its own, to choose and order by: as it is shown, corrections laid over."""

from typing import Any

from schema import Finding

from .urgency import is_link_doubtful, priority


def columns_of(shown: Finding) -> dict[str, Any]:
    """The finding's columns but for its words, the state of its review and its document's date."""
    rectification = shown.rectification
    return {
        "start": shown.anchors[0].start,
        "type": shown.type,
        "category": shown.category.code,
        "holder": shown.holder.kind,
        "cadre_id": shown.holder.cadre_id,
        "status": rectification.status if rectification else None,
        "deadline": rectification.deadline if rectification else None,
        "confidence": shown.confidence,
        "link_doubtful": is_link_doubtful(shown),
        "priority": priority(shown),
    }
