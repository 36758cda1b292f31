"""The database under the store: SQLite in a file, or PostgreSQL; short transactions; its errors in Chinese."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError, DataError, IntegrityError, ProgrammingError

from schema import StoreError

BUSY_SECONDS = 30
"""How long a writer waits for another one. A transaction of ours takes milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """One database, to be read by snapshot and written one transaction at a time."""

    name: str
    """As messages name it: the path, or the URL without its password."""
    reader: Engine
    writer: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the store as it was at its first statement, whatever others write meanwhile."""
        with database_errors(self.name), self.reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is stored whole at the end, or not at all."""
        with database_errors(self.name), self.writer.begin() as connection:
            yield connection

    def tune(self) -> None:
        """Let SQLite learn from some rows how values are spread, so that it chooses its indexes well; PostgreSQL does so by itself."""
        if self.writer.dialect.name == "sqlite":
            with self.writing() as connection:
                connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
                connection.exec_driver_sql("ANALYZE")

    def close(self) -> None:
        """Let go of all connections."""
        self.writer.dispose()


def connect(location: str | Path, *, create: bool) -> Database:
    """The database at a path or a SQLAlchemy URL. Raises StoreError when there can be none."""
    url = _url(location)
    name = str(location) if "://" not in str(location) else url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, name, create=create)
    return _postgresql(url, name)


def upsert(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert the row, or overwrite the named columns of the one that has its key."""
    keys = [column.name for column in table.primary_key]
    changes = {name: value for name, value in row.items() if name not in keys}
    # Each of the two databases has its own statement for this, alike to the letter.
    insert = sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
    connection.execute(insert.values(row).on_conflict_do_update(index_elements=keys, set_=changes))


def upsert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, alike in their columns, or overwrite those that have their keys."""
    if rows:
        keys = [column.name for column in table.primary_key]
        insert = sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
        changes = {name: insert.excluded[name] for name in rows[0] if name not in keys}
        connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=changes), list(rows))


@contextmanager
def database_errors(name: str) -> Iterator[None]:
    """Turn what a user can mend into a StoreError; what breaks our own constraints passes as it is."""
    try:
        yield
    except (DataError, OverflowError, UnicodeEncodeError) as error:
        # NUL, half of a pair of surrogates, a number beyond all columns: no page of ours gives them.
        raise StoreError("内容里有存储库存不下的字符或数字", "请检查输入的内容，去掉不可见的字符") from error
    except (IntegrityError, ProgrammingError):
        raise
    except DatabaseError as error:
        message, remedy = _explain(str(error.orig))
        raise StoreError(f"存储库 {name} {message}", remedy) from error


_FAULTS = (
    (("readonly", "read-only"), "只能读，不能写", "请检查文件和所在文件夹的写权限，或换一个位置"),
    (("not a database",), "不是数据库文件", "请用 --store 指定一贯的存储库，或换一个新文件名"),
    (("malformed",), "已损坏", "请从备份恢复"),
    (("unable to open",), "打不开", "请检查文件和所在文件夹的读写权限"),
    (("locked",), f"正被别的程序占用，等了 {BUSY_SECONDS} 秒", "请稍后再试，或关闭占用它的程序"),
    (("full", "No space"), "写不进去，磁盘已满", "请腾出空间后再运行，已存的内容不受影响"),
    (("disk I/O",), "读写出错", "请检查磁盘和网络盘的连接"),
    (("connection", "connect to", "resolve host"), "连不上", "请检查数据库服务、地址、账号和口令"),
)


def _explain(fault: str) -> tuple[str, str]:
    for words, message, remedy in _FAULTS:
        if any(word in fault for word in words):
            return message, remedy
    return f"出错：{fault}", ""


def _url(location: str | Path) -> URL:
    if "://" not in str(location):
        return URL.create("sqlite", database=str(location))
    try:
        url = make_url(str(location))
    except ArgumentError as error:
        raise StoreError(f"存储库地址写错了：{location}", "请写文件路径，或 postgresql://用户:口令@主机/库名") from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"不支持的数据库：{url.get_backend_name()}", "请用 SQLite 文件或 PostgreSQL")
    return url


def _sqlite(url: URL, name: str, *, create: bool) -> Database:
    path = Path(url.database or ":memory:")
    if str(path) == ":memory:":
        raise StoreError("存储库不能只在内存里", "请用 --store 指定一个文件")
    try:
        fresh = _is_fresh(path, name)
    except OSError as error:
        raise StoreError(f"存储库 {name} 打不开", "请检查文件和所在文件夹的读写权限") from error
    if fresh and not create:
        raise StoreError(f"没有存储库 {name}", "请先运行 yiguan run，或用 --store 指定已有的存储库")
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    if fresh:
        event.listen(engine, "connect", _turn_on_wal)
    return Database(name=name, reader=engine, writer=engine.execution_options(yiguan_writes=True))


def _is_fresh(path: Path, name: str) -> bool:
    if path.is_dir():
        raise StoreError(f"{name} 是文件夹，不是存储库文件", "请用 --store 指定文件名，例如 yiguan.db")
    if not path.parent.is_dir():
        raise StoreError(f"存储库 {name} 所在的文件夹不存在", "请先建好文件夹")
    return not path.exists() or path.stat().st_size == 0


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver then starts no transaction of its own: reads too get one, and so a snapshot.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: one that starts as a reader could not wait for it.
    writes = connection.get_execution_options().get("yiguan_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _turn_on_wal(connection: Any, _: object) -> None:
    # Lets readers read while one writes; stays with the file. Only for files of ours: another program's is left as it is.
    connection.execute("PRAGMA journal_mode = WAL")


def _postgresql(url: URL, name: str) -> Database:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError("没有安装 PostgreSQL 的驱动", "请运行 pip install 'psycopg[binary]'") from error
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(name=name, reader=reader, writer=engine)
