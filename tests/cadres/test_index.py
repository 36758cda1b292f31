from collections.abc import Iterable

from cadres import Kinship
from schema import Cadre
from tests.cadres.builders import cadre, index, post

RECORDS = index(
    cadre("A", "欧阳策", post("2019-03~", "云泽市水利局", "党组书记、局长"), aliases=("欧阳小策",)),
    cadre("B", "何 伟", post("2019-03~", "云泽市水利局", "办公室主任"), post("2012-01~2019-03", "石渡县水利局", "副局长")),
    cadre("C", "努尔兰·哈德尔别克", post("2019-03~", "高渚县水利局", "局长")),
)


def ids(cadres: Iterable[Cadre]) -> list[str]:
    return sorted(cadre.id for cadre in cadres)


def serving(unit: str, near: Kinship = Kinship.SAME) -> list[str]:
    return ids({service.cadre.id: service.cadre for service in RECORDS.serving(unit, near)}.values())


def test_by_name_and_former_name() -> None:
    assert ids(RECORDS.named("欧阳策")) == ["A"]
    assert ids(RECORDS.named("欧阳小策")) == ["A"]
    assert ids(RECORDS.named("努尔兰•哈德尔别克")) == ["C"]
    assert RECORDS.named("何小伟") == ()
    assert set(RECORDS.names) >= {"欧阳策", "欧阳小策", "努尔兰·哈德尔别克"}


def test_by_unit_over_the_whole_history() -> None:
    assert serving("市水利局") == ["A", "B"]
    assert serving("石渡县水利局") == ["B"]
    assert serving("市水利局办公室") == ["B"]
    assert serving("市水利局办公室", Kinship.PART) == ["A", "B"]
    assert serving("市审计局") == []


def test_by_surname_and_given_name_within_a_unit() -> None:
    assert ids(RECORDS.surnamed("欧阳", "云泽市水利局")) == ["A"]
    assert RECORDS.surnamed("欧", "云泽市水利局") == ()
    assert ids(RECORDS.called("努尔兰", "高渚县水利局")) == ["C"]
    assert RECORDS.called("努尔兰", "云泽市水利局") == ()


def test_a_unit_named_without_its_place_may_be_several() -> None:
    assert RECORDS.definite("石渡县水利局")
    assert not RECORDS.definite("县水利局")
