"""A worker that is killed between saying how a turn of the widget ended and noting it: nobody hears it twice."""

from __future__ import annotations

import pytest
from own_loop import run_apart

from channels.gate import Gate
from channels.widget_turns import Turns
from magdat.privacy.pseudonym import Pseudonyms
from magdat.settings import Settings
from magdat.storage.memory.keys import MemoryKeys
from magdat.storage.memory.pushes import MemoryPushes
from magdat.storage.memory.short_lived import MemoryEventIds, MemoryLimits, MemoryUnderway
from magdat.storage.ports import Push
from magdat.wording.phrases import load_phrases

NOBODY, MESSAGE = "p-1", "m-1"


class Died:
    """A worker that died while it was busy with one message, and the turns of one that lives."""

    def __init__(self) -> None:
        phrases = load_phrases(Settings.from_environment().guidance / "zinnen.yml")
        self.pushes, underway = MemoryPushes(), MemoryUnderway(lease=0.0)
        gate = Gate(phrases, Pseudonyms(MemoryKeys()))
        self._turns = Turns(gate, phrases, self.pushes, MemoryLimits(), MemoryEventIds(), underway)
        underway.begin(NOBODY, MESSAGE)

    def heard(self) -> list[str]:
        """Return what is told when somebody looked at what was left."""
        run_apart(self._turns.look_after())
        return [push.kind for push in self.pushes.after(NOBODY, 0) if push.data["answers"] == MESSAGE]


@pytest.mark.parametrize("kind", ["done", "fault"])
def test_of_what_ended_nothing_more_is_told(kind: str) -> None:
    died = Died()
    died.pushes.publish(NOBODY, Push(kind, {"answers": MESSAGE}))
    assert died.heard() == [kind]


@pytest.mark.parametrize("kind", ["typing", "reply"])
def test_of_what_did_not_end_somebody_hears_that_it_went_wrong(kind: str) -> None:
    died = Died()
    died.pushes.publish(NOBODY, Push("done", {"answers": "another"}))
    died.pushes.publish(NOBODY, Push(kind, {"answers": MESSAGE}))
    assert died.heard() == [kind, "fault"]
