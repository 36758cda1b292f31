"""How a rectification stands, told by the acts that answer a problem, the row's progress, the heading and the dates."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from models import PassageClassifier, Sample
from schema import Document, RectificationStatus, Span

from .acts import Act
from .lexicon import patterns
from .tables import Row

DONE = re.compile(r"已|了|完|过")
WILL = re.compile(r"将|拟|下一步|今后|以后|往后|前|底|争取|计划|预计|承诺|一律|起|每[月周季年天日次半]|我[来要去先]|要")
PAPER = re.compile(r"方案|计划|清单|台账|进展|情况|报告|通报|公告|检查|发言|记录|意见|反馈|措施")
SHORT_STATE = 12


def status_sample(
    document: Document, acts: Sequence[Act], row: Row | None, headings: Sequence[str], due: str | None, own: str
) -> Sample:
    """The acts as the status classifier sees them; `own` are the problem's words, `due` its deadline."""
    texts = [document[act.span] for act in acts]
    following = document.text[acts[-1].span.end : acts[-1].span.end + 30].split("\n")[0]
    progress = row.text("progress") if row else ""
    signs = [f"kind:{document.kind}", f"acts:{min(len(acts), 4)}", f"table:{row is not None}", f"progress:{bool(progress)}"]
    told = [document[act.span] for act in acts if act.tells_status]
    signs += _words("word", "，".join(texts) + "，" + progress)
    signs += _words("told", told[-1] if told else "")
    signs += _words("last", texts[-1])
    signs += _words("following", following)
    signs += _words("progress", progress)
    signs += _words("own", own)
    for heading in headings[-2:]:
        signs += _words("heading", heading)
    state = row.cells["progress"][-1].text if row and progress else ""
    if state and len(state) <= SHORT_STATE:
        signs += [*(f"state:{label}" for label in _first(state)), f"state:{state}"]
    signs += [f"latest:{label}" for label in _latest("，".join(texts) + "，" + progress)]
    signs += [f"due:{_when(document, due)}"]
    done, will = sum(bool(DONE.search(text)) for text in texts), sum(bool(WILL.search(text)) for text in texts)
    signs += [
        f"done:{min(done, 2)}",
        f"will:{min(will, 2)}",
        f"done last:{bool(DONE.search(texts[-1]))}",
        f"will last:{bool(WILL.search(texts[-1]))}",
    ]
    signs += [f"paper:{word}" for word in sorted(set(PAPER.findall(document.title)))]
    signs += [f"{a}+{b}" for i, a in enumerate(signs) for b in signs[i + 1 :]]
    return Sample(
        text="，".join(texts),
        context=f"{progress}|{texts[-1][-12:]}|{following[:12]}|{'/'.join(headings[-1:])}|{document.kind}",
        signs=tuple(signs),
    )


def status(
    document: Document, acts: Sequence[Act], sample: Sample, classifier: PassageClassifier
) -> tuple[RectificationStatus, Span | None]:
    """The likeliest status with the words that tell it."""
    chances = classifier.sample_probabilities([sample])[0]
    found = RectificationStatus(classifier.labels[int(np.argmax(chances))])
    if found is RectificationStatus.UNSTATED:
        return found, None
    return found, _words_of(document, acts, found)


def _words(name: str, text: str) -> Iterator[str]:
    return (f"{name}:{label}" for label, pattern in patterns("status").items() if text and pattern.search(text))


def _first(text: str) -> list[str]:
    """The first status in the lexicon's order whose words stand in the text."""
    return [label for label, pattern in patterns("status").items() if pattern.search(text)][:1]


def _latest(text: str) -> list[str]:
    """The status whose words stand last."""
    ends = [(match.end(), label) for label, pattern in patterns("status").items() for match in pattern.finditer(text)]
    return [max(ends)[1]] if ends else []


def _when(document: Document, due: str | None) -> str:
    if due is None or document.date is None:
        return "none" if due is None else "unknown"
    return "ahead" if due > document.date else "past"


def _words_of(document: Document, acts: Sequence[Act], found: RectificationStatus) -> Span | None:
    """The last words of this status; else the last passage that only tells a status."""
    pattern = patterns("status").get(found)
    for act in reversed(acts):
        matches = list(pattern.finditer(document[act.span])) if pattern is not None else []
        if matches:
            return Span(start=act.span.start + matches[-1].start(), end=act.span.start + matches[-1].end())
    told = [act.span for act in acts if act.tells_status]
    return told[-1] if told else acts[-1].span
