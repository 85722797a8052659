"""Refusals of the gate go out by the same queue, in the order of the conversation, and a flood gets no flood back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from own_loop import run_apart
from waiting_channel import Clock, World, bring, gate_at, running

from channels import measure
from channels.base import Incoming
from channels.limits import PER_SENDER, REFUSALS
from magdat.storage.memory.short_lived import MemoryLimits


@pytest.fixture(params=["sqlite"])
def address(request: pytest.FixtureRequest, tmp_path) -> str:
    return f"sqlite:///{tmp_path / 'magdat.sqlite'}"


def test_what_is_empty_or_too_long_is_answered_where_it_came_in_the_conversation(address: str, clock: Clock) -> None:
    async def scene() -> World:
        world = World()
        gate = gate_at(address, clock, world)
        for number, text in enumerate(("eerst", "😀", "a " * 10_000, "/restart", "laatst")):
            assert await bring(gate, "an", text, f"Ev{number}")
            assert not await bring(gate, "an", text, f"Ev{number}")
        async with running(gate):
            await world.until(lambda: world.count() == 5)
        return world

    world = run_apart(scene())
    first, empty, long, command, last = world.texts("an")
    assert (first, command, last) == ("antwoord op eerst", "antwoord op restart", "antwoord op laatst")
    assert "geen vraag" in empty
    assert "te lang" in long
    assert world.asked == ["eerst", "restart", "laatst"]


def test_a_flood_is_told_a_few_times_that_it_is_too_fast(address: str, clock: Clock) -> None:
    async def scene() -> World:
        world = World()
        gate = gate_at(address, clock, world, clock=lambda: 0.0)
        for number in range(PER_SENDER.burst + 40):
            assert await bring(gate, "an", f"vraag {number}")
        await bring(gate, "bo", "vraag")
        async with running(gate):
            await world.until(lambda: world.count() == PER_SENDER.burst + REFUSALS.burst + 1)
        return world

    world = run_apart(scene())
    assert len(world.asked) == PER_SENDER.burst + 1
    assert sum("te snel" in text for text in world.texts("an")) == REFUSALS.burst
    assert world.texts("bo") == ["antwoord op vraag"]


def test_one_person_at_many_places_is_one_sender(address: str, clock: Clock) -> None:
    async def scene() -> World:
        world = World()
        gate = gate_at(address, clock, world, clock=lambda: 0.0)
        for number in range(PER_SENDER.burst + 1):
            incoming = Incoming("nep", "an", "vraag", place=f"plek {number}")
            await gate.accept(incoming, {"person": "an"})
        async with running(gate):
            await world.until(lambda: world.count() == PER_SENDER.burst + 1)
        return world

    assert sum("te snel" in text for text in run_apart(scene()).texts("an")) == 1


@pytest.mark.parametrize("bound", ["PER_CHANNEL", "IN_ALL"])
@pytest.mark.parametrize("narrow", [{"burst": 2, "per_second": 0.001}, {"queued": 2}])
def test_when_all_together_ask_too_much_the_next_one_hears_that_it_is_busy(
    address: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, bound: str, narrow: dict
) -> None:
    monkeypatch.setattr(measure, bound, replace(getattr(measure, bound), **narrow))

    async def scene() -> World:
        world = World()
        gate = gate_at(address, clock, world, limits=MemoryLimits())
        for person in ("an", "bo", "cis"):
            assert await bring(gate, person, "vraag")
        async with running(gate):
            await world.until(lambda: world.count() == 3)
        return world

    world = run_apart(scene())
    assert world.texts("bo") == ["antwoord op vraag"]
    assert "heel druk" in world.texts("cis")[0]


def test_the_bounds_let_one_person_alone_never_fill_a_channel_nor_one_channel_everything() -> None:
    sender, channel, everything = PER_SENDER, measure.PER_CHANNEL, measure.IN_ALL
    for small, large in ((sender, channel), (channel, everything)):
        assert small.burst < large.burst
        assert small.per_second < large.per_second
        assert small.queued < large.queued


def test_two_workers_bear_twice_as_much_together(address: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "PER_CHANNEL", replace(measure.PER_CHANNEL, burst=2, per_second=0.001))

    async def scene() -> World:
        world = World()
        gate = gate_at(address, clock, world, limits=MemoryLimits(), workers=2)
        for person in ("an", "bo", "cis", "dirk", "els"):
            assert await bring(gate, person, "vraag")
        async with running(gate):
            await world.until(lambda: world.count() == 5)
        return world

    world = run_apart(scene())
    assert world.texts("dirk") == ["antwoord op vraag"]
    assert "heel druk" in world.texts("els")[0]
