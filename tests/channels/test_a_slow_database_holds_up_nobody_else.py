"""While a conversation is looked up or erased in a database, the loop serves everybody else."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from own_loop import run_apart
from rasa.core.channels.channel import UserMessage

from channels.base import Collected, Incoming
from channels.gate import Gate
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.memory.conversations import MemoryConversations
from magdat.storage.memory.keys import MemoryKeys
from magdat.storage.stores import memory_stores
from magdat.wording.phrases import load_phrases

PHRASES = load_phrases(Path(__file__).resolve().parents[2] / "leidraad" / "zinnen.yml")


async def erasing(message: UserMessage) -> None:
    assert message.output_channel is not None
    await message.output_channel.send_response(message.sender_id, {"text": "Alles is weg."})
    await message.output_channel.send_response(message.sender_id, {"custom": {"gebaar": "wissen"}})


def test_keys_are_read_and_conversations_erased_beside_the_loop() -> None:
    used: dict[str, int] = {}

    class SlowKeys(MemoryKeys):
        def of(self, days: int, period: int) -> bytes:
            used["keys"] = threading.get_ident()
            return super().of(days, period)

    class SlowConversations(MemoryConversations):
        def erase(self, pseudonyms: Any) -> int:
            used["conversations"] = threading.get_ident()
            return super().erase(pseudonyms)

    async def scene() -> int:
        gate = Gate(PHRASES, Pseudonyms(SlowKeys()), stores=replace(memory_stores(), conversations=SlowConversations()))
        await gate.take(Incoming("nep", "jan", "wis mijn gesprek"), Collected(), erasing)
        return threading.get_ident()

    loop = run_apart(scene())
    assert set(used) == {"keys", "conversations"}
    assert loop not in used.values()


def test_what_is_erased_is_erased_when_the_person_hears_so() -> None:
    async def scene() -> tuple[list[str], object]:
        stores, said = memory_stores(), Collected()
        pseudonyms = Pseudonyms(stores.keys)
        name = pseudonyms.at("jan", "nep", "", "")
        stores.conversations.keep(name, "{}")
        await asyncio.wait_for(
            Gate(PHRASES, pseudonyms, stores=stores).take(Incoming("nep", "jan", "wis mijn gesprek"), said, erasing), 20
        )
        return [reply.text for reply in said.replies], stores.conversations.of(name)

    assert run_apart(scene()) == (["Alles is weg."], None)
