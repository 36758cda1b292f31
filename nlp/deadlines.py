"""Deadlines in every written form, resolved against the document's date: 6月底前, 三个月内, 一季度, 春节前, 下周三前, 2024年9月."""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from schema import latest

from .numerals import number_of

NUMBER = r"(?:\d{1,4}|[〇零一二两三四五六七八九十]{1,3})"
YEAR = r"(?:(?P<year>\d{4})年|(?P<which>今|明|本|当|次|翌|去|上)年度?)?"
TEN_DAYS = {"上": 10, "中": 20}
SPRING_FESTIVAL = {
    2018: date(2018, 2, 16), 2019: date(2019, 2, 5), 2020: date(2020, 1, 25), 2021: date(2021, 2, 12), 2022: date(2022, 2, 1),
    2023: date(2023, 1, 22), 2024: date(2024, 2, 10), 2025: date(2025, 1, 29), 2026: date(2026, 2, 17), 2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
}  # fmt: skip
"""First day of the lunar year (Hong Kong Observatory's conversion table)."""
FEASTS = {"元旦": (1, 1), "五一": (5, 1), "七一": (7, 1), "八一": (8, 1), "国庆": (10, 1), "十一": (10, 1)}
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
BEGINNING = re.compile(r"^\s*(?:份|初|底|末)?(?:起|开始|以来|至今|后)")
FINISHED = re.compile(r"^[^，。；]{0,4}(?:已|刚)|^(?:份|底|末|初|前)?[^，。；]{0,12}(?:完毕|[^为不]了)(?=[，。；]|$)")
"""What follows a date on which something was done."""
ALREADY = re.compile(r"已(?:经)?(?:于|在)?[^，。；]{0,6}$")
HABIT = re.compile(r"今后|以后|往后|凡|每|一般|一律|制度|[件来]件")
"""A period that rules say is to be kept each time (来件三日内答复) is no deadline."""
LIMIT = re.compile(r"^[^，。；]{0,3}?(?:前|底|末|之内|以内|内)|(?:前|底|末|内|年|季度|半年|旬|下午|晚上|下班|一早)$")
AHEAD = re.compile(r"(?:拟|将|计划|预计|定于|限|争取|力争|打算|承诺|保证|确保|最迟|至迟)[^，。；]{0,6}$")
Resolved = date | None


def deadline(text: str, issued: str | None, *, stated: bool = False) -> str | None:
    """The last deadline that the words set, ISO; None without one, or when it hangs on a document's date that is unknown.

    A date since when something holds (从3月起) is none, nor is one on which something was finished (11月19日已发出): a past date
    counts only with 前, 底 and the like, or when the words are `stated` to be a deadline, as in the column 整改时限.
    """
    base = latest(issued) if issued else None
    found = [one for one in _found(text, base) if (stated and not BEGINNING.match(text[one[1] :])) or _is_limit(text, one, base)]
    widest = [one for one in found if not any(o[0] <= one[0] and one[1] <= o[1] and o[:2] != one[:2] for o in found)]
    ahead = widest if stated or base is None else [one for one in widest if one[2] >= base]
    # What is promised in stages is done at the last: 上半年先清5项，其余年底清零.
    return max(ahead, key=lambda one: one[0])[2].isoformat() if ahead else None


def _is_limit(text: str, found: tuple[int, int, date], base: Resolved) -> bool:
    start, end, when = found
    if BEGINNING.match(text[end:]) or FINISHED.match(text[end:]) or ALREADY.search(text[:start]):
        return False
    if HABIT.search(text[:start]) and PERIOD.fullmatch(text[start:end]):
        return False
    limited = LIMIT.match(text[end:]) or LIMIT.search(text[start:end]) or AHEAD.search(text[:start])
    return limited is not None or (base is not None and when > base)


def _found(text: str, base: Resolved) -> Iterator[tuple[int, int, date]]:
    for pattern, resolve in FORMS:
        for match in pattern.finditer(text):
            when = resolve(match, base)
            if when is not None:
                yield match.start(), match.end(), when


def _year(match: re.Match[str], base: Resolved, month: int | None = None, day: int | None = None) -> int | None:
    """The year said, else the one in which the month comes next after the document's date."""
    said = match.groupdict()
    if said.get("year"):
        return int(said["year"])
    if base is None:
        return None
    if said.get("which"):
        return base.year + (said["which"] in "明次翌") - (said["which"] in "去上")
    if month is not None and (month, day or 31) < (base.month, base.day) and base.month - month >= 4:
        return base.year + 1
    return base.year


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(match: re.Match[str], base: Resolved) -> Resolved:
    month, day = number_of(match["month"]), number_of(match["day"])
    year = _year(match, base, month, day)
    return _valid(year, month, day)


def _valid(year: int | None, month: int, day: int) -> Resolved:
    if year is None or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _month(match: re.Match[str], base: Resolved) -> Resolved:
    month = number_of(match["month"])
    year = _year(match, base, month)
    if year is None or not 1 <= month <= 12:
        return None
    part = match["part"] or ""
    if part[:1] in TEN_DAYS:
        return date(year, month, TEN_DAYS[part[0]])
    if part == "初":
        return date(year, month, 10)
    return _end_of_month(year, month)


def _this_month(match: re.Match[str], base: Resolved) -> Resolved:
    if base is None:
        return None
    ahead = int(match["which"].startswith("下"))
    year, month = base.year + (base.month + ahead - 1) // 12, (base.month + ahead - 1) % 12 + 1
    return _valid(year, month, number_of(match["day"])) if match["day"] else _end_of_month(year, month)


def _day_named(match: re.Match[str], base: Resolved) -> Resolved:
    return None if base is None else base + timedelta(days="今明后".index(match["which"]))


def _quarter(match: re.Match[str], base: Resolved) -> Resolved:
    quarter = number_of(match["quarter"])
    year = _year(match, base, quarter * 3) if 1 <= quarter <= 4 else None
    return _end_of_month(year, quarter * 3) if year else None


def _half(match: re.Match[str], base: Resolved) -> Resolved:
    month = 6 if match["half"] == "上" else 12
    year = _year(match, base, month)
    return _end_of_month(year, month) if year else None


def _year_end(match: re.Match[str], base: Resolved) -> Resolved:
    year = _year(match, base)
    return date(year, 12, 31) if year else None


def _period(match: re.Match[str], base: Resolved) -> Resolved:
    if base is None:
        return None
    count, unit = number_of(match["count"]) if match["count"] != "半" else 0, match["unit"]
    if unit.endswith("月"):
        months = base.month - 1 + count
        if match["count"] == "半":
            return base + timedelta(days=15)
        year, month = base.year + months // 12, months % 12 + 1
        return date(year, month, min(base.day, calendar.monthrange(year, month)[1]))
    if unit in ("年", "周年"):
        return _period_years(base, count, match["count"] == "半")
    days = {"天": 1, "日": 1, "个工作日": 1, "工作日": 1, "周": 7, "个星期": 7, "星期": 7, "个礼拜": 7}[unit]
    return base + timedelta(days=count * days if "工作日" not in unit else _working(base, count))


def _period_years(base: date, count: int, half: bool) -> date:
    months = base.month - 1 + (6 if half else 12 * count)
    year, month = base.year + months // 12, months % 12 + 1
    return date(year, month, min(base.day, calendar.monthrange(year, month)[1]))


def _working(base: date, count: int) -> int:
    """Calendar days that hold so many working days, weekends left out."""
    days = 0
    while count > 0:
        days += 1
        count -= (base + timedelta(days=days)).weekday() < 5
    return days


def _weekday(match: re.Match[str], base: Resolved) -> Resolved:
    if base is None:
        return None
    monday = base - timedelta(days=base.weekday()) + timedelta(days=7 * (match["week"] == "下"))
    return monday + timedelta(days=WEEKDAYS[match["weekday"]] if match["weekday"] else 6)


def _feast(match: re.Match[str], base: Resolved) -> Resolved:
    """The day before the feast."""
    name = match["feast"]
    if name in ("春节", "过年"):
        years = [int(match["year"])] if match["year"] else [base.year, base.year + 1] if base else []
        days = [SPRING_FESTIVAL[year] for year in years if year in SPRING_FESTIVAL]
        return next((day - timedelta(days=1) for day in days if base is None or day > base), None)
    month, day = FEASTS[name]
    year = _year(match, base, month, day)
    if year is None:
        return None
    when = date(year, month, day)
    return (when if base is None or when > base or match["year"] else date(year + 1, month, day)) - timedelta(days=1)


PERIOD = re.compile(
    rf"(?P<count>{NUMBER}|半)(?P<unit>个月|月|周年|年|天|日|个工作日|工作日|周|个星期|星期|个礼拜)(?:之内|以内|内|后交|后完成)"
)
FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Resolved], Resolved]], ...] = (
    (re.compile(rf"{YEAR}(?P<month>{NUMBER})月(?P<day>{NUMBER})[日号]"), _day),
    (re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)"), _day),
    (
        re.compile(rf"{YEAR}(?P<month>{NUMBER})月(?:份)?(?P<part>底|末|初|上旬|中旬|下旬)?(?![\d日号月一二三四五六七八九十])"),
        _month,
    ),
    (re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})(?P<part>)(?![-./\d])"), _month),
    (re.compile(rf"(?P<which>本|这个?|当|下个?)月(?:(?P<day>{NUMBER})[日号]|底|末|内|之内|前)"), _this_month),
    (re.compile(r"(?<![\d一二三四五六七八九十个半本这当下每])(?P<which>)月(?P<day>)底"), _this_month),
    (re.compile(r"(?P<which>[今明后])[天日](?:上午|下午|晚上|一早|下班前|下班|之内|内|前|就)"), _day_named),
    (re.compile(rf"{YEAR}第?(?P<quarter>[一二三四1-4])季度"), _quarter),
    (re.compile(rf"{YEAR}(?P<half>[上下])半年"), _half),
    (re.compile(r"(?:(?P<year>\d{4})年|(?P<which>今|明|本|当)?年)(?:底|末|内|之内|终)前?"), _year_end),
    (re.compile(r"(?P<which>今|明)年(?:前|之前|以前)"), _year_end),
    (re.compile(r"(?P<year>\d{4})年(?=$|前|完成|[，。；）])"), _year_end),
    (PERIOD, _period),
    (re.compile(r"(?P<week>[本这下])个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])?(?:前|之前|内|底)?"), _weekday),
    (re.compile(rf"{YEAR}“?(?P<feast>春节|过年|元旦|五一|七一|八一|国庆|十一)”?(?:节)?(?:之前|以前|前)"), _feast),
)
