"""The record is chained, appended to with the deed itself, and tells when it was touched."""

import json
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DatabaseError

from outputs import Store
from outputs.audit import GENESIS, AuditAction, AuditFilter, FaultKind, Head, append
from outputs.audit.chain import canonical, digest_of
from outputs.audit.tables import audit
from schema import StoreError

MILLION = 1_000_000
Tamper = Callable[[sqlite3.Connection], object]


def fill(store: Store, count: int = 9) -> None:
    for number in range(1, count + 1):
        store.audit.record("limin", AuditAction.VIEW_CADRE, f"cadre:YZ{number:03}", {"为何": "会前了解", "第": number})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "一贯.db"


def faults(path: Path, tamper: Tamper, head: Head | None = None) -> list[tuple[FaultKind, int, int | None]]:
    """What verifying finds after someone with the file in his hands took the triggers away, did this, and put them back."""
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    tamper(connection)
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()
    with Store.open(path) as store:
        done = store.audit.verify(head)
    assert done.whole == (not done.faults)
    return [(one.kind, one.number, one.until) for one in done.faults]


def statement(sql: str) -> Tamper:
    return lambda connection: connection.execute(sql)


def swap(connection: sqlite3.Connection) -> None:
    """Two rows change places, numbers and all."""
    for number, other in ((4, 100), (5, 4), (100, 5)):
        connection.execute("UPDATE audit SET number = ? WHERE number = ?", (other, number))


def rewrite(connection: sqlite3.Connection) -> None:
    """A row is changed and the chain reckoned anew from there to the end, as one may who knows how."""
    connection.execute("UPDATE audit SET object = 'cadre:YZ999' WHERE number = 3")
    previous = connection.execute("SELECT digest FROM audit WHERE number = 2").fetchone()[0]
    for row in connection.execute("SELECT * FROM audit WHERE number > 2 ORDER BY number").fetchall():
        digest = digest_of(*row[:6], previous)
        connection.execute("UPDATE audit SET previous = ?, digest = ? WHERE number = ?", (previous, digest, row[0]))
        previous = digest


def forge(connection: sqlite3.Connection) -> None:
    """One row is changed and its own digest with it."""
    row = connection.execute("SELECT * FROM audit WHERE number = 3").fetchone()
    forged = (*row[:4], "cadre:YZ999", *row[5:7])
    connection.execute("UPDATE audit SET object = ?, digest = ? WHERE number = 3", (forged[4], digest_of(*forged)))


def test_the_chain_begins_at_nothing_and_each_row_holds_the_one_before(store: Store) -> None:
    assert store.audit.head() == Head(number=0, digest=GENESIS)
    fill(store, 3)
    with store._database.reading() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.number)).all()
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.previous for row in rows] == [GENESIS, rows[0].digest, rows[1].digest]
    assert store.audit.head() == Head(number=3, digest=rows[2].digest)
    done = store.audit.verify()
    assert (done.whole, done.rows, done.head) == (True, 3, store.audit.head())


def test_a_row_is_one_text_whatever_the_order_of_its_detail() -> None:
    assert canonical({"乙": 1, "甲": [True, None]}) == canonical({"甲": [True, None], "乙": 1}) == '{"乙":1,"甲":[true,null]}'


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (statement("UPDATE audit SET object = 'cadre:YZ999' WHERE number = 3"), [(FaultKind.CHANGED, 3, None)]),
        (statement("UPDATE audit SET detail = '{}' WHERE number = 3"), [(FaultKind.CHANGED, 3, None)]),
        (statement("UPDATE audit SET at = '2020-01-01T00:00:00+08:00' WHERE number = 9"), [(FaultKind.CHANGED, 9, None)]),
        (statement("UPDATE audit SET actor = 'wangqiang' WHERE number = 1"), [(FaultKind.CHANGED, 1, None)]),
        (statement("DELETE FROM audit WHERE number = 1"), [(FaultKind.MISSING, 1, 1)]),
        (statement("DELETE FROM audit WHERE number BETWEEN 4 AND 6"), [(FaultKind.MISSING, 4, 6)]),
        (forge, [(FaultKind.REORDERED, 4, None)]),
        (
            swap,
            [
                (FaultKind.CHANGED, 4, None), (FaultKind.REORDERED, 4, None), (FaultKind.CHANGED, 5, None),
                (FaultKind.REORDERED, 5, None), (FaultKind.REORDERED, 6, None),
            ],
        ),
        (statement("SELECT 1"), []),
    ],
    ids=["object", "detail", "time", "actor", "first gone", "some gone", "forged with digest", "swapped", "untouched"],
)  # fmt: skip
def test_verifying_finds_what_was_changed_taken_out_or_moved(
    path: Path, tamper: Tamper, found: list[tuple[FaultKind, int, int | None]]
) -> None:
    with Store.open(path) as store:
        fill(store)
    assert faults(path, tamper) == found


def test_a_number_moved_to_the_end_leaves_a_gap(path: Path) -> None:
    with Store.open(path) as store:
        fill(store)
    told = faults(path, statement("UPDATE audit SET number = 12 WHERE number = 5"))
    assert told == [(FaultKind.MISSING, 5, 5), (FaultKind.CHANGED, 12, None), (FaultKind.MISSING, 10, 11)]


def test_a_tail_that_was_cut_off_is_found_by_the_head_that_was_kept(path: Path) -> None:
    with Store.open(path) as store:
        fill(store)
        kept = store.audit.head()
        fill(store, 2)
        assert store.audit.verify(kept).whole
    cut = statement("DELETE FROM audit WHERE number > 7")
    assert faults(path, cut) == []
    assert faults(path, cut, kept) == [(FaultKind.TRUNCATED, 8, 9)]


