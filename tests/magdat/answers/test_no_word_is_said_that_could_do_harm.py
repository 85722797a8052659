"""Where somebody's safety or job hangs on it no word is said that could do harm, and a button gets what was decided."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from magdat.answers.composer import compose
from magdat.conversation.dialogue import respond
from magdat.conversation.interpret.question import pressed
from magdat.conversation.state import State
from magdat.interpreter import open_interpreter
from magdat.knowledge import open_knowledge
from magdat.question import Form
from magdat.settings import Settings
from magdat.situation import Situation


@pytest.fixture(scope="module")
def knowledge():
    return open_knowledge(Settings.from_environment({}))


def test_no_word_is_heard_for_who_asks_where_safety_or_a_job_hangs_on_it(knowledge):
    said = {name: knowledge.library.topic(name).may_hear_a_word for name in ("pesten", "klokkenluider", "foto_tag")}
    said["ontslag"] = knowledge.library.topic("ontslag_dringende_reden").may_hear_a_word
    assert said == {"pesten": False, "klokkenluider": False, "foto_tag": True, "ontslag": False}


def test_only_a_question_in_words_gets_it(knowledge):
    def begins(heard):
        asked = "ploegfoto posten zonder iedereen te vragen?"
        return compose(
            knowledge,
            "foto_tag",
            Situation(),
            statement="foto_tag.mag_ik_plaatsen",
            form=Form.WITHOUT,
            asked=asked,
            heard=heard,
        ).opening

    assert (begins(None), begins({})) == (None, "nee")


HARMED_BY_A_WORD = [
    "moet ik zwijgen over pesten?",
    "mag ik een klacht indienen als ik gepest word?",
    "is dat pesten als mijn chef elke dag een gemeen bericht stuurt?",
    "moet ik bang zijn voor ontslag als ik klacht indien wegens pesten?",
    "moet ik pesten melden?",
    "is dit al een bedreiging",
    "moet ik morgen gaan werken nu ze mij weggestuurd hebben",
    "moet ik zwijgen als de directie zegt dat het lek niet naar buiten mag",
    "Krijg ik zelf straf als ik fraude meld waar ik in zit?",
    "krijg ik straf als ik het meld?",
    "mag ik zeggen dat mijn collega kanker heeft?",
    "mag ik stoppen met mijn job en alles op facebook gooien?",
]


def test_no_word_stands_before_a_text_that_could_do_harm_with_it(knowledge):
    told = first_replies(knowledge, HARMED_BY_A_WORD)
    assert not [text for text in told if text.startswith(("Ja.", "Nee."))]


def test_who_takes_leave_back_hears_the_yes_that_people_gave_it(knowledge):
    assert first_reply(knowledge, "mag ik mijn toestemming intrekken?").startswith("Ja.")


@pytest.mark.parametrize("topic", ["foto_tag", "kritiek_meningsuiting", "controle_privacy", "vertrouwelijk"])
def test_a_button_gets_the_word_that_was_decided_and_no_other(knowledge, topic):
    """Nobody learned with which word a button is answered."""
    names = list(knowledge.library.statements_of(topic))[:12]
    pressed_ones = [f'/{topic}{{"deelvraag": "{name.partition(".")[2]}"}}' for name in names]
    told = first_replies(knowledge, pressed_ones)
    decided = [
        compose(knowledge, topic, Situation(), statement=name, opening=pressed(knowledge.library, name).opening).text
        for name in names
    ]
    assert [word_of(text) for text in told] == [word_of(text) for text in decided]


def word_of(text):
    return text.split(maxsplit=1)[0] if text.startswith(("Ja.", "Nee.")) else None


def first_reply(knowledge, asked):
    return first_replies(knowledge, [asked])[0]


def first_replies(knowledge, asked):
    with ThreadPoolExecutor(1) as apart:  # the browser of the tests leaves a loop in the main thread
        understood = apart.submit(open_interpreter().parse, asked).result()
    return [respond(knowledge, State(noticed=True), each).replies[0].text for each in understood]
