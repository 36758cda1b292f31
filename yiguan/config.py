"""Settings: `yiguan.toml` and `YIGUAN_*` variables, composed once at the start from the packages' own options.

The file may hold `[read]`, `[link]` and `[desk]` tables and the paths `store`, `model`, `roster`, `problem_types`; the environment may give the
paths (`YIGUAN_STORE`, `YIGUAN_MODEL`, `YIGUAN_ROSTER`, `YIGUAN_PROBLEM_TYPES`, `YIGUAN_CONFIG`). What the command line says counts
before both.
"""

import difflib
import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cadres import LinkOptions
from ingest import ReadOptions
from models import SHIPPED
from schema import ConfigError

if TYPE_CHECKING:
    from outputs.desk import DeskOptions

FILE = "yiguan.toml"
VARIABLES = {"store": "YIGUAN_STORE", "model": "YIGUAN_MODEL", "roster": "YIGUAN_ROSTER", "problem_types": "YIGUAN_PROBLEM_TYPES"}
FILES = ("model", "roster", "problem_types")
Options = TypeVar("Options", ReadOptions, LinkOptions, "DeskOptions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may be set."""

    store: str = "yiguan.db"
    """A SQLAlchemy URL or a path."""
    model: Path = SHIPPED
    """A model folder."""
    roster: Path | None = None
    problem_types: Path | None = None
    """A list of problem types of the user's own; None means the shipped one."""
    read: ReadOptions = field(default_factory=ReadOptions)
    link: LinkOptions = field(default_factory=LinkOptions)
    desk: Mapping[str, Any] = field(default_factory=dict)
    """As the file gives it: `desk_options` makes options of it, for whom the web server need be loaded."""

    def digest(self) -> str:
        """Changes with whatever changes what is read or linked."""
        told = json.dumps([asdict(self.read), asdict(self.link)], sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of the file (YIGUAN_CONFIG, else `yiguan.toml` here, else none) and the environment. Raises ConfigError."""
    environment = os.environ if environment is None else environment
    path = Path(environment.get("YIGUAN_CONFIG", FILE))
    if "YIGUAN_CONFIG" in environment and not path.is_file():
        raise ConfigError(f"YIGUAN_CONFIG 指定的设置文件 {path} 不存在", "请改正路径，或去掉这个环境变量")
    told = _read_file(path) if path.is_file() else {}
    told |= {name: environment[variable] for name, variable in VARIABLES.items() if environment.get(variable)}
    return _settings(told, path)


def desk_options(settings: Settings) -> "DeskOptions":
    """How the desk is set. Raises ConfigError."""
    from outputs.desk import DeskOptions

    return _options(DeskOptions(), settings.desk, Path("设置"), "desk")


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"设置文件 {path} 不是有效的 TOML：{error}", "请改正该处的写法") from error


def _settings(told: dict[str, Any], path: Path) -> Settings:
    _known(told, [one.name for one in fields(Settings)], path)
    settings = Settings()
    read = _options(settings.read, told.pop("read", {}), path, "read")
    link = _options(settings.link, told.pop("link", {}), path, "link")
    desk = told.pop("desk", {})
    if not isinstance(desk, dict):
        raise _no_table(path, "desk")
    texts = {name: _text(name, value, path) for name, value in told.items()}
    paths: dict[str, Any] = {name: Path(value) if name in FILES else value for name, value in texts.items()}
    return replace(settings, read=read, link=link, desk=desk, **paths)


def _options(options: Options, told: Any, path: Path, table: str) -> Options:
    if not isinstance(told, dict):
        raise _no_table(path, table)
    _known(told, [one.name for one in fields(options)], path)
    for name, value in told.items():
        expected = type(getattr(options, name))
        if type(value) is not expected and not (expected is float and type(value) is int):
            raise ConfigError(f"设置文件 {path} 中 {table}.{name} 的值 {value!r} 类型不对", f"应为 {expected.__name__}")
    return replace(options, **told)


def _no_table(path: Path, table: str) -> ConfigError:
    return ConfigError(f"设置文件 {path} 中 {table} 应是一个表（[{table}]）", "请参照 docs/settings.md")


def _text(name: str, value: Any, path: Path) -> str:
    if not isinstance(value, str):
        raise ConfigError(f"设置文件 {path} 中 {name} 应是文字", f'例如 {name} = "…"')
    return value


def _known(told: Mapping[str, Any], names: list[str], path: Path) -> None:
    for name in told:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            raise ConfigError(
                f"设置文件 {path} 中有不认识的项 {name}", f"是不是 {near[0]}？" if near else f"可用的项：{'、'.join(names)}"
            )
