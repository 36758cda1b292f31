"""Words that somebody selected on a page, found in the document's text: spaces and line ends of the page aside."""

from schema import Block, Document, Span


def span_of(document: Document, page: int, words: str, before: str) -> tuple[Span, ...]:
    """The words' spans, one a block; none when they are not there letter by letter.

    Where they stand more than once on the page, the place whose distance from the page's head is nearest to that of the selection.
    """
    solid, places = _solid(document, [block for block in document.blocks if any(one.page == page for one in block.locations)])
    wanted = "".join(words.split())
    found = _all(solid, wanted)
    if not wanted or not found:
        return ()
    passed = len("".join(before.split()))
    first = min(found, key=lambda start: abs(start - passed))
    return _spans(document, places[first], places[first + len(wanted) - 1] + 1)


def _solid(document: Document, blocks: list[Block]) -> tuple[str, list[int]]:
    """The blocks' characters but spaces, and where each stands in the document."""
    letters: list[str] = []
    places: list[int] = []
    for block in blocks:
        start = document.starts[block.index]
        for offset, letter in enumerate(block.text):
            if not letter.isspace():
                letters.append(letter)
                places.append(start + offset)
    return "".join(letters), places


def _all(text: str, wanted: str) -> list[int]:
    found, start = [], text.find(wanted)
    while start >= 0 and wanted:
        found.append(start)
        start = text.find(wanted, start + 1)
    return found


def _spans(document: Document, start: int, end: int) -> tuple[Span, ...]:
    """The range, block by block."""
    spans = []
    for block in document.blocks_in(Span(start=start, end=end)):
        head = document.starts[block.index]
        first, last = max(start, head), min(end, head + len(block.text))
        if first < last:
            spans.append(Span(start=first, end=last))
    return tuple(spans)
