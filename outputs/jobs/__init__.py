"""Work that the pages and the API ask for and the server does beside them: uploads and runs."""

from .queue import JobPage, Jobs, may_see
from .worker import Worker

__all__ = ["JobPage", "Jobs", "Worker", "may_see"]
