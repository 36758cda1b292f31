"""Run by Alembic: applies the revisions on the connection that `upgrade` hands over, within its transaction."""

from alembic import context

from outputs.migrations import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
