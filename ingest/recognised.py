"""Whether a document's text was recognised from pictures, at least in part."""

from schema import Document

FROM_PICTURES = "文字由识别得到"
"""What the warnings of such a document say."""


def is_recognised(document: Document) -> bool:
    """Whether at least one page's text was recognised, so that look-alike characters are to be expected."""
    return any(FROM_PICTURES in warning for warning in document.warnings)
