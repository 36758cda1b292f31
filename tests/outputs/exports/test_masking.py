"""Masked findings name no person whom the records or the analysis know, and the same person always in the same way."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyarrow.parquet
import pytest

from outputs import Masker, export, known_names
from outputs.exports.names import KnownNames
from schema import (
    Anchor,
    Cadre,
    Finding,
    Holder,
    HolderKind,
    MaskedFinding,
    Measure,
    Mention,
    MentionForm,
    Rectification,
    RectificationStatus,
    Responsible,
    Review,
    ReviewState,
    Voice,
    VoiceKind,
    masked_to_json,
)
from tests.outputs.builders import analysis, document, finding
from tests.outputs.test_exports import FULL, NOTE

KEY = b"0123456789abcdef"
CADRES = (
    Cadre(id="YZ001", name="秦守田", aliases=("秦小田",)),
    Cadre(id="YZ002", name="王敏"),
    Cadre(id="YZ003", name="欧阳策"),
    Cadre(id="YZ004", name="任建国"),
    Cadre(id="YZ005", name="努尔兰·哈德尔别克"),
    Cadre(id="YZ006", name="何沛"),
)
READ = document("党组书记、局长秦守田同志对何局的意见。")


def known(*mentions: Mention) -> KnownNames:
    told = analysis(READ)
    return known_names(CADRES, [replace(told, occasion=replace(told.occasion, people=mentions))])


MASKER = Masker(KEY, known(Mention(text="老何", form=MentionForm.SURNAME, name="何")))


def name(of: str) -> str:
    return MASKER.text(of)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("党组书记、局长秦守田同志", "秦守田"), ("曾用名秦小田", "秦小田"), ("王敏、秦守田列席", "王敏"), ("王　敏", "敏"), ("秦 守 田", "守"),
        ("欧阳策局长", "欧阳"), ("努尔兰•哈德尔别克", "努尔兰"), ("守田同志说", "守田"), ("守田、建国都去了", "守田"), ("对何局提意见", "何"),
        ("何局长表态", "何"), ("何书记", "何"), ("老何也在", "何"), ("欧阳局长", "欧阳"), ("何某某", "何"), ("王主任", "王"), ("YZ001", "YZ001"),
        ("建国同志", "建国"), ("，任局长说", "任"), ("（何××）", "何"),
    ],
)  # fmt: skip
def test_names_go(text: str, gone: str) -> None:
    assert gone not in MASKER.text(text)


@pytest.mark.parametrize(
    "text",
    [
        "担任局长", "时任局长秦", "建国以来", "为何不去", "如何落实", "王", "市水利局", "任何部门", "田间地头", "YZ0012", "由于任务重", "国王",
    ],
)  # fmt: skip
def test_other_words_stay(text: str) -> None:
    assert MASKER.text(text) == text


def test_a_name_is_replaced_the_same_way_everywhere() -> None:
    assert name("秦守田") in MASKER.text("局长秦守田同志")
    assert name("秦 守 田") == name("秦守田")
    assert name("秦守田") != name("王敏")
    assert Masker(KEY, known()).text("秦守田") == name("秦守田"), "whoever else is known"
    assert Masker(KEY + b"x", known()).text("秦守田") != name("秦守田")


def anchored(words: str, prefix: str = "", suffix: str = "") -> Anchor:
    return Anchor(exact=words, prefix=prefix, suffix=suffix, start=10, end=10 + len(words))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def masked(**changes: Any) -> MaskedFinding:
    return MASKER.finding(replace(finding(READ, "秦守田同志"), **changes))


def test_persons_are_masked_in_every_field() -> None:
    shown = masked(
        holder=Holder(kind=HolderKind.CADRE, mention="党组书记、局长秦守田", cadre_id="YZ001", score=0.9, candidates=FULL.holder.candidates),
        voice=Voice(kind=VoiceKind.PEER, speaker="何局", cadre_id="YZ006"),
        rectification=Rectification(
            status=RectificationStatus.COMPLETED, text="王敏已办结", measures=(Measure(exact="由王敏负责", start=1, end=6),),
            deadline=None, responsible=(Responsible(mention="王敏", cadre_id="YZ002"),),
        ),
        document=replace(finding(READ, "秦守田").document, name="秦守田考察材料.docx", title="关于秦守田同志的考察材料"),
        review=Review(state=ReviewState.CONFIRMED, by="limin", at="2024-03-01T09:00:00+08:00", revision=2),
    )  # fmt: skip
    told = masked_to_json(shown)
    for gone in ("秦守田", "何", "王敏", "YZ00", "YZ012", "YZ099", "limin"):
        assert gone not in told
    assert shown.holder.mention == f"党组书记、局长{name('秦守田')}"
    assert shown.rectification is not None
    assert shown.rectification.responsible[0].mention == name("王敏")
    assert (shown.id, shown.document.id) == (finding(READ, "秦守田").id, READ.id), "the same ids as in every other export"


def test_whom_only_the_finding_names_is_masked_too() -> None:
    shown = masked(voice=Voice(kind=VoiceKind.PEER, speaker="赵大勇同志", cadre_id=None))
    assert shown.voice.speaker is not None
    assert "赵" not in shown.voice.speaker
    assert shown.voice.speaker.endswith("同志")


@pytest.mark.parametrize("mention", ["我", "局党组主要负责人", "本人", "县长"])
def test_who_is_not_named_keeps_his_words(mention: str) -> None:
    assert masked(holder=Holder(kind=HolderKind.CADRE, mention=mention, cadre_id=None, score=None)).holder.mention == mention


@pytest.mark.parametrize(
    ("anchor", "holds"),
    [(anchored("多次迟到", "局长秦守田"), True), (anchored("秦守田多次迟到"), False), (anchored("何局多次迟到"), False)],
)
def test_it_is_told_whether_offsets_still_hold(anchor: Anchor, holds: bool) -> None:
    shown = masked(anchor=anchor)
    assert shown.masked.offsets_hold is holds
    assert (shown.anchors[0].start, shown.anchors[0].end) == (anchor.start, anchor.end), "they tell the place in the original"


def test_a_measure_that_names_somebody_counts_as_well() -> None:
    rectification = Rectification(
        status=RectificationStatus.PLANNED,
        text=None,
        measures=(Measure(exact="由王敏负责", start=1, end=6),),
        deadline=None,
        responsible=(),
    )
    assert not masked(anchor=anchored("迟到"), rectification=rectification).masked.offsets_hold


def test_a_name_over_the_border_of_an_anchor_goes_whole() -> None:
    [anchor] = masked(anchor=anchored("守田迟到。欧阳", "局长秦", "策说")).anchors
    assert (anchor.prefix, anchor.exact, anchor.suffix) == (f"局长{name('秦守田')}", f"迟到。{name('欧阳策')}", "说")


def test_half_a_name_at_the_end_of_the_context_goes() -> None:
    [anchor] = masked(anchor=anchored("迟到", "守田说，", "，秦守")).anchors
    assert (anchor.prefix, anchor.suffix) == (f"{name('守田')}说，", "，")


def test_parquet_has_the_column_that_tells_of_masking(tmp_path: Any) -> None:
    export([masked()], path := tmp_path / "清单.parquet", replace(NOTE, masked=True))
    [row] = pyarrow.parquet.read_table(path).to_pylist()
    assert row["masked"] == {"scheme": "hmac-sha256/1", "key": masked().masked.key, "offsets_hold": False}


def test_the_key_cannot_be_told_from_its_fingerprint() -> None:
    assert KEY.hex() not in masked().masked.key
    assert masked().masked.key != Masker(KEY + b"x", known()).finding(finding(READ, "秦守田")).masked.key


def test_an_unmasked_finding_has_no_such_key() -> None:
    assert not hasattr(FULL, "masked")
    assert isinstance(FULL, Finding)
