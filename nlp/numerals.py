"""Numbers as documents write them: 25, 十九, 二十五, 一百零八."""

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SCALES = {"十": 10, "百": 100, "千": 1000}
NUMERAL = r"(?:\d{1,4}|[〇零一二两三四五六七八九十百千]{1,7})"
"""A number in digits or in Chinese numerals."""


def number_of(written: str) -> int:
    """The number that digits or Chinese numerals below ten thousand write."""
    if written.isdecimal():
        return int(written)
    if not any(character in SCALES for character in written):
        return int("".join(str(DIGITS[character]) for character in written))
    total, digit = 0, 0
    for character in written:
        if character in SCALES:
            total += (digit or 1) * SCALES[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit
