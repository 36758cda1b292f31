"""The rooms of the house: who may import whom, what no code holds, and that the names are ours."""

import ast
import importlib
import re
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BELOW: dict[str, set[str]] = {
    "schema": set(),
    "ingest": {"schema"},
    "models": {"schema"},
    "cadres": {"schema"},
    "nlp": {"schema", "models"},
    "outputs": {"schema", "cadres"},
    "yiguan": {"schema", "ingest", "models", "cadres", "nlp", "outputs"},
}
"""Whom each package may import."""
FRONTS = tuple(package for package in BELOW if package != "yiguan")
INNER_FRONTS = {f"outputs.{name}" for name in ("access", "api", "audit", "desk", "feed.dispatcher", "jobs", "reviewing")}
"""Packages within `outputs` that others may ask for by name: who only stores and exports need not load a web framework."""
NAMESPACES = re.compile(
    r"https?://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml|openoffice\.org/2001/registry|json-schema\.org|www\.w3\.org|tools\.ietf\.org/rfc|schemas\.microsoft\.com)\b"
)
"""Addresses that name a format and are never visited."""
TALKERS = {
    "outputs/addresses.py": "socket",
    "outputs/feed/sending.py": "httpx",
    "outputs/desk/provider.py": "httpx",
    "yiguan/server.py": "socket",
}
"""Who may talk: to webhooks and to a sign-in provider that the user named, and to browsers that ask."""
SERIALISERS = {"pickle", "cPickle", "dill", "joblib", "cloudpickle", "marshal", "shelve"}
NETWORK = {"requests", "httpx", "aiohttp", "urllib3", "socket", "ftplib", "smtplib", "http.client", "urllib.request"}


def sources(package: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each absolute import: the module and the names taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module, tuple(alias.name for alias in node.names)


@pytest.mark.parametrize("package", BELOW)
def test_the_name_is_ours_alone(package: str) -> None:
    assert set(packages_distributions()[package]) == {"yiguan"}


@pytest.mark.parametrize("package", BELOW)
def test_the_package_is_this_one(package: str) -> None:
    assert Path(str(importlib.import_module(package).__file__)).parent == ROOT / package


@pytest.mark.parametrize("package", FRONTS)
def test_a_front_holds_what_it_promises(package: str) -> None:
    front = importlib.import_module(package)
    assert front.__all__
    assert [name for name in front.__all__ if not hasattr(front, name)] == []
    assert len(set(front.__all__)) == len(front.__all__)


@pytest.mark.parametrize("package", BELOW)
def test_imports_go_one_way_and_through_fronts(package: str) -> None:
    for path, tree in sources(package):
        for module, names in imports(tree):
            top = module.partition(".")[0]
            if top not in BELOW or (path.startswith(f"{package}/migrations/") and top == package):
                continue
            assert top in BELOW[package], f"{path} imports {module}"
            assert module == top or module in INNER_FRONTS, f"{path} looks behind the front of {top}: {module}"
            front = importlib.import_module(module)
            assert set(names) <= set(front.__all__), f"{path} imports {set(names) - set(front.__all__)} from {module}"


@pytest.mark.parametrize("package", BELOW)
def test_nothing_unpickles_or_calls_a_network(package: str) -> None:
    for path, tree in sources(package):
        taken = {name for module, names in imports(tree) for name in (module, *(f"{module}.{one}" for one in names))}
        taken -= {TALKERS.get(path, "")}
        assert not {name for name in taken if name in SERIALISERS | NETWORK or name.partition(".")[0] in SERIALISERS}, path


@pytest.mark.parametrize("package", BELOW)
def test_no_address_of_a_network_service_stands_in_code(package: str) -> None:
    for path, tree in sources(package):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
                text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
                assert "http" not in text or not re.search(r"https?://[\w\[{]", NAMESPACES.sub("", text)), f"{path}:{node.lineno}"
