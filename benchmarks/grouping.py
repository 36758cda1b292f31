"""Grouping measured: `python benchmarks/grouping.py [FINDINGS] [FOLDER...]`, findings of annotated folders copied until there are so many.

Each copy has documents, cadres and units of its own, some years apart, so that a block holds what a block of a large store does.
"""

import hashlib
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from outputs import Source, Store
from schema import Analysis, Document, Finding
from tests.yiguan.golden_findings import Golden, golden

HOUSES = "东南西北中上下"
"""Put before the unit of each copy."""


def copies(documents: list[Golden], wanted: int) -> Iterator[tuple[Document, Golden, tuple[Finding, ...]]]:
    """Documents with their findings, over and over, until there are enough."""
    made, turn = 0, 0
    while made < wanted:
        for one in documents:
            fresh = _document(one.document, turn)
            findings = tuple(_finding(finding, fresh, turn) for finding in one.findings)
            made += len(findings)
            yield fresh, one, findings
            if made >= wanted:
                return
        turn += 1


def _document(document: Document, turn: int) -> Document:
    place = HOUSES[turn % len(HOUSES)] * (1 + turn // len(HOUSES))
    key = hashlib.sha256(f"{turn} {document.id}".encode()).hexdigest()
    issuer = f"{place}湾市{document.issuer}" if document.issuer else None
    return replace(document, id=f"sha256:{key}", name=f"{turn}-{document.name}", issuer=issuer)


def _finding(finding: Finding, document: Document, turn: int) -> Finding:
    key = hashlib.sha256(f"{turn} {finding.id}".encode()).hexdigest()[:20]
    cadre = finding.holder.cadre_id and f"{turn}-{finding.holder.cadre_id}"
    told = replace(finding.document, id=document.id, name=document.name, issuer=document.issuer)
    return replace(finding, id=f"f-{key}", document=told, holder=replace(finding.holder, cadre_id=cadre))


def main() -> None:
    """Fill a store, group it, and tell how long it took."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    folders = [Path(one) for one in sys.argv[2:]] or sorted(Path("training").glob("w*"))
    documents = [one for folder in folders for one in golden(folder)[1]]
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/many.db") as store:
        empty = {"pipeline": "0", "model": "0", "roster": "0", "fingerprint": "0", "roots": ["/"]}
        with store.begin_run(**empty) as run:  # type: ignore[arg-type]
            for document, one, findings in copies(documents, wanted):
                source = Source(path=f"/{document.id}", size=1, mtime_ns=1, content=document.id)
                run.add(source, document, _analysis(one), findings)
        begun = time.perf_counter()
        report = store.occurrences.group()
        taken = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{report.findings} findings, {report.events} events, {report.pairs} pairs: {taken:.1f} s, peak {peak:.0f} MB")


def _analysis(one: Golden) -> Analysis:
    return Analysis(occasion=one.occasion, statements=(), rejected=(), skipped=())


if __name__ == "__main__":
    main()
