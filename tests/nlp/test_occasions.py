"""Occasions: of which unit a document speaks when it names a post alone."""

from dataclasses import replace

import pytest

from nlp.occasions import occasion
from schema import DocumentKind
from tests.builders import document


@pytest.mark.parametrize(
    ("kind", "title", "issuer", "wanted"),
    [
        (DocumentKind.FEEDBACK, "市委第三巡察组关于巡察市粮食局党组的反馈意见", "市委第三巡察组", "市粮食局"),
        (DocumentKind.FEEDBACK, "县委第一巡察组对县教育局党组开展常规巡察的反馈意见", "县委第一巡察组", "县教育局"),
        (DocumentKind.APPRAISAL, "州林草局领导班子及成员2024年度考核分析", "第六考核组", "州林草局"),
        (DocumentKind.APPRAISAL, "2022年度市交通局领导班子考核材料", "考核三组", "市交通局"),
        (DocumentKind.APPRAISAL, "何沛同志考察材料", "市委组织部", "市委组织部"),
        (DocumentKind.AUDIT, "白庙镇原党委书记任期审计报告", "县审计局", "县审计局"),
        (DocumentKind.MINUTES, "云垭县委常委班子民主生活会记录", "云垭县委办公室", "云垭县委"),
        (DocumentKind.MINUTES, "县水利局党组民主生活会记录", "云泽市水利局党组", "云泽市水利局党组"),
    ],
)
def test_the_title_tells_the_unit(kind: DocumentKind, title: str, issuer: str, wanted: str) -> None:
    read = replace(document("现将有关情况反馈如下。", kind=kind), title=title, issuer=issuer)
    assert occasion(read, ()).unit == wanted


def test_a_salutation_to_persons_names_no_unit() -> None:
    read = replace(document("同志们：", "现在反馈。", kind=DocumentKind.FEEDBACK), issuer="市委第三巡察组")
    assert occasion(read, ()).unit == "市委第三巡察组"
