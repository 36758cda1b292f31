"""A prototype of the analysis, taken from a file: its histories in the tables that the analysis takes in."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from tellings import Material

from cadres.pattern_channels import CATEGORIES
from cadres.pattern_parameters import load_parameters
from cadres.pattern_tables import Items, Population, Remedies, cells_of


def loaded(path: Path) -> ModuleType:
    """The module of a file."""
    spec = importlib.util.spec_from_file_location("prototype", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def adopted(world: Any) -> Material:
    """The prototype's tables as ours."""
    told = world.I
    kept = told.state >= 0
    cells, cell = cells_of(told.cadre[kept], told.cat[kept])
    confirmed = told.state[kept] == 1
    items = Items(
        cell=cell, voice=told.voice[kept], year=told.year[kept], event=np.unique(told.cl[kept], return_inverse=True)[1].reshape(-1),
        retold=told.sec[kept].astype(bool), concrete=~told.gen[kept].astype(bool), confirmed=confirmed,
        p=np.where(confirmed, load_parameters().items.confirmed, told.conf[kept]), cue=told.cue[kept].astype(np.int64),
        past=np.zeros(kept.sum(), bool),
    )  # fmt: skip
    code = cells.cadre * len(CATEGORIES) + cells.category
    wanted = world.R[:, 0] * len(CATEGORIES) + world.R[:, 1]
    records = world.R[np.isin(wanted, code)]
    factors = load_parameters().rectification
    done = records[:, 3] == 1
    remedies = Remedies(
        cell=np.searchsorted(code, records[:, 0] * len(CATEGORIES) + records[:, 1]), year=records[:, 2],
        log_factor=np.where(done, np.log(np.where(records[:, 4] == 1, factors.verified, factors.claimed)), 0.0), completed=done,
        relapsed=records[:, 3] == 2,
    )  # fmt: skip
    genuine = np.bincount(cell[~told.bo[kept].astype(bool)], minlength=len(cells)) > 0
    truth = world.truth[cells.cadre, cells.category]
    people = Population(looks=world.E, unit=np.repeat(world.unit[:, None], world.T, 1), level=world.level)
    return Material(items=items, cells=cells, people=people, remedies=remedies, truth=np.where((truth > 0) & ~genuine, -1, truth))
