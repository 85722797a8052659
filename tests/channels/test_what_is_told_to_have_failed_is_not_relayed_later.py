"""While a person of a desk talks, a message is relayed, or its writer hears that it is not: never both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sql
from databases import emptied
from hanging_database import GOES_DOWN, at_commit, held, until_nobody_is_busy
from own_loop import run_apart
from rasa.core.channels.channel import UserMessage

from channels import threads
from channels.base import Collected, Incoming
from channels.gate import Gate
from channels.handed_over import open_handed_over
from magdat.desks.opening import open_counter
from magdat.handoff.message import Handoff
from magdat.privacy.pseudonym import Pseudonyms
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.schema import LETTERS, LINES
from magdat.storage.stores import database_of, open_stores
from magdat.wording.phrases import load_phrases

PHRASES = load_phrases(Path(__file__).resolve().parents[2] / "leidraad" / "zinnen.yml")
FAILED, UNSURE = PHRASES.say("storing"), PHRASES.say("storing_misschien")
LONG = 20.0


class Talk:
    """Somebody who talks with the counsellor, over a PostgreSQL."""

    def __init__(self, address: str, state: Path) -> None:
        settings = Settings.from_environment({"MAGDAT_TOESTAND": str(state), "MAGDAT_DATABASE": address})
        stores = open_stores(settings)
        self.database = database_of(settings)
        pseudonyms = Pseudonyms(stores.keys, 30)
        self.gate = Gate(
            PHRASES,
            pseudonyms,
            stores=stores,
            handed_over=open_handed_over(settings, stores.tickets, pseudonyms, PHRASES),
        )
        self.desk = open_counter(settings, {}).desk
        there = {"conversation": pseudonyms.at("jan", "widget", "", ""), "channel": "widget", "address": {}}
        self.number = self.desk.open(Handoff("Mag dit?"), desk="vertrouwenspersoon", mark="m", **there).number
        self.desk.take(self.number, "sam")

    def say(self, text: str) -> list[str]:
        said = Collected()
        run_apart(self.gate.take(Incoming("widget", "jan", text), said, _not_asked, {"conversation": "jan"}))
        return [reply.text for reply in said.replies]

    def arrived(self, text: str) -> int:
        return [said.text for said in self.desk.talk(self.number)].count(text)


@pytest.fixture
def talk(postgresql: str, tmp_path: Path) -> Iterator[Talk]:
    emptied(postgresql).engine.dispose()
    found = Talk(postgresql, tmp_path)
    yield found
    found.database.engine.dispose()


def test_what_hangs_too_long_is_not_relayed_afterwards_and_once_when_it_is_typed_again(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "STORED_WITHIN", 0.6)
    with held(talk.database, LINES, "SHARE"):
        assert talk.say("het gebeurde opnieuw") == [FAILED]
    until_nobody_is_busy(talk.database)
    assert talk.arrived("het gebeurde opnieuw") == 0
    monkeypatch.setattr(threads, "STORED_WITHIN", LONG)
    assert talk.say("het gebeurde opnieuw") == []
    assert talk.arrived("het gebeurde opnieuw") == 1


def test_what_is_being_committed_just_then_is_waited_for(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "STORED_WITHIN", 0.6)
    monkeypatch.setattr(threads, "COMMITTED_WITHIN", LONG)
    with at_commit(talk.database, "pg_sleep(1.5)"):
        assert talk.say("het gebeurde opnieuw") == []
    assert talk.arrived("het gebeurde opnieuw") == 1


def test_who_hears_that_it_is_unsure_hears_no_more_than_is_true(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "STORED_WITHIN", 0.6)
    monkeypatch.setattr(threads, "COMMITTED_WITHIN", 0.1)
    with at_commit(talk.database, "pg_sleep(1.5)"):
        assert talk.say("het gebeurde opnieuw") == [UNSURE]
    assert talk.arrived("het gebeurde opnieuw") == 1


def test_a_server_that_goes_down_at_a_commit_leaves_it_unsure(talk: Talk) -> None:
    with at_commit(talk.database, GOES_DOWN):
        assert talk.say("het gebeurde opnieuw") == [UNSURE]


def test_what_a_server_refuses_at_a_commit_failed_for_certain(talk: Talk) -> None:
    with at_commit(talk.database, "1 / 0"):
        assert talk.say("het gebeurde opnieuw") == [FAILED]
    assert talk.arrived("het gebeurde opnieuw") == 0


def test_what_was_relayed_is_not_said_to_have_failed_because_of_what_follows(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        with talk.database.reading() as connection:
            connection.execute(sql.text("SELECT 1 / 0"))

    opened: Callable[[], Any] = talk.gate._handed_over._opened  # type: ignore[union-attr]
    person_talk = opened()
    monkeypatch.setattr(talk.gate._handed_over, "_opened", lambda: person_talk)
    monkeypatch.setattr(person_talk._desk, "tell", fails)
    assert talk.say("het gebeurde opnieuw") == [UNSURE]
    assert talk.arrived("het gebeurde opnieuw") == 1


@pytest.mark.parametrize("again", [True, False])
def test_what_waits_is_kept_late_only_where_the_channel_brings_it_again(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    incoming = Incoming("nep", "jan", "mag dat?", event="e-1")

    def brought() -> bool:
        return run_apart(talk.gate.accept(incoming, {}, again=again))

    monkeypatch.setattr(threads, "STORED_WITHIN", 0.6)
    with held(talk.database, LETTERS, "SHARE"), pytest.raises(StorageError):
        brought()
    until_nobody_is_busy(talk.database)
    monkeypatch.setattr(threads, "STORED_WITHIN", LONG)
    assert brought() is not again, "what was kept late is known when it is brought again"


async def _not_asked(_: UserMessage) -> None:
    raise AssertionError("the assistant is silent while a person talks")
