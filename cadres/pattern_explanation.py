"""The explanation of a pattern: at most four Chinese sentences, each made from facts that stand in the same line."""

from collections.abc import Iterator, Mapping

from schema import Completion, Hit, LeverageKind, Pattern, PatternLabel, PatternYear, Reason, StatementType, VoiceKind

from .pattern_wording import channels_text, label_text, opening, per_cent, years_text

MOST_SENTENCES = 4
LEAST_FACTOR = 3.0
WATCHERS = (VoiceKind.SUPERVISION, VoiceKind.INSPECTION, VoiceKind.APPRAISAL, VoiceKind.MASSES, VoiceKind.PEER)
"""Channels whose material is asked for, most telling first."""
FEW = 2
COMMON = 0.05
"""Base rate from which a phrase is called common."""
PROVISIONAL = "待核（所据材料未全部审核）："
CLOSING = "供研判参考，请逐条核对原文。"


def explanation(pattern: Pattern, places: Mapping[str, str]) -> str:
    """Explain the line. `places` tells of each finding where it stands: 《…》第3页."""
    sentences = list(_Told(pattern).main())
    if pattern.provisional:
        sentences[0] = f"{PROVISIONAL}{sentences[0]}"
    extras = [_duplicates(pattern), _leverage(pattern, places), _factor(pattern)]
    sentences += [one for one in extras if one][: MOST_SENTENCES - sum(one.count("。") for one in sentences)]
    return "".join(sentences)


class _Told:
    """The facts of a pattern, as the sentences use them."""

    def __init__(self, pattern: Pattern):
        self.pattern, self.facts = pattern, pattern.facts
        self.hits = [hit for year in pattern.years for hit in year.hits if hit.discriminative]
        self.hit_years = [year for year in pattern.years if any(hit.discriminative for hit in year.hits)]
        self.told = "有反映" if pattern.type is StatementType.PROBLEM else "受到肯定"
        self.span = f"近{len(pattern.years)}年可观察{self.facts.observed_years}年"
        self.sources = channels_text({hit.voice for hit in self.hits})

    def main(self) -> Iterator[str]:
        """What the label rests on."""
        label = self.pattern.label
        if label is PatternLabel.INSUFFICIENT:
            yield self._insufficient()
            return
        if label is PatternLabel.RELAPSED and not self.facts.completions:
            label = PatternLabel.RECURRENT
        yield (
            opening(self.pattern)
            + {
                PatternLabel.GENERIC: self._generic,
                PatternLabel.ISOLATED: self._isolated,
                PatternLabel.RECURRENT: self._recurrent,
                PatternLabel.PERSISTENT: self._persistent,
                PatternLabel.CORRECTED: self._corrected,
                PatternLabel.RELAPSED: self._relapsed,
            }[label]()
        )
        if label.weighty:
            yield CLOSING

    def _insufficient(self) -> str:
        category = self.pattern.category.label
        if self.hit_years:
            only = "仅" if len(self.hit_years) <= FEW else "有"
            head = f"{category}方面{self.told}的{only}{len(self.hit_years)}年、来源{len(self.facts.groups)}类"
        else:
            head = f"{category}方面没有能与一般表述相区分的材料"
        why = [one.label for one in self.pattern.reasons if one is not Reason.AMBIGUOUS]
        if Reason.AMBIGUOUS in self.pattern.reasons and self.pattern.rivals:
            why.append("与".join(f"“{label_text(one, self.pattern.type)}”" for one in self.pattern.rivals) + "都说得通")
        findings = {one for year in self.pattern.years for hit in year.hits for one in hit.findings}
        check = f"或核实下列{len(findings)}条" if findings else ""
        told = "，".join((self.span, head, *why, "不足以判断是一时还是一贯"))
        return f"{told}。补充{self._missing()}的材料{check}后可再看。"

    def _missing(self) -> str:
        """The years that nobody looked at, else the channels that never did."""
        unseen = [year.year for year in self.pattern.years if not year.observed]
        if unseen:
            return years_text(unseen)
        looked = {voice for year in self.pattern.years for voice in (*year.silent, *(hit.voice for hit in year.hits))}
        return channels_text([voice for voice in WATCHERS if voice not in looked][:2]) or "其他独立来源"

    def _generic(self) -> str:
        rate = max((hit.base_rate for year in self.pattern.years for hit in year.hits), default=0.0)
        if rate >= COMMON:
            return f"该表述在同级别干部同类材料中约占{per_cent(rate)}，属常见提法，不单独作为个人表现依据。"
        return f"{self.span}，所见表述笼统或把握不大，没有可核对的具体事例，不单独作为个人表现依据。"

    def _isolated(self) -> str:
        quiet = [year for year in self.pattern.years if year.observed and year not in self.hit_years]
        seen = channels_text({voice for year in quiet for voice in year.silent})
        rest = f"，其余{len(quiet)}年{seen}有机会反映而未见" if quiet and seen else ""
        doubt = "此结论不代表该事已查实。" if self.pattern.type is StatementType.PROBLEM else ""
        when = years_text(year.year for year in self.hit_years)
        return f"{self.span}，仅{when}{self.told}（{self.facts.events}件，{self.sources}）{rest}，目前看不出规律。{doubt}"

    def _recurrent(self) -> str:
        when = years_text(year.year for year in self.hit_years)
        return (
            f"{when}先后{self.told}，去重后{self.facts.events}件，来自{self.sources}。"
            "出现年份不连续或时间尚短，材料支持“不止一次”，尚不足以说“一贯”。"
        )

    def _persistent(self) -> str:
        concrete = len({event for hit in self.hits if hit.concrete for event in hit.events})
        rate = per_cent(max((hit.base_rate for hit in self.hits), default=0.0))
        noun = "反映" if self.pattern.type is StatementType.PROBLEM else "肯定"
        return (
            f"{self.span}，其中{len(self.hit_years)}年有可区分的{noun}（去重{self.facts.events}件，具体事例{concrete}件），"
            f"{len(self.facts.groups)}类互相独立的来源相互印证；同级别同类{noun}约占{rate}；"
            "去掉其中任何一条，“一贯”仍是最可能的解释。"
        )

    def _corrected(self) -> str:
        first, last = self.hit_years[0].year, self.hit_years[-1].year
        when = f"{first}年" if first == last else f"{first}—{last}年"
        later = [year for year in self.pattern.years if year.year > last and year.observed]
        if self.pattern.type is not StatementType.PROBLEM:
            return f"{when}{self.told}，此后{len(later)}个可观察年份未再见。"
        if not self.facts.completions:
            return f"{last}年后连续{len(later)}年未再见反映，未见整改完成记录。建议继续关注。"
        seen = channels_text({voice for year in later for voice in year.silent if voice is not VoiceKind.SELF})
        done, quiet = self.facts.completions[0], f"此后{seen}共{self.facts.clean_looks_after}次有机会观察、未再见反映"
        ended_first = all(done.year <= year.year for year in later)
        order = (_completion(done), quiet) if ended_first else (quiet, _completion(done))
        return "，".join((f"{when}有反映", *order)) + "。建议继续关注。"

    def _relapsed(self) -> str:
        done = self.facts.completions[0]
        later = [year for year in self.hit_years if year.year > done.year]
        count = len({event for year in later for hit in year.hits if hit.discriminative for event in hit.events})
        return (
            f"{_completion(done)}，{years_text(year.year for year in later)}又有新的反映（{count}件），非旧事重提；"
            "可能是反弹，也可能是整改不到位，请核实。"
        )


