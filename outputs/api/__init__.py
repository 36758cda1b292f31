"""The REST API for other systems, `/api/v1`: what reviewers released, every change once and in order. docs/api.md explains it."""

from .app import PREFIX, create_api, describe_api

__all__ = ["PREFIX", "create_api", "describe_api"]
