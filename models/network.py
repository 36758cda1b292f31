"""The network that is fine-tuned, in torch: a backbone, and for each part a head over a passage's vector and its signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from .features import SIGN_COLUMNS, sign_matrix
from .parts import TAGGERS
from .serving import Head
from .windows import Frame, Shape, Tokens, frames

Tensor = Any
DROPOUT = 0.1
"""Share of a vector's numbers that a head does not see in training."""


@dataclass(frozen=True, slots=True)
class Network:
    """A backbone with heads."""

    modules: Any
    """Everything learned: `backbone`, and for each part `deep.…`, `wide.…`, for taggers `transitions.…`, `openings.…`."""
    labels: Mapping[str, tuple[str, ...]]
    shape: Shape
    device: Any

    def vectors(self, texts: Sequence[Tokens]) -> Tensor:
        """The mean vector of each passage's tokens, zeros without any: (passages, hidden)."""
        cut = list(frames(texts, self.shape))
        hidden = self.modules["backbone"].config.hidden_size
        sums = torch.zeros(sum(text.count for text in texts), hidden, device=self.device)
        if not cut:
            return sums
        states = self._states(cut)
        rows = np.concatenate([np.full(len(frame.members), row) for row, frame in enumerate(cut)])
        places, passages = (self._sent(np.concatenate([frame.members[:, side] for frame in cut])) for side in (0, 1))
        kept = states[self._sent(rows), places]
        counts = torch.bincount(passages, minlength=len(sums)).clamp(min=1)
        return sums.index_add(0, passages, kept) / counts[:, None]

    def scores(self, part: str, vectors: Tensor, signs: Sequence[Sequence[str]]) -> Tensor:
        """A head's scores: (passages, labels)."""
        matrix = sign_matrix(signs)
        wide = nn.functional.embedding_bag(
            self._sent(matrix.indices), self.modules["wide"][part].weight, self._sent(matrix.indptr[:-1]), mode="sum"
        )
        seen = nn.functional.dropout(vectors, DROPOUT, self.modules.training)
        return self.modules["deep"][part](seen) + wide

    def chain_loss(self, part: str, scores: Tensor, tags: Sequence[str], before: str | None) -> Tensor:
        """Negative log-likelihood of the tags, a clause; `before` is the tag of the clause before the first."""
        labels = self.labels[part]
        gold = self._sent(np.array([labels.index(tag) for tag in tags]))
        moves, openings = self.modules["transitions"][part], self.modules["openings"][part]
        opening = openings if before is None else moves[labels.index(before)]
        told = opening[gold[0]] + scores.gather(1, gold[:, None]).sum() + moves[gold[:-1], gold[1:]].sum()
        total = opening + scores[0]
        for row in scores[1:]:
            total = torch.logsumexp(total[:, None] + moves, dim=0) + row
        return (torch.logsumexp(total, dim=0) - told) / len(tags)

    def label_loss(self, part: str, scores: Tensor, labels: Sequence[str]) -> Tensor:
        """Mean negative log-likelihood of the labels."""
        known = self.labels[part]
        return nn.functional.cross_entropy(scores, self._sent(np.array([known.index(label) for label in labels])))

    def head(self, part: str) -> Head:
        """A head as it is served."""
        deep = self.modules["deep"][part]
        return Head(deep=_array(deep.weight.T), bias=_array(deep.bias), wide=_array(self.modules["wide"][part].weight))

    def chain(self, part: str) -> dict[str, NDArray[Any]]:
        """A tagger's transitions and openings as they are served; nothing for a classifier."""
        return {name: _array(self.modules[name][part]) for name in ("transitions", "openings") if part in TAGGERS}

    def _states(self, cut: Sequence[Frame]) -> Tensor:
        ids, mask, types = (np.full((len(cut), max(len(one.ids) for one in cut)), fill) for fill in (self.shape.pad, 0, 0))
        for row, frame in enumerate(cut):
            ids[row, : len(frame.ids)], types[row, : len(frame.ids)], mask[row, : len(frame.ids)] = frame.ids, frame.types, 1
        given = {"input_ids": self._sent(ids), "attention_mask": self._sent(mask)}
        if self.shape.types:
            given["token_type_ids"] = self._sent(types)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            states = self.modules["backbone"](**given).last_hidden_state
        return states.float()

    def _sent(self, values: NDArray[Any]) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(values, dtype=np.int64)).to(self.device)


def build_network(backbone: Any, labels: Mapping[str, tuple[str, ...]], shape: Shape) -> Network:
    """A network with new heads over a backbone, on the graphics card where there is one."""
    hidden = backbone.config.hidden_size
    modules = nn.ModuleDict(
        {
            "backbone": backbone,
            "deep": nn.ModuleDict({name: nn.Linear(hidden, len(known)) for name, known in labels.items()}),
            "wide": nn.ModuleDict({name: nn.Embedding(SIGN_COLUMNS, len(known)) for name, known in labels.items()}),
            "transitions": _parameters({name: (len(labels[name]), len(labels[name])) for name in TAGGERS}),
            "openings": _parameters({name: (len(labels[name]),) for name in TAGGERS}),
        }
    )
    for wide in modules["wide"].values():
        nn.init.zeros_(wide.weight)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return Network(modules.to(device), labels, shape, device)


def _parameters(sizes: Mapping[str, tuple[int, ...]]) -> Any:
    return nn.ParameterDict({name: nn.Parameter(torch.zeros(size)) for name, size in sizes.items()})


def _array(tensor: Tensor) -> NDArray[np.float32]:
    return np.asarray(tensor.detach().cpu().numpy(), dtype=np.float32)
