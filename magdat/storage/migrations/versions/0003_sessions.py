"""The tokens of the web widget."""

from __future__ import annotations

import sqlalchemy as sql
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sessions",
        sql.Column("token", sql.String(64), primary_key=True),
        sql.Column("family", sql.String(64), nullable=False, index=True),
        sql.Column("sealed", sql.Text, nullable=False),
        sql.Column("until", sql.Float(53), nullable=False, index=True),
        sql.Column("replaced", sql.Boolean, nullable=False),
    )
