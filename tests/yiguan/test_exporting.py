"""`export` as a user calls it: what leaves by default, increments, pseudonyms, templates, and that it is recorded."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from pyarrow import parquet

from cadres import read_roster
from outputs import EXPORTERS, FILE_SUFFIXES, AuditAction, Selection, StateFilter, Store
from schema import Finding, ReviewState
from tests.conftest import EXAMPLES
from tests.outputs.builders import verdict
from tests.outputs.exports.ledgers import plain
from tests.yiguan.conftest import call

FORMATS = [form.lstrip(".") for form in EXPORTERS]
ALL = Selection(states=StateFilter.ALL.states)


@pytest.fixture
def reviewed(ran: tuple[Path, Any], tmp_path: Path) -> tuple[Path, dict[ReviewState, Finding]]:
    """A store with a finding in every state of review, the others pending."""
    location = tmp_path / "一贯.db"
    with Store.open(ran[0], create=False):
        shutil.copy(ran[0], location)
    states: dict[ReviewState, Finding] = {}
    with Store.open(location, create=False) as store:
        for one, state in zip(store.findings(ALL), ReviewState, strict=False):
            if state is not ReviewState.PENDING:
                store.decide(verdict(one, state))
            states[state] = store.finding(one.id)
    return location, states


def text_of(path: Path) -> str:
    """Everything that a file shows, whatever its format."""
    if path.suffix == ".parquet":
        return json.dumps(parquet.read_table(path).to_pylist(), ensure_ascii=False)
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    return path.read_text(encoding="utf-8-sig")


def exported(location: Path, out: Path, *words: object) -> Result:
    result = call("export", out, "--store", location, *words)
    assert result.exit_code == 0, result.output
    return result


def out_of(tmp_path: Path, form: str) -> tuple[Path, tuple[object, ...]]:
    """A file of the format, and the words that ask for it."""
    return tmp_path / f"条目{FILE_SUFFIXES.get(f'.{form}', f'.{form}')}", ("--format", form)


@pytest.mark.parametrize("form", FORMATS)
def test_by_default_only_the_confirmed_leaves(reviewed: tuple[Path, Any], tmp_path: Path, form: str) -> None:
    location, states = reviewed
    out, words = out_of(tmp_path, form)
    exported(location, out, *words)
    shown = text_of(out)
    assert {state for state, one in states.items() if one.id in shown} == {ReviewState.CONFIRMED}


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_rejected_or_withdrawn_never_leaves(reviewed: tuple[Path, Any], tmp_path: Path, form: str) -> None:
    location, states = reviewed
    out, words = out_of(tmp_path, form)
    exported(location, out, "--state", "all", *words)
    shown = text_of(out)
    assert {state for state, one in states.items() if one.id in shown} == StateFilter.ALL.states


def test_into_a_template_only_the_confirmed_leaves(reviewed: tuple[Path, Any], tmp_path: Path) -> None:
    location, states = reviewed
    result = exported(location, tmp_path / "台账.xlsx", "--template", plain(tmp_path / "模板.xlsx"))
    shown = text_of(tmp_path / "台账.xlsx")
    confirmed = states[ReviewState.CONFIRMED]
    assert {state for state, one in states.items() if one.id in shown} <= {ReviewState.CONFIRMED}
    assert (confirmed.id in shown) == (confirmed.type.value == "problem")
    assert "不认得、留空的列：备注" in result.stderr


@pytest.mark.parametrize("form", FORMATS)
def test_an_increment_by_default_tells_the_confirmed_alone(reviewed: tuple[Path, Any], tmp_path: Path, form: str) -> None:
    location, states = reviewed
    out, words = out_of(tmp_path, form)
    exported(location, out, "--since", 0, *words)
    shown = text_of(out)
    assert {state for state, one in states.items() if one.id in shown} == {ReviewState.CONFIRMED}


def test_an_increment_gives_its_cursor_and_takes_back_what_was_withdrawn(reviewed: tuple[Path, Any], tmp_path: Path) -> None:
    location, states = reviewed
    confirmed = states[ReviewState.CONFIRMED]
    cursor = exported(location, tmp_path / "1.jsonl", "--since", 0).stdout.strip()
    with Store.open(location, create=False) as store:
        store.decide(verdict(confirmed, ReviewState.WITHDRAWN))
    later = exported(location, tmp_path / "2.jsonl", "--since", cursor, "--json")
    told = json.loads(later.stdout)
    [line] = (tmp_path / "2.jsonl").read_text(encoding="utf-8").splitlines()
    assert (told["count"], told["withdrawn"]) == (0, 1)
    assert json.loads(line) == {"schema": "yiguan.tombstone/1", "id": confirmed.id, "cursor": told["cursor"]}
    assert exported(location, tmp_path / "3.jsonl", "--since", told["cursor"]).stdout.strip() == str(told["cursor"])


def test_a_whole_export_says_from_where_to_go_on(reviewed: tuple[Path, Any], tmp_path: Path) -> None:
    location, _ = reviewed
    told = json.loads(exported(location, tmp_path / "1.jsonl", "--state", "all", "--json").stdout)
    assert exported(location, tmp_path / "2.jsonl", "--state", "all", "--since", told["cursor"]).exit_code == 0
    assert (tmp_path / "2.jsonl").read_text(encoding="utf-8") == ""


def test_the_same_ids_are_in_every_format(ran: tuple[Path, Any], tmp_path: Path) -> None:
    with Store.open(ran[0], create=False) as store:
        ids = [one.id for one in store.findings(ALL)]
    for form in FORMATS:
        out, words = out_of(tmp_path, form)
        exported(ran[0], out, "--state", "all", *words)
        shown = text_of(out)
        assert all(id in shown for id in ids), form


def names() -> Iterator[str]:
    """Everybody in the examples' records, by every name, and the ids."""
    for cadre in read_roster(EXAMPLES / "roster.csv").cadres:
        yield from (cadre.id, cadre.name, *cadre.aliases)


