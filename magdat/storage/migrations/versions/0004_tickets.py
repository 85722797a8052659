"""What was handed to a person, and the talk that follows, sealed."""

from __future__ import annotations

import sqlalchemy as sql
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_Time = sql.Float(53)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tickets",
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("desk", sql.String(64), nullable=False, index=True),
        sql.Column("status", sql.String(16), nullable=False),
        sql.Column("conversation", sql.String(64), index=True),
        sql.Column("channel", sql.Text, nullable=False),
        sql.Column("address", sql.LargeBinary),
        sql.Column("code", sql.String(64), nullable=False, index=True),
        sql.Column("topic", sql.Text),
        sql.Column("opened", _Time, nullable=False),
        sql.Column("changed", _Time, nullable=False),
        sql.Column("taken", _Time),
        sql.Column("closed", _Time),
        sql.Column("reopened", sql.Integer, nullable=False),
        sql.Column("agent", sql.String(64)),
        sql.Column("told", sql.Integer, nullable=False),
        sql.Column("age", _Time, nullable=False),
        sql.Column("looked", _Time, nullable=False),
        sql.CheckConstraint("status IN ('waiting', 'human', 'closed', 'withdrawn')", name="tickets_status"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ticket_lines",
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("ticket", sql.Integer, sql.ForeignKey("tickets.id"), nullable=False, index=True),
        sql.Column("author", sql.String(8), nullable=False),
        sql.Column("agent", sql.String(64)),
        sql.Column("content", sql.LargeBinary, nullable=False),
        sql.Column("at", _Time, nullable=False),
        sql.Column("way", sql.String(32)),
        sql.CheckConstraint("author IN ('person', 'desk', 'note', 'system')", name="ticket_lines_author"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ticket_marks",
        sql.Column("mark", sql.String(64), primary_key=True),
        sql.Column("ticket", sql.Integer, sql.ForeignKey("tickets.id"), nullable=False, index=True),
    )
    op.create_table(
        "ticket_errands",
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("ticket", sql.Integer, sql.ForeignKey("tickets.id"), nullable=False, index=True),
        sql.Column("line", sql.Integer, sql.ForeignKey("ticket_lines.id"), nullable=False, index=True),
        sql.Column("way", sql.String(32), nullable=False),
        sql.Column("state", sql.String(8), nullable=False),
        sql.Column("due", _Time, nullable=False),
        sql.Column("attempts", sql.Integer, nullable=False),
        sql.Column("since", _Time, nullable=False),
        sql.Column("changed", _Time, nullable=False),
        sql.Column("tried", _Time, nullable=False),
        sql.Column("reason", sql.Text),
        sql.Column("copied", sql.Boolean, nullable=False),
        sql.CheckConstraint("state IN ('waits', 'held', 'stuck')", name="ticket_errands_state"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ticket_links",
        sql.Column("ticket", sql.Integer, sql.ForeignKey("tickets.id"), primary_key=True, autoincrement=False),
        sql.Column("way", sql.String(32), primary_key=True),
        sql.Column("external", sql.Text, nullable=False),
        sql.Index("ix_ticket_links_external", "way", "external"),
    )
    op.create_table(
        "ticket_receipts",
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("ticket", sql.Integer, nullable=False, index=True),
        sql.Column("desk", sql.String(64), nullable=False),
        sql.Column("way", sql.String(32)),
        sql.Column("external", sql.Text),
        sql.Column("reason", sql.String(16), nullable=False),
        sql.Column("at", _Time, nullable=False),
        sql.Column("outcome", sql.String(16), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "way_bookmarks",
        sql.Column("way", sql.String(32), primary_key=True),
        sql.Column("name", sql.String(200), primary_key=True),
        sql.Column("value", sql.Text, nullable=False),
    )
