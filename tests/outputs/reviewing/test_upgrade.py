"""A store from before there was a queue: its findings come into it, weighed, and what was decided stays decided."""

from sqlalchemy import text

from outputs import Store, migrations
from outputs.database import connect
from outputs.packing import pack_analysis, pack_blocks
from schema import Finding, ReviewStage, finding_to_json
from tests.outputs.builders import analysis, finding
from tests.outputs.reviewing.desk import MINUTES, RESEARCH, STUDY, queue, say

RUN = "INSERT INTO runs (number, id, started_at, pipeline, model, roster, fingerprint, unchanged, added, failed, missing, findings) "
DOCUMENT = (
    "INSERT INTO documents (id, standing, name, kind, title, date, issuer, verdict, warnings, fingerprint, run, block_count, "
    "skipped_count, rejected_count, blocks, analysis) "
)
FINDING = (
    "INSERT INTO findings (id, document_id, date, start, type, category, holder, confidence, state, revision, stale, wire) VALUES "
    "(:id, :document, '2024-01-18', :start, 'problem', 'study', 'cadre', 0.87, :state, :revision, :stale, :wire)"
)


def old_store(location: str, *held: tuple[Finding, str]) -> None:
    """A store as it was before, with these findings and their states."""
    database = connect(location, create=True)
    with database.writing() as connection:
        migrations.upgrade(connection, name=location, create=True, revision="0006")
        connection.execute(text(RUN + "VALUES (1, 'r-1', '2024-02-01T08:00:00+08:00', 'p', 'm', 'r', 'f', 0, 1, 0, 0, 2)"))
        packed = {"id": MINUTES.id, "blocks": pack_blocks(MINUTES.blocks), "analysis": pack_analysis(analysis(MINUTES))}
        values = (
            "VALUES (:id, 'present', 'a', 'minutes', 't', '2024-01-18', 'i', 'ok', '[]', 'f', 1, 4, 0, 0, :blocks, :analysis)"
        )
        connection.execute(text(DOCUMENT + values), packed)
        for one, state in held:
            row = {
                "id": one.id, "document": MINUTES.id, "start": one.anchors[0].start, "state": state, "stale": False,
                "revision": 1 if state == "pending" else 2, "wire": finding_to_json(one),
            }  # fmt: skip
            connection.execute(text(FINDING), row)
    database.close()


def test_findings_of_an_older_store_come_into_the_queue(location: str) -> None:
    pending, confirmed = finding(MINUTES, STUDY), finding(MINUTES, RESEARCH)
    old_store(location, (pending, "pending"), (confirmed, "confirmed"))
    with Store.open(location) as store:
        (item,) = queue(store).items
        assert (item.finding_id, item.since) == (pending.id, "2024-02-01T08:00:00+08:00")
        assert store.reviewing.item(confirmed.id, "limin").stage is ReviewStage.DONE
        with store._database.reading() as connection:
            weighed = connection.scalar(text("SELECT priority FROM findings WHERE state = 'pending'"))
        assert weighed
        assert say(store, pending.id).stage is ReviewStage.DONE
