"""Appointment forms (干部任免审批表) as the field's programs write them, each with its own habits."""

import csv
import io
import re
from collections.abc import Callable

PHOTO = "/9j/4AAQSkZJRg" * 400
RESUME = (
    "1990.09--1994.07  云泽大学水利水电工程专业学习",
    "1994.07--1998.03  石渡县水利局办事员、科员",
    "                  （其间：1996.09--1999.06在省委党校函授学院经济管理专业本科学习）",
    "1998.03--2003.05  石渡县水利局副局长、党组成员，县防汛抗旱指",
    "                  挥部办公室主任",
    "2003.05--2008.11  石渡县青桥镇党委副书记、镇长（其间：2005.03--2006.03挂职任云泽市审计局副局长）",
    "2008.11--2014.06  石渡县青桥镇党委书记（副县级）",
    "2014.06--2019.03  石渡县委常委、组织部部长",
    "2019.03--         云泽市水利局党组书记、局长",
)
POSTS = (
    ("云泽市水利局", "党组书记、局长", "2019-03", None),
    ("石渡县委", "常委、组织部部长", "2014-06", "2019-03"),
    ("石渡县青桥镇", "党委书记（副县级）", "2008-11", "2014-06"),
    ("云泽市审计局", "副局长（挂职）", "2005-03", "2006-03"),
    ("石渡县青桥镇", "党委副书记、镇长", "2003-05", "2008-11"),
    ("石渡县水利局", "副局长、党组成员，县防汛抗旱指挥部办公室主任", "1998-03", "2003-05"),
    ("石渡县水利局", "办事员、科员", "1994-07", "1998-03"),
)
"""What the résumé says, newest first: unit, title, start, end."""


def escaped(text: str) -> str:
    """As XML text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def form(
    resume: str, *, name: str = "何沛", birth: str = "197103", current: str = "云泽市水利局党组书记、局长", **more: str
) -> str:
    """The XML of a form whose résumé stands as it is given, already escaped."""
    fields = {
        "XingMing": name,
        "XingBie": "男",
        "ChuShengNianYue": birth,
        "MinZu": "汉族",
        "JianKangZhuangKuang": "健康",
        "CanJiaGongZuoShiJian": "199407",
        "XianRenZhiWu": current,
        "NiRenZhiWu": "云泽市政协副主席",
        "JianLi": resume,
        "ShenFenZheng": "110101197103074512",
        "TianBiaoShiJian": "20240615",
        "ZhaoPian": PHOTO,
    } | more
    told = "".join(f"<{tag}>{text}</{tag}>\r\n" for tag, text in fields.items())
    family = "<JiaTingChengYuan><Item><ChengWei>妻子</ChengWei><XingMing>苗青</XingMing></Item></JiaTingChengYuan>"
    return f'<?xml version="1.0" encoding="utf-8"?>\r\n<Person>\r\n{told}{family}</Person>'


def lrmx(resume: tuple[str, ...] = RESUME, **more: str) -> bytes:
    """A plain form."""
    return form(escaped("\r\n".join(resume)), **more).encode()


VARIANTS: dict[str, Callable[[], bytes]] = {
    "CRLF": lrmx,
    "LF": lambda: form(escaped("\n".join(RESUME))).encode(),
    "BOM": lambda: b"\xef\xbb\xbf" + lrmx(),
    "UTF-16": lambda: form(escaped("\n".join(RESUME))).replace("utf-8", "utf-16").encode("utf-16"),
    "GB18030 under a declaration of UTF-8": lambda: form(escaped("\n".join(RESUME))).encode("gb18030"),
    "CDATA": lambda: form(f"<![CDATA[{chr(10).join(RESUME)}]]>").encode(),
    "CDATA with br": lambda: form(f"<![CDATA[{'<br>'.join(RESUME)}]]>").encode(),
    "br, bare": lambda: form("<br>".join(RESUME)).encode(),
    "br, closed": lambda: form("<br/>".join(RESUME)).encode(),
    "br, escaped": lambda: form(escaped("<br />".join(RESUME))).encode(),
    "literal n": lambda: form(escaped("\\n".join(RESUME))).encode(),
    "literal r and n": lambda: form(escaped("\\r\\n".join(RESUME))).encode(),
    "over-escaped": lambda: form("&1lt;br&1gt;".join(RESUME)).encode(),
    "escaped twice": lambda: form(escaped(escaped("<br>".join(RESUME)))).encode(),
    "over-escaped and escaped": lambda: form("&amp;1lt;br&amp;1gt;".join(RESUME)).encode(),
    "character references": lambda: form("&#13;&#10;".join(RESUME)).encode(),
    "em dashes": lambda: lrmx(tuple(line.replace("--", "—") for line in RESUME)),
    "en dashes, blanks around": lambda: lrmx(tuple(line.replace("--", " – ") for line in RESUME)),
    "one hyphen": lambda: lrmx(tuple(line.replace("--", "-") for line in RESUME)),
    "years and months in characters": lambda: lrmx(tuple(re.sub(r"(\d{4})\.(\d{2})", r"\1年\2月", line) for line in RESUME)),
    "run-together dates": lambda: lrmx(tuple(re.sub(r"(\d{4})\.(\d{2})", r"\1\2", line) for line in RESUME)),
    "until today": lambda: lrmx((*RESUME[:-1], "2019.03--至今     云泽市水利局党组书记、局长")),
    "open end cut off": lambda: lrmx((*RESUME[:-1], "2019.03-- 云泽市水利局党组书记、局长")),
    "indent of full-width blanks": lambda: lrmx(tuple(line.replace(" " * 18, "\u3000" * 9) for line in RESUME)),
    "indent of non-breaking blanks": lambda: form("\r\n".join(RESUME).replace(" " * 18, "&#160;" * 18)).encode(),
    "no blank after the date": lambda: lrmx(tuple(line.replace("  ", "", 1) if line[0].isdigit() else line for line in RESUME)),
    "half-width brackets": lambda: lrmx(tuple(line.replace("（其间：", "(其间:").replace("学习）", "学习)") for line in RESUME)),
    "a stray ampersand and a control character": lambda: form("\n".join(RESUME), MinZu="A&B\x07").encode(),
    "a namespace": lambda: lrmx().replace(b"<Person>", b'<Person xmlns="urn:lrmx">'),
    "wrapped": lambda: lrmx().replace(b"<Person>", b"<Persons><Person>").replace(b"</Person>", b"</Person></Persons>"),
    "blank lines between": lambda: form(escaped("\r\n\r\n".join(RESUME))).encode(),
}  # fmt: skip
"""Ways in which the same form is written."""


def lrm(resume: str = "\r\n".join(RESUME), **more: str) -> bytes:
    """A form of the older kind."""
    fields = [""] * 33
    told = {
        0: "何沛",
        1: "男",
        2: "197103",
        3: "汉族",
        6: "健康",
        8: "199407",
        17: resume,
        20: "妻子@",
        21: "苗青@",
        25: "云泽市水利局党组书记、局长",
        32: "20240615",
    }
    for place, text in (told | {int(key[1:]): text for key, text in more.items()}).items():
        fields[place] = text
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(fields)
    return out.getvalue().encode("gb18030")
