"""The parameters of the analysis: read from a versioned file, checked, hashed. Every number that the method uses stands there."""

import hashlib
import math
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from schema import ConfigError

from .pattern_channels import Channels, Floats, read_channels

SHIPPED = Path(__file__).parent / "parameters" / "pattern-1.toml"
MOST_YEARS = 10
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemParameters:
    confirmed: float
    most_per_event: float
    retold_only: float
    link_doubt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LookParameters:
    unit_weight: float
    more: float
    most_more: float
    retold_share: float
    observed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RateParameters:
    start: float
    start_strength: float
    level_strength: float
    unit_strength: float
    habit_strength: float
    wording_error: float
    least: float
    most: float
    least_petition: float
    small_pool: int
    leave_out_below: int
    small_strength: float
    small_concrete: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightParameters:
    recall: float
    temper: float
    rest_of_group: float
    most_factor_unreviewed: float
    most_factor_confirmed: float
    most_year_factor: float
    least_year_factor: float
    discriminative_factor: float
    discriminative_p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CueParameters:
    none: float
    isolated: float
    recurrent: float
    persistent: float
    of_self: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationParameters:
    claimed: float
    verified: float
    partly: float
    relapsed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeParameters:
    never: float
    single: float
    scattered: float
    dense: float
    stopped: float
    returned: float
    quiet_in_dense: float
    dense_share: float
    dense_years: int

    @property
    def prior(self) -> tuple[float, ...]:
        """The prior of the six shapes."""
        return self.never, self.single, self.scattered, self.dense, self.stopped, self.returned


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionParameters:
    persistent: float
    persistent_without_any: float
    relapsed: float
    corrected: float
    corrected_last_year: float
    corrected_clean_looks: float
    recurrent: float
    few: float
    observed_years: int
    persistent_years: int
    persistent_external_years: int
    persistent_groups: int
    several_years: int
    isolated_years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BreadthParameters:
    ratio: float
    sure: float
    least_events: int
    least_share: float
    prior: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfOtherParameters:
    sure: float
    least_years: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PatternParameters:
    """All parameters of one version."""

    version: str
    digest: str
    """`sha256:` of the file."""
    years: int
    items: ItemParameters
    looks: LookParameters
    base_rates: RateParameters
    weights: WeightParameters
    cues: CueParameters
    rectification: RectificationParameters
    shapes: ShapeParameters
    decision: DecisionParameters
    breadth: BreadthParameters
    self_other: SelfOtherParameters
    channels: Channels

    @property
    def detection(self) -> Floats:
        """Channel × category: how likely one look shows a problem that is there and has it extracted."""
        return self.channels.sensitivity[:, None] * self.channels.coverage * self.weights.recall


@cache
def load_parameters(path: Path = SHIPPED) -> PatternParameters:
    """The parameters of a file. Raises ConfigError where it lacks one, has another, or a number makes no sense."""
    try:
        content = path.read_bytes()
        told = tomllib.loads(content.decode("utf-8"))
        years = told["window"]["years"]
        if not 1 <= years <= MOST_YEARS:
            raise ValueError(f"window.years = {years}")
        return PatternParameters(
            version=told["version"], digest=f"sha256:{hashlib.sha256(content).hexdigest()}", years=years,
            items=_part(ItemParameters, told["items"]), looks=_part(LookParameters, told["looks"]),
            base_rates=_part(RateParameters, told["base_rates"]), weights=_part(WeightParameters, told["weights"]),
            cues=_part(CueParameters, told["cues"]), rectification=_part(RectificationParameters, told["rectification"]),
            shapes=_part(ShapeParameters, told["shapes"]), decision=_part(DecisionParameters, told["decision"]),
            breadth=_part(BreadthParameters, told["breadth"]), self_other=_part(SelfOtherParameters, told["self_other"]),
            channels=read_channels(told["channels"], told["coverage"]),
        )  # fmt: skip
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"分析参数文件 {path} 不能用：{error}", "请与随一贯提供的参数文件对照") from error


def _part(kind: type[Part], told: dict[str, Any]) -> Part:
    for name, value in told.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
            raise ValueError(f"{name} = {value!r}")
    names = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    if names != set(told):
        raise ValueError(f"{kind.__name__}: {', '.join(sorted(names ^ set(told)))}")
    return kind(**told)
