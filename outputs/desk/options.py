"""How the desk is set."""

from dataclasses import dataclass

TOGETHER = 5
"""All files of an upload may have so many times the size of the largest allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOptions:
    """Settings of the desk, `[desk]` in the settings file."""

    https: bool = False
    """Whether browsers reach it by https, through a proxy: cookies are then never sent in the clear."""
    upload_megabytes: int = 200
    """The largest file that may be uploaded."""

    @property
    def together_megabytes(self) -> int:
        """The most that all files of one upload may have."""
        return self.upload_megabytes * TOGETHER
