"""The analysis of patterns held to what it must show: `python benchmarks/patterns.py targets|stress|parity|speed|one`.

`targets` and `stress` score labels against the truth of invented histories (`--seeds`, `--cadres`). With `--prototype FILE`, a module
that offers `simulate`, `analyse` and the settings `STRESS`, its histories are taken instead, and `parity` compares label by label.
`speed` analyses 10⁵ cadres in 15 categories; `one` recomputes single cadres among them.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from histories import CAME_BACK, ENDED, NEVER, NOW_AND_THEN, ONCE, STEADY, World
from prototypes import adopted, loaded
from scores import WORSE, among, calibration_error, one_off_cadres, share
from tellings import Material, material

from cadres.pattern_channels import CATEGORIES
from cadres.pattern_decision import LABELS
from cadres.pattern_engine import Assessment, Patterns
from cadres.pattern_parameters import load_parameters
from cadres.pattern_tables import Cells
from schema import PatternLabel

STRESSES = {
    "as is": {}, "extraction .8/.7": {"right": 0.8, "found": 0.7}, "grouping 70 %": {"grouped": 0.7}, "retellings x2.5": {"retellings": 3.0},
    "merged 15 %": {"merged": 0.15}, "papers lost 30 %": {"papers_lost": 0.3}, "phrases x1.5": {"phrases": 1.5}, "campaigns x3": {"campaigns": 0.18},
    "looks very uneven": {"uneven": 0.6}, "problems x3": {"often": (0.15, 0.06, 0.06, 0.06, 0.045)},
    "problems /4": {"often": (0.014, 0.005, 0.005, 0.005, 0.004)}, "detection x.6": {"detection": 0.6}, "detection x1.6": {"detection": 1.6},
    "false completions 70 %": {"false_completions": 0.7}, "years wrong 40 %": {"year_wrong": 0.4}, "nothing reviewed": {"reviewed": 0.0},
    "all reviewed": {"reviewed": 1.0}, "wording told badly": {"phrases_told_apart": (0.6, 0.5)}, "240 cadres": {"cadres": 240},
}  # fmt: skip
Source = Callable[[int, dict[str, Any]], Material]


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["targets", "stress", "parity", "speed", "one"])
    parser.add_argument("--prototype", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+")
    parser.add_argument("--cadres", type=int)
    told = parser.parse_args()
    prototype = loaded(told.prototype) if told.prototype else None

    def given(seed: int, changes: dict[str, Any]) -> Material:
        if prototype is None:
            return material(seed, replace(World(), **changes))
        size = changes.pop("cadres")
        return adopted(prototype.simulate(seed, **{"N": size, **changes}))

    if told.what == "parity":
        if prototype is None:
            sys.exit("parity needs --prototype FILE")
        parity(prototype, told.seeds or [1001, 1002, 1003], told.cadres or 8000)
    elif told.what == "targets":
        targets(given, told.seeds or [1001, 1002, 1003], told.cadres or 8000)
    elif told.what == "stress":
        stress(given, prototype.STRESS if prototype else STRESSES, told.seeds or [2001, 2002], told.cadres or 5000)
    else:
        (speed if told.what == "speed" else one)(given, told.cadres or 100_000)


def assessed(told: Material) -> tuple[Patterns, Assessment]:
    """The analysis of all that may be right, reviewed or not."""
    patterns = Patterns.of(told.items, told.cells, told.people, load_parameters())
    return patterns, patterns.assess(told.remedies, confirmed_only=False)


def targets(given: Source, seeds: Iterable[int], cadres: int) -> None:
    """Every row that the method is held to."""
    found = [(told, assessed(told)[1]) for told in (given(seed, {"cadres": cadres}) for seed in seeds)]
    truth = np.concatenate([told.truth for told, _ in found])
    labels = np.concatenate([one.labels.label for _, one in found])
    chances = np.concatenate([one.chances for _, one in found])
    persistent, worse = among(labels, PatternLabel.PERSISTENT), among(labels, *WORSE)
    corrected, relapsed = among(labels, PatternLabel.CORRECTED), among(labels, PatternLabel.RELAPSED)
    clean, real = truth <= NEVER, truth > NEVER
    several = np.isin(truth, (STEADY, CAME_BACK, NOW_AND_THEN))
    row("false 一贯, one-off cells", share(persistent, truth == ONCE), "≤ .001")
    row("false 一贯, clean cells", share(persistent, clean), "≤ .0001")
    row("false 一贯, corrected", share(persistent, truth == ENDED), "≤ .015")
    row("false 一贯, relapsed", share(persistent, truth == CAME_BACK), "≤ .04")
    row("one-off cadres with a false 反复 or worse", one_off_cadres(found), "≤ .01")
    row("一贯 PPV strict", share(truth == STEADY, persistent), "≥ .85")
    row("一贯 PPV at least 反复", share(several, persistent), "≥ .95")
    row("true 一贯 shown as 反复 or more", share(worse, truth == STEADY), "≥ .45")
    row("true 一贯 shown as 一贯", share(persistent, truth == STEADY), "")
    row("labelled 已改正, still going on", share(np.isin(truth, (STEADY, CAME_BACK)), corrected), "≤ .10")
    row("整改后再现 PPV", share(several, relapsed), "≥ .93")
    row("abstention where something is true", share(among(labels, PatternLabel.INSUFFICIENT), real), ".25–.40")
    row("ECE of P(一贯)", calibration_error(chances[:, STEADY], truth == STEADY), "≤ .03")
    repeated = (NOW_AND_THEN, STEADY, ENDED, CAME_BACK)
    row("ECE of P(two years or more)", calibration_error(chances[:, repeated].sum(1), np.isin(truth, repeated)), "≤ .03")
    print(f"cells {len(truth)}, one-off {int((truth == ONCE).sum())}, clean {int(clean.sum())}, seeds {len(found)} × {cadres}")


def stress(given: Source, settings: dict[str, dict[str, Any]], seeds: list[int], cadres: int) -> None:
    """Worlds that go otherwise than the method was made for."""
    print("false 一贯 one-off ≤ .002 | false 反复+ one-off ≤ .035 | 已改正 still going on ≤ .13 | 一贯 PPV")
    worst = np.zeros(3)
    for name, changes in settings.items():
        small = "N" in changes or "cadres" in changes
        told = [given(seed, {"cadres": cadres, **changes}) for seed in (range(3000, 3020) if small else seeds)]
        truth = np.concatenate([one.truth for one in told])
        labels = np.concatenate([assessed(one)[1].labels.label for one in told])
        persistent, corrected = among(labels, PatternLabel.PERSISTENT), among(labels, PatternLabel.CORRECTED)
        figures = [
            share(persistent, truth == ONCE), share(among(labels, *WORSE), truth == ONCE),
            share(np.isin(truth, (STEADY, CAME_BACK)), corrected),
        ]  # fmt: skip
        worst = np.maximum(worst, figures)
        print(
            f"{name:24} {figures[0]:.4f} {figures[1]:.4f} {figures[2]:.4f} {share(truth == STEADY, persistent):.3f}", flush=True
        )
    print(f"{'worst':24} {worst[0]:.4f} {worst[1]:.4f} {worst[2]:.4f}")


def parity(prototype: ModuleType, seeds: Iterable[int], cadres: int) -> None:
    """The same tables through both, label by label."""
    for seed in seeds:
        world = prototype.simulate(seed, N=cadres)
        theirs, (patterns, ours) = prototype.analyse(world), assessed(adopted(world))
        assert np.array_equal(theirs.Z.i, patterns.cells.cadre)
        assert np.array_equal([CATEGORIES.index(code) for code in np.array(prototype.CAT)[theirs.Z.c]], patterns.cells.category)
        names = np.array([code.value for code in LABELS])[ours.labels.label]
        same = np.where(names == "generic", "none", names) == np.array(prototype.LAB)[theirs.lab]
        print(
            f"seed {seed}: {len(same)} cells, max |ΔP| {np.abs(theirs.P - ours.chances).max():.1e}, labels equal {same.mean():.6f}",
            flush=True,
        )


def speed(given: Source, cadres: int) -> None:
    """Everybody, from tables to labels."""
    told = given(3, {"cadres": cadres})
    before, start, used = resident(), time.perf_counter(), time.process_time()
    patterns, _ = assessed(told)
    took, used = time.perf_counter() - start, time.process_time() - used
    print(f"{cadres} cadres, {len(told.items)} items, {len(patterns.cells)} cells: {took:.1f} s ({used:.1f} s of processor)")
    print(f"most memory {resident():.2f} GB, of which making the tables took {before:.2f}")


def one(given: Source, cadres: int) -> None:
    """Single cadres among so many, each with one finding rejected."""
    told = given(3, {"cadres": cadres})
    patterns, _ = assessed(told)
    random, times = np.random.default_rng(1), []
    for cadre in random.choice(np.unique(told.cells.cadre), 200, replace=False).tolist():
        first, last = np.searchsorted(told.cells.cadre, [cadre, cadre + 1]).tolist()
        rows = np.flatnonzero((told.items.cell >= first) & (told.items.cell < last))
        mine = told.remedies.take((told.remedies.cell >= first) & (told.remedies.cell < last))
        kept = rows[1:]
        start = time.perf_counter()
        cells, place = np.unique(told.items.cell[kept], return_inverse=True)
        known = np.isin(mine.cell, cells)
        alone = patterns.of_one(
            cadre, told.items.take(kept, place.reshape(-1)), Cells(cadre=np.zeros(len(cells), np.int64), category=told.cells.category[cells])
        )  # fmt: skip
        alone.assess(mine.take(known, np.searchsorted(cells, mine.cell[known])), confirmed_only=False)
        times.append(time.perf_counter() - start)
    print(
        f"one cadre of {cadres}: median {1000 * np.median(times):.1f} ms, 95 % {1000 * np.quantile(times, 0.95):.1f}, most {1000 * max(times):.1f}"
    )


def row(name: str, figure: float, target: str) -> None:
    """One line of the table."""
    print(f"{name:44} {figure:.5f}  {target}", flush=True)


def resident() -> float:
    """Most memory taken so far, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    main()