def test_a_chain_written_anew_is_found_by_the_head_that_was_kept(path: Path) -> None:
    with Store.open(path) as store:
        fill(store)
        kept = store.audit.head()
    assert faults(path, rewrite) == []
    assert faults(path, lambda connection: None, kept) == [(FaultKind.REWRITTEN, 9, None)]


def test_triggers_that_were_taken_away_are_told(path: Path) -> None:
    with Store.open(path) as store:
        fill(store)
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER audit_refuses_delete")
    connection.close()
    with Store.open(path) as store:
        assert [one.kind for one in store.audit.verify().faults] == [FaultKind.UNGUARDED]


def attempt(store: Store, deed: str) -> None:
    with store._database.writing() as connection:
        connection.exec_driver_sql(deed)


@pytest.mark.parametrize("deed", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE number = 2"])
def test_the_database_refuses_to_change_the_record(store: Store, deed: str) -> None:
    fill(store, 2)
    before = store.audit.entries()
    with pytest.raises((StoreError, DatabaseError), match="append-only"):
        attempt(store, deed)
    assert store.audit.entries() == before
    assert store.audit.verify().whole


def test_sqlite_does_not_replace_a_row_either(path: Path) -> None:
    with Store.open(path) as store:
        fill(store, 2)
    connection = sqlite3.connect(path)
    columns = connection.execute("SELECT * FROM audit WHERE number = 2").fetchone()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("INSERT OR REPLACE INTO audit VALUES (?, ?, 'x', ?, ?, ?, ?, ?)", (*columns[:2], *columns[3:]))
    connection.close()


@pytest.mark.parametrize("table", ["decisions", "link_decisions", "pair_decisions", "remarks", "verdicts", "changes"])
def test_records_of_decisions_and_changes_are_guarded_alike(path: Path, table: str) -> None:
    with Store.open(path):
        pass
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)).fetchall()
    connection.close()
    assert {f"{table}_refuses_{deed}" for deed in ("update", "delete", "replace")} <= {name for (name,) in found}


def append_and_stop(store: Store) -> None:
    with store._database.writing() as connection:
        append(connection, actor="limin", action=AuditAction.EXPORT, object="")
        raise KeyboardInterrupt


def test_a_deed_that_is_undone_leaves_no_row(store: Store) -> None:
    fill(store, 1)
    with pytest.raises(KeyboardInterrupt):
        append_and_stop(store)
    assert store.audit.head().number == 1
    assert store.audit.verify().whole


def test_many_append_at_once_and_the_chain_is_whole(store: Store) -> None:
    threads = [threading.Thread(target=fill, args=(store, 25)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = store.audit.verify()
    assert (done.whole, done.rows, done.head.number) == (True, 200, 200)


def test_entries_come_newest_first_page_by_page_and_filtered(store: Store) -> None:
    fill(store, 5)
    store.audit.record("audit", AuditAction.EXPORT, "findings", {"count": 3})
    page = store.audit.entries(limit=4)
    assert [one.number for one in page.entries] == [6, 5, 4, 3]
    rest = store.audit.entries(before=page.next, limit=4)
    assert ([one.number for one in rest.entries], rest.next) == ([2, 1], None)
    assert rest.entries[0].detail == {"为何": "会前了解", "第": 2}
    for wanted, numbers in (
        (AuditFilter(actor="audit"), [6]),
        (AuditFilter(action=AuditAction.VIEW_CADRE, object="cadre:YZ002"), [2]),
        (AuditFilter(object="cadre:"), [5, 4, 3, 2, 1]),
        (AuditFilter(first="2999-01-01"), []),
        (AuditFilter(last="2000-01-01"), []),
        (AuditFilter(first="2000-01-01", last=page.entries[0].at[:10]), [6, 5, 4, 3, 2, 1]),
    ):
        assert [one.number for one in store.audit.entries(wanted).entries] == numbers


def test_a_row_of_a_newer_yiguan_is_shown_by_its_code(store: Store) -> None:
    with store._database.writing() as connection:
        row = (1, "2024-03-01T09:00:00+08:00", "limin", "teleport", "", json.dumps({}), GENESIS)
        names = [column.name for column in audit.c]
        connection.execute(insert(audit).values(dict(zip(names, (*row, digest_of(*row)), strict=True))))
    assert store.audit.entries().entries[0].action == "teleport"
    assert store.audit.verify().whole


@pytest.mark.slow
def test_a_million_rows_are_verified_in_well_under_a_minute(path: Path) -> None:
    with Store.open(path) as store:
        fill(store, 1)
        with store._database.writing() as connection:
            previous, batch, names = store.audit.head().digest, [], [column.name for column in audit.c]
            for number in range(2, MILLION + 1):
                detail = canonical(
                    {"after": {"state": "confirmed", "revision": 2}, "before": {"state": "pending", "revision": 1}}
                )
                row = (number, "2024-03-01T09:00:00+08:00", "limin", "decide", f"finding:f-{number:016x}", detail, previous)
                previous = digest_of(*row)
                batch.append(dict(zip(names, (*row, previous), strict=True)))
                if len(batch) == 10_000:
                    connection.execute(insert(audit), batch)
                    batch.clear()
            connection.execute(insert(audit), batch)
            assert connection.scalar(select(func.count()).select_from(audit)) == MILLION
        began = time.process_time()  # Whatever else the machine does meanwhile.
        done = store.audit.verify()
        taken = time.process_time() - began
    assert (done.whole, done.rows) == (True, MILLION)
    assert taken < 30
