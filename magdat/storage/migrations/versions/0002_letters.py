"""What waits in front of Rasa and behind it, sealed, and what was delivered."""

from __future__ import annotations

import sqlalchemy as sql
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_Time = sql.Float(53)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "letters",
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("way", sql.String(8), nullable=False),
        sql.Column("channel", sql.Text, nullable=False),
        sql.Column("conversation", sql.String(64), nullable=False, index=True),
        sql.Column("content", sql.LargeBinary, nullable=False),
        sql.Column("received", _Time, nullable=False),
        sql.Column("due", _Time, nullable=False),
        sql.Column("held", sql.Boolean, nullable=False),
        sql.Column("attempts", sql.Integer, nullable=False),
        sql.CheckConstraint("way IN ('in', 'out')", name="letters_way"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "deliveries",
        sql.Column("digest", sql.String(64), primary_key=True),
        sql.Column("seen", _Time, nullable=False, index=True),
    )
