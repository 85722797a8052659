"""Where the guidance answers as well as the clause, its answer stands after it, and is called what it is."""

from __future__ import annotations

import pytest

from magdat.answers.answer import PartKind
from magdat.answers.composer import compose
from magdat.conversation.dialogue import respond
from magdat.conversation.interpret.beside import with_guidance
from magdat.conversation.interpret.question import Question
from magdat.conversation.state import State
from magdat.question import Form, Opening
from magdat.situation import Situation
from magdat.understanding import Found, InPolicy, Understanding

AFRAID = "kan ik daar een straf voor krijgen"
FINE, LIKE = "sanctie.boete_of_loon", "ontslag_dringende_reden.om_een_like"


@pytest.fixture
def heard(knowledge):
    def make(text, statement, chance, found, form=Form.WHAT, opening=Opening.NONE, **more):
        told = InPolicy(knowledge.loaded.document.digest, 0.5, (found,))
        return Understanding(
            text, ((statement.partition(".")[0], 0.95),), {}, statements=((statement, chance),), form=form,
            openings=((opening, 0.95),), in_policy=told, **more,
        )  # fmt: skip

    return make


def shown(knowledge, understanding, state=None):
    turn = respond(knowledge, state or State(noticed=True), understanding)
    return turn, turn.replies[-1].text.split("\n\n")


def fine(chance=0.8, preferred=0.6, **more):
    return Found("uitspraak:geen-boete", chance, preferred=preferred, **more)


def test_the_law_stands_behind_the_clause_and_is_called_the_law(knowledge, heard):
    _, told = shown(knowledge, heard(AFRAID, FINE, 0.9, fine()))
    assert told[0].startswith("Een boete staat niet in onze lijst van sancties.")
    assert told[1] == "Artikel 10.4."
    assert told[2].startswith("Wet, in het algemeen: Een geldboete kan enkel als het arbeidsreglement ze noemt.")


@pytest.mark.parametrize(
    ("text", "found", "told"),
    [
        ("wat is het maximum van een boete", 0.45, True),
        ("wat is het maximum van een boete", 0.55, False),
        (AFRAID, 0.99, True),
    ],
)
def test_who_fears_nothing_reads_it_only_where_the_clause_may_be_another(knowledge, heard, text, found, told):
    question = Question(FINE, Opening.NONE, Form.WHAT)
    beside = with_guidance(knowledge.library, question, heard(text, FINE, 0.9, fine()), found=found).beside
    assert (beside == FINE) is told


@pytest.mark.parametrize("preferred", [0.45, 0.8, 0.9])
def test_what_is_hardly_likelier_than_the_clause_is_left_out(knowledge, heard, preferred):
    unsure = heard("wat is het maximum van een boete", FINE, 0.5, fine(0.45, preferred))
    question = Question(FINE, Opening.NONE, Form.WHAT)
    assert with_guidance(knowledge.library, question, unsure, found=0.45).beside is None


def test_what_the_clause_surely_answers_with_a_word_needs_nothing_more(knowledge, heard):
    unsure = heard(AFRAID, FINE, 0.9, fine(), form=Form.MAY, opening=Opening.NO)
    sure = heard(AFRAID, FINE, 0.9, fine(0.98), form=Form.MAY, opening=Opening.NO)
    assert any("in het algemeen" in part for part in shown(knowledge, unsure)[1])
    assert not any("in het algemeen" in part for part in shown(knowledge, sure)[1])


def test_how_much_is_what_the_company_says(knowledge, heard):
    asked = "hoeveel mag een boete zijn"
    assert not any("algemeen" in item for item in shown(knowledge, heard(asked, FINE, 0.9, fine(), Form.HOW_MUCH))[1])


def test_what_speaks_to_a_manager_is_not_told_to_who_says_nothing_of_a_role(knowledge, heard):
    for_managers = "ontslag_dringende_reden.te_licht_wat_dan"
    found = Found("uitspraak:ontslag-om-like-of-mening", 0.8, preferred=0.5)
    _, told = shown(knowledge, heard("wat kan er gebeuren na mijn ontslag", for_managers, 0.9, found))
    assert not any("in het algemeen" in part for part in told)


def test_meer_weten_does_not_say_it_again(knowledge, heard):
    turn, told = shown(knowledge, heard("kunt ge ontslagen worden voor ne like", FINE, 0.9, fine()))
    assert turn.state.beside == FINE
    more, _ = shown(knowledge, Understanding("/meer_weten", (("meer_weten", 1.0),), {}), turn.state)
    text, later = knowledge.library.statements[FINE].text, "\n".join(reply.text for reply in more.replies)
    first, rest = " ".join(text.split(". ")[:1]), text.split(". ")[-1]
    assert first in "\n".join(told)
    assert first not in later
    assert rest in later


def test_two_sentences_of_the_law_stand_behind_the_clause_and_no_more(knowledge, heard):
    _, told = shown(knowledge, heard(AFRAID, FINE, 0.9, fine()))
    assert told[2].count(".") == 2


@pytest.mark.parametrize(
    ("asked", "told"), [("kunnen ze mij buitengooien voor ne like", True), ("mag ik dat liken", False)]
)
def test_who_fears_for_their_job_reads_the_law_where_both_are_sure(knowledge, heard, asked, told):
    found = Found("uitspraak:ontslag-om-like-of-mening", 0.98, preferred=0.97)
    question = heard(asked, LIKE, 0.99, found, form=Form.MAY, opening=Opening.YES)
    law = "Wet, in het algemeen: Een like kan meetellen"
    assert any(law in part for part in shown(knowledge, question)[1]) is told


def test_the_state_keeps_what_was_told_over_a_restart(knowledge, heard):
    turn, _ = shown(knowledge, heard(AFRAID, FINE, 0.9, fine()))
    assert State.from_data(turn.state.to_data()).beside == FINE


def composed(knowledge, beside, opening=Opening.NONE):
    told = {"statement": FINE, "company": ("uitspraak:geen-boete",), "beside": beside}
    return compose(knowledge, "sanctie", Situation(), opening=opening, **told)


def test_advice_without_a_law_is_no_answer_beside_what_the_company_says(knowledge):
    advice = "prive_werk_grens.ontvrienden_of_blokkeren"
    assert not knowledge.library.statements[advice].more.laws
    assert PartKind.ADVICE not in [part.kind for part in composed(knowledge, advice).parts]


@pytest.mark.parametrize("opening", [Opening.DECISION, Opening.NONE, Opening.AGAINST, Opening.DUTY])
def test_nothing_follows_a_ban_however_the_answer_begins(knowledge, opening):
    answer = compose(
        knowledge, "vertrouwelijk", Situation(), statement="vertrouwelijk.mag_ik", opening=opening,
        company=("uitspraak:gegevens-in-ai",), beside=LIKE,
    )  # fmt: skip
    assert answer.decision == "nee"
    assert PartKind.LAW not in [part.kind for part in answer.parts]


def test_the_law_that_was_told_is_behind_meer_weten_with_its_day(knowledge):
    answer = composed(knowledge, LIKE)
    notes = set(knowledge.library.statements[LIKE].more.laws)
    assert notes <= {law.id for law in answer.laws}
    assert any(part.kind is PartKind.LAW and "nagekeken op" in part.text for part in answer.more)


def test_the_law_is_never_cut_between_what_belongs_together(knowledge):
    camera = "camera_gps.camera_in_voertuig"
    told = [part.text for part in composed(knowledge, camera).parts if part.kind is PartKind.LAW]
    assert told
    assert not told[0].rstrip().endswith("?")
