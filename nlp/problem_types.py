"""The configured list of problem types: the shipped one, or a user's own CSV."""

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from schema import Category, ConfigError

SHIPPED = "problem_types.tsv"
COLUMNS = ("code", "label", "category")
WORDS = "words"
VERSION = re.compile(r"^#\s*(?:版本|version)\s*[：:]\s*(?P<version>\S+)", re.MULTILINE)
REMEDY = "请对照 docs/settings.md 中 problem_types 一节改正"
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """A problem type: `Q06` 任务进度、目标、排名落后."""

    code: str
    label: str
    category: Category
    words: re.Pattern[str]
    """Finds the words that point to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeTable:
    """A list of problem types."""

    rows: tuple[TypeRow, ...]
    version: str
    """As the file tells it; else the beginning of its hash."""
    digest: str
    """Changes with every change of the file."""
    by_category: Mapping[Category, tuple[TypeRow, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        grouped: dict[Category, tuple[TypeRow, ...]] = {}
        for row in self.rows:
            grouped[row.category] = (*grouped.get(row.category, ()), row)
        object.__setattr__(self, "by_category", grouped)


@cache
def shipped_types() -> TypeTable:
    """The list that comes with yiguan."""
    return _table(files("nlp.lexicon").joinpath(SHIPPED).read_text(encoding="utf-8"), SHIPPED, "\t")


def read_types(path: Path) -> TypeTable:
    """A user's own list, CSV with a header (tabs in a .tsv). Raises ConfigError for what cannot be used."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"问题类型表 {path} 读不出来", "请检查路径，并存为 UTF-8 编码的 CSV") from error
    return _table(text, str(path), "\t" if path.suffix.lower() == ".tsv" else ",")


def _table(text: str, name: str, delimiter: str) -> TypeTable:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    reader = csv.DictReader((line for _, line in lines), delimiter=delimiter)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise ConfigError(f"问题类型表 {name} 缺少列 {'、'.join(missing)}", REMEDY)
    rows = tuple(_row(told, number, name) for (number, _), told in zip(lines[1:], reader, strict=True))
    _distinct((row.code for row in rows), name)
    digest = hashlib.sha256(text.encode()).hexdigest()
    told = VERSION.search(text)
    return TypeTable(rows=rows, version=told["version"] if told else digest[:8], digest=digest)


def _row(told: Mapping[str, str | None], number: int, name: str) -> TypeRow:
    values = {column: (told.get(column) or "").strip() for column in (*COLUMNS, WORDS)}
    where = f"问题类型表 {name} 第 {number} 行"
    if not values["code"] or not values["label"]:
        raise ConfigError(f"{where} 没有编号或名称", REMEDY)
    if values["category"] not in list(Category):
        raise ConfigError(f"{where} 的类别 {values['category']!r} 不在类别表中", "可用的代码见 docs/finding.md")
    try:
        words = re.compile(values[WORDS]) if values[WORDS] else NOTHING
    except re.error as error:
        raise ConfigError(f"{where} 的用语不是有效的正则表达式：{error}", REMEDY) from error
    return TypeRow(code=values["code"], label=values["label"], category=Category(values["category"]), words=words)


def _distinct(codes: Iterable[str], name: str) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise ConfigError(f"问题类型表 {name} 中编号 {code} 出现了两次", REMEDY)
        seen.add(code)
