"""A run that is killed at any moment leaves a store from which the next run gives what an undisturbed one would."""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from outputs import Store
from tests.outputs.builders import EVERYTHING, Folder, contents, run_over

ROOT = Path(__file__).parents[2]
RUN = """
import sys
from outputs import Store
from tests.outputs.test_store_kill import case_files
from tests.outputs.builders import run_over

class Told(dict):
    def __getitem__(self, path):
        print(path, flush=True)
        return super().__getitem__(path)

folder = case_files(sys.argv[2])
folder.files = Told(folder.files)
with Store.open(sys.argv[1]) as store:
    run_over(store, folder, fingerprint=sys.argv[2])
"""


def case_files(fingerprint: str) -> Folder:
    """Sixty files of three findings each; before v2 a third of them were renamed, a third rewritten."""
    folder = Folder()
    for number in range(60):
        text = "\n".join(f"第{number}份第{line}条{word}。" for line, word in enumerate(("变", "旧", "新", "问题")))
        folder.write(f"/案卷/{number:02}.docx", text)
        if fingerprint == "v2" and number % 3 == 1:
            folder.rename(f"/案卷/{number:02}.docx", f"/案卷/新/{number:02}.docx")
        elif fingerprint == "v2" and number % 3 == 2:
            folder.write(f"/案卷/{number:02}.docx", text + "\n又一条变。")
    return folder


def kill_after(location: str, fingerprint: str, files: int, seconds: float) -> None:
    """Run over the case files in a process of its own; kill it so long after it took up so many files."""
    child = subprocess.Popen(
        [sys.executable, "-c", RUN, location, fingerprint], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert child.stdout is not None
    for _ in range(files):
        assert child.stdout.readline(), "it ended before it was killed"
    time.sleep(seconds)
    child.kill()
    child.communicate()
    assert child.returncode != 0


@pytest.mark.parametrize("fingerprint", ["v1", "v2"])
def test_the_next_run_gives_what_an_undisturbed_one_would(location: str, tmp_path: Path, fingerprint: str) -> None:
    with Store.open(location) as store, Store.open(tmp_path / "未受扰.db") as undisturbed:
        if fingerprint == "v2":
            for untouched in (store, undisturbed):
                run_over(untouched, case_files("v1"))
        for files, seconds in ((2, 0.001), (21, 0.004)):
            kill_after(location, fingerprint, files, seconds)
            counted = Counter(found.document.id for found in store.findings(EVERYTHING))
            assert set(counted.values()) <= {3, 4}, "a document's findings are stored all or none"
        for finished in (store, undisturbed):
            run_over(finished, case_files(fingerprint), fingerprint=fingerprint)
        assert contents(store) == contents(undisturbed)
        assert [kept.standing for kept in store.documents()] == [kept.standing for kept in undisturbed.documents()]
        assert list(store.findings(EVERYTHING)) != []
