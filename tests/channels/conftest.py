"""What tests of the channels share: databases that start only when a test asks for them, and Sanic more than once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import databases
import pytest
from sanic.touchup import TouchUp
from waiting_channel import Clock, hang_up
from widget_here import Here, widget_here

_TOUCH_UP, _TOUCHED_UP = TouchUp.run, []


def _touch_up_once(app: object) -> None:
    """Let Sanic rewrite its own code for the first server of the process; it cannot do it again."""
    if not _TOUCHED_UP:
        _TOUCHED_UP.append(app)
        _TOUCH_UP(app)


TouchUp.run = _touch_up_once


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """Give the address of a Redis that is up."""
    with databases.redis() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Give the address of a PostgreSQL that is up."""
    with databases.postgresql() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database: a file, and a server's."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'magdat.sqlite'}"
        return
    server = str(request.getfixturevalue("postgresql"))
    databases.emptied(server).engine.dispose()
    yield server
    hang_up()


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still until it is told to go on."""
    return Clock()


@pytest.fixture
def widget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Here]:
    """Give the widget's channel, running, with a state folder of its own."""
    with widget_here(monkeypatch, {"MAGDAT_TOESTAND": str(tmp_path)}) as here:
        yield here
