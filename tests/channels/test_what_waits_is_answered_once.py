"""However often something is delivered and whatever stops in between: each message is answered, once, in its order."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import threading

from own_loop import run_apart
from rasa.core.channels.channel import UserMessage
from waiting_channel import ROOT, Clock, World, bring, echo, gate_at, running, say, stores_at

from channels.base import Reply
from channels.post import MOST_ATTEMPTS
from magdat.privacy.way_back import DELIVERY
from magdat.storage.letters import LEASE, Held, Way

PEOPLE, EACH = 50, 10


def test_of_500_events_every_third_delivered_three_times_each_is_answered_once(address: str, clock: Clock) -> None:
    async def scene() -> tuple[World, list[bool]]:
        world = World()
        gates = [gate_at(address, clock, world) for _ in range(2)]
        fresh: list[bool] = []
        async with running(*gates):
            for number in range(EACH):
                events = [(f"persoon{who}", f"vraag {number}", f"Ev{who}-{number}") for who in range(PEOPLE)]
                brought = [event for at, event in enumerate(events) for _ in range(1 if at % 3 else 3)]
                random.Random(number).shuffle(brought)
                fresh += await asyncio.gather(*(bring(gates[at % 2], *event) for at, event in enumerate(brought)))
            await world.until(lambda: world.count() >= PEOPLE * EACH)
        return world, fresh

    world, fresh = run_apart(scene())
    assert sum(fresh) == PEOPLE * EACH
    assert len(fresh) > PEOPLE * EACH * 1.6
    assert len(world.asked) == PEOPLE * EACH, "Rasa was asked once for each"
    expected = [f"antwoord op vraag {number}" for number in range(EACH)]
    assert len(world.got) == PEOPLE
    for who in world.got:  # one by one: what differs in fifty lists nobody can read
        assert world.texts(who) == expected, who


KILLED = """
import asyncio, json, os, sys
from waiting_channel import Clock, World, bring, echo, gate_at

async def scene():
    world, clock = World(), Clock()

    async def dies(message):
        if message.text == "vraag 4":
            while world.count() < 4 or gate.post._out.held:
                await asyncio.sleep(0.01)  # a reply that was sent and not noted yet comes twice: that is another matter
            print(json.dumps({who: world.texts(who) for who in world.got}), flush=True)
            os._exit(9)
        await echo(message)

    gate = gate_at(sys.argv[1], clock, world, dies)
    for number in range(8):
        assert await bring(gate, "an", f"vraag {number}", f"Ev{number}")
    await gate.post.start()
    await asyncio.Event().wait()

