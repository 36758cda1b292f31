"""What becomes of files that chance has broken: every one must get a verdict in time, and the batch must live.

    python benchmarks/mutations.py FOLDER [-n 2000] [--seed 1] [--jobs 2] [--seconds 25] [--keep FOLDER]

FOLDER holds sound files of any kind, told by their suffix. Each mutant is one of them with flipped bits, cut off, with a part of a
sister spliced in, with parts left out, doubled or zeroed; containers are also taken apart: their XML mutated, members of a sister put
in, a DOCTYPE put before the root, members named `../`. `--keep` saves the mutants that met an inner error or outlived their time.
Ends with 1 when the batch lost a file, when one had no verdict in time, when a DOCTYPE was read or a file written where a name told.
"""

import argparse
import io
import random
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from ingest import ReadOptions, Workers, read, sources
from schema import Document, IngestError

SUFFIXES = ("docx", "xlsx", "pdf", "txt", "doc", "wps", "rtf", "xls", "et", "ofd", "html", "md", "zip", "png", "jpg", "tif")
LARGEST = 400_000
"""Bytes of a file above which it is not taken for mutation."""
MOST = 6
"""Files of each kind that mutants are made of."""
LATE = 5.0
"""Seconds that a verdict may come after a file's time: a process takes that long to be killed and replaced."""
ESCAPED = "yiguan-escaped-mutant"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
Chance = random.Random


