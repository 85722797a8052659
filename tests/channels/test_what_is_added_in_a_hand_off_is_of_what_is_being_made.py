"""«Zet er nog bij …» and «trek die vraag in» in the middle of a hand-off leave what was passed on earlier alone."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from own_loop import run_apart
from rasa.core.channels.channel import UserMessage

from channels.base import Incoming, Reply
from channels.gate import Gate
from channels.handed_over import open_handed_over
from channels.yielding import Yielding
from magdat.desks.opening import open_counter
from magdat.handoff.draft import DRAFTED, Draft
from magdat.handoff.message import Handoff
from magdat.handoff.tickets import Status
from magdat.privacy.pseudonym import Pseudonyms
from magdat.settings import Settings
from magdat.storage.stores import open_short_lived, open_stores
from magdat.wording.phrases import load_phrases

TALK = ["zet er nog bij dat hij het ook op instagram postte", "trek die vraag maar in"]


class Back:
    async def send(self, reply: Reply) -> None:
        """Let a reply go."""


class World:
    """A gate before an assistant that calls each of its replies what a test says."""

    def __init__(self, state: Path) -> None:
        self.settings = Settings.from_environment({"MAGDAT_TOESTAND": str(state)})
        self.desk = open_counter(self.settings, {}).desk
        self.step, self.read = "doorgeven_nakijken", list[str]()
        stores, phrases = open_stores(self.settings), load_phrases(self.settings.guidance / "zinnen.yml")
        self.pseudonyms = Pseudonyms(stores.keys, 30)
        heard = open_handed_over(self.settings, stores.tickets, self.pseudonyms, phrases)
        self.gate = Gate(phrases, self.pseudonyms, stores=stores, handed_over=heard, yielding=Yielding())
        self.key = self.pseudonyms.at("an", "rest", "", "")
        where: dict[str, Any] = {"conversation": self.key, "channel": "rest", "address": None}
        self._marks = itertools.count()
        self.number = self.desk.open(Handoff("Mag dit?"), desk="hr", mark="m", **where).number

    async def rasa(self, message: UserMessage) -> None:
        self.read.append(str(message.text))
        assert message.output_channel is not None
        custom = {"onderwerp": "mens_spreken", "stap": self.step}
        await message.output_channel.send_response(message.sender_id, {"text": "Mag dat zo?", "custom": custom})

    def say(self, text: str) -> None:
        run_apart(self.gate.take(Incoming("rest", "an", text), Back(), self.rasa))

    def untouched(self) -> bool:
        ticket = self.desk.of(self.number)
        assert ticket is not None
        lines = [line.text for line in self.desk.talk(self.number) if line.text]
        return ticket.status is Status.WAITING and lines == ["Mag dit?"]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.delenv("MAGDAT_DOORGEVEN", raising=False)
    return World(tmp_path)


@pytest.mark.parametrize("text", TALK)
def test_the_assistant_reads_it(world: World, text: str) -> None:
    world.say("ik wil een mens")
    world.say(text)
    assert world.read[-1] == text
    assert world.untouched()


@pytest.mark.parametrize("text", TALK)
def test_also_where_another_process_asked_for_the_message(world: World, text: str) -> None:
    drafts = open_short_lived(world.settings).drafts
    drafts.keep(f"{DRAFTED}:{world.key}", Draft(message="Mijn foto").packed())
    world.say(text)
    assert world.read == [text]
    assert world.untouched()


@pytest.mark.parametrize("text", ["nog iets voor MD-0001: het is dringend", "trek MD-0001 in"])
def test_a_number_says_which_one_is_meant(world: World, text: str) -> None:
    world.say("ik wil een mens")
    world.say(text)
    assert not world.untouched()


@pytest.mark.parametrize("text", TALK)
@pytest.mark.parametrize("step", ["doorgeven_niet", "doorgeven_klaar"])
def test_once_it_is_over_it_is_about_the_latest_question_again(world: World, text: str, step: str) -> None:
    world.say("ik wil een mens")
    world.step = step
    world.say("nee")
    world.say(text)
    assert not world.untouched()


def test_what_was_agreed_to_is_being_made_no_more(world: World) -> None:
    drafts = open_short_lived(world.settings).drafts
    drafts.keep(f"{DRAFTED}:{world.key}", Draft(message="Mijn foto", agreed="m", sent=True).packed())
    world.say(TALK[0])
    assert not world.untouched()
