"""What was pushed to the web widget, so that a restart loses nothing of it."""

from __future__ import annotations

import sqlalchemy as sql
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "pushes",
        sql.Column("number", sql.BigInteger, primary_key=True, autoincrement=False),
        sql.Column("conversation", sql.String(64), nullable=False, index=True),
        sql.Column("content", sql.LargeBinary, nullable=False),
        sql.Column("until", sql.Float(53), nullable=False, index=True),
        sql.Column("had", sql.Boolean, nullable=False),
    )
