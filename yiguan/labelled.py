"""Labelled statements beside the annotated documents: one a line, category, problem type and words, parted by tabs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp import shipped_types
from schema import Category, ConfigError

REMEDY = "每行应为：类别代码、问题类型编号（没有则空）、原话，用制表符隔开"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledStatement:
    """A statement of a problem with its category and type."""

    category: Category
    code: str
    """The code of the shipped problem type, of this category or another; empty when it is of none."""
    text: str


def holds_lists(folder: Path) -> bool:
    """Whether a folder holds labelled statements and no annotated documents."""
    return any(folder.glob("*.tsv")) and not any(folder.glob("*.json"))


def read_labelled(folder: Path) -> tuple[LabelledStatement, ...]:
    """The statements of a folder's .tsv files, in order of their names. Raises ConfigError for a line that is none."""
    return tuple(one for path in sorted(folder.glob("*.tsv")) for one in _read(path))


def _read(path: Path) -> Iterator[LabelledStatement]:
    types = {row.code for row in shipped_types().rows}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 3 or parts[0] not in list(Category) or not parts[2].strip():
            raise ConfigError(f"{path} 第 {number} 行不合格式", REMEDY)
        category, code, text = Category(parts[0]), parts[1].strip(), parts[2].strip()
        if code and code not in types:
            raise ConfigError(f"{path} 第 {number} 行：没有问题类型 {code}", REMEDY)
        yield LabelledStatement(category=category, code=code, text=text)
