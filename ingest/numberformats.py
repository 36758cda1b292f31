"""Numbers and dates of a sheet as Excel shows them, by their number format."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

# Formats that Excel knows by number only; in a Chinese Excel the dates show like this.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 17: "mmm-yy", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 39: "#,##0.00",
    50: 'yyyy"年"m"月"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_PLAIN = re.compile(r"(#,##)?0(\.0+)?(%)?")
_DATE_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(y+|m+|d+|h+|s+|am/pm|上午/下午)|\[[^\]]*\]|(.)', re.IGNORECASE)
_LONGEST_EXACT = 10**15
"""Excel keeps 15 digits: a longer number has lost its tail."""


def shows_digits_lost(value: float) -> bool:
    """Whether a number is so long that its last digits were lost when it was typed: a citizen number (身份证号) stored as a number."""
    return abs(value) >= _LONGEST_EXACT


@lru_cache(maxsize=4096)
def number_text(value: float, code: str) -> str:
    """A number as its format shows it: `0.85` under `0.0%` is `85.0%`, `3.0` is `3`."""
    match = _PLAIN.fullmatch(code.split(";")[0].strip())
    if match is not None and abs(value) < _LONGEST_EXACT:
        thousands, decimals, percent = match.groups()
        places = len(decimals) - 1 if decimals else 0
        return f"{value * (100 if percent else 1):{',' if thousands else ''}.{places}f}{percent or ''}"
    if value == int(value):
        return str(int(value))
    return f"{value:.15g}"


@lru_cache(maxsize=4096)
def date_text(value: date | time | timedelta, code: str) -> str:
    """A date or time as its format shows it; ISO under a format that is none of dates."""
    if isinstance(value, timedelta):
        return str(value)
    if not re.search(r"[ymdhs]", re.sub(r'"[^"]*"', "", code), re.IGNORECASE):
        return _iso(value)
    shown, minutes = "", False
    for quoted, escaped, letters, other in _DATE_TOKEN.findall(code.split(";")[0]):
        if letters:
            # m after h or before s means minutes.
            shown += _part(value, letters.lower(), minutes)
            minutes = letters.lower().startswith("h")
        else:
            shown += quoted or escaped or other
    return shown.strip() or _iso(value)


def _iso(value: date | time) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat()


def _part(value: date | time, letters: str, minutes: bool) -> str:
    hour, minute, second = (value.hour, value.minute, value.second) if isinstance(value, datetime | time) else (0, 0, 0)
    day = value if isinstance(value, date) else date(1900, 1, 1)
    wide = len(letters) > 1
    match letters[0]:
        case "y":
            return f"{day.year}" if len(letters) > 2 else f"{day.year % 100:02d}"
        case "m" if minutes:
            return f"{minute:02d}" if wide else str(minute)
        case "m":
            return f"{day.month:02d}" if len(letters) == 2 else str(day.month)
        case "d":
            return f"{day.day:02d}" if len(letters) == 2 else str(day.day)
        case "h":
            return f"{hour:02d}" if wide else str(hour)
        case "s":
            return f"{second:02d}" if wide else str(second)
    return ""