def _completion(done: Completion) -> str:
    return f"{done.year}年有整改完成记录（{'已' if done.verified else '未'}经复核）"


def _duplicates(pattern: Pattern) -> str:
    most = max((event.documents for event in pattern.events), default=0)
    return f"其中{most}份材料说的是同一件事，只计一次。" if most > 1 else ""


def _leverage(pattern: Pattern, places: Mapping[str, str]) -> str:
    """The finding that the label rests on, where there is one."""
    alone = [one for one in pattern.leverage if one.kind is LeverageKind.FINDING and not one.label_without.weighty]
    if not alone:
        return ""
    first = min(alone, key=lambda one: one.p_without)
    name = label_text(first.label_without, pattern.type)
    return f"结论主要靠{places.get(first.id, '一份材料')}的一条；若该条不成立，判断变为“{name}”。"


def _factor(pattern: Pattern) -> str:
    """The strongest hit's likelihood ratio: never "so many times as probable"."""
    if pattern.type is not StatementType.PROBLEM or pattern.label in (PatternLabel.INSUFFICIENT, PatternLabel.GENERIC):
        return ""
    hits: list[tuple[float, PatternYear, Hit]] = [(hit.factor, year, hit) for year in pattern.years for hit in year.hits]
    factor, year, hit = max(hits, key=lambda one: one[0])
    if factor < LEAST_FACTOR:
        return ""
    return f"若{year.year}年确有此问题，出现{channels_text([hit.voice])}这条材料的机会约为没有此问题时的{factor:.0f}倍。"
