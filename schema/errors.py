"""What can go wrong, by whose doing.

YiguanError
  ConfigError                       the settings file or environment is wrong
  IngestError                       this input cannot be read: tell the user, go on with the next
    UnsupportedFormat
    DamagedFile
    EncryptedFile
    EmptyDocument
  RosterError                       the cadre records contradict themselves or cannot be read
  ModelError
    MissingModel
    IncompatibleModel
  StoreError
    RevisionConflict                someone reviewed it meanwhile
    UnknownFinding

Messages are Chinese sentences for the person at the machine: what is wrong, where, what to do. A broken invariant of ours is an
AssertionError, which nobody catches.
"""

from dataclasses import dataclass


@dataclass(eq=False)
class YiguanError(Exception):
    """Everything that yiguan raises on purpose."""

    message: str
    """What is wrong, in a Chinese sentence."""
    remedy: str = ""
    """What the user can do about it; empty when nothing."""

    def __str__(self) -> str:
        return f"{self.message}；{self.remedy}" if self.remedy else self.message


class ConfigError(YiguanError):
    """The settings file or the environment is wrong."""


@dataclass(eq=False)
class IngestError(YiguanError):
    """This input cannot be read."""

    path: str = ""
    """The file, as the user named it; inside an archive `归档.zip/内层.docx`."""
    page: int | None = None
    """Page from 1, where the fault has one."""


class UnsupportedFormat(IngestError):
    """Its bytes are of no kind that yiguan reads."""


class DamagedFile(IngestError):
    """It is truncated, or not what it claims to be."""


class EncryptedFile(IngestError):
    """It asks for a password."""


class EmptyDocument(IngestError):
    """It can be opened, but holds no text."""


@dataclass(eq=False)
class RosterError(YiguanError):
    """The cadre records contradict themselves or cannot be read."""

    path: str = ""
    row: int | None = None
    """Row in the file, from 1, header included: what a spreadsheet shows."""
    column: str | None = None
    """Column by its header, e.g. `birth`."""


class ModelError(YiguanError):
    """The learned parts cannot be used."""


class MissingModel(ModelError):
    """There is no model in the folder."""


class IncompatibleModel(ModelError):
    """It was trained with other labels, features or text normalisation."""


class StoreError(YiguanError):
    """The store refuses."""


class RevisionConflict(StoreError):
    """Someone reviewed the finding meanwhile."""


class UnknownFinding(StoreError):
    """No finding has this id."""
