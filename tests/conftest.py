"""What tests of several packages share.

Fixtures hold only what is dear to make, and are read-only: the annotated examples, a tiny model trained on three of them (enough to
tell that all parts work together, not that they work well), and the model to run the application with (the shipped one where it is
there). Everything else tests build themselves, from words, with `tests/builders.py` or the builders of their package.
"""

from pathlib import Path

import pytest
from hypothesis import settings

from cadres import read_roster
from models import (
    CLASSIFIERS,
    SHIPPED,
    Calibration,
    ClassifierOptions,
    Lesson,
    Models,
    TaggerOptions,
    TrainingOptions,
    load_models,
    save_models,
    train,
)
from nlp import Gazetteer, lesson, outline
from yiguan.analyst import names_of
from yiguan.gold import GoldDocument, read_gold

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
TAUGHT = 3
STEPS = TaggerOptions(penalty=1.0, steps=9)
# One load of a dictionary or a busy machine makes a single example slow; what counts is that it ends.
settings.register_profile("yiguan", deadline=None)
settings.load_profile("yiguan")


@pytest.fixture(scope="session")
def names() -> list[str]:
    """The names of the examples' roster."""
    return names_of(read_roster(EXAMPLES / "roster.csv"))


@pytest.fixture(scope="session")
def gold() -> tuple[GoldDocument, ...]:
    """The annotated examples, by name."""
    return tuple(read_gold(EXAMPLES / "gold"))


@pytest.fixture(scope="session")
def lessons(gold: tuple[GoldDocument, ...], names: list[str]) -> tuple[Lesson, ...]:
    """What the first annotated examples teach, one of each kind that the tiny model needs."""
    gazetteer = Gazetteer(names)
    return tuple(lesson(outline(one.document, gazetteer), one.analysis) for one in gold[1 : 1 + TAUGHT])


@pytest.fixture(scope="session")
def tiny_folder(lessons: tuple[Lesson, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny model; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("模型")
    options = TrainingOptions(
        statements=STEPS, measures=STEPS, classifiers={name: ClassifierOptions(strength=1.0) for name in CLASSIFIERS}
    )
    calibration = {"problem": Calibration(slope=0.8, offset=-0.5), "commendation": Calibration()}
    save_models(train(lessons, options, calibration), folder, {"steps": STEPS.steps})
    return folder


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path) -> Models:
    """The tiny model."""
    return load_models(tiny_folder)


@pytest.fixture(scope="session")
def model_folder(request: pytest.FixtureRequest) -> Path:
    """The shipped model where it is there, else the tiny one."""
    if (SHIPPED / "model.json").is_file():
        return SHIPPED
    folder: Path = request.getfixturevalue("tiny_folder")
    return folder
