"""Findings as evidence files show them: numbered, with the post held then, and what stands beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schema import Cadre, Exhibit, Finding, HolderKind, Post, Remark, Setting, earliest, latest

UNNAMED = {HolderKind.CADRE: "未写明姓名的个人"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known beside the findings."""

    cadres: Mapping[str, Cadre]
    """By id."""
    remarks: Mapping[str, Sequence[Remark]] = field(default_factory=dict)
    """By finding, those that stand."""
    older: frozenset[str] = frozenset()
    """Findings before the analysis' window."""


def known_by(finding: Finding, as_of: str) -> bool:
    """Whether its document was there on the day; one of unknown date was."""
    return finding.document.date is None or earliest(finding.document.date) <= latest(as_of)


def exhibits(findings: Iterable[Finding], context: Context) -> tuple[Exhibit, ...]:
    """The findings in this order, numbered."""
    return tuple(_exhibit(number, finding, context) for number, finding in enumerate(findings, 1))


def _exhibit(number: int, finding: Finding, context: Context) -> Exhibit:
    event = finding.event
    cadre = context.cadres.get(finding.holder.cadre_id or "") if finding.holder.kind is HolderKind.CADRE else None
    year = year_of(finding)
    return Exhibit(
        number=number, id=finding.id, type=finding.type, category=finding.category.code, document=finding.document,
        anchors=finding.anchors, holder=finding.holder.kind,
        person=cadre.name if cadre else finding.holder.mention or UNNAMED.get(finding.holder.kind, finding.holder.kind.label),
        posts=posts_then(cadre, event.setting if event else None, finding.document.date or (str(year) if year else None)) if cadre else (),
        voice=finding.voice, cue=finding.cue, rectification=finding.rectification, event_id=event.id if event else None,
        retold=bool(event and not event.primary), year=year, older=finding.id in context.older, review=finding.review,
        remarks=tuple(context.remarks.get(finding.id, ())),
    )  # fmt: skip


def year_of(finding: Finding) -> int | None:
    """The year under review; that of the document where no grouping has told."""
    if finding.event is not None:
        return finding.event.ref_year
    return earliest(finding.document.date).year if finding.document.date else None


def posts_then(cadre: Cadre, setting: Setting | None, moment: str | None) -> tuple[Post, ...]:
    """The post that the finding's setting names, with its period; where none is named, those held on the date."""
    named = [post for post in cadre.posts if setting and (post.unit, post.title) == (setting.unit, setting.post)]
    if named or moment is None:
        return tuple(named[:1])
    return tuple(post for post in cadre.posts if _held(post, moment))


def _held(post: Post, moment: str) -> bool:
    begun = post.start is None or earliest(post.start) <= latest(moment)
    return begun and (post.end is None or earliest(moment) <= latest(post.end))
