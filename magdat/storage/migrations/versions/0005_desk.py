"""Who works at the desk page, who is logged in, what they did, and what they propose to HR."""

from __future__ import annotations

import sqlalchemy as sql
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_Time = sql.Float(53)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "desk_agents",
        sql.Column("name", sql.String(64), primary_key=True),
        sql.Column("desks", sql.Text, nullable=False),
        sql.Column("admin", sql.Boolean, nullable=False),
        sql.Column("password", sql.Text),
        sql.Column("secret", sql.LargeBinary, nullable=False),
        sql.Column("step", sql.BigInteger, nullable=False),
        sql.Column("start", sql.String(64)),
        sql.Column("start_until", _Time, nullable=False),
    )
    op.create_table(
        "desk_visits",
        sql.Column("token", sql.String(64), primary_key=True),
        sql.Column("agent", sql.String(64), nullable=False, index=True),
        sql.Column("begun", _Time, nullable=False),
        sql.Column("used", _Time, nullable=False),
    )
    op.create_table(
        "desk_audit",
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("at", _Time, nullable=False, index=True),
        sql.Column("agent", sql.String(64), nullable=False),
        sql.Column("deed", sql.String(16), nullable=False),
        sql.Column("ticket", sql.Integer),
        sql.Column("desk", sql.Text),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "desk_proposals",
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("ticket", sql.Integer, nullable=False, index=True),
        sql.Column("agent", sql.String(64), nullable=False),
        sql.Column("topic", sql.Text),
        sql.Column("clause", sql.Text),
        sql.Column("content", sql.LargeBinary, nullable=False),
        sql.Column("mark", sql.String(64), nullable=False, unique=True),
        sql.Column("made", _Time, nullable=False),
        sqlite_autoincrement=True,
    )
