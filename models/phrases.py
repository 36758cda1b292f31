"""Weighed characters as words that stand in a text: overlapping n-grams are spread over their characters and added up by word."""

from collections.abc import Iterable, Sequence

from .features import DIGITS


def phrases(words: Sequence[str], ngrams: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The words of a text, as they follow each other, with their weights, heaviest first; a word that stands twice is told once.

    N-grams bear numbers as `0` and the marks `^` and `$` of a text's ends, as the features do.
    """
    text = "".join(words)
    flat, origin = _flattened(text)
    weights = [0.0] * (len(text) + 1)
    for index, weight in enumerate(_spread(flat, ngrams)):
        start, end = origin[index]
        for place in range(start, max(end, start + 1)):
            weights[min(place, len(text) - 1)] += weight / max(1, end - start)
    found: list[tuple[str, float]] = []
    at = 0
    for word in words:
        weight = sum(weights[at : at + len(word)])
        at += len(word)
        if any(character.isalnum() for character in word):
            found.append((word, weight))
    added: dict[str, float] = {}
    for word, weight in found:
        added[word] = added.get(word, 0.0) + weight
    return tuple(sorted(added.items(), key=lambda one: -abs(one[1])))


def _flattened(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as the features see it, and for each of its characters where it stands in the text."""
    flat, origin = ["^"], [(0, 0)]
    at = 0
    for match in DIGITS.finditer(text):
        for index in range(at, match.start()):
            flat.append(text[index])
            origin.append((index, index + 1))
        flat.append("0")
        origin.append(match.span())
        at = match.end()
    for index in range(at, len(text)):
        flat.append(text[index])
        origin.append((index, index + 1))
    return "".join([*flat, "$"]), [*origin, (len(text), len(text))]


def _spread(flat: str, ngrams: Iterable[tuple[str, float]]) -> list[float]:
    weights = [0.0] * len(flat)
    for ngram, weight in ngrams:
        starts = [start for start in range(len(flat)) if flat.startswith(ngram, start)]
        for start in starts:
            for index in range(start, start + len(ngram)):
                weights[index] += weight / len(starts) / len(ngram)
    return weights
