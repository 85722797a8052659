"""From a question to a thread in a channel of Teams and back, in the whole started system, over a relay.

Rasa, the action server and the relay really run. Teams is a Microsoft of our own, written from the documentation of the
Bot Framework: it signs what it brings, and refuses what the real one refuses.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from microsoft import TENANT, THREAD, Microsoft, activity, authorization, forged, microsoft, token
from servers import ANSWER_WITHIN, Assistant, running, stores_in
from widget_person import Widget, answered, number_in, step, until

QUESTION = "mag ik klanten toevoegen op facebook?"
CHANNEL, UNION = "19:hulp@thread.tacv2", "19:vakbond@thread.tacv2"
"""Where the helpdesk reads, and where the trade union does."""

COLLEAGUE = {"id": "29:collega", "name": "An Claes"}


@pytest.fixture(scope="module")
def server() -> Iterator[Microsoft]:
    with microsoft() as made:
        made.teams |= {CHANNEL, UNION}
        yield made
        assert made.faults == []


@pytest.fixture(scope="module")
def assistant(server: Microsoft, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = {
        **server.settings,
        "MAGDAT_BEZORGER": "relay",
        "MAGDAT_DOORGEVEN": "helpdesk=teams,eigen vakbond=teams",
        "MAGDAT_TEAMS_BUREAU": f"{CHANNEL}, vakbond={UNION}",
    }
    state, names = tmp_path_factory.mktemp("toestand"), ("acties", "rasa", "relay")
    with running(state, settings=settings, names=names) as assistant:
        yield assistant


class Team:
    """The channels of a team, and somebody who writes in their threads."""

    def __init__(self, assistant: Assistant, server: Microsoft) -> None:
        self._assistant, self._server = assistant, server

    def thread_of(self, number: str) -> str:
        """Return the thread of a question, as soon as it is there and the desk knows it.

        It begins a moment before that is noted, and what is written in it until then is for the assistant.
        """
        (found,) = eventually(lambda: [name for name, said in self._server.threads.items() if number in said[0]])
        tickets = stores_in(self._assistant.state).tickets
        assert eventually(lambda: tickets.by_external("teams", found)), f"the desk does not know {found}"
        return str(found)

    def reads(self, thread: str, text: str) -> bool:
        """Return whether a text comes in a thread."""
        return bool(eventually(lambda: [said for said in self._server.threads[thread] if text in said]))

    def writes(self, thread: str, text: str, *, signed: str | None = "", **facts: Any) -> int:
        """Name the app in a thread and write something behind it; return the status of what Teams brings."""
        where = {"id": thread, "conversationType": "channel", "tenantId": TENANT}
        said = {"from": COLLEAGUE, "conversation": where, **facts}
        return self.brings(activity(f"<at>Mag dat?</at> {text}", self._server.service, **said), signed)

    def brings(self, body: Any, signed: str | None = "") -> int:
        """Bring an activity, as Teams does."""
        where = f"{self._assistant.rasa}/webhooks/botframework/webhook"
        signature = authorization(token(self._server.service) if signed == "" else signed)
        return httpx.post(where, json=body, headers=signature, timeout=30).status_code


@pytest.fixture(scope="module")
def team(assistant: Assistant, server: Microsoft) -> Team:
    return Team(assistant, server)


def eventually(find: Callable[[], Any]) -> Any:
    """Return what is found, as soon as there is something; what is found last when the time is over."""
    deadline = time.monotonic() + ANSWER_WITHIN
    while not (found := find()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def test_from_failure_to_a_thread_and_back_to_the_assistant_with_its_context(assistant: Assistant, team: Team) -> None:
    widget = Widget(assistant)
    with widget.listening() as events:
        asked = (QUESTION, "qsdfkj mlkjqsdf", "wxcvbn zzzert qsdf", "ja")
        for said in (*asked, "Een klant stuurt mij elke avond <b>berichten</b>", "anoniem"):
            until(events, answered(widget.say(said)))
        number = number_in(until(events, answered(widget.say("ja")))[-1]["text"])
        thread = team.thread_of(number)
        assert thread.startswith(f"{CHANNEL}{THREAD}")
        assert team.reads(thread, "Een klant stuurt mij elke avond <b>berichten</b>")
        assert team.writes(thread, "nota: wie kent die klant?") == 200
        assert team.writes(thread, "Dag, wie is die klant?", id="1") == 200
        came = until(events, step("antwoord_van_mens"))
        assert [data["custom"]["stap"] for data in came] == ["mens_neemt_over", "antwoord_van_mens"]
        assert came[-1]["text"] == "Dag, wie is die klant?"
        assert team.writes(thread, "Dag, wie is die klant?", id="1") == 200, "Teams brings it again"
        assert until(events, answered(widget.say("die van de bakkerij"))) == [], "the assistant is silent"
        assert team.reads(thread, "die van de bakkerij")
        assert assistant.may_close(number, "teams")
        assert team.writes(thread, "!sluit") == 200
        assert number in until(events, step("mens_klaar"))[-1]["text"]
        back = until(events, answered(widget.say("en op linkedin?")))
        (card,) = [data["custom"] for data in back if "context" in data["custom"]]
        assert (card["onderwerp"], card["context"]["platform"]) == ("klantencontact", "linkedin")
        until(events, answered(widget.say(f"nog iets voor {number}: het is de bakkerij Peeters")))
        assert team.reads(thread, "het is de bakkerij Peeters")
        assert team.writes(thread, "Dank je.") == 200
        came = until(events, step("antwoord_van_mens"))
        assert [data["custom"]["stap"] for data in came] == ["mens_neemt_over", "antwoord_van_mens"], "it was once"


def test_who_asks_in_teams_reads_the_answer_there(assistant: Assistant, team: Team, server: Microsoft) -> None:
    """The same app brings both sides; what is said in a thread is for whoever asked, in a chat of their own."""
    person = {"id": "29:iemand-anders", "name": "Lies Maes"}
    chat = {"id": "a:lies", "tenantId": TENANT, "conversationType": "personal"}

    def read() -> str:
        return "\n".join(str(item) for item in server.sent(place=chat["id"]))

    def says(text: str, *, until_read: str) -> None:
        body = activity(text, server.service, conversation=chat, **{"from": person})
        assert team.brings(body) == 200
        assert eventually(lambda: until_read in read()), f"{until_read!r} in {read()}"

    says("ik wil met de vakbond praten", until_read="doorgeven")
    says("Mijn ploegbaas verwijdert onze berichten", until_read="anoniem")
    says("anoniem", until_read="Mag ik dat zo versturen?")
    says("ja", until_read="MD-")
    number = number_in(read())
    thread = team.thread_of(number)
    assert thread.startswith(f"{UNION}{THREAD}"), "each desk has a channel of its own"
    assert team.writes(thread, "In welke groep was dat?") == 200
    assert eventually(lambda: "In welke groep was dat?" in read())
    assert "An Claes" not in read()
    says("die van de nachtploeg", until_read="In welke groep was dat?")
    assert team.reads(thread, "die van de nachtploeg")
    assert assistant.may_close(number, "teams")
    assert "Lies Maes" not in "".join(server.threads[thread])
    assert team.writes(thread, "!sluit") == 200
    assert eventually(lambda: f"sloot {number}" in read())


def test_what_nobody_signed_answers_nobody(assistant: Assistant, team: Team, server: Microsoft) -> None:
    widget = Widget(assistant)
    with widget.listening() as events:
        for said in ("ik wil een mens spreken", "Mag ik een foto van de drukpers plaatsen?", "anoniem"):
            until(events, answered(widget.say(said)))
        number = number_in(until(events, answered(widget.say("ja")))[-1]["text"])
        thread = team.thread_of(number)
        for kind, signed in forged(server.service).items():
            if kind != "a header that is nested deep":  # longer than a server takes
                assert team.writes(thread, "Dit is niet van ons.", signed=signed) == 401, kind
        assert team.writes(thread, "Ja hoor.") == 200
        came = until(events, step("antwoord_van_mens"))
        assert [data["text"] for data in came if data["custom"]["stap"] == "antwoord_van_mens"] == ["Ja hoor."]
