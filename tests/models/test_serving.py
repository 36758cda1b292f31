"""A fine-tuned encoder as it is served: without torch, exact over windows, and refused when it is of another make."""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models import CLASSIFIERS, MEASURE_TAGS, STATEMENT_TAGS, TAGGERS, Models, Reading, Sample, load_models
from models.encoded import ENCODER_HEADS, LINEAR_PARTS, NETWORK, TOKENIZER, write_encoded_card, write_head
from models.features import SIGN_COLUMNS
from models.linear import write_classifier
from models.serving import EncodedTagger, Head
from models.windows import Shape
from nlp import Analyser
from schema import Category, ConfigError, IncompatibleModel, MissingModel, VoiceKind
from tests.builders import unit
from tests.conftest import ROOT
from yiguan.gold import GoldDocument

pytest.importorskip("onnxruntime")
onnx = pytest.importorskip("onnx")
tokenizers = pytest.importorskip("tokenizers")

HIDDEN, SIZE = 8, 32
SHAPE = Shape(size=SIZE, overlap=8, first=2, last=3, pad=0, types=True)
LABELS = {
    "statements": STATEMENT_TAGS,
    "measures": MEASURE_TAGS,
    "category": tuple(map(str, Category)),
    "commended": tuple(map(str, Category)),
    "voice": tuple(map(str, VoiceKind)),
}


def write_network(path: Path, table: np.ndarray) -> None:
    """An encoder whose state of a token is its row in a table, whatever stands around it."""
    helper = onnx.helper
    ids = helper.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, ["windows", "tokens"])
    states = helper.make_tensor_value_info("states", onnx.TensorProto.FLOAT, ["windows", "tokens", HIDDEN])
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["states"])],
        "encoder",
        [ids],
        [states],
        [onnx.numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 10
    onnx.save(model, str(path))


@pytest.fixture(scope="module")
def vocabulary(gold: tuple[GoldDocument, ...]) -> dict[str, int]:
    characters = sorted({character for one in gold for character in one.document.text if not character.isspace()})
    return {word: index for index, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *characters])}


@pytest.fixture(scope="module")
def table(vocabulary: dict[str, int]) -> np.ndarray:
    return np.random.default_rng(3).normal(size=(len(vocabulary), HIDDEN)).astype(np.float32)


@pytest.fixture
def folder(tiny: Models, vocabulary: dict[str, int], table: np.ndarray, tmp_path: Path) -> Path:
    """A whole model folder around that encoder, its heads drawn by chance."""
    made = tmp_path / "模型"
    made.mkdir()
    rng = np.random.default_rng(5)
    write_network(made / NETWORK, table)
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    tokenizer.normalizer = tokenizers.normalizers.BertNormalizer()
    tokenizer.enable_truncation(4)
    tokenizer.save(str(made / TOKENIZER))
    for name, labels in LABELS.items():
        count = len(labels)
        wide = np.zeros((SIGN_COLUMNS, count), dtype=np.float32)
        wide[rng.integers(0, SIGN_COLUMNS, 3000)] = rng.normal(size=(3000, count))
        chain = {"transitions": np.zeros((count, count)), "openings": np.zeros(count)} if name in TAGGERS else {}
        head = Head(deep=rng.normal(size=(HIDDEN, count)).astype(np.float32), bias=np.zeros(count, np.float32), wide=wide)
        write_head(made / f"{name}.npz", labels, head, **chain)
    for name in LINEAR_PARTS:
        write_classifier(made / f"{name}.npz", getattr(tiny, name))
    write_encoded_card(made, SHAPE, HIDDEN, tiny.calibration, {"name": "无"}, {})
    return made


