"""At the size of a province: 100,000 cadres with names as common as in life. The figures stand in the assertion messages."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from cadres import RosterIndex, link, read_roster
from nlp.people import Gazetteer, People, mentions_in
from schema import Mention, MentionForm, Occasion
from tests.cadres.invented import csv_text

COUNT, SAMPLE = 100_000, 500
T = TypeVar("T")


def timed(act: Callable[[], T]) -> tuple[T, float]:
    """What an act gives, and how many seconds it takes."""
    begun = time.perf_counter()
    return act(), time.perf_counter() - begun


@pytest.mark.slow
def test_a_hundred_thousand_cadres(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(csv_text(COUNT), encoding="utf-8")
    roster, reading = timed(lambda: read_roster(path))
    index, indexing = timed(lambda: RosterIndex(roster))
    gazetteer, listing = timed(lambda: Gazetteer(index.names))
    assert len(index) == COUNT
    assert reading + indexing + listing <= 60, (reading, indexing, listing)

    asked = []
    for one in random.Random(1).sample(roster.cadres, SAMPLE):
        there = Mention(text=one.name, form=MentionForm.FULL_NAME, name=one.name)
        occasion = Occasion(date="2024-03-01", unit=one.posts[0].unit, people=(there,))
        asked += [
            (there, occasion),
            (Mention(text="局长", form=MentionForm.POST, post="局长"), occasion),
            (Mention(text="", form=MentionForm.SURNAME, name=one.name[0], post="局长"), occasion),
            (Mention(text="", form=MentionForm.GIVEN_NAME, name=one.name[1:]), Occasion(date=occasion.date, unit=occasion.unit, people=())),
        ]  # fmt: skip
    links, seconds = timed(lambda: [link(mention, occasion, index) for mention, occasion in asked])
    assert seconds / len(asked) <= 0.002, f"{seconds / len(asked) * 1000:.2f} ms a mention, units never seen before"
    links, seconds = timed(lambda: [link(mention, occasion, index) for mention, occasion in asked])
    assert seconds / len(asked) <= 0.001, f"{seconds / len(asked) * 1000:.2f} ms a mention"
    named = [(found, mention) for found, (mention, _) in zip(links, asked, strict=True) if mention.form is MentionForm.FULL_NAME]
    assert all(found.cadre_id is None or index.cadre(found.cadre_id).name == mention.name for found, mention in named)

    text = "主持人对王刚同志说，" + roster.cadres[7].name + "同志分管的工程拖了半年。" * 100
    people = People(gazetteer=gazetteer)
    mentions_in(text, 0, people)
    _, seconds = timed(lambda: mentions_in(text, 0, people))
    assert seconds <= 0.2, f"{len(text)} characters searched in {seconds * 1000:.0f} ms"
