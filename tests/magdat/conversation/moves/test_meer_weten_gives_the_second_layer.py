"""«Meer weten», pressed or typed, gives the second layer of the answer of a moment ago, and keeps the conversation."""

from __future__ import annotations

from dataclasses import replace

from said import FACEBOOK_IN_THE_BREAK, asking, custom, left_to_the_guidance, said, talk

from magdat.guidance.statements import More
from magdat.question import Opening
from magdat.understanding import Understanding

PRESSED = Understanding("/meer_weten", (("meer_weten", 1.0),), {}, certain=True)
TYPED = said("vertel daar eens wat meer over", ("meer_weten", 0.97))
ASKED = asking(FACEBOOK_IN_THE_BREAK, "gebruik_werkuren.mag_ik", Opening.DECISION)


def test_it_is_the_second_layer_of_the_last_answer_and_no_more(knowledge):
    first = custom(talk(knowledge, ASKED))
    turn = talk(knowledge, ASKED, PRESSED)
    assert turn.replies[0].text == "\n\n".join(part["tekst"] for part in first["meer"])
    assert str(first["delen"][0]["tekst"]) not in turn.replies[0].text
    assert turn.replies[0].buttons == ()


def test_the_machine_hears_which_move_it_was_and_on_which_answer(knowledge):
    first, second = custom(talk(knowledge, ASKED)), custom(talk(knowledge, ASKED, PRESSED))
    assert second["handeling"] == "meer_weten"
    for key in ("onderwerp", "uitspraak", "besluit", "artikel", "context", "tips", "wet"):
        assert second[key] == first[key]
    assert second["delen"] == first["meer"]


def test_typing_it_does_the_same(knowledge):
    assert talk(knowledge, ASKED, TYPED).replies == talk(knowledge, ASKED, PRESSED).replies


def test_it_is_about_the_question_that_was_asked_and_not_about_the_topics_main_one(knowledge):
    other = asking(FACEBOOK_IN_THE_BREAK, "gebruik_werkuren.mogen_ze_blokkeren")
    texts = {talk(knowledge, question, PRESSED).replies[0].text for question in (ASKED, other)}
    assert len(texts) == 2


def test_where_there_is_no_more_it_says_so(knowledge):
    name = left_to_the_guidance(knowledge, "gebruik_werkuren")
    bare = knowledge.library.statements[name].copy(update={"more": More()})
    library = replace(knowledge.library, statements={**knowledge.library.statements, name: bare})
    turn = talk(replace(knowledge, guidance=library), asking(FACEBOOK_IN_THE_BREAK, name), PRESSED)
    assert turn.replies[0].text == knowledge.phrases.say("meer_niets")


def test_the_conversation_goes_on_where_it_was(knowledge):
    turn = talk(knowledge, ASKED, PRESSED, said("en na het werk?", ("aanvullen", 0.9), moment="buiten_werkuren"))
    assert custom(turn)["uitspraak"] == "gebruik_werkuren.mag_ik"
    assert custom(turn)["context"]["moment"] == "buiten_werkuren"


def test_with_nothing_said_before_it_asks_what_it_is_about(knowledge):
    turn = talk(knowledge, PRESSED)
    assert turn.replies[0].text == knowledge.phrases.say("geen_context")
