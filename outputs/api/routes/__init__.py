"""The API's routes, one subject a module."""

from . import cadres, decisions, documents, events, feed, findings, runs, webhooks

ROUTERS = (
    findings.router,
    decisions.router,
    documents.router,
    cadres.router,
    events.router,
    runs.router,
    feed.router,
    webhooks.router,
)
"""In the order of the description."""
