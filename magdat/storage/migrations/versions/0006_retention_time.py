"""The time by which what is kept grows old, which a jump of the clock does not move."""

from __future__ import annotations

import sqlalchemy as sql
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; its row comes with the first look."""
    op.create_table(
        "retention_time",
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("reached", sql.Float(53), nullable=False),
        sql.Column("at", sql.Float(53), nullable=False),
    )
