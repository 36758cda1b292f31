"""The JSON-LD exports have the structure that W3C Web Annotation and PROV-O ask for."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from outputs import export
from outputs.exports.prov import CONTEXT as PROV_CONTEXT
from schema import Location, MaskedFinding, Masking, Tombstone, finding_to_dict
from tests.outputs.test_exports import FINDINGS, FORMULA, FULL, NOTE, SPREAD

MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking", "moderating",
    "questioning", "replying", "tagging",
}  # fmt: skip
"""Those that the recommendation knows (Web Annotation Vocabulary, 4.)."""


def exported(tmp_path: Path, form: str, *findings: Any, **changes: Any) -> dict[str, Any]:
    path = tmp_path / "条目.jsonld"
    export(findings or FINDINGS, path, replace(NOTE, **changes), format=form)
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def by_id(graph: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Nodes of one id are one node, as JSON-LD has it; what they use is put together."""
    nodes: dict[str, dict[str, Any]] = {}
    for node in graph:
        used = [*nodes.get(node["id"], {}).get("used", []), *([node["used"]] if "used" in node else [])]
        nodes[node["id"]] = nodes.get(node["id"], {}) | node | ({"used": used} if used else {})
    return nodes


def check_annotation(node: dict[str, Any]) -> None:
    """What the Web Annotation Data Model says an annotation must be."""
    assert node["type"] == "Annotation"
    assert set(node["motivation"]) <= MOTIVATIONS
    for body in node["body"]:
        assert body["type"] == "TextualBody"
        assert isinstance(body["value"], str)
        assert body["purpose"] in MOTIVATIONS
    target = node["target"]
    for one in target["items"] if target["type"] == "List" else [target]:
        assert one["type"] == "SpecificResource"
        assert one["source"]["id"].startswith("urn:yiguan:document:sha256:")
        for selector in one["selector"]:
            check_selector(selector)


def check_selector(selector: dict[str, Any]) -> None:
    wanted = {
        "TextQuoteSelector": {"exact": str, "prefix": str, "suffix": str},
        "TextPositionSelector": {"start": int, "end": int},
        "FragmentSelector": {"conformsTo": str, "value": str},
    }[selector["type"]]
    assert {key: type(value) for key, value in selector.items() if key != "type"} == wanted
    if selector["type"] == "TextPositionSelector":
        assert 0 <= selector["start"] < selector["end"]


def test_a_page_of_annotations_has_the_recommendations_context_first(tmp_path: Path) -> None:
    told = exported(tmp_path, "webanno")
    assert told["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert told["type"] == "AnnotationPage"
    assert [node["id"] for node in told["items"]] == [f"urn:yiguan:finding:{one.id}" for one in FINDINGS]
    for node in told["items"]:
        check_annotation(node)


def test_every_key_of_an_annotation_is_in_a_context(tmp_path: Path) -> None:
    told = exported(tmp_path, "webanno")
    ours = set(told["@context"][1])
    theirs = {"id", "type", "motivation", "body", "target", "creator", "generator"}
    assert all(set(node) <= ours | theirs for node in told["items"])
    assert set(told) - {"@context", "id", "type", "items"} <= ours


def test_a_passage_is_selected_by_words_by_position_and_by_page(tmp_path: Path) -> None:
    [node] = exported(tmp_path, "webanno", SPREAD)["items"]
    first, second = node["target"]["items"]
    one = SPREAD.anchors[0]
    assert node["target"]["type"] == "List", "both passages are needed, in this order"
    assert first["selector"] == [
        {"type": "TextQuoteSelector", "exact": one.exact, "prefix": one.prefix, "suffix": one.suffix},
        {"type": "TextPositionSelector", "start": one.start, "end": one.end},
        {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
            "value": "page=2&viewrect=72,310.5,451.2,31.5",
        },
        {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3778", "value": "page=3"},
    ]
    assert [selector["type"] for selector in second["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]


def test_a_place_without_a_page_has_no_fragment(tmp_path: Path) -> None:
    anchor = replace(FULL.anchors[0], locations=(Location(block=3),))
    [node] = exported(tmp_path, "webanno", replace(FULL, anchor=anchor))["items"]
    assert [one["type"] for one in node["target"]["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]


def test_positions_that_masking_made_false_are_not_told(tmp_path: Path) -> None:
    fields = {name: getattr(FULL, name) for name in finding_to_dict(FULL)}
    masked = MaskedFinding(**fields, masked=Masking(scheme="s", key="k", offsets_hold=False))
    [node] = exported(tmp_path, "webanno", masked)["items"]
    assert "TextPositionSelector" not in [one["type"] for one in node["target"]["selector"]]


def test_provenance_leads_from_the_finding_to_document_run_model_and_reviewer(tmp_path: Path) -> None:
    nodes = by_id(exported(tmp_path, "prov")["@graph"])
    made = nodes[f"urn:yiguan:finding:{FULL.id}"]
    assert made["type"] == "prov:Entity"
    assert nodes[made["wasDerivedFrom"]]["type"] == "prov:Entity"
    run = nodes[made["wasGeneratedBy"]]
    assert run["type"] == "prov:Activity"
    assert {made["wasDerivedFrom"], "urn:yiguan:model:sha256:m"} == set(run["used"])
    assert "prov:SoftwareAgent" in nodes[run["wasAssociatedWith"]]["type"]
    reviewed = nodes[f"urn:yiguan:finding:{FULL.id}:revision:2"]
    assert (reviewed["state"], reviewed["wasRevisionOf"]) == ("confirmed", f"urn:yiguan:finding:{FULL.id}")
    act = nodes[reviewed["wasGeneratedBy"]]
    assert (act["type"], act["endedAtTime"], act["used"]) == ("prov:Activity", FULL.review.at, [f"urn:yiguan:finding:{FULL.id}"])
    assert "prov:Person" in nodes[act["wasAssociatedWith"]]["type"]
    assert nodes[act["wasAssociatedWith"]]["label"] == "李敏"


def test_what_nobody_reviewed_has_no_review(tmp_path: Path) -> None:
    assert not [node for node in exported(tmp_path, "prov", FORMULA)["@graph"] if "review" in node["id"] or "revision" in node]


def test_every_reference_is_to_a_node_and_every_key_in_the_context(tmp_path: Path) -> None:
    told = exported(tmp_path, "prov")
    nodes = by_id(told["@graph"])
    references = [
        key for key, term in PROV_CONTEXT.items() if isinstance(term, dict) and term.get("@type") == "@id" and key != "withdrawn"
    ]
    for node in told["@graph"]:
        assert set(node) <= set(PROV_CONTEXT)
        assert all(node[key] in nodes for key in references if key in node)


def test_what_findings_share_is_told_once(tmp_path: Path) -> None:
    graph = exported(tmp_path, "prov", *FINDINGS)["@graph"]
    told = [json.dumps(node, sort_keys=True) for node in graph]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("form", ["webanno", "prov"])
def test_an_increment_names_what_it_takes_back(tmp_path: Path, form: str) -> None:
    told = exported(tmp_path, form, withdrawn=[Tombstone(id="f-9", cursor=3)])
    assert told["withdrawn"] == ["urn:yiguan:finding:f-9"]
    assert told["notice"] == "仅供研判参考，不作为结论"
