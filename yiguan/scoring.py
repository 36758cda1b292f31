"""Quality figures: what was found against what the annotation tells, by the guideline's rules.

A statement matches an annotated one of its type when their characters overlap with an intersection over union of 0.5 or more,
each used once, best first. Attributes are compared over matched statements. Blanks never count.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schema import Analysis, Document, Finding, Span, Statement, StatementType

LEAST_OVERLAP = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One document as annotated and as found."""

    document: Document
    gold: Analysis
    gold_links: "Sequence[GoldLinks]"
    """Of the annotated statements, in the same order."""
    found: Analysis
    findings: Sequence[Finding]
    """Of the found statements, in the same order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLinks:
    """Whom the annotation names, by cadre id."""

    holder: str | None
    speaker: str | None
    responsible: frozenset[str]


@dataclass(slots=True)
class Figures:
    """Counts that grow with every document."""

    counts: Counter[str] = field(default_factory=Counter)
    pairs: dict[str, list[tuple[object, object]]] = field(default_factory=dict)
    confidences: list[tuple[str, float, bool]] = field(default_factory=list)
    """Statement type, confidence, and whether the statement is right."""

    def add(self, scored: Scored) -> None:
        """Count one document."""
        for kind in StatementType:
            self._statements(scored, kind)
        self._traps(scored)

    def table(self) -> dict[str, dict[str, float]]:
        """Every figure by name."""
        count = self.counts
        result: dict[str, dict[str, float]] = {}
        for kind in StatementType:
            items = _f1(count[f"{kind} right"], count[f"{kind} found"], count[f"{kind} gold"])
            result[f"{kind} items"] = {**items, "n": count[f"{kind} gold"]}
            result[f"{kind} characters"] = _f1(count[f"{kind} shared"], count[f"{kind} found chars"], count[f"{kind} gold chars"])
        result["traps taken"] = {"share": _ratio(count["traps taken"], count["traps"]), "n": count["traps"]}
        for name, values in sorted(self.pairs.items()):
            right = sum(gold == found for gold, found in values)
            result[name] = {"accuracy": _ratio(right, len(values)), "macro_f1": _macro_f1(values), "n": len(values)}
        for name in ("holder", "speaker"):
            figures = _f1(count[f"{name} right"], count[f"{name} found"], count[f"{name} gold"])
            result[f"{name} link"] = {**figures, "wrong": count[f"{name} wrong"], "n": count[f"{name} gold"]}
        result["measure characters"] = _f1(count["measures shared"], count["measures found"], count["measures gold"])
        result["responsible link"] = _f1(count["responsible right"], count["responsible found"], count["responsible gold"])
        return result

    def _statements(self, scored: Scored, kind: StatementType) -> None:
        gold = [(one, links) for one, links in zip(scored.gold.statements, scored.gold_links, strict=True) if one.type is kind]
        found = [
            (one, finding) for one, finding in zip(scored.found.statements, scored.findings, strict=True) if one.type is kind
        ]
        wanted = [characters(scored.document, one.spans) for one, _ in gold]
        got = [characters(scored.document, one.spans) for one, _ in found]
        matches = best_matches(wanted, got)
        self._overlap(kind, wanted, got, len(matches))
        matched = {j for _, j in matches}
        self.confidences += [(str(kind), one.score, j in matched) for j, (one, _) in enumerate(found)]
        for i, j in matches:
            self._attributes(scored, gold[i], found[j])

    def _overlap(self, kind: str, wanted: Sequence[set[int]], got: Sequence[set[int]], right: int) -> None:
        here, there = set().union(*wanted), set().union(*got)
        self.counts.update(
            {
                f"{kind} right": right,
                f"{kind} gold": len(wanted),
                f"{kind} found": len(got),
                f"{kind} shared": len(here & there),
                f"{kind} gold chars": len(here),
                f"{kind} found chars": len(there),
            }
        )

    def _attributes(self, scored: Scored, gold: tuple[Statement, GoldLinks], found: tuple[Statement, Finding]) -> None:
        (wanted, links), (got, finding) = gold, found
        self._pair(f"{wanted.type} category", wanted.category, got.category)
        self._pair("holder kind", wanted.held.kind, got.held.kind)
        self._pair("voice", wanted.said.kind, got.said.kind)
        self._link("holder", links.holder, finding.holder.cadre_id)
        self._link("speaker", links.speaker, finding.voice.cadre_id)
        if wanted.type is not StatementType.PROBLEM:
            return
        self._pair("cue", wanted.cue.kind, got.cue.kind)
        self._pair("rectification present", wanted.rectified is not None, got.rectified is not None)
        if wanted.rectified is not None:
            self._rectified(scored.document, wanted, got, links, finding)

    def _rectified(self, document: Document, wanted: Statement, got: Statement, links: GoldLinks, finding: Finding) -> None:
        assert wanted.rectified is not None
        self._pair("status", wanted.rectified.status, got.rectified.status if got.rectified else None)
        self._pair("deadline", wanted.rectified.deadline, got.rectified.deadline if got.rectified else None)
        here = characters(document, wanted.rectified.measures)
        there = characters(document, got.rectified.measures if got.rectified else ())
        named = {one.cadre_id for one in finding.rectification.responsible if one.cadre_id} if finding.rectification else set()
        self.counts.update(
            {
                "measures shared": len(here & there),
                "measures gold": len(here),
                "measures found": len(there),
                "responsible right": len(links.responsible & named),
                "responsible gold": len(links.responsible),
                "responsible found": len(named),
            }
        )

    def _traps(self, scored: Scored) -> None:
        """A trap is taken when found problems cover half of it; one that stands inside an annotated problem is none."""
        document = scored.document
        problems = _of_problems(document, scored.gold.statements)
        found = _of_problems(document, scored.found.statements)
        for trap in scored.gold.rejected:
            span = characters(document, [trap.span])
            if span and len(span & problems) < LEAST_OVERLAP * len(span):
                self.counts["traps"] += 1
                self.counts["traps taken"] += len(span & found) >= LEAST_OVERLAP * len(span)

    def _pair(self, name: str, gold: object, found: object) -> None:
        self.pairs.setdefault(name, []).append((gold, found))

    def _link(self, name: str, gold: str | None, found: str | None) -> None:
        self.counts[f"{name} gold"] += gold is not None
        self.counts[f"{name} found"] += found is not None
        self.counts[f"{name} right"] += gold is not None and gold == found
        self.counts[f"{name} wrong"] += found is not None and found != gold


def characters(document: Document, spans: Iterable[Span]) -> set[int]:
    """Offsets of the characters that the spans hold, blanks left out."""
    return {i for span in spans for i in range(span.start, span.end) if not document.text[i].isspace()}


def best_matches(gold: Sequence[set[int]], found: Sequence[set[int]]) -> list[tuple[int, int]]:
    """Pairs of indices with enough overlap, each index once, the closest first."""
    close = sorted(
        ((len(g & f) / len(g | f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g & f),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    matched: list[tuple[int, int]] = []
    for overlap, i, j in close:
        if overlap >= LEAST_OVERLAP and all(i != a and j != b for a, b in matched):
            matched.append((i, j))
    return matched


def _of_problems(document: Document, statements: Iterable[Statement]) -> set[int]:
    return characters(document, (span for one in statements if one.type is StatementType.PROBLEM for span in one.spans))


def _f1(right: int, found: int, gold: int) -> dict[str, float]:
    return {"precision": _ratio(right, found), "recall": _ratio(right, gold), "f1": _ratio(2 * right, found + gold)}


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _macro_f1(pairs: Sequence[tuple[object, object]]) -> float:
    """Mean F1 over the annotated classes."""
    classes = {gold for gold, _ in pairs}
    scores = [
        _f1(
            sum(gold == found == name for gold, found in pairs),
            sum(found == name for _, found in pairs),
            sum(gold == name for gold, _ in pairs),
        )["f1"]
        for name in classes
    ]
    return sum(scores) / len(scores) if scores else 0.0
