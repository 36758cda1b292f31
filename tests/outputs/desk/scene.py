"""The desk's small world for tests: two units' documents with findings, people of every role, and services that need no models."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from outputs import StateFilter, Store
from outputs.access import EVERYTHING, Role, Scope
from outputs.desk import Judged, Original, Processed, Why
from schema import Cadre, Dossier, Holder, HolderKind, Location, Pattern, Post, Roster, Span, StoreError
from tests.outputs.builders import document, finding, keep

PASSWORD = "审阅台-测试-口令-2024"
PEOPLE: dict[str, tuple[str, frozenset[Role], Scope]] = {
    "admin": ("管理员", frozenset({Role.ADMINISTRATOR}), EVERYTHING),
    "limin": ("李敏", frozenset({Role.REVIEWER}), EVERYTHING),
    "wangqiang": ("王强", frozenset({Role.SECOND_REVIEWER}), EVERYTHING),
    "zhaoyu": ("赵宇", frozenset({Role.REVIEWER, Role.SECOND_REVIEWER}), EVERYTHING),
    "chenjing": ("陈静", frozenset({Role.READER}), EVERYTHING),
    "audit": ("审计员", frozenset({Role.AUDITOR}), EVERYTHING),
    "shuili": ("周航", frozenset({Role.REVIEWER}), Scope(frozenset({"市水利局"}))),
}
"""By login: name, roles, and the units that he sees."""
WATER, CULTURE = "市水利局", "市文化广电局"
MINUTES = document(
    "市水利局党组民主生活会会议记录",
    "张建国同志理论学习不够深入，满足于一般性了解。",
    "张建国同志对基层水管站调研偏少，去年只去过一次。",
    "会议要求，要坚决防止以会议落实会议。",
    "李卫东同志敢于担当，防汛期间连续值守。",
    name="水利局纪要.docx",
)
LEDGER = document(
    "市文化广电局整改台账",
    "孙丽同志分管的采购项目未按规定公开招标。",
    "文化馆固定资产账实不符。",
    name="文化局台账.docx", issuer=CULTURE, title="市文化广电局整改台账",
)  # fmt: skip
OF_SUN = Holder(kind=HolderKind.CADRE, mention="孙丽同志", cadre_id="YZ031", score=0.99)
OF_THE_UNIT = Holder(kind=HolderKind.UNIT, mention="文化馆", cadre_id=None, score=None)
FINDINGS = (
    finding(MINUTES, "理论学习不够深入，满足于一般性了解"),
    finding(MINUTES, "对基层水管站调研偏少，去年只去过一次", confidence=0.62),
    finding(LEDGER, "采购项目未按规定公开招标", holder=OF_SUN),
    finding(LEDGER, "固定资产账实不符", confidence=0.97, holder=OF_THE_UNIT),
)
CADRES = tuple(
    Cadre(id=number, name=name, posts=(Post(unit=unit, title=title, start="2021-03", end=None),))
    for number, name, unit, title in (
        ("YZ003", "李卫东", WATER, "党组书记、局长"),
        ("YZ012", "张建国", WATER, "党组成员、副局长"),
        ("YZ031", "孙丽", CULTURE, "党组成员、副局长"),
    )
)


def fill(path: Path) -> None:
    """Make the store of the scene."""
    with Store.open(path) as store:
        store.import_roster(
            Roster(cadres=CADRES, source="名册.csv", id="sha256:r"), at="2024-02-01T08:00:00+08:00", pipeline="0.1.0"
        )
        for told in (MINUTES, LEDGER):
            keep(store, told, *(one for one in FINDINGS if one.document.id == told.id))
        store.occurrences.group()
        for login, (name, roles, scope) in PEOPLE.items():
            person, once = store.access.add_person(login=login, name=name, roles=roles, scope=scope, by="system")
            store.access.set_password(person.id, once, PASSWORD)


@dataclass
class FakeServices:
    """Services that read and analyse nothing."""

    originals: dict[str, Original] = field(default_factory=dict)
    processed: list[Path] = field(default_factory=list)

    def original(self, document_id: str) -> Original | None:
        return self.originals.get(document_id)

    def boxes(self, document_id: str, spans: Sequence[Span]) -> tuple[tuple[Location, ...], ...]:
        return tuple(() for _ in spans)

    def why(self, finding_id: str) -> Why:
        return Why(notes=(), setting=("班子成员发言",), judged=(Judged(title="判为问题", grounds=()),))

    def dossier(self, cadre_id: str, *, states: StateFilter, as_of: str) -> Dossier:
        raise StoreError(f"名册里没有编号为 {cadre_id} 的干部")

    def patterns(self, cadre_id: str, *, states: StateFilter, as_of: str) -> tuple[Pattern, ...]:
        return ()

    def process(self, folder: Path, report: Callable[[int, int, str], None]) -> Processed:
        self.processed.append(folder)
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        for number, path in enumerate(files, 1):
            report(number, len(files), path.name)
        return Processed(run="r-0", read=len(files), failed=0, findings=0, report=f"读取 {len(files)} 份")
