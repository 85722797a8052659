"""When what has to be done regularly was last done."""

from __future__ import annotations

import sqlalchemy as sql
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

oldest = "0007"
"""Code that does not know this table runs on without it."""


def upgrade() -> None:
    """Make the table; its rows come with the first clean-up and the first copy."""
    op.create_table(
        "last_done",
        sql.Column("chore", sql.String(32), primary_key=True),
        sql.Column("at", sql.Float(53), nullable=False),
    )
