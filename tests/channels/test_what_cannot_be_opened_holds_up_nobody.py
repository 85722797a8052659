"""A letter that this key or this version cannot open is dropped at once, and its conversation goes on."""

from __future__ import annotations

import json
from typing import Any

import pytest
import structlog
from own_loop import run_apart
from waiting_channel import SEAL, Clock, World, bring, gate_at, running

from channels.base import Incoming
from channels.gate import Gate
from magdat.privacy.seal import Seal
from magdat.storage.letters import Letter, Way

SECRET = "paarsepers"
ELSEWHERE = Seal(b"x" * 32)
QUESTION = {
    "address": {"person": "an"},
    "incoming": {"channel": "nep", "person": "an", "text": SECRET},
    "refusal": None,
}
ANSWER = {"address": {"person": "an"}, "reply": {"text": SECRET, "buttons": [], "custom": {}, "discreet": False}}
ODD = [SECRET, "null", "[]", json.dumps({"address": SECRET})]
LATER_QUESTION = json.dumps({**QUESTION, "incoming": {**QUESTION["incoming"], "later": SECRET}})
LATER_ANSWER = json.dumps({**ANSWER, "reply": {**ANSWER["reply"], "later": SECRET}})

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def after(address: str, clock: Clock, way: Way, seal: Seal, text: str) -> tuple[list[str], list[Any]]:
    """Put a letter in front of what «an» asks, and return what she got, and the log; no time passes."""

    async def scene() -> tuple[list[str], list[Any]]:
        world = World()
        gate = gate_at(address, clock, world)
        put(gate, way, seal, text)
        await bring(gate, "an", "daarna")
        with structlog.testing.capture_logs() as lines:
            async with running(gate):
                await world.until(lambda: world.texts("an")[-1:] == ["antwoord op daarna"])
        return world.texts("an"), lines

    return run_apart(scene())


def put(gate: Gate, way: Way, seal: Seal, text: str) -> None:
    letters, conversation = gate._stores.letters, gate._naming.key(Incoming("nep", "an", "", tenant="T1", place="C1"))
    content = seal.close(text, f"{way.value} nep {conversation}")
    letters.accept(Letter("nep", conversation, content), None)
    if way is Way.OUT:
        held = letters.take(Way.IN, {"nep"})
        assert held is not None
        assert letters.answered(held, [content])


@pytest.mark.parametrize(
    ("way", "seal", "text", "why"),
    [
        (Way.IN, ELSEWHERE, json.dumps(QUESTION), "sealed with another key"),
        (Way.OUT, ELSEWHERE, json.dumps(ANSWER), "sealed with another key"),
        *((Way.IN, SEAL, text, "written by another version") for text in (*ODD, LATER_QUESTION)),
        *((Way.OUT, SEAL, text, "written by another version") for text in (*ODD, LATER_ANSWER)),
    ],
)
def test_what_comes_after_it_goes_on_at_once(
    address: str, clock: Clock, way: Way, seal: Seal, text: str, why: str
) -> None:
    got, lines = after(address, clock, way, seal, text)
    assert got == ["antwoord op daarna"]
    assert [(line["event"], line["why"]) for line in lines if line["log_level"] == "error"] == [("post.dropped", why)]
    assert SECRET not in str(lines)


@pytest.mark.parametrize(
    ("way", "kept", "said"), [(Way.IN, QUESTION, f"antwoord op {SECRET}"), (Way.OUT, ANSWER, SECRET)]
)
def test_what_we_wrote_ourselves_is_answered(
    address: str, clock: Clock, way: Way, kept: dict[str, Any], said: str
) -> None:
    got, _ = after(address, clock, way, SEAL, json.dumps(kept))
    assert got == [said, "antwoord op daarna"]


def test_what_was_sealed_with_the_key_of_before_is_answered(address: str, clock: Clock) -> None:
    async def scene() -> World:
        world = World()
        await bring(gate_at(address, clock, world, seal=ELSEWHERE), "an", "vraag")
        gate = gate_at(address, clock, world, seal=Seal(b"k" * 32, b"x" * 32))
        async with running(gate):
            await world.until(lambda: world.count() == 1)
        return world

    assert run_apart(scene()).texts("an") == ["antwoord op vraag"]
