"""With MAGDAT_REDIS set, whoever asks much at one process has asked much at all of them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from fake_channel import FakeChannel
from own_loop import run_apart

from channels.gate import Gate
from channels.limits import PER_SENDER
from magdat.privacy.pseudonym import Pseudonyms
from magdat.settings import Settings
from magdat.storage.memory.keys import MemoryKeys
from magdat.storage.stores import ShortLived, _short_lived_at, open_short_lived
from magdat.wording.phrases import load_phrases

ROOT = Path(__file__).resolve().parents[2]


def another_process(address: str) -> ShortLived:
    """Return what lives for minutes as a fresh process opens it."""
    _short_lived_at.cache_clear()
    return open_short_lived(replace(Settings.from_environment({}), redis=address))


def gates(address: str) -> list[Gate]:
    keys = Pseudonyms(MemoryKeys())
    wording = load_phrases(ROOT / "leidraad" / "zinnen.yml")
    return [Gate(wording, keys, limits=another_process(address).limits) for _ in range(2)]


def passes(gate: Gate, sender: str) -> bool:
    channel = FakeChannel(gate)
    run_apart(channel.say("mag dat?", sender))
    return bool(channel.reached)


def test_a_flood_over_two_processes_is_one_flood(redis: str) -> None:
    sender = f"jan {uuid.uuid4().hex}"
    here, there = gates(redis)
    passed = sum(passes(gate, sender) for _ in range(PER_SENDER.burst) for gate in (here, there))
    assert PER_SENDER.burst <= passed < 2 * PER_SENDER.burst
    assert passes(there, f"an {uuid.uuid4().hex}"), "somebody else is none the wiser"


def test_a_redis_that_is_away_is_a_calm_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    gate = gates("redis://127.0.0.1:1/0")[0]
    channel = FakeChannel(gate)
    run_apart(channel.say("mag dat?"))
    assert channel.reached == []
    assert "loopt bij mij iets mis" in channel.texts[0]
    assert "gate.limits" in "".join(capfd.readouterr())
