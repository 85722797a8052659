"""Which lines of a person want no answer, for whoever counts who waits and opens no text."""

from __future__ import annotations

import sqlalchemy as sql
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

oldest = "0007"
"""Code that does not know this column leaves it empty."""


def upgrade() -> None:
    """Add the column; of the lines that are there it stays empty, since nobody opens them for this."""
    op.add_column("ticket_lines", sql.Column("quiet", sql.Boolean))
