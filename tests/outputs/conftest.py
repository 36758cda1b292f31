"""Stores to test on: each test gets an empty one, in a file and, where YIGUAN_TEST_POSTGRES names a database, in PostgreSQL too.

What is stored is made by `builders.py`. A PostgreSQL test works in a schema of its own, dropped afterwards. The desk's scene
(`desk/scene.py`) is made once and copied for each test: passwords are dear to hash.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import create_engine, make_url
from sqlalchemy.schema import CreateSchema, DropSchema

from outputs import Store
from outputs.desk import create_app
from tests.outputs.desk.scene import FakeServices, fill

POSTGRES = os.environ.get("YIGUAN_TEST_POSTGRES")


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a store can be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "一贯.db")
    elif POSTGRES is None:
        pytest.skip("YIGUAN_TEST_POSTGRES names no database")
    else:
        yield from _schema(POSTGRES)


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    """An empty store."""
    with Store.open(location) as store:
        yield store


def _schema(postgres: str) -> Iterator[str]:
    url, name = make_url(postgres).set(drivername="postgresql+psycopg"), f"t{uuid4().hex}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(CreateSchema(name))
    yield url.update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(DropSchema(name, cascade=True))
    engine.dispose()


@pytest.fixture(scope="session")
def _scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("场景") / "一贯.db"
    fill(path)
    return path


@pytest.fixture
def desk_store(_scene: Path, tmp_path: Path) -> Iterator[Store]:
    """The scene's store, for this test alone."""
    path = tmp_path / "一贯.db"
    for beside in _scene.parent.glob("一贯.db*"):
        shutil.copyfile(beside, tmp_path / beside.name)
    with Store.open(path) as store:
        yield store


@pytest.fixture
def services() -> FakeServices:
    """Services that need no models."""
    return FakeServices()


@pytest.fixture
def app(desk_store: Store, services: FakeServices) -> FastAPI:
    """The application over the scene."""
    return create_app(desk_store, services)
