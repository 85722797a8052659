"""From a question to a desk and back, in the whole started system; the desk answers in another process."""

from __future__ import annotations

import os
import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from servers import ANSWER_WITHIN, Assistant, Conversation, running
from side_by_side import Colleague, Employee, invited, page_of
from slack_here import Slack, event, slack
from widget_person import Widget, answered, code_in, number_in, step, until

from magdat.desks.opening import open_counter
from magdat.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
POLICY = (ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8")
QUESTION = "mag ik klanten toevoegen op facebook?"


class Desk:
    """Somebody of a desk, who works in this process on the database of the assistant's."""

    def __init__(self, assistant: Assistant) -> None:
        settings = Settings.from_environment(assistant.environment)
        self._desk = open_counter(settings, assistant.environment).desk

    def answer(self, number: str, text: str) -> None:
        assert self._desk.answer(number, "an", text, mark=uuid.uuid4().hex)

    def close(self, number: str) -> None:
        assert self._desk.close(number, "an")

    def reads(self, number: str) -> list[str]:
        return [said.text for said in self._desk.talk(number) if said.text]


@pytest.fixture(scope="module")
def workspace() -> Iterator[Slack]:
    with slack() as workspace:
        yield workspace


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a policy that a test may edit."""
    path = tmp_path_factory.mktemp("beleid") / "beleid.yml"
    path.write_text(POLICY, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def assistant(workspace: Slack, policy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = {**workspace.settings, "MAGDAT_DOORGEVEN": "eigen"}
    names, state = ("acties", "rasa", "pagina", "bureau"), tmp_path_factory.mktemp("toestand")
    with running(state, policy=policy, settings=settings, names=names) as assistant:
        yield assistant


def test_in_the_widget_a_person_answers_the_talk_goes_on_and_the_assistant_is_back(assistant: Assistant) -> None:
    widget, desk = Widget(assistant), Desk(assistant)
    with widget.listening() as events:
        until(events, answered(widget.say(QUESTION)))
        # After a failure a person is offered, and a yes is enough.
        until(events, answered(widget.say("qsdfkj mlkjqsdf")))
        offered = until(events, answered(widget.say("wxcvbn zzzert qsdf")))
        assert "collega" in offered[-1]["text"]
        until(events, answered(widget.say("ja")))
        until(events, answered(widget.say("Een klant stuurt mij elke avond berichten")))
        until(events, answered(widget.say("anoniem")))
        told = until(events, answered(widget.say("ja")))[-1]
        number = number_in(told["text"])
        assert desk.reads(number) == ["Een klant stuurt mij elke avond berichten"]
        desk.answer(number, "Dag, wie is die klant?")
        came = until(events, step("antwoord_van_mens"))
        assert [data["custom"]["stap"] for data in came] == ["mens_neemt_over", "antwoord_van_mens"]
        assert came[-1]["text"] == "Dag, wie is die klant?"
        assert came[-1]["custom"]["status"] == "human"
        assert until(events, answered(widget.say("die van de bakkerij"))) == [], "the assistant is silent"
        assert desk.reads(number)[-1] == "die van de bakkerij"
        held = until(events, answered(widget.say("mijn baas fraudeert met de kas")))
        assert [data["custom"]["stap"] for data in held] == ["vertrouwelijk_niet_bij"], "the model read it"
        assert desk.reads(number)[-1] == "die van de bakkerij"
        desk.answer(number, "Blokkeer hem gerust.")
        assert until(events, step("antwoord_van_mens"))[-1]["text"] == "Blokkeer hem gerust."
        desk.close(number)
        assert number in until(events, step("mens_klaar"))[-1]["text"]
        back = until(events, answered(widget.say("en op linkedin?")))
        (card,) = [data["custom"] for data in back if "context" in data["custom"]]
        assert (card["onderwerp"], card["context"]["platform"]) == ("klantencontact", "linkedin")
        assert until(events, answered(widget.say(f"hoe staat het met {number}")))[-1]["text"] == "Blokkeer hem gerust."


def test_in_two_browsers_a_talk_goes_from_the_widget_to_the_desk_and_back(
    assistant: Assistant, browser: Browser, other_browser: Browser
) -> None:
    """Two Chromiums side by side; with BEELDEN_NAAR a folder gets what each of them shows."""
    pictures = os.environ.get("BEELDEN_NAAR")
    start, ports = invited(assistant, "els", "helpdesk"), assistant.environment
    chat = f"http://127.0.0.1:{ports['MAGDAT_POORT_PAGINA']}/chat.html"
    desk = f"http://127.0.0.1:{ports['MAGDAT_POORT_BUREAU']}/"
    with page_of(browser, chat) as one, page_of(other_browser, desk) as other:
        person, colleague = Employee(one), Colleague(other)

        def picture(name: str) -> None:
            if pictures:
                for who, page in (("medewerker", one), ("bureau", other)):
                    page.screenshot(path=Path(pictures) / f"doorgeven-{name}-{who}.png")

        colleague.begin("els", start)
        for said in (
            QUESTION,
            "qsdfkj mlkjqsdf",
            "wxcvbn zzzert qsdf",
            "ja",
            "Mag ik de bakkerij toevoegen?",
            "anoniem",
        ):
            person.say(said)
        person.reads("Mag ik dat zo versturen?")
        picture("toestemming")
        person.say("ja")
        person.reads(re.compile(r"MD-\d{4}"))
        colleague.opens("Mag ik de bakkerij toevoegen")
        colleague.answers("Dag, is dat een klant van ons?")
        person.reads("Dag, is dat een klant van ons?")
        person.say("Ja, al tien jaar.")
        colleague.reads("Ja, al tien jaar.")
        colleague.answers("Dan mag het, via onze pagina.")
        person.reads("Dan mag het, via onze pagina.")
        picture("gesprek")
        colleague.closes()
        person.reads("sloot MD-")
        person.say("en op linkedin?")
        expect(person.reads("LinkedIn").get_by_text("artikel")).not_to_have_count(0)
        picture("terug")


def test_an_edit_of_the_policy_in_mid_talk_breaks_nobody_out(assistant: Assistant, policy: Path) -> None:
    widget, desk = Widget(assistant), Desk(assistant)
    pause, decided = "mag ik facebook gebruiken tijdens de pauze?", "    besluit: ja\n"
    start = POLICY.index('artikel: "3.1"')
    stricter = POLICY[:start] + POLICY[start:].replace(decided, "    besluit: nee\n", 1)
    gone = re.sub(r"\n    helpdesk:\n(?:      .*\n)+", "\n", POLICY).replace("- {dienst: helpdesk}", "- {dienst: it}")
    edits = ((stricter, "nee"), (gone, "ja"), ("kapot: [", "ja"))
    with widget.listening() as events:
        for said in (QUESTION, "ik wil een mens spreken", "Een klant stuurt mij berichten", "anoniem"):
            until(events, answered(widget.say(said)))
        number = number_in(until(events, answered(widget.say("ja")))[-1]["text"])
        desk.answer(number, "Dag, wie is die klant?")
        until(events, step("antwoord_van_mens"))
        try:
            for number_of_edit, (edited, decision) in enumerate(edits):
                policy.write_text(edited, encoding="utf-8")
                deadline = time.monotonic() + ANSWER_WITHIN
                # Each time somebody else: one person who asks on would be told to ask slower.
                while assistant.conversation().say(pause).custom["besluit"] != decision:
                    assert time.monotonic() < deadline, "the edit is not in use"
                assert until(events, answered(widget.say(f"na bewerking {number_of_edit}"))) == [], (
                    "the assistant is silent"
                )
        finally:
            policy.write_text(POLICY, encoding="utf-8")
        assert desk.reads(number)[-3:] == [f"na bewerking {count}" for count in range(3)]
        desk.answer(number, "Nog altijd hier.")
        assert until(events, step("antwoord_van_mens"))[-1]["text"] == "Nog altijd hier."
        desk.close(number)
        until(events, step("mens_klaar"))
        back = until(events, answered(widget.say("en op linkedin?")))
        assert [data["custom"]["onderwerp"] for data in back if "context" in data["custom"]] == ["klantencontact"]


def passed_on(talk: Conversation, message: str) -> str:
    talk.say("ik wil een mens spreken")
    talk.say(message)
    talk.say("anoniem")
    return talk.say("ja").text


def test_an_anonymous_question_on_bullying_goes_on_elsewhere_with_its_code(assistant: Assistant) -> None:
    talk, desk = assistant.conversation(), Desk(assistant)
    talk.say("ik word gepest door mijn collega's")
    told = passed_on(talk, "Ze sturen elke dag iets over mij in de groep")
    number, code = number_in(told), code_in(told)
    assert "vertrouwenspersoon" in told.lower()
    desk.answer(number, "Ik luister. Wil je eens bellen?")
    elsewhere = Widget(assistant)
    with elsewhere.listening() as events:
        read = until(events, answered(elsewhere.say(code)))
        assert "Ik luister. Wil je eens bellen?" in [data["text"] for data in read]
        until(events, answered(elsewhere.say("liever hier nog even")))
        assert desk.reads(number)[-1] == "liever hier nog even"
        desk.answer(number, "Dat kan ook.")
        assert until(events, step("antwoord_van_mens"))[-1]["text"] == "Dat kan ook."
    assert talk.say("mag ik op facebook in de pauze?").custom["onderwerp"] == "gebruik_werkuren"


def test_over_rest_the_answer_comes_with_the_next_message(assistant: Assistant) -> None:
    talk, desk = assistant.conversation(), Desk(assistant)
    talk.say(QUESTION)
    number = number_in(passed_on(talk, "Een klant wil mij toevoegen"))
    desk.answer(number, "Doe maar niet.")
    heard = talk.say("en op linkedin?")
    assert "Doe maar niet." in heard.text
    assert desk.reads(number)[-1] == "en op linkedin?"
    assert "Ik ben er weer" in talk.say("terug naar de assistent").text
    assert talk.say("en op linkedin?").custom["context"]["platform"] == "linkedin"


def test_in_slack_the_answer_arrives_by_itself(assistant: Assistant, workspace: Slack) -> None:
    person, desk = {"user": "U0MENS001", "channel": "D0MENS001"}, Desk(assistant)
    workspace.calls.clear()
    told: list[str] = []

    def say(text: str) -> str:
        """Return all that is posted, once something was posted after what was said."""
        before = len(workspace.of("chat.postMessage"))
        assert workspace.bring(assistant.rasa, event(text, **person)).status_code == 200
        posted = workspace.wait_for(before + 1)
        told[:] = [str(item["text"]) for item in posted]
        return told[-1]

    def wait_until_posted(words: str) -> None:
        deadline = time.monotonic() + ANSWER_WITHIN
        while not any(words in str(item["text"]) for item in workspace.of("chat.postMessage")):
            assert time.monotonic() < deadline, words
            time.sleep(0.1)

    say("ik wil een mens spreken")
    wait_until_posted("Wat mag ik doorgeven?")
    say("Mijn foto staat op de site")
    wait_until_posted("anoniem")
    say("anoniem")
    wait_until_posted("Mag ik dat zo versturen?")
    say("ja")
    wait_until_posted("Het is doorgegeven")
    number = number_in(
        next(text for text in (str(c["text"]) for c in workspace.of("chat.postMessage")) if "MD-" in text)
    )
    desk.answer(number, "We halen ze <weg> & klaar.")
    wait_until_posted("praat nu met je")
    wait_until_posted("We halen ze &lt;weg&gt; &amp; klaar.")
    count = len(workspace.of("chat.postMessage"))
    assert workspace.bring(assistant.rasa, event("heel erg bedankt", **person)).status_code == 200
    deadline = time.monotonic() + ANSWER_WITHIN
    while desk.reads(number)[-1] != "heel erg bedankt":
        assert time.monotonic() < deadline
    assert len(workspace.of("chat.postMessage")) == count, "the assistant is silent"
    desk.close(number)
    wait_until_posted("sloot")
