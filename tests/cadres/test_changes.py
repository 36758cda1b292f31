from dataclasses import replace

import pytest

from cadres import record_changed
from schema import Cadre
from tests.cadres.builders import cadre, post

OLD = cadre("A", "何沛", post("2019-03~", "水利局", "局长"), post("2014-06~2019-03", "石渡县", "副县长"), birth="1971-03")


def told(new: Cadre) -> list[tuple[str, str, str]]:
    return [(one.field, one.before, one.after) for one in record_changed(OLD, new).fields]


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        (OLD, []),
        (replace(OLD, name="何培"), [("name", "何沛", "何培")]),
        (replace(OLD, birth="1971-04", rank="正处级"), [("birth", "1971-03", "1971-04"), ("rank", "", "正处级")]),
        (replace(OLD, aliases=("何小沛",)), [("aliases", "", "何小沛")]),
        (replace(OLD, identity="9f"), [("identity", "", "有")]),
        (
            replace(OLD, posts=(post("2024-01~", "政协", "副主席"), post("2019-03~2024-01", "水利局", "局长"), OLD.posts[1])),
            [("posts", "", "2024-01~今 政协副主席"), ("posts", "2019-03~今 水利局局长", "2019-03~2024-01 水利局局长")],
        ),
        (replace(OLD, posts=OLD.posts[:1]), [("posts", "2014-06~2019-03 石渡县副县长", "")]),
        (replace(OLD, posts=(replace(OLD.posts[0], also=("水务局",)), OLD.posts[1])), [("also", "", "水务局")]),
    ],
)
def test_field_by_field(new: Cadre, wanted: list[tuple[str, str, str]]) -> None:
    assert told(new) == wanted


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        (replace(OLD, name="柴米", birth="1980-01"), "姓名和出生年月"),
        (replace(OLD, name="柴米", birth=None), "没有出生年月可核对"),
        (replace(OLD, name="柴米"), ""),
        (replace(OLD, name="柴米", birth="1980-01", aliases=("何沛",)), ""),
        (replace(OLD, birth="1980-01"), ""),
    ],
)
def test_an_id_that_may_stand_for_another_is_doubted(new: Cadre, wanted: str) -> None:
    doubt = record_changed(OLD, new).doubt
    assert wanted in doubt
    assert bool(doubt) is bool(wanted)


def test_another_identity_number_is_doubted() -> None:
    assert "身份证号" in record_changed(replace(OLD, identity="aa"), replace(OLD, identity="bb")).doubt
    assert record_changed(replace(OLD, identity="aa"), replace(OLD, identity="aa")).doubt == ""
