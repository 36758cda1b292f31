"""Who took part in a meeting, by the list at the head of its minutes or by a sentence."""

import pytest

from nlp.outline import outline
from nlp.people import Gazetteer
from schema import Block, BlockRole, Document, DocumentKind

NAMES = Gazetteer(["陆远山", "葛明秋", "吴小满", "秦川"])


def attending(*lines: str, kind: DocumentKind = DocumentKind.MINUTES) -> list[str | None]:
    blocks = tuple(
        Block(index=number, role=BlockRole.TITLE if number == 0 else BlockRole.PARAGRAPH, text=line)
        for number, line in enumerate(("青溪县水务局党组民主生活会记录", *lines))
    )
    document = Document(id="sha256:1", name="甲", kind=kind, title=blocks[0].text, date="2024-01-10", issuer=None, blocks=blocks)
    return [mention.name for mention in outline(document, NAMES).occasion.attendees]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("主持：陆远山（党组书记、局长）", "出席：葛明秋（副局长）、吴小满（副局长）", "列席：县委督导组组长秦川"), ["陆远山", "葛明秋", "吴小满"]),
        (("主持人：陆远山  参加人员：葛明秋、吴小满  缺席：秦川（病假）",), ["陆远山", "葛明秋", "吴小满"]),
        (("1月10日，局党组召开民主生活会。党组书记、局长陆远山同志主持，副局长葛明秋同志参加，县委督导组组长秦川同志到会指导。",), ["陆远山", "葛明秋"]),
    ],
)  # fmt: skip
def test_those_who_took_part(lines: tuple[str, ...], names: list[str]) -> None:
    assert attending(*lines) == names


def test_other_papers_have_no_list() -> None:
    assert attending("主持：陆远山（党组书记、局长）", kind=DocumentKind.NOTICE) == []
