"""A reply that cannot go now goes later, in its order; one that never can is dropped, and the log has no word of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

import structlog
from own_loop import run_apart
from rasa.core.channels.channel import UserMessage
from waiting_channel import SEAL, Clock, World, bring, echo, gate_at, running, say, stores_at

from channels.base import NotSent, Reply, Undeliverable
from channels.gate import Gate
from channels.post import FIRST_WAIT, LONGEST_WAIT, Post
from magdat.storage.letters import KEPT, Way
from magdat.storage.memory.letters import MemoryLetters

SECRET = "paarsepers"


async def twice(message: UserMessage) -> None:
    """Answer with two replies."""
    for number in ("eerst", "daarna"):
        await say(message, f"{number} {SECRET}")


def failing(times: int, fault: Callable[[], Exception], text: str = "eerst") -> Callable[[str, Reply], None]:
    """Return what lets the sending of one reply to «an» fail so many times."""
    left = [times]

    def fails(person: str, reply: Reply) -> None:
        if person == "an" and reply.text.startswith(text) and left[0]:
            left[0] -= 1
            raise fault()

    return fails


def sent(
    address: str, clock: Clock, fails: Callable[[str, Reply], None], scene: Callable[[Gate, World, list], object]
) -> tuple[World, list]:
    """Let «an» and «bo» ask, and return what they got, and the log."""

    async def play() -> tuple[World, list]:
        world = World(fails=fails)
        gate = gate_at(address, clock, world, twice)
        for person in ("an", "bo"):
            await bring(gate, person, SECRET)
        with structlog.testing.capture_logs() as lines:
            async with running(gate):
                await scene(gate, world, lines)
        return world, lines

    world, lines = run_apart(play())
    assert SECRET not in str(lines)
    assert world.texts("bo") == [f"eerst {SECRET}", f"daarna {SECRET}"]
    return world, lines


def times(lines: list, event: str) -> int:
    return sum(line["event"] == event for line in lines)


async def passing(clock: Clock, gate: Gate, lines: list, event: str, count: int, seconds: float) -> None:
    """Wait for a line of the log, and then let time pass."""
    while times(lines, event) < count or gate.post._out.held:
        gate.post._out.look()
        await asyncio.sleep(0.005)
    clock.now += seconds


def test_what_fails_twice_arrives_in_its_order_and_holds_up_nobody_else(address: str, clock: Clock) -> None:
    async def scene(gate: Gate, world: World, lines: list) -> None:
        await world.until(lambda: len(world.got["bo"]) == 2)
        assert world.got["an"] == []
        for attempt in (1, 2):
            await passing(clock, gate, lines, "post.put_off", attempt, FIRST_WAIT * 2)
        gate.post._out.look()
        await world.until(lambda: len(world.got["an"]) == 2)

    world, lines = sent(address, clock, failing(2, lambda: NotSent("ratelimited")), scene)
    assert world.texts("an") == [f"eerst {SECRET}", f"daarna {SECRET}"]
    assert times(lines, "post.put_off") == 2


def test_whoever_asks_to_wait_is_not_asked_again_before(address: str, clock: Clock) -> None:
    async def scene(gate: Gate, world: World, lines: list) -> None:
        await world.until(lambda: len(world.got["bo"]) == 2)
        await passing(clock, gate, lines, "post.put_off", 1, 599)
        assert stores_at(address, clock).letters.take(Way.OUT, {"nep"}) is None
        clock.now += 62  # a tenth more, at most: many that wait do not come back together
        gate.post._out.look()
        await world.until(lambda: len(world.got["an"]) == 2)

    world, _ = sent(address, clock, failing(1, lambda: NotSent("ratelimited", after=600)), scene)
    assert world.texts("an") == [f"eerst {SECRET}", f"daarna {SECRET}"]


def test_what_never_can_arrive_is_dropped_and_what_comes_after_it_goes(address: str, clock: Clock) -> None:
    async def scene(gate: Gate, world: World, lines: list) -> None:
        await world.until(lambda: world.count() == 3)

    world, lines = sent(address, clock, failing(9, lambda: Undeliverable("channel_not_found")), scene)
    assert world.texts("an") == [f"daarna {SECRET}"]
    assert [line["why"] for line in lines if line["event"] == "post.dropped"] == ["channel_not_found"]


def test_what_a_desk_answers_waits_for_days_while_its_question_is_open(address: str, clock: Clock) -> None:
    async def scene(gate: Gate, world: World, lines: list) -> None:
        await world.until(lambda: len(world.got["bo"]) == 2)
        await passing(clock, gate, lines, "post.put_off", 1, 0)
        stores_at(address, clock).tickets.open(
            "hr", gate._pseudonyms.at("an", "nep", "T1", "C1"), "nep", None, "c", None, lambda _: b"?", [], "m"
        )
        for _ in range(5):
            clock.now += KEPT
            assert stores_at(address, clock).letters.forget() == 0
        gate.post._out.look()
        await world.until(lambda: len(world.got["an"]) == 2)

    world, lines = sent(address, clock, failing(1, lambda: NotSent("away", after=60)), scene)
    assert world.texts("an") == [f"eerst {SECRET}", f"daarna {SECRET}"]
    assert times(lines, "post.dropped") == 0


def test_a_clock_that_jumps_a_year_drops_nothing_that_waits(address: str, clock: Clock) -> None:
    async def scene(gate: Gate, world: World, lines: list) -> None:
        await world.until(lambda: len(world.got["bo"]) == 2)
        await passing(clock, gate, lines, "post.put_off", 1, 365 * KEPT)
        gate.post._out.look()
        await world.until(lambda: len(world.got["an"]) == 2)

    world, lines = sent(address, clock, failing(1, lambda: NotSent("away")), scene)
    assert world.texts("an") == [f"eerst {SECRET}", f"daarna {SECRET}"]
    assert times(lines, "post.dropped") == 0


def test_a_mistake_in_a_channel_loses_nothing(address: str, clock: Clock) -> None:
    async def scene(gate: Gate, world: World, lines: list) -> None:
        await world.until(lambda: len(world.got["bo"]) == 2)
        await passing(clock, gate, lines, "post.put_off", 1, FIRST_WAIT)
        gate.post._out.look()
        await world.until(lambda: len(world.got["an"]) == 2)

    world, lines = sent(address, clock, failing(1, lambda: KeyError(SECRET)), scene)
    assert world.texts("an") == [f"eerst {SECRET}", f"daarna {SECRET}"]
    assert [line["why"] for line in lines if line["event"] == "post.put_off"] == ["KeyError"]


def test_what_could_not_be_sent_in_a_day_is_dropped(address: str, clock: Clock) -> None:
    async def scene(gate: Gate, world: World, lines: list) -> None:
        await world.until(lambda: len(world.got["bo"]) == 2)
        await passing(clock, gate, lines, "post.put_off", 1, KEPT)
        await passing(clock, gate, lines, "post.dropped", 2, 0)

    world, lines = sent(address, clock, failing(9, lambda: NotSent("away")), scene)
    assert world.got["an"] == []
    assert [line["why"] for line in lines if line["event"] == "post.dropped"] == ["too old", "too old"]


def test_who_asks_to_wait_for_longer_than_a_day_is_not_waited_for(address: str, clock: Clock) -> None:
    async def scene(gate: Gate, world: World, lines: list) -> None:
        await world.until(lambda: world.count() == 3)

    world, lines = sent(address, clock, failing(1, lambda: NotSent("away", after=KEPT)), scene)
    assert world.texts("an") == [f"daarna {SECRET}"]
    assert times(lines, "post.dropped") == 1


def test_a_question_of_the_day_before_yesterday_is_not_answered_any_more(address: str, clock: Clock) -> None:
    async def play() -> tuple[World, list]:
        world = World()
        gate = gate_at(address, clock, world)
        await bring(gate, "an", SECRET)
        clock.now += KEPT
        with structlog.testing.capture_logs() as lines:
            async with running(gate):
                while not any(line["event"] == "post.dropped" for line in lines):
                    await asyncio.sleep(0.005)
        return world, lines

    world, lines = run_apart(play())
    assert (world.asked, world.count()) == ([], 0)
    assert SECRET not in str(lines)


def test_waits_grow_and_are_spread() -> None:
    shortest, longest = (
        [Post(MemoryLetters(), SEAL, echo, chance=partial(float, chance))._wait(attempt) for attempt in range(1, 30)]
        for chance in (0.0, 1.0)
    )
    assert shortest == [wait / 2 for wait in longest]
    assert longest[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert longest == sorted(longest)
    assert longest[-1] == LONGEST_WAIT
