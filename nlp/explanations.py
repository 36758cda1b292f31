"""Why a statement was found and taken as it was: the words and signs that decided, in plain Chinese."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models import (
    CHARACTERS,
    SIGN,
    ClauseTagger,
    Models,
    PassageClassifier,
    Sample,
    Weighed,
    clause_features,
    phrases,
    sample_features,
    segmented,
    tells_all,
)
from schema import Category, Code, DocumentKind, HolderKind, Statement, StatementType, VoiceKind

from .analysis import reading, statement_sample, topic_sample
from .outline import Outline
from .problem_types import TypeTable
from .statements import Draft
from .teaching import covered_clauses
from .wording import CLAUSE, STATEMENT, TOPIC, lexical_words, worded

MOST_FOR, MOST_AGAINST = 6, 3
"""Grounds that are told for and against each judgement."""
LEAST = 0.05
"""Log-odds below which a ground is not worth telling."""
TAG_WORDS = {"O": "不是问题或肯定", "T": "说到不足但不算问题（要求、否定、假设等）", "P": "问题", "C": "肯定"}
WHERE = {
    "own": "",
    "heading": "标题中的",
    "column": "表头中的",
    "before": "前一分句中的",
    "after": "后一分句中的",
    "sentence": "同一句中的",
    "context": "上下文中的",
    SIGN: "",
    f"{SIGN} before": "前一分句",
    f"{SIGN} after": "后一分句",
    f"{SIGN} earlier": "同句前面的分句",
    f"{SIGN} later": "同句后面的分句",
    f"{SIGN} previous": "上一句",
    f"{SIGN} following": "下一句",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One thing that spoke for or against."""

    words: str
    """In Chinese: 词语「没有落实」; 所在栏目为「整改措施」."""
    weight: float
    """What it added, in log-odds; negative when it spoke against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What something was taken for, rather than what else, and on which grounds."""

    of: str
    """The clause's words; else what is judged: 类别, 提出方, 当事人类别."""
    label: str
    chance: float
    rival: str
    rival_chance: float
    grounds: tuple[Ground, ...]
    """Strongest first, those against it after those for it."""
    rest: float
    """The sum of all that was weighed and is not told, in log-odds."""
    whole: bool
    """Whether the grounds are all that was weighed: of an encoder only the signs can be told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a statement is one."""

    clauses: tuple[Judgement, ...]
    attributes: tuple[Judgement, ...]
    """Category, voice, holder."""
    setting: tuple[str, ...]
    """Where it stands, as far as that tells of whom and by whom it is."""
    type_words: tuple[str, ...]
    """The words that point to the suggested problem type."""


def explain(outline: Outline, statement: Statement, models: Models, types: TypeTable) -> Explanation:
    """Explain a statement of the document by the models."""
    members = covered_clauses(outline.clauses, statement.spans)
    if not members:
        return Explanation(clauses=(), attributes=(), setting=(), type_words=())
    draft = Draft(type=statement.type, spans=statement.spans, first=members[0], last=members[-1], raw=statement.score)
    return Explanation(
        clauses=_clauses(outline, members, statement.type, models.statements),
        attributes=tuple(_attributes(outline, statement, draft, models)),
        setting=tuple(_setting(outline, draft)),
        type_words=_type_words(outline, statement, types),
    )


def _clauses(outline: Outline, members: Sequence[int], kind: StatementType, tagger: ClauseTagger) -> tuple[Judgement, ...]:
    """Each clause's grounds for its tag."""
    chances = tagger.marginals(tagger.clause_scores(reading(outline)))
    letter = "P" if kind is StatementType.PROBLEM else "C"
    return tuple(
        _clause(outline, index, letter, dict(zip(tagger.labels, chances[index], strict=True)), tagger) for index in members
    )


def _clause(outline: Outline, index: int, letter: str, chances: Mapping[str, float], tagger: ClauseTagger) -> Judgement:
    """A clause's grounds for its tag against the likeliest tag that would not make it part of the statement."""
    own = [label for label in chances if label.endswith(f"-{letter}")]
    best, rival = (max(labels, key=lambda label: chances[label]) for labels in (own, [one for one in chances if one not in own]))
    unit, text = outline.units[index], outline.clauses[index].text
    found = tuple(_placed(one, text) for one in clause_features(tagger, outline.units, index, best, rival))
    texts = {
        "own": text,
        "before": _neighbour(outline, index, -1),
        "after": _neighbour(outline, index, 1),
        "sentence": _sentence(outline, index),
        "heading": unit.heading,
        "column": unit.column,
    }
    grounds, rest = _grounds(found, texts, lambda sign: _clause_sign(sign, text))
    return Judgement(
        of=text,
        label=TAG_WORDS[letter],
        chance=float(sum(chances[label] for label in own)),
        rival=TAG_WORDS[rival[-1]],
        rival_chance=float(sum(chance for label, chance in chances.items() if label[-1] == rival[-1])),
        grounds=grounds,
        rest=rest,
        whole=tells_all(tagger),
    )


