"""Who spoke as HR and then asks something for himself is told for whom the answer is, and can say otherwise."""

from __future__ import annotations

from said import custom, said, talk

AS_HR = said("hoe maak ik een policy?", ("policy_opmaak", 0.95), rol="hr")
MINE = said("mag ik op facebook in de pauze?", ("gebruik_werkuren", 0.95), platform="facebook", moment="pauze")
FOR_WHOM = "Voor jou als leidinggevende of HR:"


def test_a_question_in_the_first_person_is_answered_to_somebody_named(knowledge):
    turn = talk(knowledge, AS_HR, MINE)
    assert turn.replies[0].text.startswith(f"{FOR_WHOM}\n\nJa.")
    assert custom(turn)["context"]["rol"] == "hr"


def test_whoever_then_says_to_be_an_employee_gets_the_answer_for_one(knowledge):
    turn = talk(knowledge, AS_HR, MINE, said("/aanvullen", ("aanvullen", 1.0), rol="medewerker"))
    assert FOR_WHOM not in turn.replies[0].text
    assert custom(turn)["context"]["rol"] == "medewerker"


def test_it_is_still_said_when_the_assistant_first_had_to_ask(knowledge):
    turn = talk(
        knowledge,
        AS_HR,
        said("mag ik op facebook?", ("gebruik_werkuren", 0.95), platform="facebook"),
        said("in de pauze", ("aanvullen", 0.9), moment="pauze"),
    )
    assert turn.replies[0].text.startswith(FOR_WHOM)


def test_whoever_says_his_role_in_the_question_needs_no_such_words(knowledge):
    turn = talk(knowledge, AS_HR, said("mag ik als hr op facebook?", ("policy_grenzen", 0.95), rol="hr"))
    assert FOR_WHOM not in turn.replies[0].text


def test_a_question_about_the_staff_needs_no_such_words(knowledge):
    turn = talk(knowledge, AS_HR, said("mogen werknemers op facebook in de pauze?", ("gebruik_werkuren", 0.95)))
    assert FOR_WHOM not in turn.replies[0].text


def test_an_employee_is_never_told_so(knowledge):
    assert FOR_WHOM not in talk(knowledge, MINE).replies[0].text
