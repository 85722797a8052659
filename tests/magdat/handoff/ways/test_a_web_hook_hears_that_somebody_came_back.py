"""By web hook the other side hears what others see for themselves: that somebody came back, or had it erased."""

from __future__ import annotations

import json
from typing import Any

import pytest
from handoff_servers import WebServer
from talks_here import Talks

from magdat.handoff.courier import Courier
from magdat.handoff.receipts import Outcome
from magdat.handoff.ways.webhook import WebhookWay
from magdat.policy.service_desks import ServiceDesk


@pytest.fixture
def talks(webhook: WebhookWay) -> Talks:
    talks = Talks(webhook, ("helpdesk",))
    talks.desk._desks = lambda: {name: ServiceDesk(name, name, None, name) for name in ("helpdesk", "hr")}
    return talks


def posted(helpdesk: WebServer) -> list[dict[str, Any]]:
    return [json.loads(body) for _, body in helpdesk.posts]


def test_a_person_who_comes_back_after_the_closing_opens_it_again(helpdesk: WebServer, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="helpdesk")
    talks.say(number, "Of een foto?")
    talks.desk.close(number, "els")
    talks.say(number, "Toch nog iets.")
    talks.say(number, "En dit.")
    talks.desk.answer(number, "els", "Dat mag.", mark="a1", way="webhook")
    talks.desk.close(number, "els")
    talks.desk.reopen(number, "els")
    talks.say(number, "Dank u.")
    said = [(told["boodschap"], told.get("heropend")) for told in posted(helpdesk) if told["soort"] == "aanvulling"]
    assert said == [("Of een foto?", None), ("Toch nog iets.", True), ("En dit.", None), ("Dank u.", None)]


def test_a_question_that_comes_back_brings_what_was_said_elsewhere(helpdesk: WebServer, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="helpdesk")
    assert talks.desk.transfer(number, "els", "hr")
    talks.say(number, "In de refter.")
    talks.desk.answer(number, "els", "Met hoeveel?", mark="eigen 1")
    talks.desk.note(number, "els", "geheim")
    assert talks.desk.transfer(number, "els", "helpdesk")
    talks.carry()
    back = posted(helpdesk)[-1]
    assert (back["gebeurtenis"], back["dienst"]) == ("transferred", "helpdesk")
    assert [(said["soort"], said["boodschap"]) for said in back["gesprek"]] == [
        ("vraag", "Mag ik filmen?"),
        ("aanvulling", "In de refter."),
        ("antwoord", "Met hoeveel?"),
    ]
    assert back["gesprek"][0]["kenmerk"] == posted(helpdesk)[0]["kenmerk"]


def test_a_question_that_comes_back_as_it_went_brings_nothing_more(helpdesk: WebServer, talks: Talks) -> None:
    number = talks.ask("Mag ik filmen?", desk="helpdesk")
    for to in ("hr", "helpdesk"):
        assert talks.desk.transfer(number, "els", to)
    talks.carry()
    assert "gesprek" not in posted(helpdesk)[-1]


@pytest.mark.parametrize(("status", "outcome", "told"), [(204, "ERASED", []), (400, "REMAINS", ["erased"])])
def test_who_does_not_erase_what_was_erased_hears_that_it_was(
    helpdesk: WebServer, talks: Talks, status: int, outcome: str, told: list[str]
) -> None:
    number = talks.ask("Mag ik filmen?", desk="helpdesk")
    ticket = talks.desk.of(number)
    assert ticket is not None
    talks.tickets.erase([ticket.conversation or ""])
    helpdesk.posts.clear()
    helpdesk.answers.append((status, {}))
    assert Courier(talks.desk, talks.tickets, talks.way).erase_due() == 1
    erasing, *more = posted(helpdesk)
    assert erasing == {"nummer": number, "soort": "wissen"}
    assert more == [{"nummer": number, "soort": "gebeurtenis", "gebeurtenis": event} for event in told]
    assert [item.outcome for item in talks.tickets.receipts() if item.way] == [Outcome[outcome]]
