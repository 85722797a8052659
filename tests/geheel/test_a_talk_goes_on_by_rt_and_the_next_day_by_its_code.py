"""From a question to Debian's Request Tracker and back, over a relay; and the next day, elsewhere, by the code alone.

Rasa, the action server, the relay and RT really run, and one desk has a channel of our own Slack instead. The clock is
moved on where somebody would wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rt_house
from moved_clock import MovedClock
from rt_house import Tracker
from servers import Assistant, running, stores_in
from slack_here import Slack, slack
from widget_person import Widget, answered, code_in, number_in, step, until

from magdat.handoff.courier import LOOK_EVERY
from magdat.handoff.tickets import Status

pytestmark = pytest.mark.timeout(300)
QUESTION = "mag ik klanten toevoegen op facebook?"
WITHIN = 90.0
"""Seconds in which RT has what was said, or the assistant what RT has, on a busy machine too."""

CHANNEL = "CVAKBOND"
"""Where the trade union reads."""

DAY = 24 * 3600.0


@pytest.fixture(scope="module")
def rt() -> Iterator[Tracker]:
    with rt_house.tracker() as tracker:
        yield tracker


@pytest.fixture(scope="module")
def workspace() -> Iterator[Slack]:
    with slack() as workspace:
        yield workspace


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> MovedClock:
    return MovedClock(tmp_path_factory.mktemp("klok") / "klok")


@pytest.fixture(scope="module")
def assistant(
    rt: Tracker, workspace: Slack, clock: MovedClock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    settings = {
        **clock.settings,
        **workspace.settings,
        "MAGDAT_BEZORGER": "relay",
        "MAGDAT_DOORGEVEN": "rt,eigen vakbond=slack",
        "MAGDAT_SLACK_BUREAU": CHANNEL,
        "MAGDAT_RT_URL": rt.address.removesuffix("/REST/2.0"),
        "MAGDAT_RT_TOKEN": rt.token,
        "MAGDAT_RT_WACHTRIJ": "Helpdesk, hr=HR",
    }
    state, names = tmp_path_factory.mktemp("toestand"), ("acties", "rasa", "relay")
    with running(state, settings=settings, names=names) as assistant:
        yield assistant


class Agent:
    """Somebody who answers in RT."""

    def __init__(self, rt: Tracker, clock: MovedClock) -> None:
        self._rt, self._clock = rt, clock

    def finds(self, number: str) -> str:
        """Return the ticket of a question, as soon as it is there."""
        asked = {"query": f"Subject LIKE '{number}'"}
        (ticket,) = eventually(lambda: self._rt.agent("GET", "/tickets", **asked)["items"])
        return str(ticket["id"])

    def replies(self, ticket: str, text: str) -> None:
        self._rt.agent("POST", f"/ticket/{ticket}/correspond", {"Content": text, "ContentType": "text/plain"})
        self._clock.move(LOOK_EVERY)

    def resolves(self, ticket: str) -> None:
        self._rt.agent("PUT", f"/ticket/{ticket}", {"Status": "resolved"})
        self._clock.move(LOOK_EVERY)

    def reads(self, ticket: str, text: str) -> bool:
        """Return whether somebody's words come, as correspondence."""
        return bool(eventually(lambda: [said for said in self._rt.texts(ticket, "Correspond") if text in said]))

    def requestors(self, ticket: str) -> list[Any]:
        return list(self._rt.agent("GET", f"/ticket/{ticket}")["Requestor"])


@pytest.fixture(scope="module")
def agent(rt: Tracker, clock: MovedClock) -> Agent:
    return Agent(rt, clock)


