"""Recognised words as a Chinese text writes them."""

import pytest

from ingest.scantext import as_written


@pytest.mark.parametrize(
    ("seen", "written"),
    [
        ("县委指出,问题突出;要整改:", "县委指出，问题突出；要整改："),
        ("《工作规则(试行)》", "《工作规则（试行）》"),
        ("（县公安局)指出", "（县公安局）指出"),
        ("(二）安全生产方面", "（二）安全生产方面"),
        ("临组发[2025]31号", "临组发〔2025〕31号"),
        ("网站(www.example.gov.cn)", "网站（www.example.gov.cn）"),
        ("f(x, y) = 3.5", "f(x, y) = 3.5"),
        ("完成率74.7%,下降1,200元", "完成率74.7%，下降1,200元"),
        ('开展"回头看"工作', "开展“回头看”工作"),
        ("对“三重一大“事项、“回头看“", "对“三重一大”事项、“回头看”"),
        ("通过”12345”热线", "通过“12345”热线"),
        ("总开关”没有拧紧，“回头看", "总开关”没有拧紧，“回头看"),
        ("-2-", "— 2 —"),
        ("一12一", "— 12 —"),
        ("干部--群众", "干部——群众"),
        ("2024-05-06", "2024-05-06"),
        ("  ", ""),
    ],
)
def test_signs_are_those_of_the_script(seen: str, written: str) -> None:
    assert as_written(seen) == written
