from pathlib import Path

import pytest
from restarting import FIRST, Story, Told, story
from servers import Assistant
from slack_here import Slack

pytestmark = [pytest.mark.server, pytest.mark.timeout(900)]

STATE = b'"gebruik_werkuren"'
"""A topic as the state of a conversation holds it; counts hold the same word, about nobody."""

SECRETS = ("zwarteraaf", "kwetsbaarwoord", "geheimezin")


def written(state: Path) -> dict[Path, bytes]:
    """Return all that an assistant wrote, by file."""
    found = {path: path.read_bytes() for path in state.rglob("*") if path.is_file()}
    assert found, "the assistant wrote nothing at all, so this test looked in the wrong place"
    return found


@story()
def a_confidential_one(assistant: Assistant, workspace: Slack) -> Story:
    conversation = assistant.conversation()
    first = conversation.say("mijn collega's pesten mij in de whatsappgroep, ze noemen mij zwarteraaf")
    assert first.custom["onderwerp"] == "pesten"
    conversation.say("ze lachen mij uit met kwetsbaarwoord en ik word gepest op facebook")
    conversation.say("ik wil fraude melden in het bedrijf, het gaat over geheimezin")
    conversation.say("waarom?")

    def look() -> None:
        for path, content in written(assistant.state).items():
            for secret in SECRETS:
                assert secret.encode() not in content, f"{secret} stands in {path}"
            if path.suffix == ".sqlite" or ".sqlite" in path.name:
                assert b'"pesten"' not in content, f"the topic stands in {path}"

    yield look


def test_no_file_holds_a_word_of_it(told: Told) -> None:
    told(a_confidential_one)


@story()
def what_follows(assistant: Assistant, workspace: Slack) -> Story:
    conversation = assistant.conversation()
    assert conversation.say("mijn collega's pesten mij in de groep").custom["onderwerp"] == "pesten"
    conversation.say("ze schreven zwarteraaf op mijn kastje")
    conversation.say("wie is de vertrouwenspersoon?")
    assert conversation.say("ik wil een mens spreken").custom["stap"] == "doorgeven_vraag"
    conversation.say("het begon met kwetsbaarwoord vorige winter")
    assert conversation.say("stop").custom["stap"] == "doorgeven_niet"
    conversation.say("mag ik in de pauze op facebook?")
    conversation.say("waarom?")

    def look() -> None:
        for path, content in written(assistant.state).items():
            for secret in (b"zwarteraaf", b"kwetsbaarwoord", b'"pesten"', b'"contactpersoon"'):
                assert secret not in content, f"{secret!r} stands in {path}"

    # What was kept is read back by a new process, which goes on with the ordinary topic and complains of nothing.
    later = yield look
    log = later.state / "logs" / "rasa.log"
    before = len(log.read_bytes())
    answer = later.say(conversation.sender, "en op linkedin?").custom
    assert (answer["onderwerp"], answer["context"]["moment"]) == ("gebruik_werkuren", "pauze")
    assert later.say(conversation.sender, "terug").custom.get("onderwerp") != "pesten"
    told = log.read_bytes()[before:]
    assert b"ERROR" not in told
    assert b"UserWarning" not in told


def test_what_follows_on_it_is_not_written_either_until_the_conversation_moves_on(told: Told) -> None:
    told(what_follows)


@story()
def an_ordinary_question(assistant: Assistant, workspace: Slack) -> Story:
    conversation = assistant.conversation()
    conversation.say("mag ik op facebook in de pauze? mail naar jan.peeters@voorbeeld.example of bel 0470 12 34 56")
    conversation.say("wat is het rijksregisternummer 85.07.30-033.28 doen op linkedin")

    def look() -> None:
        for path, content in written(assistant.state).items():
            for secret in (b"jan.peeters", b"0470 12", b"85.07.30", b"mag ik", b"Ja. ", conversation.sender.encode()):
                assert secret not in content, f"{secret!r} stands in {path}"

    look()
    yield look


def test_an_ordinary_question_is_not_written_either(told: Told) -> None:
    told(an_ordinary_question)


@story(FIRST)
def an_erased_one(assistant: Assistant, workspace: Slack) -> Story:
    """Told first: later others leave the same topic in the database."""
    conversation, files = assistant.conversation(), "magdat.sqlite*"
    conversation.say("mag ik op facebook in de pauze?")
    assert any(STATE in path.read_bytes() for path in assistant.state.glob(files))
    assert "gewist" in conversation.say("wis mijn gesprek").text
    assert not any(STATE in path.read_bytes() for path in assistant.state.glob(files))
    yield from ()


def test_a_person_can_have_the_conversation_erased(told: Told) -> None:
    told(an_erased_one)
