import pytest
from restarting import Story, Told, story
from servers import Assistant
from slack_here import Slack

pytestmark = [pytest.mark.server, pytest.mark.timeout(900)]

SECRETS = ("paarsepers", "geelkastje", "groenesleutel", "0478 98 76 54", "bijdebalie")


@story()
def passed_on(assistant: Assistant, workspace: Slack) -> Story:
    talk = assistant.conversation()
    talk.say("ik wil een mens spreken")
    assert talk.say("wie krijgt dat te zien?").custom["stap"] == "doorgeven_vraag"
    talk.say("Mijn foto hangt aan de paarsepers en dat wil ik niet")
    talk.say("bijdebalie")
    talk.say("0478 98 76 54")
    talk.say("ik wil de tekst aanpassen")
    talk.say("Mijn foto hangt aan het geelkastje")
    talk.say("zet er ook groenesleutel bij misschien")
    assert "geelkastje" in talk.say("zonder onderwerp").text
    assert talk.say("ja").custom["stap"] == "doorgeven_klaar"
    talk.say("mag ik in de pauze op facebook?")

    def look() -> None:
        for path in assistant.state.rglob("*"):
            content = path.read_bytes() if path.is_file() and not path.name.startswith("magdat.sqlite") else b""
            for secret in SECRETS:
                assert secret.encode() not in content, f"{secret} stands in {path}"

    yield look


def test_no_file_but_the_outbox_holds_a_word_of_it(told: Told) -> None:
    told(passed_on)


@story()
def in_the_middle_of_it(assistant: Assistant, workspace: Slack) -> Story:
    who = assistant.conversation().sender
    assert assistant.say(who, "ik wil een mens spreken").custom["stap"] == "doorgeven_vraag"
    assert assistant.say(who, "Mijn foto hangt aan het geelkastje").custom["stap"] == "doorgeven_antwoord_waar"
    assistant = yield None
    lost = assistant.say(who, "0478 98 76 54")
    assert lost.custom["stap"] == "doorgeven_vraag"
    assert "kwijt" in lost.text
    assert assistant.say(who, "Mijn foto hangt nog altijd daar").custom["stap"] == "doorgeven_antwoord_waar"
    assert "nog altijd daar" in assistant.say(who, "anoniem").text
    assistant = yield None
    lost = assistant.say(who, "ja")
    assert lost.custom["stap"] == "doorgeven_vraag"
    assert "kwijt" in lost.text
    assert assistant.say(who, "stop").custom["stap"] == "doorgeven_niet"


def test_who_is_in_the_middle_of_it_when_everything_restarts_is_asked_again(told: Told) -> None:
    told(in_the_middle_of_it)