def rewrite_card(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    change(card)
    (folder / "model.json").write_text(json.dumps(card), encoding="utf-8")


def reading(*clauses: str) -> Reading:
    text, spans = "", []
    for clause in clauses:
        spans.append((len(text), len(text) + len(clause)))
        text += f"{clause}，"
    return Reading(text=text, spans=tuple(spans), units=tuple(unit(clause, "want") for clause in clauses))


def test_a_clause_of_many_windows_is_the_mean_of_all_its_words(
    folder: Path, vocabulary: dict[str, int], table: np.ndarray
) -> None:
    tagger = load_models(folder).statements
    assert isinstance(tagger, EncodedTagger)
    clauses = ["学习不深入" * 40, "调研少", "会议多" * 30]
    vectors = tagger.encoder.clauses(reading(*clauses))
    for vector, clause in zip(vectors, clauses, strict=True):
        np.testing.assert_allclose(vector, table[[vocabulary[word] for word in clause]].mean(axis=0), atol=1e-6)


def test_a_long_passage_is_read_to_its_end(folder: Path) -> None:
    voice = load_models(folder).voice
    same, longer = (Sample(text="学习不深入" * 40 + end, context="存在问题", signs=()) for end in ("", "调研走过场"))
    chances = voice.sample_probabilities([same, longer, same])
    np.testing.assert_allclose(chances.sum(axis=1), 1.0)
    np.testing.assert_array_equal(chances[0], chances[2])
    assert not np.allclose(chances[0], chances[1], atol=1e-9)


def test_what_the_analysis_tells_stands_in_the_text(folder: Path, gold: tuple[GoldDocument, ...], names: list[str]) -> None:
    analyser = Analyser(load_models(folder), names)
    for one in (gold[1], gold[8]):
        analysis = analyser.analyse(one.document)
        assert analysis.statements
        text = one.document.text
        for statement in analysis.statements:
            for span in statement.spans:
                assert 0 <= span.start < span.end <= len(text)
                assert one.document[span].strip()
        assert analyser.analyse(one.document) == analysis


def test_neither_torch_nor_transformers_is_needed(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from models import Reading, Unit, load_models\n"
        "unit = Unit(text='学习不深入', signs=(), heading='', column='', sentence=0, group=0)\n"
        "models = load_models(Path(sys.argv[1]))\n"
        "print(models.statements.clause_scores(Reading(text='学习不深入。', spans=((0, 5),), units=(unit,))).shape)\n"
        "assert not {'torch', 'transformers', 'onnx', 'safetensors'} & set(sys.modules), sorted(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "(1, 6)"


def newer(told: str) -> str:
    major, minor, *_ = told.split(".")
    return f"{major}.{int(minor) + 1}.0"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda card: card.update(features="0"), "其他版本"),
        (lambda card: card.update(windows="0"), "其他版本"),
        (lambda card: card.update(pipeline=newer(version("yiguan"))), "切分"),
        (lambda card: card.update(format="yiguan.encoder/2"), "其他版本"),
        (lambda card: card["files"].pop("voice"), "其他版本"),
        (lambda card: card["encoder"].update(hidden=16), "维数"),
    ],
    ids=["features", "windows", "pipeline", "format", "part missing", "dimensions"],
)
def test_a_model_of_another_make_is_refused(folder: Path, change: Callable[[dict[str, Any]], object], told: str) -> None:
    rewrite_card(folder, change)
    with pytest.raises(IncompatibleModel, match=told) as raised:
        load_models(folder)
    assert "训练" in raised.value.remedy


@pytest.mark.parametrize("name", ["voice", "statements"])
def test_other_labels_are_refused(folder: Path, tiny: Models, name: str) -> None:
    labels = (*map(str, VoiceKind), "oracle") if name == "voice" else (*MEASURE_TAGS, "Z")
    count = len(labels)
    wide = np.ones((SIGN_COLUMNS, count), dtype=np.float32)
    head = Head(deep=np.ones((HIDDEN, count), np.float32), bias=np.zeros(count, np.float32), wide=wide)
    chain = {"transitions": np.zeros((count, count)), "openings": np.zeros(count)} if name in TAGGERS else {}
    write_head(folder / f"{name}.npz", labels, head, **chain)
    write_encoded_card(folder, SHAPE, HIDDEN, tiny.calibration, {"name": "无"}, {})
    with pytest.raises(IncompatibleModel, match=f"{name}.*标签"):
        load_models(folder)


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER, "statements.npz", "voice.npz", "holder.npz"])
def test_a_changed_or_missing_file_is_told(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(IncompatibleModel, match=name):
        load_models(folder)
    (folder / name).unlink()
    with pytest.raises(MissingModel, match=name):
        load_models(folder)


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER])
def test_a_file_that_is_no_encoder_is_refused(folder: Path, tiny: Models, name: str) -> None:
    (folder / name).write_bytes(b"{}")
    write_encoded_card(folder, SHAPE, HIDDEN, tiny.calibration, {"name": "无"}, {})
    with pytest.raises(IncompatibleModel, match="读不出来"):
        load_models(folder)


@pytest.mark.parametrize("name", ["onnxruntime", "tokenizers"])
def test_without_the_extra_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ConfigError, match=name) as raised:
        load_models(folder)
    assert "[onnx]" in raised.value.remedy


def test_every_part_is_served_one_way() -> None:
    assert {*ENCODER_HEADS, *LINEAR_PARTS} == set(CLASSIFIERS)
    assert not {*ENCODER_HEADS} & {*LINEAR_PARTS}
