"""A change as other systems get it: as JSON of the feed, and as a CloudEvent (1.0, structured JSON)."""

import json
from typing import Any

from schema import Change, finding_to_dict

SOURCE = "urn:yiguan:feed"
"""What sends, where the options name nothing else; with the id it makes an event unique."""
DATA_SCHEMA = "urn:yiguan:finding:1"
"""Names the JSON Schema of `yiguan.finding/1`, docs/schema/finding-1.json."""
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
EVENT_TYPE = "yiguan.finding."
"""What types begin with; the kind of change follows."""
TEST_TYPE = "yiguan.test"
"""An event that carries nothing, to try an address."""


def change_to_dict(change: Change) -> dict[str, Any]:
    """The change as JSON's own types, keys in the order of the fields."""
    return {
        "cursor": change.cursor,
        "kind": change.kind.value,
        "finding_id": change.finding_id,
        "revision": change.revision,
        "released": change.released,
        "event_id": change.event_id,
        "before_event_id": change.before_event_id,
        "at": change.at,
        "finding": None if change.finding is None else finding_to_dict(change.finding),
    }


def cloud_event(change: Change, source: str = SOURCE) -> bytes:
    """The change in its envelope."""
    event = {
        "specversion": "1.0",
        "id": str(change.cursor),
        "source": source,
        "type": EVENT_TYPE + change.kind.value,
        "subject": change.finding_id,
        "time": change.at,
        "datacontenttype": "application/json",
        "dataschema": DATA_SCHEMA,
        "data": change_to_dict(change),
    }
    return _packed(event)


def trial_event(message_id: str, at: str, source: str = SOURCE) -> bytes:
    """An event that carries nothing."""
    return _packed({"specversion": "1.0", "id": message_id, "source": source, "type": TEST_TYPE, "time": at})


def _packed(event: dict[str, Any]) -> bytes:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
