"""The units that a document's title names: 市交通运输局党组 of 关于巡察市交通运输局党组的反馈意见."""

import re
from functools import lru_cache

from .units import is_vague, parse_unit

_CUT = re.compile(
    r"关于|巡[察视](?!组)|“回头看”|[对向《》“”（）()、，：的和及]|情况|\d{4}年度?|领导班子|班子|(?:进行|开展)|反馈|任期|审计(?!局|厅|署|处|部|组)|整改|专项|主题教育|民主生活会|组织生活会"
)
_BODY = re.compile(
    r"^.{0,24}?(?:管理局|局|委员会|管委会|(?<=.{2})委|办公室|院|校|总工会|妇联|公司|集团|中心|大学|分行|银行|矿|农场|支队|大队|联合社|联社|社|协会|馆|站|厅"
    r"|(?<=.)(?:镇|乡|街道|苏木|村|社区|县|区|旗|州|市)(?=党委|党工委|党组|政府|人民政府|党支部|委员会|委|办事处|$))"
    r"(?:党组|党委|党工委|党支部|党总支|校委会|校务委员会|委员会)?"
)


@lru_cache(maxsize=1 << 14)
def units_in(title: str) -> tuple[str, ...]:
    """The units that the title names, the issuer among them where it does."""
    found = (match.group() for piece in _CUT.split(title) if len(piece) > 2 and (match := _BODY.match(piece)))
    return tuple(dict.fromkeys(one for one in found if not is_vague(one) and (parse_unit(one).body or parse_unit(one).places)))