def _placed(one: Weighed, text: str) -> Weighed:
    """Characters of the sentence that stand in the clause itself are the clause's own."""
    return replace(one, place="own") if one.place == "sentence" and one.name in f"^{text}$" else one


def _attributes(outline: Outline, statement: Statement, draft: Draft, models: Models) -> Iterable[Judgement]:
    problem = statement.type is StatementType.PROBLEM
    topic, sample = topic_sample(outline, draft), statement_sample(outline, draft)
    category = models.category if problem else models.commended
    yield _judgement("类别", Category, category, topic, statement.category, TOPIC)
    yield _judgement("提出方", VoiceKind, models.voice, sample, statement.said.kind, STATEMENT)
    yield _judgement("当事人类别", HolderKind, models.holder, sample, statement.held.kind, STATEMENT)


def _judgement(of: str, codes: type[Code], classifier: PassageClassifier, sample: Sample, chosen: Code, scope: str) -> Judgement:
    chances = classifier.sample_probabilities([sample])[0]
    ranked = [classifier.labels[int(column)] for column in np.argsort(-chances)]
    rival = next(label for label in ranked if label != chosen)
    known = chosen.value in classifier.labels
    found = sample_features(classifier, sample, chosen.value, rival) if known else ()
    grounds, rest = _grounds(
        found, {"own": sample.text, "context": sample.context}, lambda sign: worded(_plain(sign, scope), scope)
    )
    return Judgement(
        of=of,
        label=chosen.label,
        chance=float(chances[classifier.labels.index(chosen.value)]) if known else 0.0,
        rival=codes(rival).label,
        rival_chance=float(chances[classifier.labels.index(rival)]),
        grounds=grounds,
        rest=rest,
        whole=tells_all(classifier),
    )


def _grounds(found: Sequence[Weighed], texts: dict[str, str], word: Callable[[str], str]) -> tuple[tuple[Ground, ...], float]:
    """The features as grounds: characters as words that stand in the text, signs in words; what reads alike is added up.

    Also the sum of all that is not told.
    """
    added: dict[str, float] = {}
    for place, text in texts.items():
        ngrams = [(one.name, one.weight) for one in found if one.place == place]
        for words, weight in phrases(segmented(text), ngrams) if text and ngrams else ():
            named = f"{WHERE[place]}「{words}」" if WHERE[place] else f"词语「{words}」"
            added[named] = added.get(named, 0.0) + weight
    for one in found:
        if one.place not in CHARACTERS:
            named = f"{WHERE[one.place]}：{word(one.name)}".removeprefix("：")
            added[named] = added.get(named, 0.0) + one.weight
    ranked = sorted(
        (Ground(words=words, weight=round(weight, 3)) for words, weight in added.items()), key=lambda one: -abs(one.weight)
    )
    worth = [one for one in ranked if abs(one.weight) >= LEAST]
    pro, con = ([one for one in worth if (one.weight > 0) is speaks] for speaks in (True, False))
    told = (*pro[:MOST_FOR], *con[:MOST_AGAINST])
    return told, round(sum(one.weight for one in found) - sum(one.weight for one in told), 3)


def _clause_sign(sign: str, text: str) -> str:
    words = lexical_words(sign, text)
    return worded(sign, CLAUSE) + (f"（{'、'.join(f'「{word}」' for word in words)}）" if words else "")


def _sentence(outline: Outline, index: int) -> str:
    unit = outline.units[index]
    members = (one.text for one in outline.units if one.sentence == unit.sentence and one.group == unit.group)
    return "，".join(members)


def _plain(sign: str, scope: str) -> str:
    """A statement's sign without the kind of document that it is crossed with: the sign stands for itself and in its kind alike."""
    base, _, kind = sign.rpartition("&")
    return base if scope == STATEMENT and base and kind in list(DocumentKind) else sign


def _neighbour(outline: Outline, index: int, step: int) -> str:
    other = index + step
    if not 0 <= other < len(outline.units) or outline.units[other].group != outline.units[index].group:
        return ""
    return outline.units[other].text


def _setting(outline: Outline, draft: Draft) -> Iterable[str]:
    block = outline.clauses[draft.first].block
    place, scene = outline.places[block], outline.scenes[block]
    if place.headings:
        yield f"所在标题：{' / '.join(place.headings)}"
    if place.cell is not None:
        yield f"在表格第{place.cell.row + 1}行" + (f"，列「{place.cell.header}」" if place.cell.header else "")
    if scene.label:
        yield f"发言人标签：{scene.label}"
    if scene.subject is not None and scene.subject.text:
        yield f"所在段落、栏目讲的是：{scene.subject.text}"


def _type_words(outline: Outline, statement: Statement, types: TypeTable) -> tuple[str, ...]:
    chosen = statement.problem_type
    row = next((row for row in types.rows if chosen is not None and row.code == chosen.code), None)
    if row is None:
        return ()
    text = "".join(outline.document[span] for span in statement.spans)
    return tuple(dict.fromkeys(match.group() for match in row.words.finditer(text)))
