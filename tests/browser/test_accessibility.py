"""axe looks at every page: no serious fault. And nothing that is served names another host."""

import json
import re
from pathlib import Path

import pytest

from outputs import Selection
from schema import ReviewState
from tests.browser.conftest import ROOT, Desk, Open

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGES = {
    "limin": ("/", "/review", "/review/{finding}", "/cadres", "/cadres/{cadre}", "/board", "/documents", "/documents/{document}",
              "/documents/jobs", "/quality", "/search?q=招标", "/account"),
    "admin": ("/system", "/system/tokens", "/system/parameters", "/system/webhooks"),
}  # fmt: skip


@pytest.mark.parametrize("login", PAGES)
def test_axe_finds_no_serious_fault(desk: Desk, open_as: Open, login: str) -> None:
    found = next(one for one in desk.store.findings(Selection(states=frozenset(ReviewState))) if one.holder.cadre_id)
    known = {"finding": found.id, "cadre": found.holder.cadre_id, "document": found.document.id}
    page = open_as(login)
    faults = []
    for path in PAGES[login]:
        answer = page.goto(desk.url + path.format(**known))
        assert answer is not None
        assert answer.status == 200, path
        page.wait_for_load_state("networkidle")
        # Through the debugger, not as a script of the page: its policy lets in none but its own.
        page.evaluate(AXE.read_text(encoding="utf-8") + "\n;0")
        told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        faults += [
            (path, one["id"], [node["target"] for node in one["nodes"]][:3])
            for one in told["violations"]
            if one["impact"] in ("serious", "critical")
        ]
    assert faults == [], json.dumps(faults, ensure_ascii=False)


OURS = ("outputs/desk/templates", "outputs/desk/static")
ELSEWHERE = re.compile(r"""(?:src|href|action|url|import|fetch)\s*[=(]?\s*["'(]?\s*(?:https?:)?//""")


def test_no_page_names_another_host() -> None:
    found = [
        (path.name, line.strip())
        for folder in OURS
        for path in sorted((ROOT / folder).glob("*"))
        if path.is_file()
        for line in path.read_text(encoding="utf-8").splitlines()
        if ELSEWHERE.search(line)
    ]
    assert found == []
    assert ELSEWHERE.search('<script src="https://cdn.example/x.js">')


def test_what_the_pages_load_is_shipped() -> None:
    vendor = Path(ROOT / "outputs/desk/static/vendor")
    for name in ("htmx.min.js", "pdf.min.mjs", "pdf.worker.min.mjs", "LICENSE-htmx", "LICENSE-pdfjs"):
        assert (vendor / name).stat().st_size > 0
