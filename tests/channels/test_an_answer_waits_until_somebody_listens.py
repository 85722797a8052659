"""What a person answers when the widget is closed waits, and that is no fault that the log has to tell."""

from __future__ import annotations

import pytest
from own_loop import run_apart

from channels.base import Away, Reply
from channels.widget_turns import Unasked
from magdat.storage.memory.pushes import MemoryPushes

CONVERSATION = "p-" + "0" * 32


def send(pushes: MemoryPushes) -> None:
    run_apart(Unasked(pushes, CONVERSATION).send(Reply("Dag!", custom={"stap": "antwoord_van_mens"})))


def test_nobody_listens_and_nothing_is_pushed() -> None:
    pushes = MemoryPushes()
    with pytest.raises(Away) as away:
        send(pushes)
    assert away.value.after is not None
    assert pushes.after(CONVERSATION, 0) == []


def test_who_listens_gets_it_as_an_answer_to_nothing_they_asked() -> None:
    pushes = MemoryPushes()
    with pushes.listen(CONVERSATION, lambda: None):
        send(pushes)
    (push,) = pushes.after(CONVERSATION, 0)
    assert (push.kind, push.data["text"], push.data["answers"]) == ("reply", "Dag!", "")
