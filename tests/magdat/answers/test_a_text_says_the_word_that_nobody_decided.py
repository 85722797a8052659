"""What the company wrote often says «nee» to a question of which nobody wrote the word: the answer begins with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from magdat.answers.composer import compose
from magdat.answers.first_word import Asked
from magdat.answers.told_word import word_denied, word_told
from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.guidance.model import Kind
from magdat.interpreter import open_interpreter
from magdat.knowledge import open_knowledge
from magdat.policy.decision import Decision
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.situation import Situation

TO_BE_ASKED = "Foto's van collega's post je alleen als wie herkenbaar is, dat vooraf goedvindt."


@pytest.fixture(scope="module")
def knowledge():
    return open_knowledge(Settings.from_environment({}))


@pytest.fixture(scope="module")
def cues(knowledge):
    return knowledge.library.first_word


def test_it_says_no_to_who_leaves_out_what_it_asks(cues):
    asked = Asked("ploegfoto posten zonder iedereen te vragen?", Form.WITHOUT)
    assert word_told(cues, asked, TO_BE_ASKED, None, Kind.RULE) == "nee"


def test_it_says_nothing_to_who_asks_how(cues):
    asked = Asked("hoe vraag ik dat best aan mijn collega's?", Form.HOW)
    assert word_told(cues, asked, TO_BE_ASKED, None, Kind.RULE) is None


def test_it_says_nothing_where_nobodys_rule_decides(cues):
    asked = Asked("ploegfoto posten zonder iedereen te vragen?", Form.WITHOUT)
    assert word_told(cues, asked, TO_BE_ASKED, None, Kind.ROUTE) is None


def test_it_says_nothing_to_who_fears_what_follows(cues):
    asked = Asked("krijg ik straf als ik een ploegfoto post zonder iedereen te vragen?", Form.BAD)
    assert word_told(cues, asked, TO_BE_ASKED, None, Kind.RULE) is None


def test_it_never_says_yes_and_belies_no_word(cues):
    asked = Asked("mag ik zulke berichten zonder schrik blijven liken?", Form.MAY, None, {Opening.YES: 0.9})
    told = "Vakbondsberichten lezen, liken of delen mag je."
    assert [word_told(cues, asked, told, word, Kind.RULE) for word in (None, "nee", "ja")] == [None, "nee", "ja"]


BANNED = "Tijdens de werkuren gebruik je sociale media niet privé op een computer of gsm van het werk."
HEARD = {Opening.YES: 0.2, Opening.NO: 0.3}


@pytest.mark.parametrize(
    ("text", "form", "told", "word"),
    [
        ("mag ik op facebook op de pc van de pers?", Form.MAY, BANNED, None),
        ("facebook op de pc vd pers als er toch niks te doen is?", Form.TRUE, BANNED, None),
        ("mag ik op facebook op de pc van de pers als er toch niks te doen is?", Form.MAY, BANNED, None),
        ("mag ik op facebook op de pc van de pers zonder te vragen?", Form.WITHOUT, BANNED, None),
        ("facebook op de pc van het werk is verboden zeker?", Form.TRUE, BANNED, "ja"),
        ("we moeten dus van facebook afblijven op de pc van het werk?", Form.TRUE, BANNED, "ja"),
        ("mag ik in mijn pauze op facebook?", Form.MAY, "Tijdens je pauze mag je sociale media gebruiken.", "ja"),
        ("moet ik daarvan wegblijven op de pc van de pers?", Form.MUST, BANNED, "ja"),
        ("dus ik mag niet op facebook op de pc van de pers?", Form.TRUE, BANNED, "ja"),
        ("krijg ik straf als ik op de pc van de pers op facebook zit?", Form.TRUE, BANNED, "ja"),
        ("hoe log ik in op de pc van de pers?", Form.HOW, BANNED, "ja"),
    ],
)
def test_a_yes_that_the_first_sentence_denies_is_not_said(cues, text, form, told, word):
    asked = Asked(text, form, None, HEARD)
    assert word_denied(cues, asked, told, "ja", None) == word
    assert word_denied(cues, asked, told, "ja", Decision.CONDITIONAL) == word
    assert word_denied(cues, asked, told, "ja", Decision.YES) == "ja"
    assert word_denied(cues, asked, told, None, None) is None


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


@pytest.mark.parametrize(
    "asked",
    [
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
    ],
)
def test_no_word_stands_before_a_text_that_could_do_harm_with_it(knowledge, asked):
    assert not first_reply(knowledge, asked).startswith(("Ja.", "Nee."))


def test_who_takes_leave_back_hears_the_yes_that_people_gave_it(knowledge):
    assert first_reply(knowledge, "mag ik mijn toestemming intrekken?").startswith("Ja.")


def first_reply(knowledge, asked):
    with ThreadPoolExecutor(1) as apart:  # the browser of the tests leaves a loop in the main thread
        (understood,) = apart.submit(open_interpreter().parse, [asked]).result()
    return respond(knowledge, State(noticed=True), understood).replies[0].text
