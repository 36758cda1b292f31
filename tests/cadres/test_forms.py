"""Appointment forms (.lrmx, .lrm) in every writing met: their dated posts come back, and nothing that is nobody's business."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres import read_roster
from cadres.forms import UnusableForm, form_record
from cadres.lrm import read_lrm
from cadres.lrmx import read_lrmx
from schema import Cadre, RosterError
from tests.cadres.appointment_forms import POSTS, RESUME, VARIANTS, lrm, lrmx


def told(cadre: Cadre) -> tuple[tuple[str, str, str | None, str | None], ...]:
    return tuple((post.unit, post.title, post.start, post.end) for post in cadre.posts)


def only(folder: Path, content: bytes, name: str = "何沛.lrmx") -> Cadre:
    (folder / name).write_bytes(content)
    (cadre,) = read_roster(folder / name).cadres
    return cadre


@pytest.mark.parametrize("written", VARIANTS.values(), ids=VARIANTS.keys())
def test_every_writing_gives_the_same_dated_posts(tmp_path: Path, written: Callable[[], bytes]) -> None:
    cadre = only(tmp_path, written())
    assert told(cadre) == POSTS
    assert (cadre.name, cadre.gender, cadre.birth) == ("何沛", "男", "1971-03")


def test_the_older_form_gives_them_too(tmp_path: Path) -> None:
    newer = only(tmp_path, lrmx())
    older = only(tmp_path, lrm(), "何沛.lrm")
    assert told(older) == POSTS
    assert older.id == newer.id
    assert (
        told(only(tmp_path, lrm("\r\n".join(RESUME).replace("科员", "科员, 工会委员")), "何.lrm"))[-1][1]
        == "办事员、科员,工会委员"
    )


def test_nothing_else_of_the_form_is_kept(tmp_path: Path) -> None:
    kept = repr(only(tmp_path, lrmx()))
    for told in ("健康", "汉族", "苗青", "4AAQSkZJRg", "政协", "110101", "4512", "199407"):
        assert told not in kept


def test_the_identity_number_leaves_a_hash_that_tells_two_apart(tmp_path: Path) -> None:
    one = only(tmp_path, lrmx(ShenFenZheng="110101197103074512"))
    other = only(tmp_path, lrmx(ShenFenZheng="11010119710307451x"))
    assert one.identity
    assert other.identity not in ("", one.identity)
    assert only(tmp_path, lrmx(ShenFenZheng="")).identity == ""
    assert only(tmp_path, lrmx(ShenFenZheng="无")).identity == ""


@pytest.mark.parametrize(
    ("written", "name", "aliases"),
    [("何　沛", "何沛", ()), ("何沛（女）", "何沛", ()), ("何沛（曾用名：何小沛）", "何沛", ("何小沛",)), ("努尔兰•哈德尔别克", "努尔兰·哈德尔别克", ())],
)  # fmt: skip
def test_a_name_with_its_notes(tmp_path: Path, written: str, name: str, aliases: tuple[str, ...]) -> None:
    cadre = only(tmp_path, lrmx(name=written))
    assert (cadre.name, cadre.aliases) == (name, aliases)


@pytest.mark.parametrize("birth", ["197103", "19710308", "1971.03", "1971年3月", "197103（54岁）"])
def test_a_birth_in_every_writing(tmp_path: Path, birth: str) -> None:
    assert only(tmp_path, lrmx(birth=birth)).birth == "1971-03"


def test_a_resume_that_was_not_carried_on_gives_way_to_the_present_post(tmp_path: Path) -> None:
    cadre = only(tmp_path, lrmx(RESUME[:-1]))
    assert told(cadre)[0] == ("云泽市水利局", "党组书记、局长", "2019-03", None)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.lrmx", lrmx()[:700], "不是完好的 XML|文件不完整"),
        ("a.lrmx", b"", "空的"),
        ("a.lrmx", b"<html>no form</html>", "没有 Person"),
        ("a.lrmx", lrmx(name=""), "没有姓名"),
        ("a.lrmx", lrmx(birth="不详"), "没有出生年月"),
        ("a.lrmx", b'<!DOCTYPE Person [<!ENTITY x SYSTEM "file:///etc/passwd">]><Person><XingMing>&x;</XingMing></Person>', "DOCTYPE"),
        ("a.lrmx", '\ufeff<?xml version="1.0"?>\n<!doctype a><Person/>'.encode("utf-16"), "DOCTYPE"),
        ("a.lrm", lrm()[:40], "33 项"),
        ("a.lrm", b"\x80\xff\xff", "GB18030"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RosterError, match=reason) as caught:
        read_roster(tmp_path / name)
    assert caught.value.path.endswith(name)
    assert caught.value.remedy


@given(cut=st.integers(0, 4000), put=st.binary(max_size=12), at=st.integers(0, 4000))
def test_no_damage_brings_anything_but_a_reason(cut: int, put: bytes, at: int) -> None:
    whole = lrmx(ZhaoPian="")
    hurt = whole[:at] + put + whole[at + cut % 40 :]
    for read, content in ((read_lrmx, hurt), (read_lrm, put + lrm()[at % 200 :])):
        with suppress(UnusableForm):
            form_record(read(content), "何沛")
