"""Keeps a DuckDB table in step with yiguan's change feed: `python consumer.py http://主机:端口 findings.duckdb`, token in YIGUAN_TOKEN.

May be stopped or killed at any moment and started again: the changes of a page and the cursor after it are written in one
transaction, so it goes on where it was. Taking a change in twice changes nothing.
"""

import json
import os
import sys
import time
from typing import Any

import duckdb
import httpx

TABLES = """
CREATE TABLE IF NOT EXISTS findings (
    id VARCHAR PRIMARY KEY, cursor BIGINT, revision INTEGER, type VARCHAR, category VARCHAR, cadre_id VARCHAR, document VARCHAR,
    date VARCHAR, words VARCHAR, status VARCHAR, deadline VARCHAR, event_id VARCHAR, finding JSON
);
CREATE TABLE IF NOT EXISTS place (cursor BIGINT);
"""


class Consumer:
    """One table, and the place in the feed up to which it is in step."""

    def __init__(self, server: str, token: str, database: str) -> None:
        self._client = httpx.Client(base_url=f"{server}/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=60)
        self._table = duckdb.connect(database)
        self._table.execute(TABLES)

    def close(self) -> None:
        """Let go of the server and of the table."""
        self._client.close()
        self._table.close()

    def step(self, wait: float = 0) -> bool:
        """Take in the next page; True when there may be more at once. Waits so many seconds for a change when there is none."""
        found = self._table.execute("SELECT cursor FROM place").fetchone()
        cursor = found[0] if found else 0
        answer = self._client.get("/feed", params={"after": cursor, "limit": 500, "wait": wait})
        answer.raise_for_status()
        page = answer.json()
        if page["next"] != cursor:
            self._take_in(page)
        return bool(page["more"])

    def _take_in(self, page: dict[str, Any]) -> None:
        self._table.execute("BEGIN")
        # The last of a finding's changes on the page counts; each carries the finding as it is, so none is needed before it.
        for change in {change["finding_id"]: change for change in page["changes"]}.values():
            if change["finding"] is None:
                self._table.execute("DELETE FROM findings WHERE id = ?", [change["finding_id"]])
            else:
                self._table.execute(f"INSERT OR REPLACE INTO findings VALUES ({', '.join('?' * 13)})", _row(change))
        self._table.execute("DELETE FROM place")
        self._table.execute("INSERT INTO place VALUES (?)", [page["next"]])
        self._table.execute("COMMIT")


def _row(change: dict[str, Any]) -> list[Any]:
    finding = change["finding"]
    anchors = finding["anchor"] if isinstance(finding["anchor"], list) else [finding["anchor"]]
    rectification = finding["rectification"] or {}
    return [
        finding["id"], change["cursor"], finding["review"]["revision"], finding["type"], finding["category"]["code"],
        finding["holder"]["cadre_id"], finding["document"]["title"], finding["document"]["date"],
        "".join(anchor["exact"] for anchor in anchors), rectification.get("status"), rectification.get("deadline"),
        change["event_id"], json.dumps(finding, ensure_ascii=False),
    ]  # fmt: skip


def main() -> None:
    """Follow the feed until stopped; when the server is away, try again and again, ever more slowly."""
    server, database = sys.argv[1:3]
    consumer = Consumer(server, os.environ["YIGUAN_TOKEN"], database)
    pause = 1.0
    while True:
        try:
            consumer.step(wait=30)
            pause = 1.0
        except httpx.HTTPStatusError as error:
            if error.response.status_code < 500:
                sys.exit(f"服务器拒绝：{error.response.text}")
            time.sleep(pause)
            pause = min(pause * 2, 60)
        except httpx.TransportError:
            time.sleep(pause)
            pause = min(pause * 2, 60)


if __name__ == "__main__":
    main()
