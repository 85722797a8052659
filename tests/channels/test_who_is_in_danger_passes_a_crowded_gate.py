"""While as many pass something on as may wait, who says they are in danger reaches Rasa; the others hear it is busy."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from own_loop import run_apart
from rasa.core.channels.channel import UserMessage

from channels.base import Incoming, Reply
from channels.gate import Gate
from channels.turnstile import MOST_YIELDING
from channels.yielding import open_yielding
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.memory.keys import MemoryKeys
from magdat.wording.phrases import load_phrases

GUIDANCE = Path(__file__).resolve().parents[2] / "leidraad"


class Person:
    """Somebody who hears what is said."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def send(self, reply: Reply) -> None:
        self.heard.append(reply.text or "")


async def scene(text: str) -> tuple[list[str], list[str]]:
    """Let a crowd wait, and one in the middle of a hand-off say something; return what reached Rasa and was heard."""
    gate = Gate(load_phrases(GUIDANCE / "zinnen.yml"), Pseudonyms(MemoryKeys()), yielding=open_yielding(GUIDANCE))
    reached: list[str] = []
    may_answer, waits = asyncio.Event(), "ik wil een mens spreken"

    async def rasa(message: UserMessage) -> None:
        reached.append(message.text or "")
        if message.text == waits:
            await may_answer.wait()

    crowd = [
        asyncio.ensure_future(gate.take(Incoming("nep", f"iemand {count}", waits), Person(), rasa))
        for count in range(MOST_YIELDING + 3)
    ]
    while not gate._turnstile.crowded:
        await asyncio.sleep(0.01)
    person, incoming = Person(), Incoming("nep", "an", text)
    gate._yielding.note(gate._naming.key(incoming), "doorgeven_vraag")
    await asyncio.wait_for(gate.take(incoming, person, rasa), 10)
    may_answer.set()
    await asyncio.gather(*crowd)
    return [said for said in reached if said != waits], person.heard


@pytest.mark.parametrize("text", ["ik wil niet meer leven", "hij staat aan mijn bureau met een mes"])
def test_danger_is_heard(text: str) -> None:
    reached, heard = run_apart(scene(text))
    assert reached == [text]
    assert not any("druk" in said for said in heard)


def test_another_step_of_a_hand_off_hears_that_it_is_busy() -> None:
    reached, heard = run_apart(scene("een klant stuurt mij berichten"))
    assert reached == []
    assert any("druk" in said for said in heard)
