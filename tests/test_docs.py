"""The documentation says what the code does: commands, settings and codes are complete and current, and links lead somewhere."""

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest

from cadres import LinkOptions
from ingest import ReadOptions
from outputs import StateFilter
from outputs.desk import DeskOptions
from schema import codes
from yiguan.config import VARIABLES, Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(
    [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "examples").glob("*.md"), *(ROOT / "training").glob("*.md")],
)
LINK = re.compile(r"\[[^\]\n]*\]\((?P<target>[^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def load_help_texts() -> ModuleType:
    """The script beside the pages: docs/ is no package, so it is loaded from its file."""
    spec = importlib.util.spec_from_file_location("help_texts", DOCS / "help_texts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HELP = load_help_texts()
COMMANDS = list(HELP.commands())
OPTIONS = [
    (name, option) for name, command, _ in COMMANDS for one in command.params for option in one.opts if option.startswith("-")
]
CODES = [
    (kind, code)
    for kind in vars(codes).values()
    if isinstance(kind, type) and issubclass(kind, codes.Code) and kind is not codes.Code
    for code in kind
]
SETTINGS = [
    *(one.name for one in fields(Settings) if one.name not in ("read", "link", "desk")),
    *(f"read.{one.name}" for one in fields(ReadOptions)),
    *(f"link.{one.name}" for one in fields(LinkOptions)),
    *(f"desk.{one.name}" for one in fields(DeskOptions)),
]


@pytest.fixture(scope="module")
def commands_page() -> str:
    return page("commands.md")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def help_block(text: str, name: str) -> str:
    found = [block for block in HELP.BLOCK.finditer(text) if block["name"] == name]
    assert len(found) == 1, f"docs/commands.md should hold one help text of {name}"
    return str(found[0].group())


def test_help_texts_are_current(commands_page: str) -> None:
    assert HELP.rewritten(commands_page) == commands_page, "run `make docs`"


def test_a_help_text_that_is_not_current_is_rewritten(commands_page: str) -> None:
    assert HELP.rewritten(commands_page.replace("--roster 名册", "--roster 花名册")) == commands_page


def test_a_marker_of_no_command_is_an_error() -> None:
    with pytest.raises(KeyError):
        HELP.rewritten("<!-- help:fly -->\n<!-- /help -->")


@pytest.mark.parametrize(("name", "path"), [(name, context.command_path) for name, _, context in COMMANDS])
def test_every_command_stands_in_the_page(name: str, path: str, commands_page: str) -> None:
    assert f"用法：{path} " in help_block(commands_page, name)


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=[f"{name}{option}" for name, option in OPTIONS])
def test_every_option_stands_in_its_command(name: str, option: str, commands_page: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", help_block(commands_page, name))


@pytest.mark.parametrize("key", SETTINGS)
def test_every_setting_has_a_row_with_its_default(key: str) -> None:
    rows = [line for line in page("settings.md").splitlines() if line.startswith(f"| `{key}` |")]
    assert len(rows) == 1
    if "." in key:
        table, name = key.split(".")
        options = DeskOptions() if table == "desk" else getattr(Settings(), table)
        assert f"| {getattr(options, name)} " in rows[0]


@pytest.mark.parametrize("variable", [*VARIABLES.values(), "YIGUAN_CONFIG"])
def test_every_variable_stands_in_the_settings(variable: str) -> None:
    assert f"`{variable}`" in page("settings.md")


def test_the_settings_name_nothing_that_is_none() -> None:
    keys = re.findall(r"^\| `([a-z_.]+)` \|", page("settings.md"), re.MULTILINE)
    assert sorted(keys) == sorted(SETTINGS)


@pytest.mark.parametrize(("kind", "code"), CODES, ids=[f"{kind.__name__}.{code.name}" for kind, code in CODES])
def test_every_code_stands_in_the_finding_with_its_label(kind: type[codes.Code], code: codes.Code) -> None:
    assert re.search(rf"^\| `{code.value}` \| {re.escape(code.label)} \|", page("finding.md"), re.MULTILINE)


@pytest.mark.parametrize("state", list(StateFilter))
def test_every_state_of_the_filter_stands_in_the_finding(state: StateFilter) -> None:
    assert re.search(rf"^\| `{state.value}`.* \|", page("finding.md"), re.MULTILINE)


def links() -> Iterator[tuple[Path, str]]:
    for source in PAGES:
        for found in LINK.finditer(FENCED.sub("", source.read_text(encoding="utf-8"))):
            if not re.match(r"[a-z]+:", found["target"]):
                yield source, found["target"]


LINKS = list(links())


@pytest.mark.parametrize(("source", "target"), LINKS, ids=[f"{source.name}->{target}" for source, target in LINKS])
def test_links_lead_somewhere(source: Path, target: str) -> None:
    path, _, anchor = unquote(target).partition("#")
    led_to = (source.parent / path).resolve() if path else source
    assert led_to.exists()
    if anchor:
        headings = HEADING.findall(FENCED.sub("", led_to.read_text(encoding="utf-8")))
        assert anchor in [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_there_are_links_to_follow() -> None:
    assert len(LINKS) > 20
