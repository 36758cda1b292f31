"""What stands in an increment for a finding that no longer leaves, format `yiguan.tombstone/1`."""

from dataclasses import dataclass

TOMBSTONE_FORMAT = "yiguan.tombstone/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """Says that whoever holds the finding takes it out: withdrawn, rejected, or no longer current."""

    schema: str = TOMBSTONE_FORMAT
    id: str
    """The finding's."""
    cursor: int
    """Of the change in the feed that took it out."""
