"""How well a network does in between: tags and labels of held-back lessons that it gets right."""

from collections.abc import Sequence

import numpy as np
import torch

from .assignments import handfuls, stretches
from .examples import Lesson
from .network import Network
from .parts import TAGGERS
from .tagger import TagChain
from .windows import Tokenizer

SAMPLES = 32
OUTSIDE = "O"


def measure(network: Network, held: Sequence[Lesson], tokenizer: Tokenizer, most_tokens: int) -> dict[str, float]:
    """F1 of the clauses' tags other than outside, share of right labels; by part."""
    network.modules.eval()
    with torch.no_grad():
        return {**_tags(network, held, tokenizer, most_tokens), **_labels(network, held, tokenizer)}


def _tags(network: Network, held: Sequence[Lesson], tokenizer: Tokenizer, most_tokens: int) -> dict[str, float]:
    counts = {name: np.zeros(3) for name in TAGGERS}
    chains = {name: TagChain(labels=network.labels[name], **network.chain(name)) for name in TAGGERS}
    for lesson in (one for one in held if one.units):
        cut = list(stretches(lesson, tokenizer, network.shape, most_tokens))
        vectors = [network.vectors([one.tokens]) for one in cut]
        for name in TAGGERS:
            scores = [network.scores(name, seen, one.signs[name]).cpu().numpy() for seen, one in zip(vectors, cut, strict=True)]
            found = chains[name].decode(np.concatenate(scores).astype(np.float64))
            wanted = [tag for one in cut for tag in one.tags[name]]
            right = sum(a == b != OUTSIDE for a, b in zip(found, wanted, strict=True))
            counts[name] += [right, sum(tag != OUTSIDE for tag in found), sum(tag != OUTSIDE for tag in wanted)]
    return {name: float(2 * right / max(found + wanted, 1)) for name, (right, found, wanted) in counts.items()}


def _labels(network: Network, held: Sequence[Lesson], tokenizer: Tokenizer) -> dict[str, float]:
    rights: dict[str, list[bool]] = {}
    for one in handfuls(held, tokenizer, network.shape, SAMPLES):
        best = network.scores(one.part, network.vectors(one.tokens), one.signs).argmax(dim=1).tolist()
        known = network.labels[one.part]
        rights.setdefault(one.part, []).extend(known[i] == label for i, label in zip(best, one.labels, strict=True))
    return {name: sum(rows) / len(rows) for name, rows in rights.items()}
