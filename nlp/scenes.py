"""Scenes: in each block, whose words it holds and whom it is about, told by turns, headings, table columns and the text itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schema import Block, BlockRole, Document, DocumentKind, Mention, MentionForm, Span

from .authors import appraised, author, reader
from .naming import NAMED, may_be_one
from .people import People, mentions_in, parse_mention, split_people
from .people_posts import split_post
from .presenting import PRESENTS, presenting
from .sections import Place
from .tables import Row, table_rows
from .talk import Event, Remark, Situation, events, situation
from .turns import SPOKEN, Turn

COMMENTS = re.compile(r"点评|讲话|讲评|总结|小结|表态|发言|插话|讲")
OF_TEAM = re.compile(r"(?:班子|党组|党委|队伍)(?!成员)[^，。；]{0,4}$")
"""What heads a part of one person's appraisal that is about his team."""
CRITICISED = re.compile(r"的批评|提给|对|给")
PROFILED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*)?[〔【]?$")
PROFILE = re.compile(
    r"^[〕】]?(?:同志)?(?:\s*[（(][^（）()]*[）)]\s*(?=。))?\s*(?:[（(][^（）()]*[）)])?\s*"
    r"(?:，[男女]，|，(?:\d{4}年|(?P<post>[^，。；（(]{0,16}(?:书记|长|主任|委员|主席|部长|经理|总监|成员|工程师|调研员))[，。（(]?)|[\u3000 。]|——|$)"
)
ANOTHER = re.compile(r"\s*[^，。；：（）“”\d]{2,12}[（(][^（）()]*(?:书记|长|主任|委员|主席|经理|成员|总监)[^（）()]*[）)]。")
"""How a profile begins of whomever."""
HEADS = re.compile(r"\s*[^，。；：:]{3,16}\s*")
"""A line that heads what follows as well as a heading does."""
NUMBERED = re.compile(
    r"\s*(?:(?P<bracketed>[（(][一二三四五六七八九十\d]+[）)])|(?P<digits>\d+[.．、])|(?P<numerals>[一二三四五六七八九十]+、))"
)
OPEN = re.compile(r"[：:]\s*$|代表[^，。；]{2,12}(?:作|做|念|宣读|通报|检查|检视|汇报|查摆|发言)")
NAMED_CELL = re.compile(r"^\s*([^，。；：:“”]{2,12})[：:]")
SOURCE = re.compile(r"[（(]([^（）()，。；]{2,10}?)(?:同志)?(?:提出|提|说|讲|反映|批评)?[）)]\s*[。；]?\s*$")
LONGEST_OPENER = 24
"""Characters of a cell that names the person of whom its row tells."""
LISTED = re.compile(r"^\s*(?:[-－—•●]|[（(]?[一二三四五六七八九十\d]+[）)、.．\s]|[①-⑳]|[一二三四五六七八九十]是)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A block's setting."""

    speaker: Mention | None
    """Whose words it holds: the turn's label, the row's speaker, the one whose heading or announcement it stands under."""
    label: str
    """The speaker's label as it stands; empty without one."""
    subject: Mention | None
    """Whom its section, row, paragraph or paper is about."""
    row: Row | None
    spoken_to: Mention | None = None
    """To whom its words go, as the label or the turn's earlier paragraphs tell."""
    left: Mention | None = None
    """To whom the turn before was last spoken, as far as he has not spoken of another since."""
    floor: Mention | None = None
    """Whose turn of being discussed it is."""
    author: Mention | None = None
    """Whose paper it is."""
    reader: Mention | None = None
    """Who reads a body's findings out to those whom they concern."""
    opens: int = 0
    """Offset at which the speaker begins, some paragraphs earlier perhaps."""
    source: Mention | None = None
    """Who says it by a note in brackets at the paragraph's end: （杜敏提）."""
    own_words: bool = False
    """Whether a label or the paper's author makes it somebody's own words."""
    mentions: tuple[Mention, ...] = ()
    """All persons mentioned in the block."""
    events: tuple[Event, ...] = ()

    def situation(self, at: int) -> Situation:
        """Who speaks and of whom at an offset of the block, by its own words."""
        return situation(self.events, at)


def scenes(document: Document, places: Sequence[Place], turns: Sequence[Turn | None], people: People) -> tuple[Scene, ...]:
    """The scene of each block, in order."""
    return tuple(_Stage(document, people).scenes(places, turns))


class _Stage:
    """Goes through a document's blocks and remembers what carries over from one to the next."""

    def __init__(self, document: Document, people: People) -> None:
        self.document, self.people = document, people
        self.author = author(document, people)
        self.appraised = appraised(document, people)
        self.reader = reader(document, people)
        self.announced: Mention | None = None
        """Who has begun to speak in a paragraph that announces the next ones (覃日升念班子材料：)."""
        self.profiled: Mention | None = None
        """The person whose profile began at the last paragraph that opens with a name (谷雨，男，38岁，…)."""
        self.profile_style = ""
        self.spoken_to: Mention | None = None
        self.left: Mention | None = None
        self.headings: tuple[str, ...] = ()
        self.turn: Turn | None = None

    def scenes(self, places: Sequence[Place], turns: Sequence[Turn | None]) -> list[Scene]:
        rows = table_rows(self.document, places)
        made = []
        for block, place, turn in zip(self.document.blocks, places, turns, strict=True):
            row = rows.get((place.cell.table, place.cell.row)) if place.cell else None
            scene = self._scene(block, place, turn, row)
            self._carry(block, scene)
            made.append(scene)
        return made

    def _scene(self, block: Block, place: Place, turn: Turn | None, row: Row | None) -> Scene:
        if place.headings != self.headings or block.role is BlockRole.HEADING:
            self.announced = self.profiled = None
        if turn is None or self.turn is None or turn.first != self.turn.first:
            self.left = self._leave()
            self.spoken_to = turn.spoken_to if turn else None
        self.headings, self.turn = place.headings, turn
        offset = self.document.starts[block.index]
        mentions = (*mentions_in(block.text, offset, self.people),)
        if turn is not None:
            mentions = (*mentions, *_called(block.text, offset, mentions, self.people))
        self._profile(block, mentions, offset)
        own = self.author is not None or (
            turn is not None and self.document.kind in SPOKEN and not turn.label.startswith(("对", "给"))
        )
        found = events(block.text, offset, mentions, spoken=own)
        if turn is not None and turn.first != block.index and _opens_with_remark(found, offset):
            turn, own = None, self.author is not None  # The minutes tell on in their own words: 李贵列席发言，…
        speaker, subject, label = self._cast(block, place, turn, row)
        if any(isinstance(event, Remark) for event in found) and turn is None:
            self.announced = None
        return Scene(
            speaker=speaker,
            label=label,
            subject=subject,
            row=row,
            spoken_to=self.spoken_to,
            left=self.left if turn else None,
            floor=turn.floor if turn else None,
            opens=self.document.starts[turn.first] if turn is not None else offset,
            source=self._source(block),
            author=self.author,
            reader=self.reader,
            own_words=own,
            mentions=mentions,
            events=found,
        )

    def _cast(self, block: Block, place: Place, turn: Turn | None, row: Row | None) -> tuple[Mention | None, Mention | None, str]:
        """Speaker, subject and label."""
        headed, voiced = self._headed(place.headings)
        appraised = None if place.headings and OF_TEAM.search(place.headings[-1]) else self.appraised
        subject = self._profile_of(headed) or headed or appraised
        if row is not None:
            held, said = row.text("holder"), row.text("speaker")
            named = NAMED_CELL.match(block.text)
            about = _person(held, self.people) if held else self._headed_row(row, block, named.group(1) if named else "")
            return (_person(said, self.people) if said else voiced or self.announced, about if held else about or subject, said)
        if turn is not None:
            if self.document.kind not in SPOKEN:
                return turn.speaker, turn.spoken_to or subject, turn.label
            checked = turn.speaker if turn.of_himself else turn.spoken_to
            return turn.speaker or (headed if turn.of_himself and not turn.spoken_to else None), checked or subject, turn.label
        speaker = voiced or self.announced
        return speaker, subject, ""

    def _profile_of(self, headed: Mention | None) -> Mention | None:
        """Whose profile it is, with the post that its heading tells."""
        if self.profiled is None or headed is None or not may_be_one(self.profiled, headed):
            return self.profiled
        return replace(self.profiled, unit=self.profiled.unit or headed.unit, post=self.profiled.post or headed.post)

    def _headed_row(self, row: Row, block: Block, named: str) -> Mention | None:
        """Whom a cell without a column of persons names before its colon; else the one who opens a row that no header explains."""
        unknown = row.cells.get("", ())
        if not named and len(row.cells) == 1 and len(unknown) > 1 and unknown[0].index < block.index:
            named = unknown[0].text if len(unknown[0].text) <= LONGEST_OPENER else ""
        return _person(named, self.people) if named else None

    def _leave(self) -> Mention | None:
        """Whom the turn that ends was last spoken to; when he himself has answered, he still."""
        if self.turn is None or self.spoken_to is not None:
            return self.spoken_to
        return self.left if may_be_one(self.turn.speaker, self.left) else None

    def _source(self, block: Block) -> Mention | None:
        """Who says it by a note at the paragraph's end."""
        note = SOURCE.search(block.text)
        person = _person(note.group(1), self.people) if note else None
        return person if person is not None and person.form is MentionForm.FULL_NAME else None

    def _headed(self, headings: tuple[str, ...]) -> tuple[Mention | None, Mention | None]:
        """Whom the nearest heading that names one person is about, and who speaks under it."""
        for heading in reversed(headings):
            named = [mention for mention in mentions_in(heading, 0, self.people) if mention.form in NAMED]
            aloud = COMMENTS.search(heading) or (self.document.kind in SPOKEN and PRESENTS.search(heading))
            if len(named) == 1 and aloud and not CRITICISED.search(heading):
                return None, named[0]
            if len(named) == 1:
                return (None if may_be_one(named[0], self.reader) else named[0]), None
            if named:
                return None, None
        return None, None

    def _profile(self, block: Block, mentions: Sequence[Mention], offset: int) -> None:
        """Note the person whose profile a paragraph begins."""
        if self.document.kind not in (DocumentKind.APPRAISAL, DocumentKind.FEEDBACK) or block.role is BlockRole.CELL:
            return
        style = _numbering(block.text)
        if (style and style == self.profile_style) or ANOTHER.match(block.text):
            self.profiled = None  # Another's profile begins, of whom the records know nothing: （四）总工程师郭建平，….
        first = next((mention for mention in mentions if mention.form is MentionForm.FULL_NAME), None)
        if first is None and HEADS.fullmatch(block.text):
            self.profiled = None
        if (
            first is None
            or first.span is None
            or may_be_one(first, self.reader)
            or not PROFILED.match(block.text[: first.span.start - offset])
        ):
            return
        profile = PROFILE.match(block.text[first.span.end - offset :])
        if profile is not None:
            unit, post = split_post(profile.group("post")) if profile.group("post") else (None, None)
            self.profiled = replace(first, unit=first.unit or unit, post=first.post or post)
            self.profile_style = style

    def _carry(self, block: Block, scene: Scene) -> None:
        """Remember who goes on speaking, and to whom, in the blocks that follow."""
        end = self.document.starts[block.index] + len(block.text)
        now = scene.situation(end)
        if now.spoken_to is not None:
            self.spoken_to = now.spoken_to
        if block.role is BlockRole.CELL or scene.label:
            return
        remarks = [event for event in scene.events if isinstance(event, Remark)]
        if (told := presenting(self.document, block, scene.mentions)) is not None:
            self.announced = told
        elif remarks and OPEN.search(block.text):
            self.announced = scene.situation(end).speaker or remarks[-1].speaker
        elif block.role is BlockRole.PARAGRAPH and not LISTED.match(block.text):
            self.announced = None if self.announced and not remarks and not _goes_on(block) else self.announced


def _numbering(text: str) -> str:
    """How a paragraph is numbered: `（）`, `1`, `一、`; empty without a number."""
    match = NUMBERED.match(text)
    return match.lastgroup or "" if match else ""


def _called(text: str, offset: int, known: Sequence[Mention], people: People) -> Iterator[Mention]:
    """Those who are called by the bare given name: 亚东，第三条我不客气; 兴田呢，…."""
    names = "|".join(sorted((name for name in people.given_names if len(name) > 1), key=len, reverse=True))
    if not names:
        return
    for match in re.finditer(rf"(?:^|(?<=[。；！？：”】〕]))({names})(?=(?:呢|啊|嘛|哥|姐)?，)", text):
        span = Span(start=offset + match.start(1), end=offset + match.end(1))
        if not any(one.span is not None and one.span.overlaps(span) for one in known):
            yield Mention(text=match.group(1), span=span, form=MentionForm.GIVEN_NAME, name=match.group(1))


def _opens_with_remark(found: Sequence[Event], offset: int) -> bool:
    first = found[0] if found else None
    return (
        isinstance(first, Remark)
        and first.speaker is not None
        and first.speaker.span is not None
        and first.speaker.span.start == offset
    )


def _goes_on(block: Block) -> bool:
    return block.text.rstrip().endswith(("：", ":"))


def _person(expression: str, people: People) -> Mention | None:
    """The one person that an expression names; None for none or several."""
    named = [
        mention for piece in split_people(expression) if (mention := parse_mention(piece, people)).form is not MentionForm.OTHER
    ]
    return named[0] if len(named) == 1 else None
