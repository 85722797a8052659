"""What stands around a decision: tips, buttons, contacts and sources that help the person who asked."""

from __future__ import annotations

import pytest

from magdat.answers.composer import compose
from magdat.answers.producible import producible
from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.guidance.model import Kind
from magdat.knowledge import open_knowledge
from magdat.policy.model import Contact
from magdat.question import Asker
from magdat.settings import Settings
from magdat.situation import Situation
from magdat.understanding import Understanding
from magdat.wording.contacts import contact_abroad


@pytest.fixture(scope="module")
def knowledge():
    return open_knowledge(Settings.from_environment({}))


def test_a_tip_for_who_has_no_rule_gives_way_to_a_rule(knowledge):
    ruled = compose(knowledge, "gebruik_werkuren", Situation(moment="pauze"))
    assert "als je bedrijf niets anders zegt" not in ruled.whole
    assert "t33_pauze" not in ruled.tips


def test_whoever_speaks_as_a_manager_gets_the_question_that_managers_ask(knowledge):
    first = {role: compose(knowledge, "deconnectie", Situation(rol=role)) for role in (None, "leidinggevende")}
    askers = {role: knowledge.library.statements[found.statement].askers[0] for role, found in first.items()}
    assert askers[None] not in {Asker.HR, Asker.MANAGER}
    assert askers["leidinggevende"] in {Asker.HR, Asker.MANAGER}


def test_whoever_says_nothing_on_a_topic_of_hr_gets_the_question_that_hr_asks(knowledge):
    found = compose(knowledge, "policy_opmaak", Situation())
    assert knowledge.library.statements[found.statement].askers[0] in {Asker.HR, Asker.MANAGER}
    employee = compose(knowledge, "policy_opmaak", Situation(rol="medewerker"))
    assert knowledge.library.statements[employee.statement].askers[0] not in {Asker.HR, Asker.MANAGER}


def test_no_button_asks_what_was_asked_just_now(knowledge):
    names = list(knowledge.library.statements_of("ambassadeur"))
    found = compose(knowledge, "ambassadeur", Situation(), statement=names[0], others=names)
    asked = [knowledge.library.statements[name].question for name in names]
    titles = [button.title for button in found.buttons]
    assert asked[0] not in titles
    assert titles[-2:] == asked[1:3]


def test_the_guidance_is_named_with_its_date_and_its_number_is_for_machines(knowledge):
    for produced in producible(knowledge):
        for source in produced.answer.custom()["bronnen"]:
            assert "claim " not in source["naam"]
            assert "claim" not in source or source["naam"].startswith("HR-leidraad sociale media, nagekeken op ")


def test_whoever_asks_for_one_contact_gets_that_one(knowledge):
    found = compose(knowledge, "contactpersoon", Situation(), asked="wie is de dpo?")
    assert found.text.startswith("De functionaris voor gegevensbescherming is Bart Claessens: privacy@")
    assert "Samira" not in found.whole
    assert found.tips == found.laws == found.more == ()
    assert "Samira" in compose(knowledge, "contactpersoon", Situation(), asked="bij wie moet ik zijn?").text


def test_whoever_asks_how_to_appeal_reads_that_and_nothing_before_it(knowledge):
    appeal = "Je kunt binnen tien werkdagen in beroep gaan"
    assert compose(knowledge, "sanctie", Situation(), statement="sanctie.in_beroep_gaan").text.startswith(appeal)
    assert appeal not in compose(knowledge, "sanctie", Situation()).text


def test_a_fear_of_dismissal_is_sent_to_the_union_and_not_to_hr(knowledge):
    found = compose(knowledge, "ontslag_dringende_reden", Situation())
    assert knowledge.policy.contacts["vakbond"].email in found.text
    assert knowledge.policy.contacts["hr"].email not in found.whole


def test_a_contact_abroad_holds_nothing_that_needs_translating():
    contact = Contact(
        functie="de personeelsdienst", naam="An Peeters", e_mail="an@bedrijf.example", telefoon="+32 9 000 00 10",
        bereikbaar="elke werkdag",
    )  # fmt: skip
    assert contact_abroad(contact) == "An Peeters, an@bedrijf.example, +32 9 000 00 10"
    assert contact_abroad(Contact(functie="the desk", e_mail="desk@bedrijf.example")) == "desk@bedrijf.example"


def test_erasing_says_what_stays_on_the_screen(knowledge):
    erase = Understanding("wis mijn gesprek", (("bot_privacy", 1.0),), {})
    text = respond(knowledge, State(noticed=True), erase).replies[0].text
    assert "Nieuw gesprek" in text
    assert "weet er niets meer van" not in text


def test_what_people_read_has_one_kind_of_quotes(knowledge):
    for produced in producible(knowledge):
        assert not set("«»") & set(produced.answer.whole)
    for topic, answer in knowledge.library.answers.items():
        for wording in (answer.employee, answer.hr):
            assert wording is None or not set("«»") & set(str(wording.dict())), topic


def test_every_answer_on_a_rule_or_an_explanation_has_a_way_on(knowledge):
    kinds = {topic.id: topic.kind for topic in knowledge.library.topics}
    for topic, kind in kinds.items():
        if kind in {Kind.RULE, Kind.EXPLANATION}:
            assert len(knowledge.library.statements_of(topic)) >= 3, topic