asyncio.run(scene())
"""


def test_a_process_that_is_killed_between_receiving_and_answering_loses_and_doubles_nothing(
    address: str, clock: Clock
) -> None:
    paths = ":".join(str(path) for path in (ROOT, ROOT / "tests", ROOT / "tests" / "channels"))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, address], env={"PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    assert killed.returncode == 9, killed.stderr
    before = json.loads(killed.stdout.splitlines()[-1]).get("an", [])

    async def scene() -> World:
        world = World()
        gate = gate_at(address, clock, world)
        assert not await bring(gate, "an", "vraag 0", "Ev0"), "it is known after a restart too"
        clock.now += LEASE + 1
        async with running(gate):
            await world.until(lambda: world.texts("an")[-1:] == ["antwoord op vraag 7"])
        return world

    world = run_apart(scene())
    assert before + world.texts("an") == [f"antwoord op vraag {number}" for number in range(8)]


def test_who_stops_in_peace_hands_back_what_is_in_flight_at_once(address: str, clock: Clock) -> None:
    names: list[str] = []

    async def scene() -> World:
        world = World()

        async def hangs(message: UserMessage) -> None:
            names.append(message.metadata[DELIVERY])
            await asyncio.Event().wait()

        async def answers(message: UserMessage) -> None:
            names.append(message.metadata[DELIVERY])
            await echo(message)

        here, there = gate_at(address, clock, world, hangs), gate_at(address, clock, world, answers)
        await bring(here, "an", "vraag")
        async with running(here):
            await world.until(lambda: bool(world.asked))
        async with running(there):  # no time passes: no lease has to end
            await world.until(lambda: world.count() == 1)
        return world

    world = run_apart(scene())
    assert world.texts("an") == ["antwoord op vraag"]
    assert world.asked == ["vraag", "vraag"]
    assert len(set(names)) == 1, "whoever hears it twice can know that it is the same"
    assert names[0]


def test_who_stops_waits_until_it_is_noted_that_a_reply_was_sent(address: str, clock: Clock) -> None:
    async def scene() -> World:
        world, noted = World(), threading.Event()
        here, there = gate_at(address, clock, world), gate_at(address, clock, world)
        done = here.post._letters.done

        def slowly(held: Held) -> None:
            noted.wait(10.0)
            done(held)

        here.post._letters.done = slowly
        await bring(here, "an", "vraag")
        await here.post.start()
        await world.until(lambda: world.count() == 1)
        async with running(there):  # whatever is handed back is taken again at once
            asyncio.get_running_loop().call_later(0.3, noted.set)
            await here.post.stop(grace=0.0)
            assert noted.is_set()
            assert there.post._letters.waiting(Way.OUT).letters == 0
            await bring(there, "an", "nog een")
            await world.until(lambda: "antwoord op nog een" in world.texts("an"))
        return world

    assert run_apart(scene()).texts("an") == ["antwoord op vraag", "antwoord op nog een"]


def test_who_is_slow_keeps_what_it_is_busy_with(address: str, clock: Clock) -> None:
    async def scene() -> World:
        world, going_on = World(), asyncio.Event()

        async def slow(message: UserMessage) -> None:
            await going_on.wait()
            await echo(message)

        here, there = gate_at(address, clock, world, slow), gate_at(address, clock, world)
        await bring(here, "an", "vraag")
        async with running(here):
            await world.until(lambda: bool(world.asked))
            for _ in range(3):
                clock.now += LEASE - 1
                await here.post.hold()
            async with running(there):
                await bring(there, "bo", "vraag")
                await world.until(lambda: world.texts("bo") == ["antwoord op vraag"])
                going_on.set()
                await world.until(lambda: world.count() == 2)
        return world

    world = run_apart(scene())
    assert world.asked == ["vraag", "vraag"], "once for each of the two people"
    assert world.texts("an") == ["antwoord op vraag"]


def test_a_turn_that_fails_because_everything_stops_is_answered_by_the_next_run(address: str, clock: Clock) -> None:
    async def scene() -> World:
        world = World()
        going_down = asyncio.Event()

        async def silent(message: UserMessage) -> None:
            await going_down.wait()  # and then the action server is gone, and Rasa says nothing

        here, there = gate_at(address, clock, world, silent), gate_at(address, clock, world)
        await bring(here, "an", "vraag")
        await here.post.start()
        await world.until(lambda: bool(world.asked))
        stopping = asyncio.ensure_future(here.post.stop())
        await asyncio.sleep(0)
        going_down.set()
        await stopping
        async with running(there):
            await world.until(lambda: world.count() == 1)
        return world

    assert run_apart(scene()).texts("an") == ["antwoord op vraag"]


def test_a_message_that_kills_its_workers_is_answered_calmly_in_the_end(address: str, clock: Clock) -> None:
    async def scene() -> World:
        world = World()
        gate = gate_at(address, clock, world)
        await bring(gate, "an", "vraag")
        for _ in range(MOST_ATTEMPTS):
            assert stores_at(address, clock).letters.take(Way.IN, {"nep"}) is not None
            clock.now += LEASE + 1
        async with running(gate):
            await world.until(lambda: world.count() == 1)
        return world

    world = run_apart(scene())
    assert world.asked == []
    assert "loopt bij mij iets mis" in world.texts("an")[0]


def test_a_fault_or_silence_of_rasa_is_a_calm_sentence(address: str, clock: Clock) -> None:
    async def scene() -> World:
        world = World()

        async def fails(message: UserMessage) -> None:
            if message.text == "kapot":
                raise RuntimeError("kapot")
            if message.text == "hangt":
                await asyncio.Event().wait()

        gate = gate_at(address, clock, world, fails, patience=0.05)
        for text in ("kapot", "hangt", "stil"):
            await bring(gate, "an", text)
        async with running(gate):
            await world.until(lambda: world.count() == 3)
        return world

    assert all("loopt bij mij iets mis" in text for text in run_apart(scene()).texts("an"))


def test_one_conversation_waits_for_itself_and_for_nobody_else(address: str, clock: Clock) -> None:
    async def scene() -> list[str]:
        world, order, going_on = World(), [], asyncio.Event()

        async def slow(message: UserMessage) -> None:
            if message.text == "traag":
                await going_on.wait()
            order.append(str(message.text))
            await echo(message)

        gate = gate_at(address, clock, world, slow)
        for person, text in (("an", "traag"), ("an", "daarna"), ("bo", "vlug"), ("bo", "ook vlug")):
            await bring(gate, person, text)
        async with running(gate):
            await world.until(lambda: len(world.got["bo"]) == 2)
            assert world.got["an"] == []
            going_on.set()
            await world.until(lambda: world.count() == 4)
        return order

    assert run_apart(scene()) == ["vlug", "ook vlug", "traag", "daarna"]


def test_a_text_and_its_machine_readable_form_are_one_reply_also_after_waiting(address: str, clock: Clock) -> None:
    async def scene() -> World:
        world = World()

        async def answers(message: UserMessage) -> None:
            await say(message, "Hallo.")
            buttons = [{"title": "Meer weten", "payload": "/meer_weten"}]
            await message.output_channel.send_response(
                message.sender_id, {"text": "Ja. \ud83d\ude00", "buttons": buttons}
            )
            await message.output_channel.send_response(message.sender_id, {"custom": {"delen": [{"tekst": "é"}]}})

        gate = gate_at(address, clock, world, answers)
        await bring(gate, "an", "vraag \ud800")
        async with running(gate):
            await world.until(lambda: world.count() == 2)
        return world

    button = {"title": "Meer weten", "payload": "/meer_weten"}
    assert run_apart(scene()).got["an"] == [
        Reply("Hallo."),
        Reply("Ja. \U0001f600", (button,), {"delen": [{"tekst": "é"}]}),
    ]
