import time
from pathlib import Path

from servers import running

SECRETS = ("zwarteraaf", "kwetsbaarwoord", "geheimezin")


def test_no_file_holds_a_word_of_it(tmp_path: Path) -> None:
    with running(tmp_path) as assistant:
        conversation = assistant.conversation()
        first = conversation.say("mijn collega's pesten mij in de whatsappgroep, ze noemen mij zwarteraaf")
        assert first.custom["onderwerp"] == "pesten"
        conversation.say("ze lachen mij uit met kwetsbaarwoord en ik word gepest op facebook")
        conversation.say("ik wil fraude melden in het bedrijf, het gaat over geheimezin")
        conversation.say("waarom?")
        time.sleep(1)
    written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert written, "the assistant wrote nothing at all, so this test looked in the wrong place"
    for path, content in written.items():
        for secret in SECRETS:
            assert secret.encode() not in content, f"{secret} stands in {path}"
        if path.suffix == ".sqlite" or ".sqlite" in path.name:
            assert b'"pesten"' not in content, f"the topic stands in {path}"


def test_a_name_and_an_address_are_redacted_before_they_are_written(tmp_path: Path) -> None:
    with running(tmp_path) as assistant:
        conversation = assistant.conversation()
        conversation.say("mag ik op facebook in de pauze? mail naar jan.peeters@voorbeeld.example of bel 0470 12 34 56")
        conversation.say("wat is het rijksregisternummer 85.07.30-033.28 doen op linkedin")
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"jan.peeters" not in content, path
            assert b"0470 12" not in content, path
            assert b"85.07.30" not in content, path
            assert conversation.sender.encode() not in content, path


def test_a_person_can_have_the_conversation_erased(tmp_path: Path) -> None:
    with running(tmp_path) as assistant:
        conversation = assistant.conversation()
        conversation.say("mag ik op facebook in de pauze met mijn paarseregenjas aan?")
        database = tmp_path / "gesprekken.sqlite"
        assert b"paarseregenjas" in database.read_bytes()
        assert "gewist" in conversation.say("wis mijn gesprek").text
        assert b"paarseregenjas" not in database.read_bytes()
