"""A step that says that earlier code may still run took nothing away from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from added_only import shape, taken_away
from alembic.config import Config
from alembic.script import ScriptDirectory
from next_release import ADDS, ADDS_MORE, NextRelease

from magdat.storage import migrating
from magdat.storage.database import Database
from magdat.storage.migrating import HEAD, migrate, oldest_after


def steps() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(migrating.STEPS))
    return ScriptDirectory.from_config(config)


def made(folder: Path, step: str) -> Database:
    database = Database(f"sqlite:///{folder / f'{step}.sqlite'}")
    with database.engine.begin() as connection:
        migrate(connection, step)
    return database


def test_every_step_of_this_release_that_says_so(tmp_path: Path) -> None:
    for script in steps().walk_revisions():
        oldest = oldest_after(steps(), script.revision)
        assert oldest <= script.revision, "code that is still to be written cannot be the oldest"
        assert taken_away(shape(made(tmp_path, oldest)), shape(made(tmp_path, script.revision))) == []


def test_the_steps_up_to_here_all_added_only(tmp_path: Path) -> None:
    assert taken_away(shape(made(tmp_path, "0001")), shape(made(tmp_path, HEAD))) == []


@pytest.mark.parametrize(
    ("does", "told"),
    [
        (ADDS, []),
        (ADDS_MORE, []),
        ("op.add_column('channels', sql.Column('seen', sql.Integer, nullable=False, server_default='0'))", []),
        ("op.drop_table('channels')", ["channels is gone"]),
        ("op.drop_column('sessions', 'replaced')", ["sessions.replaced is gone"]),
        (
            "with op.batch_alter_table('channels') as table: table.add_column("
            "sql.Column('seen', sql.Integer, nullable=False))",
            ["channels.seen must be given"],
        ),
        (
            "with op.batch_alter_table('questions') as table: table.alter_column('topic', nullable=False)",
            ["questions.topic may not be empty any more"],
        ),
        (
            "with op.batch_alter_table('deliveries') as table: table.alter_column('seen', type_=sql.Text)",
            ["deliveries.seen is another kind"],
        ),
        (
            "op.create_index('once', 'questions', ['pseudonym'], unique=True)",
            ["questions is bound by unique ['pseudonym']"],
        ),
        (
            "op.create_table('stars', sql.Column('ticket', sql.Integer, sql.ForeignKey('tickets.id')))",
            ["rows of tickets cannot go while stars names them"],
        ),
    ],
)
def test_what_takes_something_away_is_seen(tmp_path: Path, does: str, told: list[str]) -> None:
    (before, after) = (made(tmp_path, HEAD), Database(f"sqlite:///{tmp_path / 'later.sqlite'}"))
    NextRelease(tmp_path / "steps").add(does, HEAD).upgrade(after)
    assert taken_away(shape(before), shape(after)) == told
