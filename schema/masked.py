"""A finding whose persons bear pseudonyms: what leaves when names are masked."""

from dataclasses import dataclass

from .finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Masking:
    """How the persons of a finding were masked."""

    scheme: str
    """`hmac-sha256/1`: the same key gives the same person the same pseudonym in every export."""
    key: str
    """Tells keys apart and nothing of them."""
    offsets_hold: bool
    """Whether `start` and `end` of the anchors and measures still fit `exact`. They tell places of the original text, as ever: where a
    name was replaced, the words shown are longer or shorter than that.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedFinding(Finding):
    """A finding with one more field, which only masked exports have."""

    masked: Masking
