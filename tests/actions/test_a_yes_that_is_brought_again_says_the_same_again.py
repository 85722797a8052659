"""A yes that hands a question over, and that is brought again after a crash, whatever was noted of it by then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from one_person import Pressing

from actions import passing_on
from actions.bridge import knowledge
from actions.remembered import CONFIDENTIAL, DRAFTS
from magdat.desks.opening import open_desk
from magdat.handoff.desk import TooMany
from magdat.handoff.persons import PersonSide
from magdat.settings import Settings
from magdat.storage.awaited import Unsure
from magdat.storage.errors import StorageError

pytestmark = pytest.mark.usefixtures("somebody_reads")


def types_yes(person: Pressing, _: dict[str, str]) -> dict[str, Any]:
    """Type a yes, under the name of one delivery."""
    person.metadata = {"levering": "d-1"}
    return person.say("ja")


def presses_yes(person: Pressing, button: dict[str, str]) -> dict[str, Any]:
    """Press the button, under the name of one delivery."""
    person.metadata = {"levering": "d-1", "hoort_bij": button["hoort_bij"]}
    return person.say(button["payload"])


def shown(person: Pressing, contact: str = "anoniem") -> dict[str, str]:
    person.wants_a_person()
    person.say("mijn printer is stuk")
    person.say(contact)
    return next(item for item in person.buttons if item["payload"] == "/bevestigen")


def waiting() -> int:
    return len(open_desk(Settings.from_environment()).queue(["helpdesk", "hr", "it"]))


def remembers(_: Pressing) -> None:
    """The action server lives."""


def forgets(person: Pressing) -> None:
    """The action server died too."""
    DRAFTS.drop(person.name)
    CONFIDENTIAL.drop(person.name)


@pytest.mark.parametrize("noted", [True, False], ids=["the turn was noted", "the turn was not noted"])
@pytest.mark.parametrize("died", [remembers, forgets])
@pytest.mark.parametrize(("yes", "contact"), [(types_yes, "anoniem"), (presses_yes, "an@example.be")])
def test_it_gets_the_same_number_in_the_same_words(
    person: Pressing,
    noted: bool,
    died: Callable[[Pressing], None],
    yes: Callable[[Pressing, dict[str, str]], dict[str, Any]],
    contact: str,
) -> None:
    button, before = shown(person, contact), dict(person.slots)
    told = yes(person, button)
    assert told["stap"] == "doorgeven_klaar"
    for _ in range(2):
        if not noted:
            person.slots = dict(before)
        died(person)
        assert yes(person, button) == told
        assert person.slots["gesprek"].get("handing") is None
    assert waiting() == 1


def test_a_later_yes_is_no_such_yes(person: Pressing) -> None:
    shown(person)
    types_yes(person, {})
    person.metadata = {"levering": "d-2"}
    assert person.say("ja", bevestigen=0.99).get("stap") != "doorgeven_klaar"
    shown(person)
    person.metadata = {"levering": "d-3"}
    assert person.say("ja")["nummer"] == "MD-0002"


def test_another_yes_before_the_first_was_noted_sends_nothing_more(person: Pressing) -> None:
    shown(person)
    before = dict(person.slots)
    told = types_yes(person, {})
    person.slots = before
    person.metadata = {"levering": "d-2"}
    assert person.say("ja")["nummer"] == told["nummer"]
    assert waiting() == 1


@pytest.mark.parametrize(("fault", "step"), [(TooMany("x"), "te_veel"), (StorageError("x"), "mislukt")])
def test_what_was_not_handed_over_is_said_again_too(
    person: Pressing, monkeypatch: pytest.MonkeyPatch, fault: Exception, step: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise fault

    button = shown(person)
    with monkeypatch.context() as broken:
        broken.setattr("magdat.handoff.persons.PersonSide.open", fails)
        told = presses_yes(person, button)
    assert told["stap"] == f"doorgeven_{step}"
    assert presses_yes(person, button) == told
    assert waiting() == 0


@pytest.mark.parametrize("rewritten", [True, False], ids=["written anew", "the same text"])
def test_what_was_too_much_before_is_not_said_of_what_failed_since(
    person: Pressing, monkeypatch: pytest.MonkeyPatch, rewritten: bool
) -> None:
    def fails(fault: Exception) -> Callable[..., None]:
        def opened(*_: object, **__: object) -> None:
            raise fault

        return opened

    shown(person)
    with monkeypatch.context() as broken:
        broken.setattr(PersonSide, "open", fails(TooMany("x")))
        assert types_yes(person, {})["stap"] == "doorgeven_te_veel"
    person.metadata = {}
    person.wants_a_person()
    if rewritten:
        person.say("aanpassen")
        person.say("mijn scherm is stuk")
        draft = DRAFTS.recall(person.name)
        assert draft is not None
        assert not draft.refused
    with monkeypatch.context() as broken:
        broken.setattr(PersonSide, "open", fails(StorageError("x")))
        told = types_yes(person, {})
        assert told["stap"] == "doorgeven_mislukt"
        assert types_yes(person, {}) == told


def test_who_hears_that_it_is_unsure_says_yes_again_and_it_came_once(
    person: Pressing, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = PersonSide.open

    def silent(*given: Any, **named: Any) -> None:
        opened(*given, **named)
        raise Unsure("the server said nothing")

    shown(person)
    with monkeypatch.context() as broken:
        broken.setattr(PersonSide, "open", silent)
        assert types_yes(person, {})["stap"] == "doorgeven_onzeker"
    person.metadata = {}
    assert person.wants_a_person()["stap"] == "doorgeven_nakijken"
    assert person.say("ja")["nummer"] == "MD-0001"
    assert waiting() == 1


def test_of_another_conversation_it_is_nothing(person: Pressing) -> None:
    shown(person)
    told = types_yes(person, {})
    place = passing_on.Place("p-iemand-anders", "slack", None, "d-1")
    assert passing_on.brought_again(knowledge(), place, None) is None
    mine = passing_on.brought_again(knowledge(), passing_on.Place(person.name, "slack", None, "d-1"), None)
    assert mine is not None
    assert mine.text == told["tekst"]
