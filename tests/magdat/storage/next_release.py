"""A release that is still to come: the steps of this one, and one more that a test writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from magdat.storage import migrating
from magdat.storage.database import Database
from magdat.storage.migrating import HEAD, migrate

NEXT = f"{int(HEAD) + 1:04}"
LATER = f"{int(HEAD) + 2:04}"

ADDS = "op.create_table('reminders', sql.Column('id', sql.Integer, primary_key=True))"
"""A step that leaves everything as it was, and adds a table."""

ADDS_MORE = "op.add_column('channels', sql.Column('seen', sql.Integer))"

_STEP = '''"""A step of a release that is still to come."""

import sqlalchemy as sql
from alembic import op

revision, down_revision, branch_labels, depends_on = {step!r}, {before!r}, None, None
{says}


def upgrade() -> None:
    {does}
'''


class NextRelease:
    """The folder of steps of a later release."""

    def __init__(self, folder: Path) -> None:
        """Begin with the steps of this release.

        Args:
            folder: where the steps go; it must not be there yet.
        """
        self.folder = folder
        self._last = HEAD
        shutil.copytree(migrating.STEPS, folder, ignore=shutil.ignore_patterns("__pycache__"))

    def add(self, does: str, oldest: str | None) -> NextRelease:
        """Write a step more.

        Args:
            does: what it does, a line of Python.
            oldest: the oldest step whose code may still run after it; nothing where it does not say.
        """
        step = f"{int(self._last) + 1:04}"
        says = "" if oldest is None else f"oldest = {oldest!r}"
        text = _STEP.format(step=step, before=self._last, says=says, does=does)
        (self.folder / "versions" / f"{step}_later.py").write_text(text, encoding="utf-8")
        self._last = step
        return self

    def upgrade(self, database: Database) -> None:
        """Bring a database to the last step, as that release does it."""
        with self.upgrading(database):
            pass

    @contextmanager
    def upgrading(self, database: Database) -> Iterator[None]:
        """Take the steps, and keep them from everybody else until the block ends."""
        if database.file is not None:
            database.file.parent.mkdir(exist_ok=True)
        with database.engine.begin() as connection:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(migrating, "STEPS", self.folder)
                patch.setattr(migrating, "HEAD", self._last)
                assert migrate(connection, self._last)
            yield
