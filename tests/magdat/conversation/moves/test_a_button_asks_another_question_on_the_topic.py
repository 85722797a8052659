"""Where another question may have been meant, a button asks it; a button of a doubt asks the question on it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from said import asking, custom, said, talk

from magdat.conversation.interpret.question import ALSO_LIKELY
from magdat.question import Form, Opening
from magdat.understanding import Understanding

ASKED, OTHER, SELDOM = "gebruik_werkuren.mag_ik", "gebruik_werkuren.hoe_lang", "gebruik_werkuren.gsm_in_de_locker"
QUESTION = said("mag ik in de pauze op facebook?", ("gebruik_werkuren", 0.95), moment="pauze", platform="facebook")


def heard(**chances):
    """The question, of which several statements may be meant."""
    names = {"asked": ASKED, "other": OTHER, "seldom": SELDOM}
    found = tuple((names[name], chance) for name, chance in chances.items())
    return replace(QUESTION, statements=found, openings=((Opening.DECISION, 0.9),), form=Form.MAY)


def pressed(statement):
    topic, _, aspect = statement.partition(".")
    return Understanding(f'/{topic}{{"deelvraag": "{aspect}"}}', ((topic, 1.0),), {"deelvraag": (aspect,)}, True)


def buttons(turn):
    return {button.title: button.payload for button in turn.replies[0].buttons}


def test_the_likeliest_question_is_answered_and_one_that_is_likely_too_is_a_button(knowledge):
    turn = talk(knowledge, heard(asked=0.7, other=0.25, seldom=0.05))
    assert custom(turn)["uitspraak"] == ASKED
    assert custom(turn)["vorm"] == "mag"
    assert buttons(turn)[knowledge.library.statements[OTHER].question] == '/gebruik_werkuren{"deelvraag": "hoe_lang"}'
    assert knowledge.library.statements[SELDOM].question not in buttons(turn)


def test_how_likely_is_a_share_within_the_topic(knowledge):
    turn = talk(knowledge, heard(asked=0.02, other=0.02 * ALSO_LIKELY))
    assert knowledge.library.statements[OTHER].question not in buttons(turn)
    turn = talk(knowledge, heard(asked=0.02, other=0.02))
    assert knowledge.library.statements[OTHER].question in buttons(turn)


def test_pressing_it_gives_its_answer_in_the_same_situation(knowledge):
    turn = talk(knowledge, heard(asked=0.7, other=0.3), pressed(OTHER))
    answer = custom(turn)
    assert (answer["uitspraak"], answer["vorm"], answer["opening"]) == (OTHER, None, None)
    assert answer["context"]["moment"] == "pauze"


def test_a_pressed_question_on_whether_it_may_begins_with_the_decision(knowledge):
    turn = talk(knowledge, heard(other=0.9), pressed(ASKED))
    assert custom(turn)["opening"] == "ja"
    assert turn.replies[0].text.startswith("Ja. ")


@pytest.mark.parametrize("aspect", ["bestaat_niet", "mag_ik_weigeren", ""])
def test_a_question_that_the_topic_does_not_have_gets_its_main_one(aspect, knowledge):
    assert custom(talk(knowledge, heard(other=0.9), pressed(f"gebruik_werkuren.{aspect}")))["uitspraak"] == ASKED


def test_without_any_statement_heard_the_topic_answers_with_its_main_one(knowledge):
    assert custom(talk(knowledge, QUESTION))["uitspraak"] == ASKED
    assert custom(talk(knowledge, heard(asked=0.0)))["uitspraak"] == ASKED


def test_a_doubt_offers_questions_and_what_is_chosen_is_answered(knowledge):
    unclear = said("iets met dinges", ("gebruik_werkuren", 0.2), ("bewijs", 0.15))
    unclear = replace(unclear, statements=((OTHER, 0.15), (ASKED, 0.05), ("bewijs.deurwaarder_nodig", 0.15)))
    turn = talk(knowledge, unclear)
    offered = [knowledge.library.statements[name].question for name in (OTHER, "bewijs.deurwaarder_nodig")]
    assert [button.title for button in turn.replies[0].buttons][:2] == offered
    assert custom(turn)["verduidelijking"] == ["gebruik_werkuren", "bewijs"]
    chosen = talk(knowledge, said("de tweede", ("kies_optie", 0.9)), state=turn.state)
    assert custom(chosen)["uitspraak"] == "bewijs.deurwaarder_nodig"


def test_whoever_adds_to_a_doubt_takes_the_first_question_for_granted(knowledge):
    unclear = replace(
        said("iets met dinges", ("gebruik_werkuren", 0.2), ("bewijs", 0.15)), statements=((OTHER, 0.15),)
    )  # fmt: skip
    turn = talk(knowledge, unclear, said("in de pauze", ("aanvullen", 0.9), moment="pauze"))
    assert custom(turn)["uitspraak"] == OTHER
    assert custom(turn)["context"]["moment"] == "pauze"


def test_going_on_with_another_question_on_the_topic_answers_that_one(knowledge):
    on = asking(said("en hoe lang dan?", ("gebruik_werkuren", 0.3)), OTHER)
    assert custom(talk(knowledge, heard(asked=0.9), on))["uitspraak"] == OTHER


def test_another_topic_forgets_the_question(knowledge):
    photo = said("mag ik een foto posten?", ("foto_tag", 0.98))
    assert str(custom(talk(knowledge, heard(other=0.9), photo))["uitspraak"]).startswith("foto_tag.")
