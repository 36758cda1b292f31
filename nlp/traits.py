"""What the models weigh to tell a statement's category, voice and holder: its words, its surroundings, and signs of both."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from models import Sample
from schema import Document, Span, StatementType

from .bearings import bearings
from .lexicon import patterns
from .naming import FIRST_PERSON, SPOKEN_TO
from .people import People, mentions_in
from .provenance import provenance
from .scenes import Scene
from .sections import Place, section_roles

FIRST_PLURAL = re.compile(r"我们|班子|党组|党委|党工委|支部|支委|领导班子|我局|我委|我院|我校")
REPORTING = re.compile(
    r"(?:认为|提出|指出|反映|点评|检视|检查|剖析|检讨|表示|说|讲|谈到|强调|建议|希望|补充|坦言|直言|自查|自我批评|批评|发言|反馈|评价|介绍)"
)
UNIT_WORDS = re.compile(r"(?:局|委|办|镇|乡|街道|村|社区|科室?|处|部|厅|院|校|公司|集团|中心|站|所|县|区)(?!长|员|同志|书记)")
LEAD = 14
BEFORE = 28
AFTER = 12
"""Characters of a block's head, before a statement and after it that the models see."""


def traits(document: Document, spans: Sequence[Span], kind: StatementType, place: Place, scene: Scene, people: People) -> Sample:
    """The traits of a statement; `place` and `scene` are those of its first block."""
    start, end = spans[0].start, spans[-1].end
    block = document.block_at(start)
    opening = document.starts[block.index]
    lead = document.text[opening : min(start, opening + LEAD)]
    before = document.text[max(opening, start - BEFORE) : start]
    after = document.text[end : end + AFTER].split("\n")[0]
    source = scene.row.text("source") if scene.row else ""
    parts = ("/".join(place.headings), place.cell.header if place.cell else "", source, scene.label, lead, before, after)
    text = "".join(document[span] for span in spans)
    signs = [
        f"kind:{document.kind}",
        f"type:{kind}",
        f"column:{place.cell.role if place.cell else 'none'}",
        *(f"section:{role}" for heading in place.headings for role in section_roles(heading)),
        *(f"section:{role}&{document.kind}" for heading in place.headings[-1:] for role in section_roles(heading)),
        *_person_signs(document, text, opening, start, scene, people),
        *_crossed(bearings(document, spans, place, scene), document),
        *_source_signs(document, provenance(document, spans, place, scene)),
        *(f"said:{word}" for word in REPORTING.findall(document.text[opening:start])[-2:]),
        *(f"source:{source[i : i + 2]}" for i in range(len(source) - 1)),
        *(f"label:{scene.label[i : i + 2]}" for i in range(len(scene.label) - 1)),
        *(f"cue:{label}" for label, pattern in patterns("cues").items() if pattern.search(text)),
        f"title:{document.title[-6:]}",
        *(f"issuer:{(document.issuer or '')[-n:]}" for n in (2, 4)),
    ]
    return Sample(text=text, context="|".join(parts), signs=tuple(signs))


def _crossed(signs: Iterable[str], document: Document) -> Iterator[str]:
    """Each sign alone and with the kind of document."""
    for sign in signs:
        yield sign
        yield f"{sign}&{document.kind}"


def _source_signs(document: Document, told: Mapping[str, str]) -> Iterator[str]:
    """The voice told by each place, and by the most telling one."""
    for where, label in told.items():
        yield f"from {where}:{label}"
    paper = told.get("title") or told.get("head") or "none"
    local = next((label for where, label in told.items() if where not in ("title", "head", "column")), "none")
    for sign in (f"paper:{paper}", f"local:{local}", f"paper:{paper}&local:{local}"):
        yield sign
        yield f"{sign}&{document.kind}"


def _person_signs(document: Document, text: str, opening: int, start: int, scene: Scene, people: People) -> list[str]:
    lead = document.text[opening:start]
    signs = [
        *(["first person"] if FIRST_PERSON.search(text) else []),
        *(["first person before"] if FIRST_PERSON.search(lead) else []),
        *(["first plural"] if FIRST_PLURAL.search(text) else []),
        *(["first plural before"] if FIRST_PLURAL.search(lead) else []),
        *(["spoken to"] if SPOKEN_TO.search(text) else []),
        *(["unit word"] if UNIT_WORDS.search(text[:16]) else []),
        *(["generic"] if patterns("assertion")["generic"].search(text) else []),
        *(["generic first"] if patterns("assertion")["generic"].match(text) else []),
        f"speaker:{scene.label != ''}",
        f"subject:{scene.subject is not None}",
    ]
    if scene.speaker and scene.subject:
        signs.append(f"speaker is subject:{scene.speaker.name == scene.subject.name}")
    inside = [f"{mention.form}" for mention in mentions_in(text, 0, people)]
    earlier = [f"{mention.form}" for mention in mentions_in(lead, 0, people)] if lead else []
    signs += [f"names:{form}" for form in inside] + [f"names first:{form}" for form in inside[:1]]
    signs += [f"named before:{form}" for form in earlier[-2:]] or ["named before:none"]
    return [*signs, *(f"{sign}&{document.kind}" for sign in signs)]
