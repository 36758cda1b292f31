"""How the rectification of a problem stands: status, measures, deadline and who is responsible, from the acts that answer it."""

import re
from collections.abc import Sequence

import numpy as np

from models import Classifier, Sample, sample_matrix
from schema import Document, Mention, MentionForm, RectificationStatus, Rectified, Span

from .answers import Act
from .deadlines import deadline
from .lexicon import patterns
from .people import People, mentions_in, parse_mention, split_people
from .scenes import Scene
from .tables import Row

OWNER = re.compile(
    r"(?:责任领导|责任人|牵头领导|牵头人|责任单位|责任科室|牵头科室|牵头部门|牵头单位|责任部门|由)[：:为是]?(?P<after>[^，。；（）]{2,24}?)"
    r"(?:同志)?(?:(?=[，。；]|$)|(?=(?:同志)?(?:牵头|负责|督办|跟踪|包保|抓|盯|落实|会同|组织|逐|每|直接|带队|挂帅|具体)))"
)
BEFORE_DUTY = re.compile(r"(?:同志)?(?:牵头|负责|负总责|挂帅|包保|督办|担任组长|盯着|跟踪|带队|来盯)")
COLLECTIVE_END = re.compile(r"(?:局|委|办|科室?|处|部|室|站|所|中心|镇|乡|街道|党委|党组|支部|公司|集团|院|校|组|村|社区)$")
DONE = re.compile(r"已|了|完")
WILL = re.compile(r"将|拟|下一步|今后|前|底|争取")
EMPTY = frozenset({"", "无", "/", "—", "-", "——"})


def rectified(document: Document, acts: Sequence[Act], scene: Scene, classifier: Classifier, people: People) -> Rectified | None:
    """What the acts that answer a problem tell, in order of the text; None without acts and without a row that tells."""
    row = scene.row
    owners = _row_owners(document, row, people)
    due = _row_deadline(document, row)
    if not acts:
        return None
    status, span = _status(document, acts, row, classifier)
    for act in acts:
        due = due or deadline(document[act.span], document.date)
        owners += tuple(one for one in _named_owners(document, act, people) if one.text not in {other.text for other in owners})
    measures = tuple(act.span for act in acts if not act.tells_status)
    return Rectified(status=status, status_span=span, measures=measures, deadline=due, responsible=owners)


def status_sample(document: Document, acts: Sequence[Act], row: Row | None) -> Sample:
    """The acts as the status classifier sees them."""
    texts = [document[act.span] for act in acts]
    told = [document[act.span] for act in acts if act.tells_status]
    following = document.text[acts[-1].span.end : acts[-1].span.end + 30].split("\n")[0]
    progress = row.text("progress") if row else ""
    signs = [f"kind:{document.kind}", f"acts:{min(len(acts), 4)}", f"table:{row is not None}"]
    for label, pattern in patterns("status").items():
        joined = "，".join(texts) + "，" + progress
        if pattern.search(joined):
            signs.append(f"word:{label}")
        if told and pattern.search(told[-1]):
            signs.append(f"told:{label}")
        if pattern.search(texts[-1]):
            signs.append(f"last:{label}")
        if pattern.search(following):
            signs.append(f"following:{label}")
        if progress and pattern.search(progress):
            signs.append(f"progress:{label}")
    signs += [f"{a}+{b}" for i, a in enumerate(signs) for b in signs[i + 1 :]]
    signs += [f"done:{bool(DONE.search(texts[-1]))}", f"will:{bool(WILL.search(texts[-1]))}"]
    return Sample(
        text="，".join(texts), context=f"{progress}|{texts[-1][-12:]}|{following[:12]}|{document.kind}", signs=tuple(signs)
    )


def _status(
    document: Document, acts: Sequence[Act], row: Row | None, classifier: Classifier
) -> tuple[RectificationStatus, Span | None]:
    chances = classifier.probabilities(sample_matrix([status_sample(document, acts, row)]))[0]
    status = RectificationStatus(classifier.labels[int(np.argmax(chances))])
    if status is RectificationStatus.UNSTATED:
        return status, None
    return status, _words_of(document, acts, status)


def _words_of(document: Document, acts: Sequence[Act], status: RectificationStatus) -> Span | None:
    """The last words of this status; else the last passage that only tells a status."""
    pattern = patterns("status").get(status)
    for act in reversed(acts):
        found = list(pattern.finditer(document[act.span])) if pattern is not None else []
        if found:
            return Span(start=act.span.start + found[-1].start(), end=act.span.start + found[-1].end())
    told = [act.span for act in acts if act.tells_status]
    return told[-1] if told else acts[-1].span


def _row_deadline(document: Document, row: Row | None) -> str | None:
    text = row.text("deadline") if row else ""
    return deadline(text, document.date, stated=True) if text else None


def _row_owners(document: Document, row: Row | None, people: People) -> tuple[Mention, ...]:
    owners = []
    for block in row.cells.get("responsible", ()) if row else ():
        for expression in split_people(block.text):
            if expression not in EMPTY:
                owners.append(_owner(expression, people))
    return tuple(owners)


def _named_owners(document: Document, act: Act, people: People) -> tuple[Mention, ...]:
    """Who leads or answers for it by the sentence's own words: 由王敏同志牵头, 责任科室：规划财务科, 田凤负责落实."""
    block = document.block_at(act.span.start)
    offset = document.starts[block.index]
    start = max(document.text.rfind("。", offset, act.span.start) + 1, offset)
    stop = document.text.find("。", act.span.end)
    text = document.text[start : stop if 0 <= stop <= offset + len(block.text) else offset + len(block.text)]
    found: list[Mention] = []
    for match in OWNER.finditer(text):
        found += [_owner(expression, people) for expression in split_people(match["after"]) if _is_owner(expression, people)]
    for mention in mentions_in(text, start, people):
        assert mention.span is not None
        if mention.form is not MentionForm.OTHER and BEFORE_DUTY.match(document.text[mention.span.end : mention.span.end + 8]):
            found.append(mention)
    return tuple({(mention.name or mention.text): mention for mention in found}.values())


def _is_owner(expression: str, people: People) -> bool:
    return bool(COLLECTIVE_END.search(expression)) or parse_mention(expression, people).form is not MentionForm.OTHER


def _owner(expression: str, people: People) -> Mention:
    if COLLECTIVE_END.search(expression):
        return Mention(text=expression, form=MentionForm.OTHER)
    return parse_mention(expression, people)
