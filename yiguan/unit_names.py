"""One name a unit: what papers call 市交通运输局党组 stands in the digest under the name that the records give it."""

import re
from collections.abc import Callable, Mapping

from cadres import Kinship, is_vague, kinship
from schema import Cadre, DocumentKind, DocumentRef, Finding, HolderKind

from .exhibits import posts_then

NO_UNIT = "未指明单位"
TEAM = re.compile(
    r"^中共(?=.*(?:局|政府|办公室|中心|公司|院|校|队)(?:机关)?(?:党组|党委)$)|(?:领导)?班子$|(?:机关)?(?:党组|党委)$"
)
"""What tells a unit's team from the unit: the unit's own name stays."""


OF_OTHERS = frozenset(
    {DocumentKind.SPEECH, DocumentKind.FEEDBACK, DocumentKind.AUDIT, DocumentKind.NOTICE, DocumentKind.APPRAISAL}
)
"""Kinds that tell of others than who writes them."""


class UnitNames:
    """The units of the records, and what papers call them."""

    def __init__(self, cadres: Mapping[str, Cadre], of_document: Callable[[str], str | None] = lambda document_id: None):
        """`of_document` tells whose occasion a document is: the unit that holds the meeting or is inspected."""
        self._units = sorted({post.unit for cadre in cadres.values() for post in cadre.posts})
        self._cadres, self._of_document = cadres, of_document
        self._known: dict[str, str | None] = {}
        self._documents: dict[str, str] = {}

    def called(self, name: str) -> str | None:
        """The unit of the records that a name means; None where it means none or several."""
        if name not in self._known:
            bare = TEAM.sub("", name)
            exact = [one for one in (name, bare) if one in self._units]
            found = exact[:1] or [one for one in self._units if _same(one, bare)]
            self._known[name] = found[0] if len(found) == 1 else None
        return self._known[name]

    def of_document(self, document: DocumentRef) -> str:
        """The unit that a document is about, by the name of the records where they have one."""
        if document.id not in self._documents:
            self._documents[document.id] = self._about(document) or NO_UNIT
        return self._documents[document.id]

    def _about(self, document: DocumentRef) -> str | None:
        name = self._of_document(document.id) or document.issuer
        if name is None or (document.kind in OF_OTHERS and name == document.issuer):
            return None
        return self._author(name, document.date) or self.called(name) or name

    def of_finding(self, finding: Finding) -> str:
        """The unit that a finding belongs to: the holder's then, else that of the paper."""
        holder, event = finding.holder, finding.event
        if event and event.setting.unit:
            return event.setting.unit
        cadre = self._cadres.get(holder.cadre_id or "") if holder.kind is HolderKind.CADRE else None
        posts = posts_then(cadre, None, finding.document.date) if cadre else ()
        if posts:
            return posts[0].unit
        named = self.called(holder.mention) if holder.kind is HolderKind.UNIT and holder.mention else None
        return named or self.of_document(finding.document)

    def _author(self, name: str, date: str | None) -> str | None:
        """The unit of the one cadre of this name: a paper of his own bears his name for a unit's."""
        namesakes = [cadre for cadre in self._cadres.values() if cadre.name == name]
        posts = posts_then(namesakes[0], None, date) if len(namesakes) == 1 else ()
        return posts[0].unit if posts else None


def _same(unit: str, name: str) -> bool:
    return bool(name) and not is_vague(name) and kinship(unit, name) is Kinship.SAME
