"""What stands around a decision: tips, buttons, contacts and sources that help the person who asked."""

from __future__ import annotations

import pytest

from magdat.answers.composer import compose, contact_abroad
from magdat.answers.producible import producible
from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.conversation.understanding import Understanding
from magdat.guidance.model import Kind
from magdat.knowledge import open_knowledge
from magdat.policy.model import Contact
from magdat.settings import Settings
from magdat.situation import Situation

AS_MANAGER, AS_EMPLOYEE = "Ik vraag dit als leidinggevende of HR", "Ik vraag dit als medewerker"


@pytest.fixture(scope="module")
def knowledge():
    return open_knowledge(Settings.from_environment({}))


def titles(answer):
    return [button.title for button in answer.buttons]


def test_a_tip_for_who_has_no_rule_gives_way_to_a_rule(knowledge):
    ruled = compose(knowledge, "gebruik_werkuren", Situation(moment="pauze"))
    assert "als je bedrijf niets anders zegt" not in ruled.text
    assert "t33_pauze" not in ruled.tips


@pytest.mark.parametrize("topic", ["pesten", "klokkenluider", "contactpersoon", "buiten_bereik_hr", "mens_spreken"])
def test_whoever_is_in_trouble_or_asks_for_a_desk_is_not_asked_for_a_role(topic, knowledge):
    assert not {AS_MANAGER, AS_EMPLOYEE} & set(titles(compose(knowledge, topic, Situation())))


def test_the_button_for_managers_stands_where_they_are_told_something_else(knowledge):
    assert AS_MANAGER in titles(compose(knowledge, "deconnectie", Situation()))
    assert AS_MANAGER in titles(compose(knowledge, "virtueel_absenteisme", Situation()))
    assert AS_MANAGER not in titles(compose(knowledge, "deconnectie", Situation(rol="medewerker")))


def test_a_topic_of_hr_can_be_asked_about_as_an_employee(knowledge):
    assert AS_EMPLOYEE in titles(compose(knowledge, "rekrutering_screening", Situation()))


def test_no_button_asks_what_was_asked_just_now(knowledge):
    asked = "mag ik het logo gebruiken"
    assert "Mag ik het logo gebruiken?" in titles(compose(knowledge, "ambassadeur", Situation()))
    assert "Mag ik het logo gebruiken?" not in titles(compose(knowledge, "ambassadeur", Situation(), asked=asked))


def test_the_guidance_is_named_with_its_date_and_its_number_is_for_machines(knowledge):
    for produced in producible(knowledge):
        for source in produced.answer.custom()["bronnen"]:
            assert "claim " not in source["naam"]
            assert "claim" not in source or source["naam"].startswith("HR-leidraad sociale media, nagekeken op ")


def test_whoever_asks_for_one_contact_gets_that_one(knowledge):
    found = compose(knowledge, "contactpersoon", Situation(), asked="wie is de dpo?")
    assert found.text.startswith("De functionaris voor gegevensbescherming is Bart Claessens: privacy@")
    assert "Samira" not in found.text
    assert found.tips == ()
    assert "Samira" in compose(knowledge, "contactpersoon", Situation(), asked="bij wie moet ik zijn?").text


def test_whoever_asks_how_to_appeal_reads_that_first(knowledge):
    appeal = "Je kunt binnen tien werkdagen in beroep gaan"
    assert compose(knowledge, "sanctie", Situation(), asked="hoe ga ik in beroep?").text.startswith(appeal)
    assert appeal in compose(knowledge, "sanctie", Situation()).text


def test_a_fear_of_dismissal_is_sent_to_the_union_once(knowledge):
    found = compose(knowledge, "ontslag_dringende_reden", Situation())
    assert found.text.lower().count("advocaat") == 1
    assert knowledge.policy.contacts["vakbond"].email in found.text
    assert knowledge.policy.contacts["hr"].email not in found.text


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
        assert not set("«»") & set(produced.answer.text)
    for topic, answer in knowledge.library.answers.items():
        for wording in (answer.employee, answer.hr):
            assert wording is None or not set("«»") & set(str(wording.dict())), topic


def test_every_answer_on_a_rule_or_an_explanation_offers_a_way_on(knowledge):
    kinds = {topic.id: topic.kind for topic in knowledge.library.topics}
    for topic, answer in knowledge.library.answers.items():
        assert kinds[topic] not in {Kind.RULE, Kind.EXPLANATION} or len(answer.follow_ups) >= 2, topic
