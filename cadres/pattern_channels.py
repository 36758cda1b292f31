"""The channels through which something may be told of a cadre: what they can show, how well, and which depend on each other."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from schema import Category, VoiceKind

VOICES = tuple(VoiceKind)
CATEGORIES = tuple(Category)
SELF, PEER, PETITION = (VOICES.index(voice) for voice in (VoiceKind.SELF, VoiceKind.PEER, VoiceKind.PETITION))
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Channels:
    """The channels in the order of `VoiceKind`, as arrays."""

    groups: tuple[str, ...]
    """The independence groups; `self` is the first."""
    group: Integers
    sensitivity: Floats
    concrete_share: Floats
    reliability: Floats
    phrases: Floats
    """How often it holds a given generic phrase, as far as anyone can say beforehand."""
    coverage: Floats
    """Channel × category."""


def read_channels(told: dict[str, dict[str, Any]], coverage: dict[str, dict[str, float]]) -> Channels:
    """The channels of a parameter file. Raises KeyError and ValueError where they make no sense."""
    rows = [told[voice] for voice in VOICES]
    groups = tuple(dict.fromkeys(str(row["group"]) for row in rows))
    if groups[0] != told["self"]["group"] or len(coverage) != len(VOICES) or len(told) != len(VOICES):
        raise ValueError("channels")

    def column(name: str) -> Floats:
        values = np.array([row[name] for row in rows], dtype=np.float64)
        if not ((values >= 0) & (values < 1)).all():
            raise ValueError(f"channels.*.{name}")
        return values

    covered = [[coverage[voice].get(category, coverage[voice]["rest"]) for category in CATEGORIES] for voice in VOICES]
    return Channels(
        groups=groups, group=np.array([groups.index(row["group"]) for row in rows]), sensitivity=column("sensitivity"),
        concrete_share=column("concrete_share"), reliability=column("reliability"), phrases=column("phrases"), coverage=np.array(covered, dtype=np.float64),
    )  # fmt: skip
