"""A small client of yiguan's API: findings page by page, the feed from a cursor, and decisions on what was read. Needs `httpx` alone.

    with Yiguan("http://127.0.0.1:8765", token) as yiguan:
        for finding in yiguan.findings(category="study"):
            print(finding["id"], finding["document"]["title"])

What yiguan refuses is raised as `Refused`, with its Chinese sentence.
"""

from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

import httpx

Json = dict[str, Any]


class Refused(Exception):
    """The API's answer to what cannot be done: `status` and, in Chinese, what is wrong and what to do."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Yiguan:
    """One server, with one token."""

    def __init__(self, server: str, token: str, *, transport: httpx.BaseTransport | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._client = httpx.Client(base_url=f"{server}/api/v1/", headers=headers, timeout=60, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def findings(self, **filters: str) -> Iterator[Json]:
        """The released findings, however many; `filters` are those of `GET /findings`."""
        yield from self._pages("findings", filters)

    def documents(self, **filters: str) -> Iterator[Json]:
        """The documents."""
        yield from self._pages("documents", filters)

    def finding(self, finding_id: str) -> tuple[Json, str]:
        """A finding, and the tag that a decision on it must name."""
        answer = self._asked("GET", f"findings/{finding_id}")
        return answer.json(), answer.headers["ETag"]

    def decide(self, finding_id: str, tag: str, state: str, **told: Any) -> Json:
        """Decide on the finding as it was read; `told` may hold reason, note and edit. Status 409: somebody was first."""
        answer = self._asked("POST", f"findings/{finding_id}/decisions", json={"state": state, **told}, headers={"If-Match": tag})
        decided: Json = answer.json()
        return decided

    def changes(self, after: int = 0, *, wait: float = 0) -> tuple[list[Json], int, bool]:
        """What follows the cursor: changes, the cursor to keep once they are taken in, and whether there is more at once.

        A change without its finding is a tombstone. The same change may come again: overwrite by `finding_id`.
        """
        page = self._asked("GET", "feed", params={"after": after, "limit": 1000, "wait": wait}).json()
        return page["changes"], page["next"], page["more"]

    def _pages(self, path: str, filters: dict[str, str]) -> Iterator[Json]:
        params = {"limit": "500", **filters}
        while True:
            page = self._asked("GET", path, params=params).json()
            yield from page["items"]
            if page["next"] is None:
                return
            params["cursor"] = page["next"]

    def _asked(self, method: str, path: str, **words: Any) -> httpx.Response:
        answer = self._client.request(method, path, **words)
        if answer.is_error:
            is_problem = answer.headers.get("Content-Type", "").startswith("application/problem+json")
            raise Refused(answer.status_code, answer.json()["detail"] if is_problem else answer.reason_phrase)
        return answer
