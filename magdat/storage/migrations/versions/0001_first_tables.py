"""The first tables."""

from __future__ import annotations

import sqlalchemy as sql
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_Time = sql.Float(53)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "outbox",
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("state", sql.String(16), nullable=False),
        sql.Column("topic", sql.Text),
        sql.Column("payload", sql.Text),
        sql.Column("attempts", sql.Integer, nullable=False),
        sql.Column("created", _Time, nullable=False),
        sql.Column("changed", _Time, nullable=False),
        sql.Column("due", _Time, nullable=False),
        sql.Column("tried", _Time, nullable=False),
        sql.Column("age", _Time, nullable=False),
        sql.Column("looked", _Time, nullable=False),
        sql.Column("reason", sql.Text),
        sql.CheckConstraint("state IN ('pending', 'sending', 'delivered', 'failed')", name="outbox_state"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "counts",
        sql.Column("week", sql.String(8), primary_key=True),
        sql.Column("topic", sql.String(200), primary_key=True),
        sql.Column("kind", sql.String(32), primary_key=True),
        sql.Column("person", sql.String(32), primary_key=True),
        sql.Column("times", sql.Integer, nullable=False),
    )
    op.create_table(
        "count_keys",
        sql.Column("week", sql.String(8), primary_key=True),
        sql.Column("secret", sql.String(64), nullable=False),
    )
    op.create_table(
        "questions",
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("text", sql.Text, nullable=False),
        sql.Column("topic", sql.Text),
        sql.Column("pseudonym", sql.String(64), nullable=False, index=True),
        sql.Column("given", _Time, nullable=False, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "policy_texts",
        sql.Column("digest", sql.String(64), primary_key=True),
        sql.Column("text", sql.Text, nullable=False),
    )
    op.create_table(
        "policy_uses",
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("digest", sql.String(64), sql.ForeignKey("policy_texts.digest"), nullable=False),
        sql.Column("version", sql.Text, nullable=False),
        sql.Column("title", sql.Text, nullable=False),
        sql.Column("valid_from", sql.String(10), nullable=False),
        sql.Column("since", sql.String(40), nullable=False),
    )
    op.create_table(
        "pseudonym_keys",
        sql.Column("days", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("period", sql.Integer, primary_key=True, autoincrement=False),
        sql.Column("secret", sql.String(128), nullable=False),
    )
    op.create_table("channels", sql.Column("name", sql.Text, primary_key=True))
    op.create_table(
        "conversations",
        sql.Column("pseudonym", sql.String(64), primary_key=True),
        sql.Column("state", sql.Text, nullable=False),
        sql.Column("updated", _Time, nullable=False, index=True),
    )
    op.create_table("taken_over", sql.Column("name", sql.String(64), primary_key=True))
