"""What a mention tells of who is meant: whether it names a person, and whether two may name one."""

import re

from schema import Mention, MentionForm

from .people_names import given_names_of, surname_of

FIRST_PERSON = re.compile(r"我(?!们|局|委|市|县|区|乡|镇|校|院|行|厅|省|州|旗|村|处|单位|公司)|本人|自己|自身")
SPOKEN_TO = re.compile(r"你(?!们|局|委|单位|院|校|县|镇|乡)|您")
NAMED = frozenset({MentionForm.FULL_NAME, MentionForm.SURNAME, MentionForm.GIVEN_NAME})
PERSONAL = NAMED | {MentionForm.POST, MentionForm.MASKED}


def is_named(mention: Mention) -> bool:
    """Whether it has at least a part of the name."""
    return mention.form in NAMED


def is_personal(mention: Mention) -> bool:
    """Whether it tells a person by name, post or mask rather than by a pronoun."""
    return mention.form in PERSONAL


def may_be_one(first: Mention | None, second: Mention | None) -> bool:
    """Whether both name a person and may name the same: 何沛 and 何局, 伍秋澜 and 秋澜同志."""
    if first is None or second is None or not first.name or not second.name:
        return False
    if first.form is second.form:
        return first.name == second.name
    if second.form is MentionForm.FULL_NAME:
        first, second = second, first
    if first.form is not MentionForm.FULL_NAME or not first.name or not second.name:
        return False
    if second.form is MentionForm.SURNAME:
        return surname_of(first.name) == second.name
    return second.name in given_names_of(first.name)


def fuller(first: Mention, second: Mention | None) -> Mention:
    """The one of two mentions of a person that names him more fully; the first of equals."""
    if second is not None and second.form is MentionForm.FULL_NAME and first.form is not MentionForm.FULL_NAME:
        return second
    return first
