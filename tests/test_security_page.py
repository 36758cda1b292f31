"""docs/security.md: every row of the list names a test, and the test is there; its figures are those of the code."""

import ast
import re
from pathlib import Path

import pytest

from outputs.access import ROLES, SessionOptions
from outputs.access.directory import ONE_TIME_DAYS
from outputs.access.issuing import LONGEST_DAYS
from outputs.access.passwords import LONGEST, SHORTEST
from outputs.desk.throttle import FAILURES

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LIST = PAGE.partition("## OWASP ASVS")[2]
ROWS = [line for line in LIST.splitlines() if line.startswith("| ") and not line.startswith("| requirement")]
NAMED = re.compile(r"\| (?P<path>tests/[\w/]+\.py)::(?P<name>test_\w+) \|$")


def test_the_list_is_there() -> None:
    assert len(ROWS) > 50


@pytest.mark.parametrize("row", ROWS, ids=[row.split("|")[1].strip()[:40] for row in ROWS])
def test_every_row_names_a_test_that_is_there(row: str) -> None:
    named = NAMED.search(row)
    assert named is not None, row
    tree = ast.parse((ROOT / named["path"]).read_text(encoding="utf-8"))
    assert named["name"] in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


@pytest.mark.parametrize(
    "words",
    [
        f"{SHORTEST} to {LONGEST} characters",
        f"after {SessionOptions().idle_minutes} minutes without a request and after {SessionOptions().hours} hours",
        f"at most {LONGEST_DAYS} days",
        f"fails {FAILURES} times",
    ],
)
def test_figures_are_those_of_the_code(words: str) -> None:
    assert words in PAGE.replace("\n", " ")


def test_every_role_is_told() -> None:
    assert ONE_TIME_DAYS == 7
    for role in ROLES:
        assert f"| {role.label} `{role.value}` |" in PAGE
