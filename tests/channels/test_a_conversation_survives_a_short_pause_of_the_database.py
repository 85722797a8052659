"""A turn is kept though the database is away for a moment, and what changed meanwhile is never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from own_loop import run_apart
from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from structlog.testing import capture_logs

from channels import tracker_store
from channels.tracker_store import StateStore
from launch.processor import own_store
from magdat.storage.errors import StorageError
from magdat.storage.memory.conversations import MemoryConversations

ROOT = Path(__file__).resolve().parents[2]
PERSON = "p-0123"


class AwayFor(MemoryConversations):
    """Conversations whose database is away for so many attempts."""

    away = 0

    def go_on(self, pseudonym: str, state: str, seen: float | None) -> float | None:
        if self.away:
            self.away -= 1
            raise StorageError("de databank is weg")
        return super().go_on(pseudonym, state, seen)


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> AwayFor:
    monkeypatch.setattr(tracker_store, "TRIED_EVERY", 0.01)
    return AwayFor()


@pytest.fixture
def store(domain: Domain, kept: AwayFor) -> StateStore:
    return StateStore(domain, conversations=kept)


def turn(store: StateStore, topic: str) -> DialogueStateTracker:
    tracker = run_apart(store.get_or_create_tracker(PERSON))
    tracker.update(UserUttered("vraag"))
    tracker.update(SlotSet("gesprek", {"topic": topic}))
    return tracker


def topic(kept: AwayFor) -> str:
    found = kept.of(PERSON)
    return found.state if found is not None else ""


def test_it_is_tried_again_until_it_is_kept(store: StateStore, kept: AwayFor) -> None:
    kept.away = 3
    run_apart(store.save(turn(store, "foto_tag")))
    assert "foto_tag" in topic(kept)
    run_apart(store.save(turn(store, "sanctie")))
    assert "sanctie" in topic(kept)


def test_one_that_stays_away_is_said(store: StateStore, kept: AwayFor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracker_store, "TRIED_FOR", 0.05)
    kept.away = 1_000
    with pytest.raises(StorageError):
        run_apart(store.save(turn(store, "foto_tag")))


def test_a_turn_that_was_overtaken_changes_nothing(store: StateStore, kept: AwayFor) -> None:
    run_apart(store.save(turn(store, "foto_tag")))
    slow, quick = turn(store, "traag"), turn(store, "snel")
    run_apart(store.save(quick))
    run_apart(store.save(quick))  # Rasa may save a tracker more than once
    with capture_logs() as lines:
        run_apart(store.save(slow))
    assert "snel" in topic(kept)
    assert [line["event"] for line in lines] == ["conversation.overtaken"]


def test_what_was_erased_meanwhile_stays_erased(store: StateStore, kept: AwayFor) -> None:
    run_apart(store.save(turn(store, "foto_tag")))
    busy = turn(store, "sanctie")
    kept.erase([PERSON])
    run_apart(store.save(busy))
    assert kept.of(PERSON) is None


def test_rasa_puts_nothing_in_front_that_hides_a_fault(
    store: StateStore, domain: Domain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Agent, "_create_tracker_store", staticmethod(own_store))
    assert Agent(domain=domain, tracker_store=store).tracker_store is store
