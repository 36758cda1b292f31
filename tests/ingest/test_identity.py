"""What a document says it is."""

import pytest

from schema import DocumentKind as K
from tests.ingest.builders import document


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("县水利局党组2023年度民主生活会会议记录", K.MINUTES),
        ("机关支部组织生活会暨民主评议党员会议记录", K.MINUTES),
        ("党委巡察整改专题民主生活会实录", K.MINUTES),
        ("领导班子民主生活会情况综述", K.MINUTES),
        ("党组2022年度民主生活会对照检查材料", K.SELF_CHECK),
        ("个人对照检查发言提纲", K.SELF_CHECK),
        ("对照初心使命　检视个人问题", K.SELF_CHECK),
        ("党性剖析材料", K.SELF_CHECK),
        ("2024年度民主生活会征求意见建议汇总表", K.CRITICISM),
        ("关于对委党组班子及部分同志的批评意见", K.CRITICISM),
        ("2020年度民主生活会批评意见认领一览表", K.CRITICISM),
        ("县委第一巡察组对县教育局党组的反馈意见", K.FEEDBACK),
        ("关于荻水镇党委巡察整改情况回访检查的反馈意见", K.FEEDBACK),
        ("乡镇领导班子综合考核结果反馈书", K.FEEDBACK),
        ("关于巡察反馈意见整改进展情况的报告", K.RECTIFICATION),
        ("党组关于巡视整改进展情况的通报", K.RECTIFICATION),
        ("民主生活会整改方案", K.RECTIFICATION),
        ("关于专项资金审计发现问题整改情况的报告", K.AUDIT),
        ("巡察反馈问题整改台账（第五期）", K.LEDGER),
        ("审计查出问题整改情况清单", K.LEDGER),
        ("问题办理登记簿", K.LEDGER),
        ("关于秸秆禁烧督查情况的通报", K.NOTICE),
        ("关于对值班值守问题予以通报批评的通知", K.NOTICE),
        ("关于何沛同志任院长期间经济责任履行情况的审计报告", K.AUDIT),
        ("县审计局关于城投集团审计整改情况的跟踪检查报告", K.AUDIT),
        ("2023年度述职述责述廉报告", K.REPORT),
        ("关于师德师风建设工作的汇报", K.REPORT),
        ("我这一年", K.REPORT),
        ("关于何沛同志的考察材料", K.APPRAISAL),
        ("关于领导班子和班子成员2023年度考核情况的报告", K.APPRAISAL),
        ("在全县作风建设推进会上的讲话", K.SPEECH),
    ],
)
def test_tells_the_kind_by_the_title(title: str, kind: K) -> None:
    assert document(title, "正文从这里开始。").kind is kind


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["材料一", "主持：何沛", "记录：秋生", "应到11人，实到10人。"], K.MINUTES),
        (["材料二", "现将我组巡察情况反馈如下。", "巡察组认为，局党组存在以下问题。"], K.FEEDBACK),
        (["材料三", "同志们，今天召开全县干部大会，我讲三点意见。"], K.SPEECH),
        (["材料四", "现将整改进展情况报告如下。"], K.RECTIFICATION),
        (["材料五", "按要求，我来述个职、述个廉。", "以上报告，请批评指正。"], K.REPORT),
    ],
)
def test_tells_the_kind_by_the_text_where_the_title_is_silent(lines: list[str], kind: K) -> None:
    assert document(*lines).kind is kind


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["石磨坪镇党委2023年度民主生活会会议记录", "时间：2024年1月18日"], "石磨坪镇党委"),
        (["岱泽集团党委组织部关于干部考察情况的报告", "现报告如下。"], "岱泽集团党委组织部"),
        (["中共石磨坪镇委员会", "关于整改进展情况的报告", "县委巡察办：", "现报告如下。"], "中共石磨坪镇委员会"),
        (["关于整改情况的报告", "现报告如下。", "中共县水利局党组", "2024年2月5日"], "中共县水利局党组"),
        (["征求意见汇总", "现汇总如下。", "（州教育局机关党委，2022年3月25日）"], "州教育局机关党委"),
        (["问题整改台账", "填报单位：县民政局党组　填报日期：2025年6月20日", "说明如下。"], "县民政局党组"),
        (["个人对照检查材料", "省发展改革委党组成员、副主任　邓维桢", "（2022年1月20日）", "正文。"], "邓维桢"),
        (["述职报告", "正文从这里开始。", "述职人：刘长河"], "刘长河"),
        (["社会保险事业局领导班子整改方案", "（局党委2024年2月5日审定）", "正文。"], "社会保险事业局党委"),
        (["材料", "没有说是谁写的。"], None),
    ],
)
def test_tells_the_issuer(lines: list[str], issuer: str | None) -> None:
    assert document(*lines).issuer == issuer
