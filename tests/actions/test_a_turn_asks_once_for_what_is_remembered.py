"""What is remembered elsewhere is asked for once in a turn, and forgotten only where there is something."""

from __future__ import annotations

from collections import Counter

import pytest
from one_person import Talk

from actions import remembered
from actions.remembered import OfOneTurn, one_turn
from magdat.storage.memory.short_lived import MemoryDrafts


class Watched(MemoryDrafts):
    """Drafts that count what they are asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    def recall(self, owner: str) -> str | None:
        self.asked["recall"] += 1
        return super().recall(owner)

    def drop(self, owner: str) -> None:
        self.asked["drop"] += 1
        super().drop(owner)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    drafts = Watched()
    monkeypatch.setattr(remembered, "_drafts", lambda: drafts)
    return drafts


def test_a_question_asks_for_each_thing_once_and_forgets_nothing(talk: Talk, watched: Watched) -> None:
    talk.say("mag ik facebook gebruiken tijdens de pauze?", "gebruik_werkuren")
    watched.asked.clear()
    talk.say("mag ik facebook gebruiken tijdens de pauze?", "gebruik_werkuren")
    assert watched.asked["recall"] <= 3
    assert watched.asked["drop"] == 0


def test_what_a_turn_keeps_or_forgets_it_knows_and_others_too(watched: Watched) -> None:
    watched.keep("a", "eerst")
    turn = OfOneTurn(watched)
    assert turn.recall("a") == "eerst"
    turn.keep("a", "dan")
    assert (turn.recall("a"), watched.recall("a")) == ("dan", "dan")
    turn.drop("a")
    assert (turn.recall("a"), watched.recall("a")) == (None, None)
    watched.keep("b", "van wie niet gelezen werd")
    turn.drop("b")
    assert watched.recall("b") is None


def test_the_next_turn_asks_anew(watched: Watched) -> None:
    with one_turn():
        assert remembered.DRAFTS.recall("p-1") is None
    with one_turn():
        remembered.DRAFTS.recall("p-1")
        assert watched.asked["recall"] == 2
