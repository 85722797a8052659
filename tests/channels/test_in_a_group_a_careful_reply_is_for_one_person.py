"""Where others read along, what is careful is shown to the person alone; elsewhere nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_channel import FakeChannel
from own_loop import run_apart
from rasa.core.channels.channel import UserMessage
from waiting_channel import PHRASES, Back, Clock, World, bring, gate_at, running, say

from channels.base import Incoming
from channels.discretion import careful_topics, is_careful
from channels.gate import Gate
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.memory.keys import MemoryKeys

GUIDANCE = Path(__file__).resolve().parents[2] / "leidraad"
TOPICS = careful_topics(GUIDANCE)
CAREFUL = [
    {"onderwerp": "pesten"},
    {"onderwerp": "klokkenluider"},
    {"onderwerp": "contactpersoon"},
    {"onderwerp": "online_dreiging"},
    {"onderwerp": "mens_spreken"},
    {"onderwerp": "mens_spreken", "stap": "doorgeven_nakijken"},
    {"onderwerp": None, "stap": "vraag_nakijken"},
    {"onderwerp": "foto_tag", "ook": "pesten"},
    {"onderwerp": None, "verduidelijking": ["sanctie", "pesten"]},
    {"onderwerp": None, "gevaar": True},
    {"onderwerp": "bot_privacy", "gebaar": "wissen", "stap": "gewist_blijft"},
]
ORDINARY = [
    {},
    {"onderwerp": "sanctie"},
    {"onderwerp": None, "verduidelijking": ["sanctie"], "vraag": "moment"},
    {"onderwerp": "bot_privacy", "gebaar": "wissen"},
]


@pytest.mark.parametrize("custom", CAREFUL)
def test_what_leads_to_help_is_careful(custom: dict) -> None:
    assert is_careful(custom, TOPICS)


@pytest.mark.parametrize("custom", ORDINARY)
def test_what_is_ordinary_is_not(custom: dict) -> None:
    assert not is_careful(custom, TOPICS)


def replies(custom: dict, *, group: bool, path: Path) -> list[bool]:
    """Return which replies of one turn are discreet: a greeting, the answer, and what follows on it."""

    async def answers(message: UserMessage) -> None:
        await say(message, "Hallo.")
        await say(message, "Antwoord.", custom)
        await say(message, "En dit nog.")

    async def scene() -> World:
        world = World()
        gate = gate_at(f"sqlite:///{path / 'magdat.sqlite'}", Clock(), world, answers, careful=TOPICS)
        await bring(gate, "an", "vraag", group=group)
        async with running(gate):
            await world.until(lambda: world.count() == 3)
        return world

    return [reply.discreet for reply in run_apart(scene()).got["an"]]


@pytest.mark.parametrize(
    ("custom", "group", "invites", "kept"),
    [
        ({"onderwerp": "mens_spreken", "stap": "doorgeven_bericht"}, True, True, False),
        ({"onderwerp": "mens_spreken", "stap": "doorgeven_bericht"}, True, False, True),
        ({"onderwerp": "mens_spreken", "stap": "doorgeven_bericht"}, False, True, True),
        ({"onderwerp": "sanctie"}, True, True, True),
    ],
)
def test_who_is_only_invited_is_not_taken_to_go_on_with_what_they_never_saw(
    custom: dict, group: bool, invites: bool, kept: bool, tmp_path: Path
) -> None:
    async def scene() -> bool:
        world, names = World(), []
        gate = gate_at(f"sqlite:///{tmp_path / 'magdat.sqlite'}", Clock(), world, careful=TOPICS)
        conversations = gate._stores.conversations

        async def rasa(message: UserMessage) -> None:
            names.append(message.sender_id)
            conversations.keep(message.sender_id, "{}")
            await say(message, "Wat wil je laten weten?", custom)

        gate.serve("nep", lambda address: Back(world, address), rasa, invites=invites)
        await bring(gate, "an", "ik wil een mens spreken", group=group)
        async with running(gate):
            await world.until(lambda: world.count() == 1)
        return conversations.of(names[0]) is not None

    assert run_apart(scene()) is kept


def test_each_careful_turn_is_one_invitation(tmp_path: Path) -> None:
    async def scene() -> World:
        world = World()

        async def rasa(message: UserMessage) -> None:
            for number in range(3):
                await say(message, f"{message.text} {number}", {"onderwerp": "pesten"})

        gate = gate_at(f"sqlite:///{tmp_path / 'magdat.sqlite'}", Clock(), world, careful=TOPICS)
        gate.serve("nep", lambda address: Back(world, address), rasa, invites=True)
        for text in ("eerst", "dan", "dan nog"):
            await bring(gate, "an", text, group=True)
        async with running(gate):
            await world.until(lambda: world.count() == 3)
        return world

    world = run_apart(scene())
    assert world.texts("an") == ["eerst 0", "dan 0", "dan nog 0"]
    assert all(reply.discreet for reply in world.got["an"])


def test_of_a_careful_turn_in_a_group_nobody_else_reads_a_part(tmp_path: Path) -> None:
    assert replies({"onderwerp": "pesten"}, group=True, path=tmp_path) == [True] * 3


def test_of_an_ordinary_turn_in_a_group_everybody_may_read(tmp_path: Path) -> None:
    assert replies({"onderwerp": "sanctie"}, group=True, path=tmp_path) == [False] * 3


def test_between_two_nothing_has_to_be_hidden(tmp_path: Path) -> None:
    assert replies({"onderwerp": "pesten"}, group=False, path=tmp_path) == [False] * 3


def test_a_channel_that_answers_at_once_is_told_as_well() -> None:
    gate = Gate(PHRASES, Pseudonyms(MemoryKeys()), careful=TOPICS)

    async def answers(message: UserMessage) -> None:
        await say(message, "Antwoord.", {"onderwerp": "pesten"})
        await say(message, "En dit nog.")

    def discreet(*, group: bool) -> list[bool]:
        channel = FakeChannel(gate)
        run_apart(gate.take(Incoming("nep", "an", "vraag", group=group), channel, answers))
        return [reply.discreet for reply in channel.replies]

    assert discreet(group=True) == [True, True]
    assert discreet(group=False) == [False, False]
