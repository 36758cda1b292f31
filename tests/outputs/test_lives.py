"""A history told by some of its findings alone says nothing that only the others say."""

from outputs import told_by
from schema import Course, Step, StepKind, VoiceKind

RAISED = Step(
    kind=StepKind.RAISED, date="2024-01-18", finding_id="f-1", document_id="sha256:1", document="纪要", voice=VoiceKind.PEER, words="不够深入",
    retold=False,
)  # fmt: skip
LATE = Step(
    kind=StepKind.OVERDUE, date="2024-06-30", finding_id="f-2", document_id="sha256:2", document="台账", voice=VoiceKind.NARRATOR, words="期限",
    retold=False,
)  # fmt: skip
COURSE = Course(event_id="e-1", findings=("f-1", "f-2"), steps=(RAISED, LATE), deadline="2024-06-30")


def test_all_of_it_is_told_by_all() -> None:
    assert told_by(COURSE, frozenset({"f-1", "f-2", "f-3"})) == COURSE


def test_a_deadline_that_another_finding_set_is_not_told() -> None:
    told = told_by(COURSE, frozenset({"f-1"}))
    assert told == Course(event_id="e-1", findings=("f-1",), steps=(RAISED,), deadline=None)


def test_a_deadline_that_has_passed_is_told_by_the_finding_that_set_it() -> None:
    told = told_by(COURSE, frozenset({"f-2"}))
    assert told is not None
    assert told.deadline == "2024-06-30"


def test_nothing_is_told_by_none() -> None:
    assert told_by(COURSE, frozenset()) is None
