"""A button is pressed under the answer that it belongs to, or says calmly that it belongs to something earlier."""

from __future__ import annotations

from one_person import Pressing

from actions.bridge import knowledge
from actions.giving import OFFERS
from actions.remembered import DRAFTS
from magdat.desks.opening import open_desk
from magdat.settings import Settings


def said(key: str) -> str:
    return knowledge().phrases.say(key)


def asked(person: Pressing, text: str, topic: str) -> dict[str, str]:
    """Ask something, and return the button that tells more."""
    person.say(text, **{topic: 0.99})
    return named(person, "/meer_weten")


def named(person: Pressing, payload: str) -> dict[str, str]:
    return next(item for item in person.buttons if item["payload"] == payload)


def test_more_is_told_of_the_answer_that_it_stood_under_or_of_none(person: Pressing) -> None:
    photo = "mag ik feestfoto's delen?", "foto_tag"
    older = asked(person, '/gebruik_werkuren{"moment": "pauze"}', "gebruik_werkuren")
    newer = asked(person, *photo)
    assert person.press(older)["tekst"] == said("knop_eerder")
    person.say("waarom?", waarom=0.99)
    person.press({"payload": '/bevestigen{"duim": "gebruik_werkuren"}'})
    told = person.press(newer)
    assert (told["onderwerp"], told["handeling"]) == ("foto_tag", "meer_weten"), "nothing of that took it away"
    asked(person, '/gebruik_werkuren{"moment": "pauze"}', "gebruik_werkuren")
    assert person.press(older)["onderwerp"] == "gebruik_werkuren", "they went back to the same question"


def test_a_yes_goes_to_what_was_shown_and_to_no_later_text(person: Pressing, way_out: None) -> None:
    person.wants_a_person()
    person.say("mijn printer is stuk")
    older = person.say("anoniem") and named(person, "/bevestigen")
    person.press(named(person, "/aanpassen"))
    assert "scherm" in person.say("mijn scherm is stuk")["tekst"]
    newer = named(person, "/bevestigen")
    assert person.press(older)["tekst"] == said("doorgeven_knop_eerder")
    kept = DRAFTS.recall(person.name)
    DRAFTS.drop(person.name)
    state = dict(person.slots)
    assert said("doorgeven_kwijt") in person.press(newer)["tekst"], "what was too long ago is said to be"
    assert kept is not None
    DRAFTS.keep(person.name, kept)
    person.slots = state
    assert person.press(newer)["stap"] == "doorgeven_klaar"
    assert person.press(newer)["tekst"] == said("knop_eerder"), "it is a yes to nothing that comes later"
    desk = open_desk(Settings.from_environment())
    assert [item and item.message for item in map(desk.handoff, ("MD-0001", "MD-0002"))] == [
        "mijn scherm is stuk",
        None,
    ]


def test_a_yes_to_a_question_that_is_given_is_to_that_question_alone(person: Pressing) -> None:
    def shown(text: str) -> dict[str, str]:
        for _ in range(2):
            person.say(text, foto_tag=0.01)
        person.press(named(person, "/aanpassen"))
        return named(person, "/bevestigen")

    older = shown("blorp wizzel")
    OFFERS.drop(person.name)
    newer = shown("wazzel blomp")
    assert person.press(older)["tekst"] == said("knop_eerder")
    assert person.press(newer)["stap"] == "vraag_gegeven"
