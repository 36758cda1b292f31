"""Fine-tuning: a pre-trained encoder learns all parts that see text at once, measured on held-back lessons after every epoch.

The same lessons, backbone, options and seed give the same weights on the same processor, interrupted or not.
"""

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .assignments import Assignment, Stretch, assignments
from .backbone import Backbone
from .checkpoints import Checkpoints, Progress
from .encoded import ENCODER_HEADS
from .examples import Lesson
from .features import VERSION
from .measuring import measure
from .network import Network, build_network
from .parts import MEASURE_TAGS, STATEMENT_TAGS, TAGGERS
from .training import Report, labelled_rows
from .tuning import Tell, TuningOptions
from .windows import WINDOWS

LARGEST_GRADIENT = 1.0
"""Gradients are scaled down to this norm."""


def tune(
    backbone: Backbone,
    lessons: Sequence[Lesson],
    held: Sequence[Lesson],
    folder: Path,
    options: TuningOptions,
    report: Report,
    tell: Tell,
) -> tuple[Network, Progress]:
    """Fine-tune, with the state kept in the folder; the result holds the weights that did best on the held-back lessons."""
    torch.manual_seed(options.seed)
    store = Checkpoints(folder, _fingerprint(backbone, lessons, held, options))
    network = build_network(backbone.model, _labels(lessons), backbone.shape)
    optimiser = _optimiser(network, options)
    work = assignments(lessons, backbone.tokenizer, backbone.shape, options.tokens, options.samples)
    progress = store.resume(network.modules, optimiser)
    if progress is not None:
        tell(f"接着上次中断的训练：已完成 {progress.epoch} 轮、共 {progress.step} 步")
    progress = progress or Progress()
    while progress.epoch < options.epochs and progress.stale < options.patience:
        _epoch(network, optimiser, work, progress, options, store, report)
        figures = measure(network, held, backbone.tokenizer, options.tokens) if held else {}
        _judge(progress, figures)
        if progress.best_epoch == progress.epoch:
            store.keep_best(network.modules, progress.epoch)
        store.save(network.modules, optimiser, progress, torch.get_rng_state())
        store.drop_other_best(progress.best_epoch)
        if figures:
            tell(f"第 {progress.epoch} 轮：" + "，".join(f"{name} {value:.3f}" for name, value in figures.items()))
    if progress.epoch < options.epochs:
        tell(f"连续 {progress.stale} 轮没有进步，提前结束；采用第 {progress.best_epoch} 轮的结果")
    store.load_best(network.modules, progress.best_epoch)
    return network, progress


def _epoch(
    network: Network,
    optimiser: Any,
    work: Sequence[Assignment],
    progress: Progress,
    options: TuningOptions,
    store: Checkpoints,
    report: Report,
) -> None:
    """The rest of an epoch, from wherever it stands."""
    order = np.random.default_rng([options.seed, progress.epoch]).permutation(len(work))
    begun, saved = progress.epoch * len(work), time.monotonic()
    network.modules.train()
    for index in order[progress.step - begun :]:
        whole, random = True, torch.get_rng_state()
        try:
            _set_rates(optimiser, progress.step / (options.epochs * len(work)), options)
            optimiser.zero_grad(set_to_none=True)
            _loss(network, work[index]).backward()
            torch.nn.utils.clip_grad_norm_(network.modules.parameters(), LARGEST_GRADIENT)
            whole = False
            optimiser.step()
            progress.step += 1
            whole, random = True, torch.get_rng_state()
            if time.monotonic() - saved >= options.save_seconds:
                store.save(network.modules, optimiser, progress, random)
                saved = time.monotonic()
            report(f"微调第 {progress.epoch + 1} 轮", progress.step - begun, len(work))
        except KeyboardInterrupt:
            if whole:
                store.save(network.modules, optimiser, progress, random)
            raise


def _loss(network: Network, one: Assignment) -> Any:
    if isinstance(one, Stretch):
        vectors = network.vectors([one.tokens])
        losses = [
            network.chain_loss(name, network.scores(name, vectors, one.signs[name]), one.tags[name], one.before[name])
            for name in TAGGERS
        ]
        return torch.stack(losses).sum()
    return network.label_loss(one.part, network.scores(one.part, network.vectors(one.tokens), one.signs), one.labels)


def _judge(progress: Progress, figures: dict[str, float]) -> None:
    """Count an epoch; without held-back lessons the last one is the best."""
    progress.epoch += 1
    progress.figures.append(figures)
    mean = sum(figures.values()) / len(figures) if figures else float(progress.epoch)
    if mean > progress.best:
        progress.best, progress.best_epoch, progress.stale = mean, progress.epoch, 0
    else:
        progress.stale += 1


def _labels(lessons: Sequence[Lesson]) -> dict[str, tuple[str, ...]]:
    known = {"statements": STATEMENT_TAGS, "measures": MEASURE_TAGS}
    for name in ENCODER_HEADS:
        known[name] = tuple(sorted({str(row.label) for row in labelled_rows(lessons, name)}))
    return known


def _optimiser(network: Network, options: TuningOptions) -> Any:
    backbone = list(network.modules["backbone"].parameters())
    mine = {id(one) for one in backbone}
    heads = [one for one in network.modules.parameters() if id(one) not in mine]
    groups = [
        {"params": [one for one in backbone if one.dim() > 1], "top": options.rate, "weight_decay": options.decay},
        {"params": [one for one in backbone if one.dim() <= 1], "top": options.rate, "weight_decay": 0.0},
        {"params": heads, "top": options.head_rate, "weight_decay": options.decay},
    ]
    return torch.optim.AdamW([group for group in groups if group["params"]])


def _set_rates(optimiser: Any, done: float, options: TuningOptions) -> None:
    """Rates rise over the warm-up and then fall to nothing."""
    share = done / options.warmup if done < options.warmup else (1 - done) / (1 - options.warmup)
    for group in optimiser.param_groups:
        group["lr"] = group["top"] * max(share, 1e-3)


def _fingerprint(backbone: Backbone, lessons: Sequence[Lesson], held: Sequence[Lesson], options: TuningOptions) -> str:
    """Changes with whatever changes the weights that come out."""
    digest = hashlib.sha256()
    how = {name: value for name, value in asdict(options).items() if name not in ("save_seconds", "eight_bits")}
    digest.update(json.dumps([version("yiguan"), VERSION, WINDOWS, how, asdict(backbone.shape)]).encode())
    digest.update(repr((lessons, held)).encode())
    digest.update(backbone.tokenizer.to_str().encode())
    for name, tensor in backbone.model.state_dict().items():
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().view(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()
