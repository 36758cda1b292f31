"""How well two annotators of the same texts agree: `python benchmarks/agreement.py FIRST SECOND [FIRST SECOND …]` (gold folders).

Documents are paired by name; those that only one folder holds are left out.
"""

import sys
from collections import Counter
from pathlib import Path

from schema import StatementType
from yiguan.gold import GoldDocument, read_gold
from yiguan.scoring import LEAST_OVERLAP, best_matches, characters


def main() -> None:
    """Print the figures over all pairs of folders."""
    folders = [Path(name) for name in sys.argv[1:]]
    if not folders or len(folders) % 2:
        sys.exit(__doc__)
    pairs = [pair for first, second in zip(folders[::2], folders[1::2], strict=True) for pair in paired(first, second)]
    counts: Counter[str] = Counter()
    labels: dict[str, list[tuple[str, str]]] = {}
    for first, second in pairs:
        compare(first, second, counts, labels)
    print(f"documents {len(pairs)}")
    for kind in (*StatementType, "trap"):
        shared, one, other = counts[f"{kind} shared"], counts[f"{kind} first"], counts[f"{kind} second"]
        print(f"{kind} items: F1 {2 * shared / (one + other):.3f} ({one} and {other}, {shared} shared)")
    print(f"traps of the first that the second takes for problems: {counts['taken']} of {counts['trap first']}")
    for name, told in labels.items():
        agreed = sum(a == b for a, b in told) / len(told)
        print(f"{name}: agreement {agreed:.3f}, kappa {kappa(told):.3f}, n {len(told)}")


def paired(first: Path, second: Path) -> list[tuple[GoldDocument, GoldDocument]]:
    """The documents that both folders annotate."""
    others = {gold.document.name: gold for gold in read_gold(second)}
    return [(gold, others[gold.document.name]) for gold in read_gold(first) if gold.document.name in others]


def compare(first: GoldDocument, second: GoldDocument, counts: Counter[str], labels: dict[str, list[tuple[str, str]]]) -> None:
    """Count one document."""
    document = first.document
    for kind in StatementType:
        one = [s for s in first.analysis.statements if s.type is kind]
        other = [s for s in second.analysis.statements if s.type is kind]
        matches = best_matches([characters(document, s.spans) for s in one], [characters(document, s.spans) for s in other])
        counts.update({f"{kind} shared": len(matches), f"{kind} first": len(one), f"{kind} second": len(other)})
        for i, j in matches if kind is StatementType.PROBLEM else ():
            a, b = one[i], other[j]
            for name, left, right in (
                ("category", a.category, b.category),
                ("holder kind", a.held.kind, b.held.kind),
                ("voice", a.said.kind, b.said.kind),
                ("cue", a.cue.kind, b.cue.kind),
                ("rectification present", str(a.rectified is not None), str(b.rectified is not None)),
            ):
                labels.setdefault(name, []).append((left, right))
            if a.rectified and b.rectified:
                labels.setdefault("status", []).append((a.rectified.status, b.rectified.status))
    traps = [characters(document, [one.span]) for one in first.analysis.rejected]
    others = [characters(document, [one.span]) for one in second.analysis.rejected]
    problems = [characters(document, s.spans) for s in second.analysis.statements if s.type is StatementType.PROBLEM]
    taken = sum(any(len(t & p) >= LEAST_OVERLAP * len(t) for p in problems) for t in traps if t)
    shared = len(best_matches(traps, others))
    counts.update({"trap shared": shared, "trap first": len(traps), "trap second": len(others), "taken": taken})


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's κ: agreement beyond what the two annotators' frequencies give by chance."""
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[name] * second[name] for name in first) / len(pairs) ** 2
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


if __name__ == "__main__":
    main()
