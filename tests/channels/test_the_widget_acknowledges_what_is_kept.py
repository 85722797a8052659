"""What the widget says to a person of a desk is kept when it is acknowledged, and refused in time when it cannot be."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from databases import emptied
from hanging_database import at_commit, held, until_nobody_is_busy
from widget_here import Here, heard, until, widget_here

from channels import threads
from channels.widget import CHANNEL
from magdat.desks.opening import open_counter
from magdat.handoff.message import Handoff
from magdat.settings import Settings
from magdat.storage.kept_pushes import KeptPushes
from magdat.storage.schema import LINES, SESSIONS
from magdat.storage.stores import _short_lived_at, database_of
from magdat.wording.phrases import load_phrases

PHRASES = load_phrases(Path(__file__).resolve().parents[2] / "leidraad" / "zinnen.yml")


class Talk:
    """Somebody in the widget who talks with the counsellor, over a PostgreSQL."""

    def __init__(self, here: Here, settings: Settings) -> None:
        self.here, self.token, self.database = here, here.begin(), database_of(settings)
        here.say(self.token)  # and so Rasa hears what the conversation is called
        assert until(lambda: bool(here.rasa.heard))
        name = str(here.rasa.heard.pop().sender_id)
        self.desk = open_counter(settings).desk
        there = {"conversation": name, "channel": CHANNEL, "address": {"conversation": name}}
        self.number = self.desk.open(Handoff("Mag dit?"), desk="vertrouwenspersoon", mark="m", **there).number
        self.desk.take(self.number, "sam")

    def arrived(self, text: str) -> int:
        return [said.text for said in self.desk.talk(self.number)].count(text)


@pytest.fixture
def talk(postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talk]:
    emptied(postgresql).engine.dispose()
    for name in ("MAGDAT_DOORGEVEN", "MAGDAT_REDIS"):
        monkeypatch.delenv(name, raising=False)
    settings = {"MAGDAT_TOESTAND": str(tmp_path), "MAGDAT_DATABASE": postgresql}
    with widget_here(monkeypatch, settings) as here:
        yield Talk(here, Settings.from_environment())
    database_of(Settings.from_environment()).engine.dispose()


def test_what_is_acknowledged_is_kept(talk: Talk) -> None:
    for number in range(5):
        assert talk.here.say(talk.token, f"bericht {number}").status_code == 202
        assert talk.arrived(f"bericht {number}") == 1


def test_what_cannot_be_kept_is_refused_in_time_and_comes_once_when_it_is_said_again(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = str(uuid.uuid4())
    with monkeypatch.context() as short, held(talk.database, LINES, "SHARE"):
        short.setattr("channels.widget.WITHIN", 0.5)
        answer = talk.here.say(talk.token, "het gebeurde opnieuw", name)
        assert (answer.status_code, answer.json()["fout"]) == (503, PHRASES.say("storing"))
        again = talk.here.say(talk.token, "het gebeurde opnieuw", name)
        assert again.status_code == 503
    until_nobody_is_busy(talk.database)
    assert talk.arrived("het gebeurde opnieuw") == 0
    for _ in range(2):
        assert talk.here.say(talk.token, "het gebeurde opnieuw", name).status_code == 202
    events = heard(talk.here, talk.token, None, lambda event: event.data.get("to") == "person")
    ended = [(event.kind, event.data.get("to")) for event in events if event.kind in {"done", "fault"}]
    assert ended == [("done", None), ("done", "person")]
    assert talk.arrived("het gebeurde opnieuw") == 1


def test_what_may_have_been_kept_comes_once_when_it_is_said_again(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    name = str(uuid.uuid4())
    with monkeypatch.context() as short, at_commit(talk.database, "pg_sleep(1)"):
        short.setattr("channels.widget.WITHIN", 0.5)
        short.setattr(threads, "COMMITTED_WITHIN", 0.1)
        answer = talk.here.say(talk.token, "het gebeurde opnieuw", name)
    assert (answer.status_code, answer.json()["fout"]) == (503, PHRASES.say("storing_misschien"))
    assert talk.arrived("het gebeurde opnieuw") == 1
    assert talk.here.say(talk.token, "het gebeurde opnieuw", name).status_code == 202
    assert talk.arrived("het gebeurde opnieuw") == 1


def test_what_was_kept_before_a_kill_comes_once_and_nobody_hears_that_it_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object) -> None:
        await asyncio.Event().wait()

    name, settings = str(uuid.uuid4()), {"MAGDAT_TOESTAND": str(tmp_path)}
    for variable in ("MAGDAT_DOORGEVEN", "MAGDAT_REDIS", "MAGDAT_DATABASE"):
        monkeypatch.delenv(variable, raising=False)
    with monkeypatch.context() as patch, widget_here(patch, settings) as here:
        talk = Talk(here, Settings.from_environment())
        last = heard(here, talk.token, None, lambda event: event.kind == "done")[-1].number
        patch.setattr("channels.gate.Gate.answer", dies)
        assert here.say(talk.token, "het gebeurde opnieuw", name).status_code == 202
        # A process that is killed says nothing at its end.
        patch.setattr(KeptPushes, "publish", lambda *_: 0)
        patch.setattr("channels.widget_turns.GRACE", 0.0)
    _short_lived_at.cache_clear()
    with monkeypatch.context() as patch, widget_here(patch, settings) as here:
        assert here.say(talk.token, "het gebeurde opnieuw", name).status_code == 202, "as the widget does"
        events = heard(here, talk.token, last, lambda event: event.kind == "done")
        told = [(event.kind, event.data) for event in events if event.data["answers"] == name]
        assert told == [("done", {"answers": name, "to": "person"})]
        assert here.say(talk.token, "het gebeurde opnieuw", name).status_code == 202
        assert talk.arrived("het gebeurde opnieuw") == 1


def test_whoever_asks_or_listens_while_the_database_hangs_hears_so_in_time(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.widget.WITHIN", 0.5)
    who = {"Authorization": f"Bearer {talk.token}"}
    with held(talk.database, SESSIONS, "ACCESS EXCLUSIVE"):
        answers = [
            talk.here.say(talk.token),
            talk.here.post("begin", {"token": talk.token}),
            httpx.get(f"{talk.here.address}/events", headers=who, timeout=30),
        ]
    assert [answer.status_code for answer in answers] == [503] * 3
    assert {answer.json()["fout"] for answer in answers} == {PHRASES.say("storing")}
