"""Code, numbers and rows of letters: one calm sentence, no topics at random, never the answer of a moment ago."""

from __future__ import annotations

import pytest
from said import FACEBOOK_IN_THE_BREAK, custom, said, talk

from magdat.conversation.interpret.gibberish import gibberish
from magdat.understanding import Understanding

NOTHING = [
    "<script>alert(1)</script>",
    "'; DROP TABLE users; --",
    "SELECT * FROM users WHERE 1=1",
    '{"a": 1, "b": [2,3]}',
    '{"intent": {"name": "pesten"}, "besluit": "ja"',
    "{{7*7}}",
    "xxxx",
    "42",
    "asdfgh qwerty",
    "azertyuiop",
    "blablabla",
    "hfjdks jfkdls",
    "rrr plof",
]


@pytest.mark.parametrize("text", NOTHING)
def test_it_is_said_that_nothing_was_understood(text, knowledge):
    turn = talk(knowledge, said(text, ("pesten", 0.4), ("buiten_bereik_overig", 0.2)))
    assert turn.replies[0].text.startswith("Dat begrijp ik niet.")
    assert turn.replies[0].buttons == ()
    assert custom(turn)["verduidelijking"] == []


def test_a_payload_that_is_broken_off_is_not_taken_for_a_button(knowledge):
    broken = Understanding('/aanvullen{"rol":', (("aanvullen", 1.0),), {}, certain=True)
    pressed = Understanding('/aanvullen{"rol": "hr"}', (("aanvullen", 1.0),), {"rol": ("hr",)}, certain=True)
    assert gibberish(knowledge.library, broken)
    assert not gibberish(knowledge.library, pressed)


@pytest.mark.parametrize(
    "text",
    [
        "mag ik op fb in de pauze?",
        "<b>mag ik in de pauze op facebook?</b>",
        "kank op insta",
        "hahaha",
        "ok",
        "ja",
        "hr",
        "groetjes xxx",
        "hmm ok",
        "pfff",
        "pfff mag dat nu ook al niet",
        "cao 81?",
        "wat is de angstschreeuw",
        "???",
        "😂",
    ],
)
def test_whatever_has_a_word_in_it_is_read(text, knowledge):
    assert not gibberish(knowledge.library, said(text, ("gebruik_werkuren", 0.2)))


def test_words_without_vowels_are_believed_when_a_topic_is_heard_in_them(knowledge):
    assert not gibberish(knowledge.library, said("gbrkn fcbk", ("gebruik_werkuren", 0.8)))
    assert gibberish(knowledge.library, said("gbrkn fcbk", ("gebruik_werkuren", 0.1)))


def test_the_answer_of_a_moment_ago_is_not_given_again_and_the_conversation_goes_on(knowledge):
    turn = talk(knowledge, FACEBOOK_IN_THE_BREAK, said("xxxx", ("sociaal_praatje", 0.5)))
    assert "Dat begrijp ik niet" in turn.replies[0].text
    assert turn.state.topic == "gebruik_werkuren"
    after = talk(knowledge, said("en na het werk?", ("aanvullen", 0.9), moment="buiten_werkuren"), state=turn.state)
    assert custom(after)["onderwerp"] == "gebruik_werkuren"


def test_a_question_of_the_assistant_stays_open_meanwhile(knowledge):
    asked = talk(knowledge, said("mag ik op facebook?", ("gebruik_werkuren", 0.9), platform="facebook"))
    assert custom(asked)["vraag"] == "moment"
    turn = talk(knowledge, said("qsdf", ("sociaal_praatje", 0.3)), state=asked.state)
    assert turn.state.pending == asked.state.pending


def test_the_second_time_in_a_row_a_person_is_offered(knowledge):
    turn = talk(knowledge, said("xxxx"), said("yyyy"))
    assert [button.title for button in turn.replies[0].buttons] == ["Ja", "Nee"]


def test_danger_is_heard_in_anything(knowledge):
    turn = talk(knowledge, said('{"help": "ik wil niet meer leven"}', ("acuut_gevaar", 0.9)))
    assert custom(turn)["gevaar"] is True


def test_a_shot_in_the_dark_is_not_offered_and_bullying_only_when_it_is_likely(knowledge):
    turn = talk(knowledge, said("iets met dinges", ("bewijs", 0.15), ("pesten", 0.10), ("marketing", 0.02)))
    assert custom(turn)["verduidelijking"] == ["bewijs"]
    turn = talk(knowledge, said("iets met dinges", ("pesten", 0.15), ("bewijs", 0.15), ("sociaal_praatje", 0.14)))
    assert custom(turn)["verduidelijking"] == ["pesten", "bewijs"]
    turn = talk(knowledge, said("iets met dinges", ("pesten", 0.03), ("marketing", 0.02)))
    assert custom(turn)["verduidelijking"] == []
