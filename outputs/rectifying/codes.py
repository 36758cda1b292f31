"""How the board tells where a fix stands."""

from schema import Code


class Stage(Code):
    """How a fix stands by the records alone, whatever the day."""

    OPEN = "open", "未完成"
    RELAPSED = "relapsed", "整改后又发生"
    CLAIMED = "claimed", "报告完成"
    VERIFIED = "verified", "经复核完成"


class Section(Code):
    """A section of the board."""

    OVERDUE = "overdue", "已逾期"
    DUE = "due", "30 日内到期"
    OPEN = "open", "未完成"
    RELAPSED = "relapsed", "整改后又发生"
    CLAIMED = "claimed", "报告完成，未见复核"
    VERIFIED = "verified", "经复核完成或销号"


SECTIONS = tuple(Section)
"""In the order of the board: what presses first. Reported done is never among what was verified."""
