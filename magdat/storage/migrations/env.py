"""What alembic runs: the steps, over the connection that it is given."""

from __future__ import annotations

from alembic import context

from magdat.storage.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=context.config.attributes["version_table"],
)
with context.begin_transaction():
    context.run_migrations()
