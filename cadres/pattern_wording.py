"""The words of the explanation: what labels are called, how sure a band is, how years, channels and sources are listed."""

from collections.abc import Collection, Iterable

from schema import Band, Pattern, PatternLabel, StatementType, VoiceKind

PRAISE = {
    PatternLabel.INSUFFICIENT: "资料不足",
    PatternLabel.GENERIC: "仅见一般性肯定",
    PatternLabel.ISOLATED: "一时肯定",
    PatternLabel.RECURRENT: "多次肯定",
    PatternLabel.PERSISTENT: "一贯肯定",
    PatternLabel.CORRECTED: "此前有肯定，近年未再见",
    PatternLabel.RELAPSED: "多次肯定",
}
BANDS = ((0.95, Band.STRONG), (0.85, Band.FAIR), (0.70, Band.LEANING), (0.60, Band.SUPPORTED))
CHANNELS = {
    VoiceKind.SELF: "本人自查", VoiceKind.PEER: "班子成员批评", VoiceKind.SUPERIOR: "上级点评", VoiceKind.MASSES: "群众意见",
    VoiceKind.INSPECTION: "巡视巡察", VoiceKind.AUDIT: "审计", VoiceKind.SUPERVISION: "督查检查", VoiceKind.PETITION: "信访举报",
    VoiceKind.APPRAISAL: "考核考察", VoiceKind.NARRATOR: "文书记述",
}  # fmt: skip
MOST_LISTED = 3


def label_text(label: PatternLabel, kind: StatementType) -> str:
    """What people read for a label."""
    return label.label if kind is StatementType.PROBLEM else PRAISE[label]


def band(probability: float) -> Band | None:
    """The band of a probability; None below all of them."""
    return next((one for least, one in BANDS if probability >= least), None)


def opening(pattern: Pattern) -> str:
    """How sure the label is, in words and never in per cent."""
    name = f"“{pattern.label_text}”"
    if pattern.band in (Band.LEANING, Band.SUPPORTED):
        return f"{pattern.band.label}{name}："
    return f"{name}{pattern.band.label}：" if pattern.band else ""


def years_text(years: Iterable[int]) -> str:
    """2021、2023年."""
    return "、".join(map(str, years)) + "年"


def channels_text(voices: Collection[VoiceKind]) -> str:
    """The channels, in their order; of many the first."""
    told = [name for voice, name in CHANNELS.items() if voice in voices]
    return "、".join(told[:MOST_LISTED]) + ("等" if len(told) > MOST_LISTED else "")


def per_cent(rate: float) -> str:
    """A base rate, which is the peers' and nobody's own."""
    return f"{rate:.0%}" if rate >= 0.01 else "不到1%"
