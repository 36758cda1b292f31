"""印证: how far independent sources bear out that an event happened."""

from collections.abc import Collection

from schema import Grade, VoiceKind

from .pattern_channels import VOICES, Channels

FORMAL = frozenset({VoiceKind.INSPECTION, VoiceKind.SUPERVISION, VoiceKind.AUDIT, VoiceKind.APPRAISAL})
"""Channels that look into a matter by office."""


def grade(voices: Collection[VoiceKind], channels: Channels, *, contradicted: bool = False) -> Grade:
    """The grade of an event by the channels that tell of it, re-tellings left aside."""
    if contradicted:
        return Grade.X
    groups = {channels.groups[channels.group[VOICES.index(voice)]] for voice in voices}
    formal = any(voice in FORMAL for voice in voices)
    if formal:
        return Grade.A if len(groups) > 1 else Grade.B
    if groups <= {channels.groups[0]}:
        return Grade.E
    return Grade.C if len(groups) > 1 else Grade.D
