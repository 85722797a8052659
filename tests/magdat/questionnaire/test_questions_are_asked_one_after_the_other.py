"""In a terminal: Enter takes what is proposed, «?» explains, «terug» goes back, and a wrong answer is asked again."""

from __future__ import annotations

import pytest

from magdat.commands.interview import interview
from magdat.questionnaire.answers import NOT_YET, Answer


def asked(questionnaire, *typed, rest=""):
    """Return the answers and all that was shown, when somebody types this and Enter for what remains."""
    left, shown = list(typed), []

    def read(prompt):
        shown.append(prompt)
        return left.pop(0) if left else rest

    return interview(questionnaire, read, shown.append), shown


def at(questionnaire, name):
    return [question.id for question in questionnaire.questions].index(name)


def test_enter_takes_the_default_or_leaves_open(questionnaire):
    answers, shown = asked(questionnaire)
    for question in questionnaire.questions:
        assert answers[question.id] == (Answer((question.default,)) if question.default else NOT_YET)
    assert sum(line.startswith("Vraag ") for line in shown) == len(questionnaire.questions)


def test_there_are_fifteen_questions_that_can_all_be_left_open(questionnaire):
    answers, _ = asked(questionnaire, rest="0")
    assert len(answers) == 15
    assert not any(answer.known for answer in answers.values())


def test_numbers_and_own_words_are_answers(questionnaire):
    answers, _ = asked(questionnaire, "Bakkerij Peeters", "1.200", "3", "1, 2", "")
    assert answers["naam"].value == "Bakkerij Peeters"
    assert answers["werknemers"].value == 1200
    assert answers["sector"].choices == ("zorg",)
    assert answers["overleg"].choices == ("ondernemingsraad", "cpbw")


def test_a_step_back_asks_again_and_remembers(questionnaire):
    answers, shown = asked(questionnaire, "Peters", "terug", "Peeters", "40", "terug", "", "1")
    assert answers["naam"].value == "Peeters"
    assert answers["werknemers"].value == 40
    assert answers["sector"].choices == ("privé",)
    assert any("[40]" in line for line in shown)


def test_a_step_back_at_the_first_question_stays_there(questionnaire):
    answers, _ = asked(questionnaire, "terug", "Peeters")
    assert answers["naam"].value == "Peeters"


def test_a_question_mark_explains_and_asks_again(questionnaire):
    question = questionnaire.question("sector")
    answers, shown = asked(questionnaire, "Peeters", "40", "?", "5")
    assert str(question.explanation) in shown
    assert answers["sector"].choices == ("overheid",)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("werknemers", "veel", "«veel» is geen aantal"),
        ("werknemers", "-3", "«-3» is geen aantal"),
        ("sector", "9", "«9» is geen keuze"),
        ("sector", "1,2", "maar één antwoord"),
        ("overleg", "1,4", "past niet bij een ander antwoord"),
        ("naam", "x" * 300, "langer dan"),
        ("naam", "{{ huis }}", "kunnen hier niet"),
        ("sancties", " , ", "de lijst is leeg"),
    ],
)
def test_what_is_no_answer_is_asked_again(questionnaire, name, typed, said):
    before = [""] * at(questionnaire, name)
    answers, shown = asked(questionnaire, *before, typed, "0")
    assert any(line.startswith("✗") and said in line and "→" in line for line in shown)
    assert not answers[name].known


def test_words_of_the_sector_stand_in_the_questions_after_it(questionnaire):
    _, shown = asked(questionnaire, "", "", "4")
    assert any("leerlingen en ouders toevoegen" in line for line in shown)
    assert not any("{{" in line for line in shown)
