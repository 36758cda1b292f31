"""Make the example documents from their plain text: gold/NAME.txt becomes documents/NAME.docx, .pdf, .xlsx or .txt.

Run from the repository root, whenever a text in gold/ has changed:

    .venv/bin/python examples/make_examples.py [FOLDER]

Writes FOLDER/documents/ and FOLDER/roster.csv; FOLDER is examples/ unless given. The same texts give the same bytes.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from as_docx import to_docx
from as_pdf import to_pdf
from as_xlsx import to_xlsx
from manuscript import Footnote, Line, Look, Part, Role, take_apart

HERE = Path(__file__).parent
GOLD = HERE / "gold"
ALERT = Footnote(after="预警叫应", text="叫应：预警信息发布后，以电话等方式逐级确认责任人收到并采取行动。")
EXAMPLES: dict[str, Look] = {
    "01_巡察反馈意见.pdf": Look(running_head="麓河市委第三巡察组"),
    "02_养护资金审计报告.docx": Look(running_head="麓河市审计局审计报告", merged=(0,), widths=(30, 26, 70, 28)),
    "03_交通局2021年度民主生活会记录.docx": Look(running_head="民主生活会会议记录", numbered=True),
    "04_巡察整改进展情况报告.pdf": Look(running_head="市交通运输局党组巡察整改情况报告"),
    "05_防汛和省道改建督查通报.docx": Look(
        running_head="麓督通〔2022〕17号", merged=(0, 3), widths=(18, 34, 26, 20, 56), footnote=ALERT
    ),
    "06_冉启明同志考察材料.docx": Look(running_head="干部考察材料"),
    "07_问题整改台账.xlsx": Look(running_head="整改台账", merged=(1,), widths=(6, 16, 36, 16, 16, 34, 16, 30)),
    "08_望川县征求意见汇总.pdf": Look(running_head="征求意见建议汇总", merged=(1,), widths=(14, 26, 84, 32)),
    "09_交通局2023年度民主生活会记录.txt": Look(),
    "10_组织部部长讲话.txt": Look(encoding="gb18030"),
    "11_巡察回头看反馈意见.pdf": Look(running_head="麓河市委第五巡察组"),
    "12_戚鸿远个人对照检查材料.docx": Look(running_head="个人对照检查材料", numbered=True),
    "13_望川县政府党组2024年度民主生活会记录.pdf": Look(running_head="民主生活会会议记录"),
    "14_殷培德述职述廉报告.pdf": Look(running_head="述职述廉报告"),
    "15_望川县民主生活会整改情况通报.docx": Look(running_head="望川县人民政府党组", numbered=True),
    "16_回头看整改台账.xlsx": Look(running_head="“回头看”台账", merged=(2,), widths=(6, 36, 18, 16, 34, 30, 14, 14)),
}
"""File name of each example, and how it is laid out."""


def to_txt(parts: Sequence[Part], look: Look) -> bytes:
    """The document as a text file: paragraphs indented by two full-width spaces, lines ended as Windows ends them."""
    lines = [part for part in parts if isinstance(part, Line)]
    assert len(lines) == len(parts), "a table has no place in a text file"
    text = "".join(("　　" if line.role in (Role.BODY, Role.CLOSING) else "") + line.text + "\r\n" for line in lines)
    return text.encode(look.encoding)


FORMATS = {".docx": to_docx, ".pdf": to_pdf, ".xlsx": to_xlsx, ".txt": to_txt}


def make(folder: Path) -> None:
    """Write the documents and the roster into the folder."""
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    for name, look in EXAMPLES.items():
        source = GOLD / name
        title = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))["title"]
        parts = take_apart(source.with_suffix(".txt").read_text(encoding="utf-8"), title)
        (documents / name).write_bytes(FORMATS[source.suffix](parts, look))
    (folder / "roster.csv").write_bytes((GOLD / "roster.csv").read_bytes())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
