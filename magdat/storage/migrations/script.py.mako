"""${message}."""

from __future__ import annotations

import sqlalchemy as sql
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None

oldest = revision
"""The oldest step whose code may still run on these tables: an earlier one where all since only adds (docs/opslag.md)."""


def upgrade() -> None:
    """Make the change."""
    ${upgrades if upgrades else "pass"}