@pytest.mark.parametrize("form", FORMATS)
def test_masked_exports_of_the_examples_name_nobody(ran: tuple[Path, Any], tmp_path: Path, form: str) -> None:
    key = tmp_path / "密钥"
    key.write_text("一把足够长的密钥一把足够长的密钥", encoding="utf-8")
    out, words = out_of(tmp_path, form)
    exported(ran[0], out, "--state", "all", *words)
    plainly = text_of(out)
    exported(ran[0], out, "--state", "all", "--mask-names", key, *words)
    shown = text_of(out)
    assert sum(name in plainly for name in names()) > 5, "there is something to mask"
    assert [name for name in names() if name in shown] == []


def test_how_people_are_called_is_masked_too(ran: tuple[Path, Any], tmp_path: Path) -> None:
    (tmp_path / "密钥").write_bytes(bytes(range(1, 33)))
    exported(ran[0], tmp_path / "条目.jsonl", "--state", "all", "--mask-names", tmp_path / "密钥")
    shown = (tmp_path / "条目.jsonl").read_text(encoding="utf-8")
    called = ("殷局", "戚局", "老殷", "老郝", "麦总", "春霖同志", "鸿远同志", "玉柱")
    assert [words for words in called if words in shown] == []
    assert next(json.loads(line)["masked"]["scheme"] for line in shown.splitlines()) == "hmac-sha256/1"


def test_pseudonyms_are_stable(ran: tuple[Path, Any], tmp_path: Path) -> None:
    key = tmp_path / "密钥"
    key.write_bytes(bytes(range(1, 33)))
    for out in ("1.jsonl", "2.jsonl"):
        exported(ran[0], tmp_path / out, "--state", "all", "--mask-names", key)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


@pytest.mark.parametrize(("content", "message"), [(b"short", "太短"), (None, "读不了密钥文件")])
def test_a_key_that_cannot_serve_is_refused(ran: tuple[Path, Any], tmp_path: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / "密钥").write_bytes(content)
    result = call("export", tmp_path / "条目.jsonl", "--store", ran[0], "--mask-names", tmp_path / "密钥")
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "条目.jsonl").exists()


def test_every_export_is_recorded_with_who_took_it(
    reviewed: tuple[Path, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "limin")
    exported(reviewed[0], tmp_path / "条目.csv", "--state", "all")
    with Store.open(reviewed[0], create=False) as store:
        [newest] = store.audit.entries(limit=1).entries
        held = len(list(store.findings(ALL)))
    assert (newest.actor, newest.action) == ("cli:limin", AuditAction.EXPORT)
    assert newest.detail == {
        "file": "条目.csv", "format": "csv", "state": "all", "count": held, "withdrawn": 0, "since": None, "masked": False,
    }  # fmt: skip


def test_what_cannot_be_recorded_does_not_leave(
    reviewed: tuple[Path, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("outputs.audit.Audit.record", refuse)
    call("export", tmp_path / "条目.csv", "--store", reviewed[0])
    assert not (tmp_path / "条目.csv").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("x.jsonl", "--template", "模板.xlsx"), "以 .xlsx 结尾"),
        (("x.jsonl", "--since", "0", "--state", "pending"), "--state confirmed"),
        (("x.jsonld",), "--format webanno"),
        (("x.xlsx", "--template", "没有.xlsx"), "没有模板"),
    ],
)
def test_what_does_not_go_together_is_told(ran: tuple[Path, Any], words: tuple[str, ...], message: str) -> None:
    result = call("export", *words, "--store", ran[0])
    assert result.exit_code in (1, 2)
    assert message in result.stderr
