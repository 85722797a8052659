"""A single process is killed while it answers: the one after it says that no answer comes, and goes on from there."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from widget_here import widget_here

from magdat.storage.errors import StorageError
from magdat.storage.kept_pushes import KeptPushes
from magdat.storage.sql.pushes import SqlPushRows
from magdat.storage.stores import _short_lived_at

KILLED = "0d4c3a52-9f0e"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.delenv("MAGDAT_REDIS", raising=False)
    return {"MAGDAT_TOESTAND": str(tmp_path)}


@pytest.fixture
def left(settings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    """Return the token of somebody whose process was killed while it answered, and the number of what they have."""
    with monkeypatch.context() as patch, widget_here(patch, settings) as here:
        token = here.begin()
        answered = here.listen(token)
        here.say(token, "een")
        last = answered.wait_for("done").events[-1].number
        here.rasa.may_answer = threading.Event()
        here.say(token, "twee", KILLED)
        answered.wait_for("typing", 2)
        # What is written so far is all that a process leaves that is killed: it says nothing at its end.
        patch.setattr(KeptPushes, "publish", lambda *_: 0)
        patch.setattr("channels.widget_turns.GRACE", 0.0)
    _short_lived_at.cache_clear()
    return token, last


def test_who_waits_hears_that_no_answer_comes(
    left: tuple[str, int], settings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    token, last = left
    with monkeypatch.context() as patch, widget_here(patch, settings) as here:
        stream = here.listen(token, last).wait_for("fault")
        told = [(event.kind, event.data["answers"]) for event in stream.events]
        assert told == [("typing", KILLED), ("fault", KILLED)]
        here.say(token, "drie")
        assert [reply["text"] for reply in stream.wait_for("done").of("reply")] == ["antwoord op drie"]


def test_who_waits_hears_so_too_where_the_database_tells_it_late(
    left: tuple[str, int], settings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (token, last), there, told = left, threading.Event(), SqlPushRows.left

    def tells(rows: SqlPushRows, most: int) -> Any:
        if not there.is_set():
            raise StorageError("weg")
        return told(rows, most)

    with monkeypatch.context() as patch:
        patch.setattr(SqlPushRows, "left", tells)
        patch.setattr("channels.widget.SWEEP", 0.1)
        patch.setattr("channels.widget.UNDERWAY", 0.4)
        with widget_here(patch, settings) as here:
            stream = here.listen(token, last)
            there.set()
            assert [fault["answers"] for fault in stream.wait_for("fault").of("fault")] == [KILLED]
