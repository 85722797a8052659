"""A single process is killed while it answers: the one after it says that no answer comes, and goes on from there."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from widget_here import widget_here

from magdat.storage.kept_pushes import KeptPushes
from magdat.storage.stores import _short_lived_at


def test_who_waits_hears_that_no_answer_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"MAGDAT_TOESTAND": str(tmp_path)}
    monkeypatch.delenv("MAGDAT_REDIS", raising=False)
    with monkeypatch.context() as patch, widget_here(patch, settings) as here:
        token = here.begin()
        answered, killed = here.listen(token), "0d4c3a52-9f0e"
        here.say(token, "een")
        last = answered.wait_for("done").events[-1].number
        here.rasa.may_answer = threading.Event()
        here.say(token, "twee", killed)
        answered.wait_for("typing", 2)
        # What is written so far is all that a process leaves that is killed: it says nothing at its end.
        patch.setattr(KeptPushes, "publish", lambda *_: 0)
        patch.setattr("channels.widget_turns.GRACE", 0.0)
    _short_lived_at.cache_clear()
    with monkeypatch.context() as patch, widget_here(patch, settings) as here:
        stream = here.listen(token, last).wait_for("fault")
        assert [(event.kind, event.data["answers"]) for event in stream.events] == [
            ("typing", killed),
            ("fault", killed),
        ]
        here.say(token, "drie")
        assert [reply["text"] for reply in stream.wait_for("done").of("reply")] == ["antwoord op drie"]
