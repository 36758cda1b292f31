"""The pages, one subject a module."""

from fastapi import APIRouter

from . import (
    board,
    cadres,
    documents,
    entry,
    home,
    matters,
    oidc,
    quality,
    record,
    review,
    review_deeds,
    review_documents,
    review_samples,
    search,
    system,
    uploads,
    webhooks,
)

ROUTERS: tuple[APIRouter, ...] = (
    review.router,
    review_deeds.router,
    review_documents.router,
    review_samples.router,
    cadres.router,
    matters.router,
    board.router,
    # Its addresses are more special than those of documents.
    uploads.router,
    documents.router,
    search.router,
    quality.router,
    home.router,
    system.router,
    webhooks.router,
    record.router,
    entry.router,
    oidc.router,
)
"""In the order of the navigation. Each page module's `router` stands here."""