def flipped(content: bytes, sister: bytes, chance: Chance) -> bytes:
    """Some bits turned."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64, 256))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(content: bytes, sister: bytes, chance: Chance) -> bytes:
    """Cut off, anywhere or close to its end."""
    return content[: chance.randrange(len(content)) if chance.random() < 0.6 else -chance.randrange(1, min(64, len(content)))]


def spliced(content: bytes, sister: bytes, chance: Chance) -> bytes:
    """Its beginning, and the end of a sister."""
    return content[: chance.randrange(len(content))] + sister[chance.randrange(len(sister)) :]


def patched(content: bytes, sister: bytes, chance: Chance) -> bytes:
    """A stretch left out, doubled, zeroed, filled or turned to noise."""
    start, length = chance.randrange(len(content)), chance.choice((1, 4, 16, 256, 4096))
    part = content[start : start + length]
    noise = chance.choice((b"", part * 2, bytes(len(part)), b"\xff" * len(part), chance.randbytes(len(part))))
    return content[:start] + noise + content[start + length :]


def numbered(content: bytes, sister: bytes, chance: Chance) -> bytes:
    """A number in it made another: spans, sizes and references that cannot be."""
    found = list(re.finditer(rb"\d+", content))
    if not found:
        return flipped(content, sister, chance)
    place = chance.choice(found)
    other = chance.choice((b"0", b"-1", b"99999999", b"4294967295", b"1e308", b"NaN", b"x", b"1048576"))
    return content[: place.start()] + other + content[place.end() :]


def repacked(content: bytes, sister: bytes, chance: Chance) -> bytes:
    """A container with its parts mutated, left out, or taken from a sister; one part may have a name that leads away."""
    members = _members(content)
    if members is None:
        return numbered(content, sister, chance)
    others = _members(sister) or {}
    for name in chance.sample(sorted(members), min(len(members), chance.choice((1, 1, 2, 4)))):
        way = chance.choice((flipped, cut, patched, numbered, numbered, spliced))
        if chance.random() < 0.15:
            del members[name]
        elif members[name]:
            members[name] = way(members[name], others.get(name) or members[name], chance)
    if chance.random() < 0.2:
        members[f"{'../' * chance.randrange(1, 9)}tmp/{ESCAPED}"] = b"escaped"
    return _packed(members, chance)


def declared(content: bytes, sister: bytes, chance: Chance) -> bytes:
    """A DOCTYPE in the XML part that matters most: the file must be refused."""
    members = _members(content) or {}
    for name in ("word/document.xml", "xl/workbook.xml", "OFD.xml"):
        if name in members:
            text = members[name]
            root = re.search(rb"<[A-Za-z]", text)
            at = root.start() if root else 0
            members[name] = text[:at] + DOCTYPE + text[at:]
            return _packed(members, chance)
    return b""


def _members(content: bytes) -> dict[str, bytes] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError):
        return None


def _packed(members: dict[str, bytes], chance: Chance) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return buffer.getvalue()


WAYS: tuple[Callable[[bytes, bytes, Chance], bytes], ...] = (
    flipped,
    cut,
    spliced,
    patched,
    numbered,
    repacked,
    repacked,
    declared,
)


def seeds(folder: Path, chance: Chance) -> dict[str, list[bytes]]:
    """Sound files by suffix."""
    found: dict[str, list[bytes]] = defaultdict(list)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and 0 < path.stat().st_size <= LARGEST]
    chance.shuffle(files)
    for path in files:
        suffix = path.suffix[1:].lower()
        if suffix in SUFFIXES and len(found[suffix]) < MOST:
            found[suffix].append(path.read_bytes())
    return found


def make(folder: Path, into: Path, count: int, chance: Chance) -> int:
    """Write mutants, as many of each kind; gives their number."""
    files = seeds(folder, chance)
    kinds = sorted(files)
    for index in range(count):
        kind = kinds[index % len(kinds)]
        content, sister = chance.choice(files[kind]), chance.choice(files[kind])
        way = chance.choice(WAYS)
        mutant = way(content, sister, chance)
        if not mutant:
            way, mutant = flipped, flipped(content, sister, chance)
        (into / f"{index:06d}-{way.__name__}.{kind}").write_bytes(mutant)
    return count


def main() -> int:
    """Make the mutants, read them, print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("-n", type=int, default=2000, dest="count")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=25.0)
    parser.add_argument("--keep", type=Path)
    told = parser.parse_args()
    options = ReadOptions(seconds=told.seconds, memory=2048 << 20)
    with tempfile.TemporaryDirectory(prefix="yiguan-mutants-") as name:
        into = Path(name)
        count = make(told.folder, into, told.count, random.Random(told.seed))
        results: dict[str, Counter[str]] = defaultdict(Counter)
        answered, late, read_doctypes = set(), 0, 0
        begun = last = time.monotonic()
        with Workers(read, jobs=told.jobs, options=options) as workers:
            for source, result in workers.map(sources([into], options)):
                answered.add(source.path.name)
                now = time.monotonic()
                # Nothing can come later than the slowest file that may run beside it; a page to be recognised is granted time of its own.
                late += now - last > told.seconds + options.scan_seconds + LATE
                last = now
                outcome = str(result.verdict) if isinstance(result, Document) else _outcome(result)
                results[source.path.suffix[1:]][outcome] += 1
                read_doctypes += "declared" in source.path.name and isinstance(result, Document)
                if told.keep is not None and outcome in ("inner", "died", "slow"):
                    told.keep.mkdir(parents=True, exist_ok=True)
                    shutil.copy(source.path, told.keep)
                    print(f"{source.path.name}: {result}", file=sys.stderr, flush=True)
        seconds = time.monotonic() - begun
    lost = count - len(answered)
    escaped = [path for path in (Path("/tmp") / ESCAPED, Path(ESCAPED), Path(tempfile.gettempdir()) / ESCAPED) if path.exists()]
    print("| kind | mutants | " + "what became of them |\n|---|---|---|")
    for kind, outcomes in sorted(results.items()):
        print(
            f"| {kind} | {outcomes.total()} | " + ", ".join(f"{name} {number}" for name, number in outcomes.most_common()) + " |"
        )
    print(
        f"\n{count} mutants in {seconds:.0f} s: {lost} without a verdict, {late} later than their time, "
        f"{read_doctypes} read with a DOCTYPE, {len(escaped)} written where a name told"
    )
    return int(bool(lost or late or read_doctypes or escaped))


def _outcome(error: IngestError) -> str:
    for words, name in (("内部错误", "inner"), ("意外终止（退出码", "died"), ("仍未完成", "slow"), ("内存超过", "memory")):
        if words in error.message:
            return name
    return type(error).__name__


if __name__ == "__main__":
    sys.exit(main())