def eventually(find: Callable[[], Any]) -> Any:
    """Return what is found, as soon as there is something; what is found last when the time is over."""
    deadline = time.monotonic() + WITHIN
    while not (found := find()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return found


def test_from_failure_to_rt_and_back_to_the_assistant_with_its_context(assistant: Assistant, agent: Agent) -> None:
    widget = Widget(assistant)
    with widget.listening() as events:
        until(events, answered(widget.say(QUESTION)))
        for said in ("qsdfkj mlkjqsdf", "wxcvbn zzzert qsdf", "ja", "Een klant stuurt mij elke avond berichten"):
            until(events, answered(widget.say(said)))
        shown = until(events, answered(widget.say("anoniem")))[-1]
        assert "Mag ik dat zo versturen?" in shown["text"]
        number = number_in(until(events, answered(widget.say("ja")))[-1]["text"])
        ticket = agent.finds(number)
        agent.replies(ticket, "Dag, wie is die klant?")
        came = until(events, step("antwoord_van_mens"))
        assert [data["custom"]["stap"] for data in came] == ["mens_neemt_over", "antwoord_van_mens"]
        assert came[-1]["text"] == "Dag, wie is die klant?"
        assert until(events, answered(widget.say("die van de bakkerij"))) == [], "the assistant is silent"
        assert agent.reads(ticket, "die van de bakkerij")
        assert assistant.may_close(number, "rt")
        agent.resolves(ticket)
        assert number in until(events, step("mens_klaar"))[-1]["text"]
        back = until(events, answered(widget.say("en op linkedin?")))
        (card,) = [data["custom"] for data in back if "context" in data["custom"]]
        assert (card["onderwerp"], card["context"]["platform"]) == ("klantencontact", "linkedin")


def test_the_next_day_elsewhere_the_code_gives_the_answer_and_the_talk_goes_on_anonymously(
    assistant: Assistant, agent: Agent, clock: MovedClock
) -> None:
    first, tickets = assistant.conversation(), stores_in(assistant.state).tickets
    for said in ("ik wil een mens spreken", "Ik wil niet dat mijn chef weet wie dit vraagt", "anoniem"):
        first.say(said)
    told = first.say("ja").text
    number, code = number_in(told), code_in(told)
    ticket = agent.finds(number)
    clock.move(DAY)
    agent.replies(ticket, "Dat hoeft niet. Waarover gaat het?")
    assert eventually(lambda: Status.HUMAN in {item.status for item in tickets.figures()}), "the answer is there"
    elsewhere = Widget(assistant)
    with elsewhere.listening() as events:
        read = until(events, answered(elsewhere.say(code)))
        assert "Dat hoeft niet. Waarover gaat het?" in [data["text"] for data in read]
        until(events, answered(elsewhere.say("Over een foto van mij op de site")))
        assert agent.reads(ticket, "Over een foto van mij op de site")
        agent.replies(ticket, "We halen ze weg.")
        assert until(events, step("antwoord_van_mens"))[-1]["text"] == "We halen ze weg."
        until(events, answered(elsewhere.say("Bedankt")))
        assert agent.reads(ticket, "Bedankt")
    assert agent.requestors(ticket) == []
    assert len(tickets.figures()) == 2, "the same question as the day before"
    again = first.say(QUESTION)
    assert again.custom["onderwerp"] == "klantencontact", "who asked first is not in that talk any more"
    assert "We halen ze weg." not in again.text


def test_from_failure_to_a_slack_channel_and_back_to_the_assistant_with_its_context(
    assistant: Assistant, workspace: Slack, clock: MovedClock
) -> None:
    widget, refused = Widget(assistant), len(workspace.refused)

    def reads(text: str) -> bool:
        """Return whether somebody's words come, in the channel."""
        return bool(eventually(lambda: [item for item in workspace.wait_in(CHANNEL) if text in str(item["blocks"])]))

    with widget.listening() as events:
        asked = ("mag de vakbond leden werven op facebook?", "qsdfkj mlkjqsdf", "wxcvbn zzzert qsdf", "ja")
        for said in (*asked, "Mijn ploegbaas verwijdert de berichten van de vakbond", "anoniem"):
            until(events, answered(widget.say(said)))
        number = number_in(until(events, answered(widget.say("ja")))[-1]["text"])
        assert reads("Mijn ploegbaas verwijdert de berichten van de vakbond")
        (question,) = workspace.wait_in(CHANNEL)
        assert number in str(question["blocks"])

        def writes(text: str) -> None:
            workspace.desk.write(CHANNEL, text, question["made"])
            clock.move(LOOK_EVERY)

        writes("nota: wie kent die ploegbaas?")
        writes("Dag, in welke groep was dat?")
        came = until(events, step("antwoord_van_mens"))
        assert [data["custom"]["stap"] for data in came] == ["mens_neemt_over", "antwoord_van_mens"]
        assert came[-1]["text"] == "Dag, in welke groep was dat?"
        assert until(events, answered(widget.say("die van de nachtploeg"))) == [], "the assistant is silent"
        assert reads("die van de nachtploeg")
        assert {item["thread_ts"] for item in workspace.wait_in(CHANNEL)[1:]} == {question["made"]}
        assert assistant.may_close(number, "slack")
        writes("!sluit")
        assert number in until(events, step("mens_klaar"))[-1]["text"]
        back = until(events, answered(widget.say("en op linkedin?")))
        (card,) = [data["custom"] for data in back if "context" in data["custom"]]
        assert (card["onderwerp"], card["context"]["platform"]) == ("vakbond", "linkedin")
    assert {error for _, error in workspace.refused[refused:]} <= {"ratelimited"}
