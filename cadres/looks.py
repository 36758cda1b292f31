"""Looks: the occasions at which a cadre could have been observed, those that showed nothing among them."""

import re
from collections.abc import Callable, Iterator, Sequence

from schema import Basis, Document, DocumentKind, Finding, Look, Mention, Occasion, VoiceKind

from .index import RosterIndex
from .kinship import Kinship
from .reference_years import document_year
from .tenure import held_on
from .title_units import units_in
from .units import is_vague

NAMED = 1.0
UNNAMED = 0.5
"""Weight of a look at the unit that a cadre leads."""
EXAMINING = {
    DocumentKind.FEEDBACK: VoiceKind.INSPECTION,
    DocumentKind.AUDIT: VoiceKind.AUDIT,
    DocumentKind.NOTICE: VoiceKind.SUPERVISION,
}
"""Kinds in which a body tells what it found in a unit, and whose voice it is."""
TITLED = (("巡察", VoiceKind.INSPECTION), ("巡视", VoiceKind.INSPECTION), ("考核", VoiceKind.APPRAISAL), ("考察", VoiceKind.APPRAISAL),
          ("审计", VoiceKind.AUDIT), ("检查", VoiceKind.SUPERVISION), ("督查", VoiceKind.SUPERVISION))  # fmt: skip
"""Words of a feedback's title that tell who looked."""
SPEAKING = frozenset({VoiceKind.SELF, VoiceKind.PEER})
_LEADER = re.compile(
    r"党组|党委|党工委|常委|书记|[局厅委部县市区镇乡院校行州盟旗]长|主任|董事长|总经理|副总|总(?:工程|经济|会计|农艺|规划)师|主席|检察长"
)
_BELOW = re.compile(r"[科股室处所站队组]长|科员|主任科员|(?:办公室|中心|科|处|室)(?:副)?主任|支队长|大队长|干事|村|社区|专干")
_COMMENTED = re.compile(r"点评|督导组[^，。]{0,20}(?:指出|讲话)|(?:领导|组长)[^，。]{0,12}讲话")


def looks(
    document: Document,
    occasion: Occasion,
    findings: Sequence[Finding],
    resolve: Callable[[Mention], str | None],
    index: RosterIndex,
) -> tuple[Look, ...]:
    """The looks that a document was, by cadre and voice; none where its year cannot be told. Petitions' silence is no look."""
    year = document_year(document.kind, document.title, document.date)
    if year is None:
        return ()
    told = {
        (cadre, voice): (weight, basis)
        for cadre, voice, weight, basis in reversed([*_seen(document, occasion, findings, resolve, index)])
    }
    return tuple(
        Look(cadre_id=cadre, ref_year=year, voice=voice, weight=weight, document_id=document.id, basis=basis)
        for (cadre, voice), (weight, basis) in sorted(told.items())
    )


Seen = tuple[str, VoiceKind, float, Basis]


def _seen(
    document: Document,
    occasion: Occasion,
    findings: Sequence[Finding],
    resolve: Callable[[Mention], str | None],
    index: RosterIndex,
) -> Iterator[Seen]:
    """What counts most first."""
    kind = document.kind
    if kind is DocumentKind.MINUTES:
        voices = [VoiceKind.SELF, VoiceKind.PEER]
        voices += [VoiceKind.SUPERIOR] if _COMMENTED.search(document.text) or _told_by_superiors(findings) else []
        for cadre in _present(occasion, findings, resolve):
            yield from ((cadre, voice, NAMED, Basis.ATTENDEE) for voice in voices)
    elif kind in (DocumentKind.SELF_CHECK, DocumentKind.REPORT):
        authors = [occasion.author] if occasion.author else []
        for cadre in _known(authors, resolve):
            yield cadre, VoiceKind.SELF, NAMED, Basis.SUBJECT
    elif kind is DocumentKind.APPRAISAL:
        for cadre in _known(occasion.subjects, resolve):
            yield cadre, VoiceKind.APPRAISAL, NAMED, Basis.SUBJECT
    elif kind in EXAMINING:
        voice = _examiner(document)
        named = dict.fromkeys(one.holder.cadre_id for one in findings if one.holder.cadre_id and one.voice.kind is voice)
        yield from ((cadre, voice, NAMED, Basis.SUBJECT) for cadre in named if cadre)
        yield from ((cadre, voice, UNNAMED, Basis.UNIT) for cadre in leaders(document, occasion, index))


def leaders(document: Document, occasion: Occasion, index: RosterIndex) -> tuple[str, ...]:
    """Those who led the one unit that a paper looks at, on its date; none where several units or none are looked at."""
    if document.date is None:
        return ()
    units = [
        unit for unit in (*units_in(document.title), occasion.unit) if unit and not is_vague(unit) and unit != document.issuer
    ]
    for unit in units:
        serving = [one for one in index.serving(unit, Kinship.SAME) if held_on(one.post, document.date)]
        found = dict.fromkeys(one.cadre.id for one in serving if is_leading(one.post.title))
        if found and index.definite(unit):
            return tuple(found)
    return ()


def is_leading(title: str) -> bool:
    """Whether a title is one of the unit's leadership: 党组成员、副局长 is, 财务科科长 is not."""
    return _LEADER.search(_BELOW.sub("", title)) is not None


def _examiner(document: Document) -> VoiceKind:
    if document.kind is DocumentKind.FEEDBACK:
        return next((voice for word, voice in TITLED if word in document.title), VoiceKind.INSPECTION)
    return EXAMINING[document.kind]


def _told_by_superiors(findings: Sequence[Finding]) -> bool:
    return any(one.voice.kind is VoiceKind.SUPERIOR for one in findings)


def _present(occasion: Occasion, findings: Sequence[Finding], resolve: Callable[[Mention], str | None]) -> Iterator[str]:
    """Those on the list, and those who speak of themselves or of others at the table."""
    yield from _known(occasion.attendees, resolve)
    yield from (one.voice.cadre_id for one in findings if one.voice.cadre_id and one.voice.kind in SPEAKING)
    yield from (one.holder.cadre_id for one in findings if one.holder.cadre_id and one.voice.kind is VoiceKind.SELF)


def _known(mentions: Sequence[Mention], resolve: Callable[[Mention], str | None]) -> Iterator[str]:
    yield from (cadre for mention in mentions if (cadre := resolve(mention)) is not None)
