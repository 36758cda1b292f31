"""Writes `cadres/commonness.tsv`: in how many statements of the training corpus a character or a pair of characters is found."""

import json
from collections import Counter
from pathlib import Path

from cadres.commonness import TABLE, grams

LEAST = 4
"""Statements from which a gram is kept; what is rarer counts as unseen."""


def main() -> None:
    """Count and write."""
    counts: Counter[str] = Counter()
    total = 0
    for path in sorted(Path(__file__).parent.glob("w*/*.json")):
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            if item["type"] != "trap":
                exact = item["exact"]
                counts.update(grams(exact if isinstance(exact, str) else "".join(exact)))
                total += 1
    kept = sorted((gram, count) for gram, count in counts.items() if count >= LEAST)
    TABLE.write_text("\n".join([f"# {total}", *(f"{gram}\t{count}" for gram, count in kept)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
