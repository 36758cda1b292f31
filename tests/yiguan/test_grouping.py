"""Grouping measured on annotated pairs of findings: precision and recall, writer by writer and together."""

import json
from collections import Counter
from pathlib import Path

import pytest

from cadres import grouped, matters, setting_of, suggested
from tests.yiguan.golden_findings import golden

ROOT = Path(__file__).parent.parent.parent
PAIRS = ROOT / "tests" / "cadres" / "pairs"


def folder_of(pairs: Path) -> Path:
    return ROOT / "examples" / "gold" if pairs.stem == "examples" else ROOT / "training" / pairs.stem


def events_of(folder: Path) -> dict[str, str]:
    """The event of each annotated item, by `document/item`."""
    roster, documents = golden(folder)
    known = {cadre.id: cadre for cadre in roster.cadres}
    findings = [one for document in documents for one in document.findings]
    served = {one.id: setting_of(one, known).unit for one in findings}
    units = {one.document.id: one.occasion.unit for one in documents}
    told = list(matters(findings, units, served))
    events = grouped(told, suggested(told)).events
    named: dict[str, str] = {}
    for document in documents:
        name = Path(document.document.name).stem
        items = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["items"]
        ids = [item["id"] for item in items if item["type"] != "trap"]
        named |= {f"{name}/{item}": events[one.id] for item, one in zip(ids, document.findings, strict=True)}
    return named


def measured(pairs: Path) -> Counter[tuple[str, bool]]:
    """How often pairs annotated so are put together or not."""
    events = events_of(folder_of(pairs))
    found: Counter[tuple[str, bool]] = Counter()
    for line in pairs.read_text(encoding="utf-8").splitlines():
        one, other, verdict = line.split("\t")
        found[verdict, events[one] == events[other]] += 1
    return found


def check(found: Counter[tuple[str, bool]]) -> None:
    together = found["same", True] + found["different", True]
    assert found["same", True] / together >= 0.95
    assert found["same", True] / (found["same", True] + found["same", False]) >= 0.7


def test_the_examples() -> None:
    check(measured(PAIRS / "examples.tsv"))


@pytest.mark.slow
def test_all_writers_together() -> None:
    every = sorted(PAIRS.glob("*.tsv"))
    found = sum((measured(pairs) for pairs in every), Counter[tuple[str, bool]]())
    assert found.total() >= 150
    check(found)
