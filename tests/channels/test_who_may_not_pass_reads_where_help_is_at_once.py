from __future__ import annotations

from pathlib import Path

import pytest
from fake_channel import FakeChannel
from own_loop import run_apart

from channels.gate import Gate
from channels.limits import IN_ALL, MAX_CHARACTERS, PER_CHANNEL, PER_SENDER
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.memory.keys import MemoryKeys
from magdat.wording.phrases import Phrases, load_phrases

ROOT = Path(__file__).resolve().parents[2]
DANGER = "ik wil er een einde aan maken"


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return load_phrases(ROOT / "leidraad" / "zinnen.yml")


def said(gate: Gate, text: str) -> str:
    channel = FakeChannel(gate)
    run_apart(channel.say(text, "jan", ""))
    return str(channel.texts[-1])


def test_who_is_in_danger_and_types_too_fast_reads_whom_to_call(phrases: Phrases) -> None:
    gate = Gate(phrases, Pseudonyms(MemoryKeys()), lambda: 0.0)
    told = [said(gate, DANGER) for _ in range(PER_SENDER.burst + 1)][-1]
    assert "te snel" in told
    assert "112" in told
    assert "1813" in told


def test_who_writes_too_much_of_it_does_too(phrases: Phrases) -> None:
    gate = Gate(phrases, Pseudonyms(MemoryKeys()), lambda: 0.0)
    told = said(gate, f"{DANGER}. {'Ik kan niet meer. ' * MAX_CHARACTERS}")
    assert "te lang" in told
    assert "1813" in told


@pytest.mark.parametrize("key", sorted({PER_SENDER.refusal, PER_CHANNEL.refusal, IN_ALL.refusal, "te_lang"}))
def test_the_words_are_those_of_the_answer_to_danger(phrases: Phrases, key: str) -> None:
    words = "Denk jij of iemand anders aan zelfdoding, bel dan gratis 1813."
    assert words in phrases.say("gevaar")
    assert words in phrases.say(key)
    assert "112 als er gevaar is" in phrases.say("gevaar")
    assert "112 als er gevaar is" in phrases.say(key)
