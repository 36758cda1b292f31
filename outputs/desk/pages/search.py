"""搜索: words looked for in documents and findings."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from ...access import Permission
from ...audit import AuditAction
from ...search import SearchOrder
from ..guard import DeskHere, Reader
from ..rendering import page

router = APIRouter(prefix="/search")
SIZE = 20
"""Documents on a page; of one document, passages."""


@router.get("")
def search(
    request: Request,
    desk: DeskHere,
    asking: Reader,
    q: Annotated[str, Query(max_length=500)] = "",
    order: str = "",
    only: str = "",
    document: str = "",
    after: str = "",
) -> HTMLResponse:
    """The page, with what was found; `only=findings` looks in findings alone, `document` in one document alone."""
    wanted = SearchOrder(order) if order in set(SearchOrder) else SearchOrder.NEWEST
    found = desk.store.search.find(
        q, asking.scope, limit=SIZE, after=after or None, order=wanted, document_id=document or None, findings_only=only == "findings"
    )  # fmt: skip
    if q.strip() and not after:
        desk.store.audit.record(asking.login, AuditAction.SEARCH, "", {"words": q})
    kept = {"q": q, "order": wanted.value, "only": only, "document": document}
    address = f"/search?{urlencode({**kept, 'after': found.next})}" if found.next else ""
    return page(
        request, asking, "search.html.jinja", q=q, order=wanted, orders=tuple(SearchOrder), only=only, document=document, found=found,
        going_on=address, first=not after, blind=asking.person.may(Permission.SECOND),
    )  # fmt: skip
