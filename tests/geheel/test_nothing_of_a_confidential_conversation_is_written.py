from pathlib import Path

from servers import running

STATE = b'"gebruik_werkuren"'
"""A topic as the state of a conversation holds it; counts hold the same word, about nobody."""

SECRETS = ("zwarteraaf", "kwetsbaarwoord", "geheimezin")


def test_no_file_holds_a_word_of_it(tmp_path: Path) -> None:
    with running(tmp_path) as assistant:
        conversation = assistant.conversation()
        first = conversation.say("mijn collega's pesten mij in de whatsappgroep, ze noemen mij zwarteraaf")
        assert first.custom["onderwerp"] == "pesten"
        conversation.say("ze lachen mij uit met kwetsbaarwoord en ik word gepest op facebook")
        conversation.say("ik wil fraude melden in het bedrijf, het gaat over geheimezin")
        conversation.say("waarom?")
    written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert written, "the assistant wrote nothing at all, so this test looked in the wrong place"
    for path, content in written.items():
        for secret in SECRETS:
            assert secret.encode() not in content, f"{secret} stands in {path}"
        if path.suffix == ".sqlite" or ".sqlite" in path.name:
            assert b'"pesten"' not in content, f"the topic stands in {path}"


def test_what_follows_on_it_is_not_written_either_until_the_conversation_moves_on(tmp_path: Path) -> None:
    with running(tmp_path) as assistant:
        conversation = assistant.conversation()
        assert conversation.say("mijn collega's pesten mij in de groep").custom["onderwerp"] == "pesten"
        conversation.say("ze schreven zwarteraaf op mijn kastje")
        conversation.say("wie is de vertrouwenspersoon?")
        assert conversation.say("ik wil een mens spreken").custom["stap"] == "doorgeven_vraag"
        conversation.say("het begon met kwetsbaarwoord vorige winter")
        assert conversation.say("stop").custom["stap"] == "doorgeven_niet"
        conversation.say("mag ik in de pauze op facebook?")
        conversation.say("waarom?")
    for path in tmp_path.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for secret in (b"zwarteraaf", b"kwetsbaarwoord", b'"pesten"', b'"contactpersoon"'):
            assert secret not in content, f"{secret!r} stands in {path}"
    # What was kept is read back by a new process, which goes on with the ordinary topic and complains of nothing.
    with running(tmp_path) as assistant:
        answer = assistant.say(conversation.sender, "en op linkedin?").custom
        assert (answer["onderwerp"], answer["context"]["moment"]) == ("gebruik_werkuren", "pauze")
        assert assistant.say(conversation.sender, "terug").custom.get("onderwerp") != "pesten"
        log = (tmp_path / "logs" / "rasa.log").read_text(encoding="utf-8")
    assert "ERROR" not in log
    assert "UserWarning" not in log


def test_an_ordinary_question_is_not_written_either(tmp_path: Path) -> None:
    with running(tmp_path) as assistant:
        conversation = assistant.conversation()
        conversation.say("mag ik op facebook in de pauze? mail naar jan.peeters@voorbeeld.example of bel 0470 12 34 56")
        conversation.say("wat is het rijksregisternummer 85.07.30-033.28 doen op linkedin")
        for path in tmp_path.rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            for secret in (b"jan.peeters", b"0470 12", b"85.07.30", b"mag ik", b"Ja. ", conversation.sender.encode()):
                assert secret not in content, f"{secret!r} stands in {path}"


def test_a_person_can_have_the_conversation_erased(tmp_path: Path) -> None:
    with running(tmp_path) as assistant:
        conversation = assistant.conversation()
        conversation.say("mag ik op facebook in de pauze?")
        files = list(tmp_path.glob("magdat.sqlite*"))
        assert any(STATE in path.read_bytes() for path in files)
        assert "gewist" in conversation.say("wis mijn gesprek").text
        assert not any(STATE in path.read_bytes() for path in tmp_path.glob("magdat.sqlite*"))
