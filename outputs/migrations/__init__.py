"""How the store's tables came to be what they are: one Alembic revision a change, run when a store is opened."""

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table, text, update

from schema import StoreError

VERSION_TABLE = "yiguan_version"
"""Holds the revision that the tables are at."""
HEAD = "0011"
"""The newest revision. A store at it opens without loading Alembic."""
_LOCK = 7_135_024
"""Any number of our own: whoever holds it migrates a PostgreSQL database."""


def upgrade(connection: Connection, *, name: str, create: bool, revision: str = HEAD) -> None:
    """Bring the tables to the revision, all or none, within the connection's transaction.

    Raises StoreError when the tables are another program's or a newer yiguan's, or when there are none and none may be made.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        current = connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))
        if current == revision:
            _try_writing(connection)
            return
    elif tables:
        raise StoreError(f"数据库 {name} 里是别的程序的表，不是一贯的存储库", "请用 --store 换一个新文件名或空库")
    elif not create:
        raise StoreError(f"没有存储库 {name}", "请先运行 yiguan run，或用 --store 指定已有的存储库")
    else:
        current = None
    _migrate(connection, name, current, revision)


def _try_writing(connection: Connection) -> None:
    """Let a read-only database fail now, not at the first document."""
    version = table(VERSION_TABLE, column("version_num"))
    with connection.begin_nested() as trial:
        connection.execute(update(version).values(version_num=version.c.version_num))
        trial.rollback()


def _migrate(connection: Connection, name: str, current: str | None, revision: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(f"存储库 {name} 由更新版本的一贯建立，本版本读不了", "请升级一贯")
    command.upgrade(config, revision)
