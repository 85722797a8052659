import json
import sqlite3
import time
from pathlib import Path

import pytest
from own_loop import run_apart
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from channels.tracker_store import StateStore
from magdat.storage.database import Database
from magdat.storage.stores import sql_stores

ROOT = Path(__file__).resolve().parents[2]
SECRET = "paarsepers"
PERSON = "p-0123"


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "magdat.sqlite"


@pytest.fixture
def store(domain: Domain, database: Path) -> StateStore:
    return StateStore(domain, conversations=sql_stores(Database(f"sqlite:///{database}")).conversations)


def said(tracker: DialogueStateTracker, text: str = SECRET) -> None:
    """Let somebody say something, as Rasa notes it."""
    entities = [{"entity": "platform", "value": text}]
    ranking = [{"name": "sanctie", "confidence": 0.9}] * 60
    parse = {"text": text, "intent": {"name": "sanctie"}, "entities": entities, "intent_ranking": ranking}
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered(text, {"name": "sanctie"}, entities, parse, input_channel="rest"))


def start(store: StateStore) -> DialogueStateTracker:
    return run_apart(store.get_or_create_tracker(PERSON, append_action_listen=False))


def keep(store: StateStore, tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Keep a conversation and read it back."""
    run_apart(store.save(tracker))
    return start(store)


def test_of_a_turn_only_the_state_is_written(store: StateStore, database: Path) -> None:
    tracker = start(store)
    said(tracker)
    tracker.update(SlotSet("gesprek", {"topic": "foto_tag"}))
    tracker.update(BotUttered(SECRET))
    again = keep(store, tracker)
    assert again.get_slot("gesprek") == {"topic": "foto_tag"}
    with sqlite3.connect(database) as connection:
        ((kept,),) = connection.execute("SELECT state FROM conversations").fetchall()
    assert json.loads(kept) == {"gesprek": {"topic": "foto_tag"}}


def test_turn_hundred_is_as_small_as_turn_two(store: StateStore) -> None:
    sizes = []
    for turn in range(100):
        tracker = start(store)
        said(tracker)
        tracker.update(SlotSet("gesprek", {"topic": "foto_tag", "answered": 10 + turn % 90}))
        run_apart(store.save(tracker))
        sizes.append((len(tracker.events), len(json.dumps(tracker.current_state(EventVerbosity.ALL)))))
    assert sizes[1][0] == sizes[-1][0]
    assert abs(sizes[1][1] - sizes[-1][1]) < 20


def test_somebody_in_the_middle_of_a_hand_off_still_is(store: StateStore, database: Path) -> None:
    tracker = start(store)
    said(tracker)
    tracker.update(SlotSet("gesprek", {"topic": "foto_tag", "handing": "contact"}))
    again = keep(store, tracker)
    assert again.get_slot("gesprek") == {"topic": "foto_tag", "handing": "contact"}
    assert again.latest_action_name == "action_listen"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE conversations SET updated = ?", (time.time() - 2 * 3600,))
    later = start(store).get_slot("gesprek")
    assert later == {"topic": "foto_tag", "handing": None}, "after a long silence the hand-off is over"


def test_what_the_owner_wants_gone_goes(store: StateStore) -> None:
    tracker = start(store)
    said(tracker)
    keep(store, tracker)
    tracker.update(SlotSet("wissen", True))
    run_apart(store.save(tracker))
    assert run_apart(store.retrieve(PERSON)) is None


def test_nobody_who_said_nothing_is_kept(store: StateStore) -> None:
    run_apart(store.save(start(store)))
    assert run_apart(store.retrieve(PERSON)) is None


def test_the_action_server_gets_the_last_message_once_and_no_other(store: StateStore) -> None:
    tracker = start(store)
    said(tracker, "iets van daarnet")
    said(tracker)
    tracker.update(SlotSet("gesprek", {"topic": "foto_tag"}))
    state = tracker.copy().current_state(EventVerbosity.ALL)
    assert json.dumps(state).count(SECRET) == 2  # as the text and as an entity's value
    assert "daarnet" not in json.dumps(state)
    assert [event["event"] for event in state["events"]] == ["slot"]
