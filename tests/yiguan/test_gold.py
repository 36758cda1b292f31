"""Gold folders: quoted words are found where they stand, and what breaks the format is told with its file."""

import json
from pathlib import Path
from typing import Any

import pytest

from schema import ConfigError, HolderKind, Rejection, StatementType
from tests.conftest import EXAMPLES
from yiguan.gold import GoldDocument, read_gold

TEXT = "对照检查材料\n\n一、存在问题\n学习不深入，调研少。多次学习不深入，笔记不全。\n二、整改措施\n每月下乡调研少不了两次。\n"
PROBLEM: dict[str, Any] = {
    "type": "problem", "exact": "学习不深入，调研少", "category": "study", "holder": {"kind": "cadre", "mention": "我"},
    "voice": "self", "cue": "none",
}  # fmt: skip


def gold_folder(folder: Path, *items: dict[str, Any], **changes: Any) -> Path:
    told = {"kind": "self_check", "date": "2024-01-18", "title": "对照检查材料", "issuer": None, "items": list(items), **changes}
    (folder / "甲.txt").write_text(TEXT, encoding="utf-8")
    (folder / "甲.json").write_text(json.dumps({k: v for k, v in told.items() if v != "absent"}, ensure_ascii=False), "utf-8")
    return folder


def only(folder: Path) -> GoldDocument:
    (found,) = read_gold(folder)
    return found


def flat(text: str) -> str:
    return "".join(text.split())


def test_every_example_is_read_as_annotated(gold: tuple[GoldDocument, ...]) -> None:
    paths = sorted((EXAMPLES / "gold").glob("*.json"))
    assert len(gold) == len(paths)
    for one, path in zip(gold, paths, strict=True):
        items = [item for item in json.loads(path.read_text(encoding="utf-8"))["items"] if item["type"] != "trap"]
        assert len(one.analysis.statements) == len(one.links) == len(items)
        for item, statement in zip(items, one.analysis.statements, strict=True):
            exact = item["exact"] if isinstance(item["exact"], str) else "".join(item["exact"])
            assert flat("".join(one.document[span] for span in statement.spans)) == flat(exact).replace("|", "")
            assert statement.category == item["category"]
        assert one.writer == "gold"


def test_what_the_annotation_tells(tmp_path: Path) -> None:
    rectification = {"status": "planned", "measures": ["每月下乡"], "responsible": [{"mention": "我", "cadre_id": "A1"}]}
    second = {**PROBLEM, "exact": "学习不深入", "nth": 1, "cue": "recurrent", "cue_text": "多次", "rectification": rectification}
    praise = {**PROBLEM, "type": "commendation", "exact": ["学习不深入，调研少。", "每月下乡"]}
    trap = {"type": "trap", "exact": "笔记不全", "why": "cause"}
    found = only(gold_folder(tmp_path, PROBLEM, second, praise, trap))
    first, other, third = found.analysis.statements
    assert (found.document.date, found.document.kind) == ("2024-01-18", "self_check")
    assert [found.document[span] for span in first.spans] == ["学习不深入，调研少"]
    assert other.spans[0].start > first.spans[0].start
    assert other.cue.span is not None
    assert found.document[other.cue.span] == "多次"
    assert other.rectified is not None
    assert [found.document[span] for span in other.rectified.measures] == ["每月下乡"]
    assert found.links[1].responsible == {"A1"}
    assert (third.type, len(third.spans)) == (StatementType.COMMENDATION, 2)
    assert first.held.kind is HolderKind.CADRE
    assert [one.rejected_as for one in found.analysis.rejected] == [Rejection.CAUSE]


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "absent"},
        {"kind": "wrong"},
        {"items": [{**PROBLEM, "exact": "原文没有这句"}]},
        {"items": [{**PROBLEM, "category": "wrong"}]},
        {"items": [{**PROBLEM, "cue_text": "一贯"}]},
        {"items": [{key: value for key, value in PROBLEM.items() if key != "holder"}]},
        {"items": [{"type": "trap", "exact": "笔记不全"}]},
    ],
    ids=["no kind", "unknown kind", "words not there", "unknown category", "cue not there", "no holder", "trap without why"],
)
def test_what_breaks_the_format_is_told_with_its_file(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=r"甲\.json") as raised:
        only(gold_folder(tmp_path, **changes))
    assert raised.value.remedy


def test_broken_json_is_told(tmp_path: Path) -> None:
    (gold_folder(tmp_path) / "甲.json").write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"甲\.json"):
        only(tmp_path)


def test_json_of_another_shape_is_told(tmp_path: Path) -> None:
    (gold_folder(tmp_path) / "甲.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"甲\.json"):
        only(tmp_path)


def test_a_missing_text_is_told_with_its_file(tmp_path: Path) -> None:
    (gold_folder(tmp_path) / "甲.txt").unlink()
    with pytest.raises(ConfigError, match="甲"):
        only(tmp_path)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="没有标注文件"):
        list(read_gold(tmp_path))
