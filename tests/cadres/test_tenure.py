import pytest

from cadres.tenure import begun_by, follows, held_on, overlap
from tests.cadres.builders import post


@pytest.mark.parametrize(
    ("period", "moment", "wanted"),
    [
        ("2019-03~2021-05", "2020-07-14", True),
        ("2019-03~2021-05", "2021-05-31", True),
        ("2019-03~2021-05", "2019-03-01", True),
        ("2019-03~2021-05", "2021-06-01", False),
        ("2019-03~2021-05", "2019-02-28", False),
        ("2019-03~", "2030-01-01", True),
        ("~2021-05", "1990-01-01", True),
        ("2019~2021", "2021-12-31", True),
        ("2019-03~2021-05", "2021", True),
        ("2019-03-15~2019-09-01", "2019-03", True),
    ],
)
def test_the_month_counts_as_a_whole(period: str, moment: str, wanted: bool) -> None:
    assert held_on(post(period, "水利局", "局长"), moment) is wanted


def test_begun_by_counts_what_has_ended() -> None:
    assert begun_by(post("2012-01~2014-01", "水利局", "局长"), "2020-01-01")
    assert not begun_by(post("2020-02~", "水利局", "局长"), "2020-01-31")


def test_a_shared_month_is_no_overlap() -> None:
    assert not overlap(post("2012-01~2014-01", "水利局", "局长"), post("2014-01~", "水利局", "局长"))
    assert overlap(post("2012-01~2014-02", "水利局", "局长"), post("2014-01~", "水利局", "局长"))


@pytest.mark.parametrize(("start", "wanted"), [("2014-01", True), ("2014-03", True), ("2013-12", True), ("2015-01", False)])
def test_follows_within_a_vacancy(start: str, wanted: bool) -> None:
    assert follows(post(f"{start}~", "水利局", "局长"), post("2012-01~2014-01", "水利局", "局长")) is wanted
