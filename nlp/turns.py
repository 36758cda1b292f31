"""Speaker turns of minutes: whose words a paragraph holds (「孟秋生：我直说。」, 〔毕守田〕…)."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from schema import BlockRole, Document, Span

from .lexicon import rows

LABEL = re.compile(r"^(?:[〔【\[]([^〔〕【】\[\]：:。，；]{2,16})[〕】\]]\s*[：:]?|([^：:。，；！？“”《》\d]{2,18})[：:])")
NOTE = re.compile(r"（[^（）]*）")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One person's words: a labelled paragraph and those that follow it up to the next label or heading."""

    label: str
    """The speaker as labelled: 「孟秋生」「教师代表老费（离休）」."""
    span: Span
    """Where the label stands."""
    first: int
    """Index of the labelled block."""


def turns(document: Document, names: Collection[str]) -> tuple[Turn | None, ...]:
    """For each block the turn that it belongs to; None outside turns.

    A label counts as a speaker's when it holds a known person's name, or when such labels recur in the document and it names no part
    of the document itself (时间：, 责任领导：).
    """
    labels = [_label(document, index) for index in range(len(document.blocks))]
    frequent = sum(count for label, count in Counter(label.label for label in labels if label).items()) >= 3
    found: list[Turn | None] = []
    current: Turn | None = None
    for block, label in zip(document.blocks, labels, strict=True):
        if block.role in (BlockRole.HEADING, BlockRole.TITLE, BlockRole.CELL):
            current = None
        elif label is not None and (frequent or any(name in label.label for name in names)):
            current = label
        found.append(current)
    return tuple(found)


def _label(document: Document, index: int) -> Turn | None:
    block = document.blocks[index]
    match = LABEL.match(block.text) if block.role is BlockRole.PARAGRAPH else None
    if match is None:
        return None
    group = 1 if match.group(1) else 2
    label = match.group(group)
    flat = NOTE.sub("", label)
    if any(re.fullmatch(expression.removeprefix("re:"), flat) for expression, _ in rows("labels")):
        return None
    start = document.starts[index] + match.start(group)
    return Turn(label=label, span=Span(start=start, end=start + len(label)), first=index)
