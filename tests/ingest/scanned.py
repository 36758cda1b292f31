"""What stands on the scanned page of the tests, as `make_scan.py` drew it."""

from pathlib import Path

PAGE = Path(__file__).parent / "pictures" / "scan.png"
TITLE = "关于开展作风整顿情况的报告"
PARAGRAPHS = (
    "今年以来，县水务局党组召开专题会议16次，对照巡察反馈意见逐条研究整改措施，明确责任领导和完成时限。会议指出，个别科室存在以会议落实会议的现象，对上级部署研究不细。",
    "（一）理论学习方面",
    "党组成员要带头认领问题，按照《工作规则（试行）》〔2023〕14号要求，于2024年6月30日前完成整改，做到件件有着落、事事有回音。",
)
CELLS = (
    ("序号", "问题类别", "整改情况"),
    ("1", "党的建设", "已完成"),
    ("2", "选人用人", "正在整改"),
    ("", "基层减负", "持续推进"),
)
SPANS = {(2, 0): (2, 1)}
SIGNATURE, DATE, NUMBER = "县水务局党组", "2024年7月5日", "— 3 —"
