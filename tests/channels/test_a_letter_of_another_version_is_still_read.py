"""While versions change, letters of one are read by the other: the number of a request is extra on both sides."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from channels.base import Incoming, Reply
from channels.envelopes import Answer, Question, opened_answer, opened_question, sealed_answer, sealed_question
from magdat.privacy.seal import Seal
from magdat.privacy.sealed_reply import bound_letter, sealed_reply
from magdat.storage.letters import Held, Letter

SEAL = Seal.passing()
INCOMING = Incoming("nep", "an", "mag ik facebook?", tenant="T1", place="C1", event="e1")
NUMBER = "0123456789abcdef"


def held(letter: Letter) -> Held:
    return Held(1, letter, 1, 0.0)


def test_the_number_travels_with_a_message_and_its_reply() -> None:
    letter = sealed_question(SEAL, "p-1", Question({"a": 1}, INCOMING, None, NUMBER))
    assert opened_question(SEAL, held(letter)).number == NUMBER
    content = sealed_answer(SEAL, letter, Answer({"a": 1}, Reply("ja"), NUMBER))
    assert opened_answer(SEAL, held(Letter("nep", "p-1", content))) == Answer({"a": 1}, Reply("ja"), NUMBER)


def test_what_a_pressed_button_is_about_travels_beside_the_message() -> None:
    pressed = replace(INCOMING, under="0123456789ab")
    letter = sealed_question(SEAL, "p-1", Question({}, pressed))
    assert opened_question(SEAL, held(letter)).incoming == pressed
    kept = json.loads(SEAL.open(letter.content, bound_letter("in", "nep", "p-1")))
    assert "under" not in kept["incoming"], "a version that knows no marks reads the message all the same"


def test_a_message_without_one_is_read() -> None:
    incoming = {name: value for name, value in asdict(INCOMING).items() if name != "under"}
    written = json.dumps({"address": {}, "incoming": incoming, "refusal": None})
    letter = Letter("nep", "p-1", SEAL.close(written, bound_letter("in", "nep", "p-1")))
    assert opened_question(SEAL, held(letter)) == Question({}, INCOMING)


def test_what_a_version_without_numbers_reads_is_as_it_was() -> None:
    letter = sealed_question(SEAL, "p-1", Question({}, INCOMING, None, NUMBER))
    kept = json.loads(SEAL.open(letter.content, bound_letter("in", "nep", "p-1")))
    assert Incoming(**kept["incoming"]) == INCOMING, (
        "the message itself has no field that another version does not know"
    )
    reply = asdict(Reply("ja"))
    with_number = sealed_reply(SEAL, "nep", "p-1", {}, reply, number=NUMBER)
    assert json.loads(SEAL.open(with_number, bound_letter("out", "nep", "p-1")))["reply"] == json.loads(
        json.dumps(reply)
    )
