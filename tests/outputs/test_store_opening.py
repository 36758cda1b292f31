"""A store is made, brought up to date, or refused with a sentence that says what to do."""

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, update
from sqlalchemy.sql import column, table

from outputs import Store, migrations
from outputs.database import Database, connect
from outputs.migrations import HEAD, VERSION_TABLE
from outputs.tables import metadata
from schema import StoreError
from tests.outputs.builders import document, finding, keep, shown, verdict

SCRIPTS = ScriptDirectory(str(Path(migrations.__file__).parent))
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()]
VERSION = table(VERSION_TABLE, column("version_num"))


def test_the_newest_revision_is_the_one_the_code_expects() -> None:
    assert SCRIPTS.get_heads() == [HEAD]


def is_of_the_code(name: str | None, kind: str, parents: object) -> bool:
    """The full-text index is each database's own: in SQLite five tables that FTS5 keeps, in PostgreSQL one with a tsvector."""
    return kind != "table" or not str(name).startswith("passage_grams")


@pytest.mark.parametrize("revision", [None, *REVISIONS])
def test_from_every_revision_a_store_comes_to_the_tables_of_the_code(location: str, revision: str | None) -> None:
    if revision is not None:
        database = connect(location, create=True)
        with database.writing() as connection:
            migrations.upgrade(connection, name=location, create=True, revision=revision)
        database.close()
    with Store.open(location) as store, store._database.reading() as connection:
        opts = {"version_table": VERSION_TABLE, "include_name": is_of_the_code}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []
        assert connection.scalar(select(VERSION.c.version_num)) == HEAD


def test_a_store_opens_again_with_what_it_held(location: str) -> None:
    read = document("理论学习不够深入。")
    with Store.open(location) as store:
        keep(store, read, found := finding(read, "理论"))
        store.decide(verdict(found))
    with Store.open(location, create=False) as store:
        assert shown(list(store.findings())) == ["理论"]


def test_a_store_can_be_opened_by_its_url(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/一贯.db"):
        assert (tmp_path / "一贯.db").stat().st_size > 0


def test_readers_read_while_one_writes_because_of_wal(tmp_path: Path) -> None:
    with Store.open(tmp_path / "一贯.db"):
        pass
    connection = sqlite3.connect(tmp_path / "一贯.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_many_may_open_a_new_store_at_once(location: str) -> None:
    errors = []

    def open_and_close() -> None:
        try:
            Store.open(location).close()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=open_and_close) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def migrate_and_stop(database: Database) -> None:
    with database.writing() as connection:
        migrations.upgrade(connection, name=database.name, create=True)
        raise KeyboardInterrupt


def test_a_migration_that_is_cut_off_leaves_nothing_behind(location: str) -> None:
    database = connect(location, create=True)
    with pytest.raises(KeyboardInterrupt):
        migrate_and_stop(database)
    database.close()
    with pytest.raises(StoreError, match="没有存储库"):
        Store.open(location, create=False)


def test_a_newer_store_is_refused(location: str) -> None:
    with Store.open(location) as store, store._database.writing() as connection:
        connection.execute(update(VERSION).values(version_num="9999"))
    with pytest.raises(StoreError, match=r"更新版本.*请升级一贯"):
        Store.open(location)


def test_another_programs_database_is_refused_and_left_alone(location: str) -> None:
    database = connect(location, create=True)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE invoices (id INTEGER)")
    database.close()
    with pytest.raises(StoreError, match=r"别的程序的表.*换一个"):
        Store.open(location)
    database = connect(location, create=True)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE invoices")
    database.close()
    with pytest.raises(StoreError, match="没有存储库"):
        Store.open(location, create=False)


def place(folder: Path, kind: str) -> Path:
    """A path at which there can be no store."""
    path = folder / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "text":
        path.write_text("不是数据库，只是一些文字。" * 100, encoding="utf-8")
    elif kind == "lost":
        path = folder / "没有" / "一贯.db"
    elif kind == "truncated":
        Store.open(path).close()
        path.write_bytes(path.read_bytes()[:5000])
    return path


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("folder", "是文件夹.*请用 --store 指定文件名"),
        ("text", "不是数据库文件.*换一个新文件名"),
        ("lost", "所在的文件夹不存在.*先建好文件夹"),
        ("truncated", "已损坏.*从备份恢复"),
    ],
)
def test_a_place_that_holds_no_store_is_refused(tmp_path: Path, kind: str, message: str) -> None:
    path = place(tmp_path, kind)
    with pytest.raises(StoreError, match=message) as caught:
        Store.open(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("mysql://root@localhost/yiguan", "不支持的数据库：mysql"),
        ("sqlite://", "不能只在内存里"),
        ("://一贯.db", "地址写错了"),
        ("postgresql://yiguan:secret@127.0.0.1:1/none?connect_timeout=2", "连不上|没有安装 PostgreSQL 的驱动"),
    ],
)
def test_a_url_that_leads_nowhere_is_refused(location: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as caught:
        Store.open(location)
    assert "secret" not in str(caught.value)


def test_reading_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"没有存储库.*yiguan run"):
        Store.open(tmp_path / "打错.db", create=False)
    assert list(tmp_path.iterdir()) == []


@contextmanager
def ordinary_user() -> Iterator[Path]:
    """A folder to work in, as a user whom permissions bind: root is bound by none."""
    with tempfile.TemporaryDirectory() as folder:
        root = os.geteuid() == 0
        if root:
            os.chmod(folder, 0o777)
            os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            os.chmod(folder, 0o777) if not root else os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_place_that_cannot_be_written_is_refused(what: str) -> None:
    with ordinary_user() as folder:
        inner = folder / "库"
        inner.mkdir()
        path = inner / "一贯.db"
        if what == "file":
            Store.open(path).close()
            path.chmod(0o444)
        else:
            inner.chmod(0o555)
        with pytest.raises(StoreError, match=r"写权限|读写权限"):
            Store.open(path)
        inner.chmod(0o777)
