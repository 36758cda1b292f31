"""A fine-tuned encoder at work: ONNX on the CPU through onnxruntime, its text through tokenizers. Neither torch nor transformers.

Windows go through one by one: dynamic quantisation scales a whole batch, and alone a window's vectors depend on nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.special import softmax

from schema import ConfigError, IncompatibleModel

from .examples import Reading, Sample
from .features import sign_matrix
from .tagger import TagChain
from .windows import Shape, Tokenizer, Tokens, frames, tokenised, tokenised_samples

Floats = NDArray[np.float64]
INSTALL = "请在一贯的源码文件夹中运行 pip install '.[onnx]'，或改用线性模型"


class Encoder:
    """Vectors of passages. What it told last it remembers, as several heads ask for the same."""

    def __init__(self, session: Any, tokenizer: Tokenizer, shape: Shape, hidden: int) -> None:
        self._session, self._tokenizer, self._shape, self._hidden = session, tokenizer, shape, hidden
        self._inputs = {one.name for one in session.get_inputs()}
        self._last: dict[type, tuple[object, Floats]] = {}

    def clauses(self, reading: Reading) -> Floats:
        """The vectors of a document's clauses: (clauses, hidden)."""
        asked = (reading.text, reading.spans)
        key, vectors = self._last.get(Reading, (None, None))
        if key != asked or vectors is None:
            vectors = self._pooled([tokenised(reading, self._tokenizer)])
            self._last[Reading] = (asked, vectors)
        return vectors

    def samples(self, samples: Sequence[Sample]) -> Floats:
        """The vectors of samples: (samples, hidden)."""
        asked = tuple(samples)
        key, vectors = self._last.get(Sample, (None, None))
        if key != asked or vectors is None:
            vectors = self._pooled(tokenised_samples(asked, self._tokenizer, self._shape))
            self._last[Sample] = (asked, vectors)
        return vectors

    def _pooled(self, texts: Sequence[Tokens]) -> Floats:
        """The mean vector of each passage's tokens; zeros where a passage has none."""
        count = sum(text.count for text in texts)
        sums, members = np.zeros((count, self._hidden)), np.zeros(count)
        for frame in frames(texts, self._shape):
            given = {"input_ids": frame.ids, "attention_mask": np.ones_like(frame.ids), "token_type_ids": frame.types}
            (states,) = self._session.run(None, {name: given[name][None] for name in self._inputs})
            places, passages = frame.members.T
            ones = np.ones(len(places))
            sums += sp.csr_matrix((ones, (passages, places)), shape=(count, len(frame.ids))) @ states[0].astype(np.float64)
            members += np.bincount(passages, minlength=count)
        return np.asarray(sums / np.maximum(members, 1)[:, None])


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Scores from a passage's vector and, beside it, its signs: deep and wide (Cheng et al. 2016)."""

    deep: NDArray[np.float32]
    """(hidden, labels)"""
    bias: NDArray[np.float32]
    """(labels,)"""
    wide: NDArray[np.float32]
    """(columns of signs, labels)"""

    def scores(self, vectors: Floats, signs: Sequence[Sequence[str]]) -> Floats:
        """(passages, labels)"""
        return np.asarray(vectors @ self.deep + self.bias + sign_matrix(signs) @ self.wide, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedTagger(TagChain):
    """A chain over clauses as an encoder sees them."""

    encoder: Encoder
    head: Head

    def clause_scores(self, reading: Reading) -> Floats:
        """Emission scores of a document's clauses."""
        return self.head.scores(self.encoder.clauses(reading), reading.signs)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedClassifier:
    """Labels of passages as an encoder sees them."""

    labels: tuple[str, ...]
    encoder: Encoder
    head: Head

    def sample_probabilities(self, samples: Sequence[Sample]) -> Floats:
        """Probability of each label: (samples, labels), rows sum to 1."""
        return np.asarray(softmax(self.head.scores(self.encoder.samples(samples), [one.signs for one in samples]), axis=1))


def open_encoder(network: Path, tokenizer: Path, shape: Shape, hidden: int) -> Encoder:
    """The encoder in these files. Raises ConfigError without onnxruntime, IncompatibleModel for files that are none."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer as Loaded
    except ImportError as error:
        raise ConfigError(f"这个模型需要 {error.name}，尚未安装", INSTALL) from error
    options = onnxruntime.SessionOptions()
    # yiguan works in a process a core, each with a limit on its memory
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
        loaded = Loaded.from_file(str(tokenizer))
    except Exception as error:
        raise IncompatibleModel(
            f"模型文件 {network} 或 {tokenizer.name} 读不出来", "请重新训练，或恢复完整的模型文件夹"
        ) from error
    loaded.no_truncation()
    loaded.no_padding()
    return Encoder(session, loaded, shape, hidden)
