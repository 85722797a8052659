from pathlib import Path

import pytest
from fake_channel import FakeChannel
from own_loop import run_apart
from rasa.core.channels.channel import UserMessage

from channels.gate import Gate
from channels.limits import MAX_CHARACTERS, PER_SENDER, readable
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.memory.keys import MemoryKeys
from magdat.wording.phrases import load_phrases

ROOT = Path(__file__).resolve().parents[2]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(tmp_path: Path, clock: Clock) -> Gate:
    return Gate(load_phrases(ROOT / "leidraad" / "zinnen.yml"), Pseudonyms(MemoryKeys()), clock)


def send(gate: Gate, text: str, sender: str = "jan", place: str = "") -> tuple[list[UserMessage], list[str]]:
    """Send one message; return what reached Rasa and what was said to the person."""
    channel = FakeChannel(gate)
    run_apart(channel.say(text, sender, place))
    return channel.reached, channel.texts


def test_a_question_passes_under_a_pseudonym(gate: Gate) -> None:
    reached, said = send(gate, "mag ik op facebook?")
    assert said == ["antwoord"]
    assert reached[0].text == "mag ik op facebook?"
    assert "jan" not in reached[0].sender_id


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01", "😀😀", "???", "\ud800"])
def test_a_message_without_words_is_answered_calmly(gate: Gate, text: str) -> None:
    reached, said = send(gate, text)
    assert reached == []
    assert "geen vraag" in said[0]


def test_a_very_long_message_is_answered_calmly(gate: Gate) -> None:
    reached, said = send(gate, "a " * 10_000)
    assert reached == []
    assert "te lang" in said[0]


def test_a_flood_of_one_sender_is_slowed_and_recovers(gate: Gate, clock: Clock) -> None:
    passed = sum(bool(send(gate, "mag dat?")[0]) for _ in range(200))
    assert passed == PER_SENDER.burst
    assert "te snel" in send(gate, "mag dat?")[1][0]
    assert send(gate, "mag dat?", sender="an")[0]
    clock.now += 60
    assert send(gate, "mag dat?")[0]


def test_a_fault_behind_the_gate_is_a_calm_sentence(gate: Gate) -> None:
    channel = FakeChannel(gate, fault=RuntimeError("kapot"))
    run_apart(channel.say("hallo"))
    assert "loopt bij mij iets mis" in channel.texts[0]


def test_the_same_person_elsewhere_is_another_conversation(gate: Gate) -> None:
    keys = {send(gate, "hallo", place=place)[0][0].sender_id for place in ("", "chat", "kanaal")}
    assert len(keys) == 3
    assert len({key[:34] for key in keys}) == 1, "so that all of one person can be found"


def test_who_invents_names_at_one_machine_is_counted_as_one(gate: Gate) -> None:
    counted = set()
    for name in ("jan", "piet", "an"):
        channel = FakeChannel(gate)
        run_apart(channel.say("hallo", name, origin="10.0.0.7"))
        counted.add(str(channel.reached[0].metadata))
    assert len(counted) == 1
    assert "10.0.0.7" not in counted.pop()


def test_control_characters_are_taken_out() -> None:
    assert readable("mag\x00 ik\u202e dat\n?") == "mag ik dat ?"
    assert MAX_CHARACTERS >= 1000
