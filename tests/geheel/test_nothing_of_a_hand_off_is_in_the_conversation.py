from pathlib import Path

from servers import SOMEBODY, running

SECRETS = ("paarsepers", "geelkastje", "groenesleutel", "0478 98 76 54", "bijdebalie")


def test_no_file_but_the_outbox_holds_a_word_of_it(tmp_path: Path) -> None:
    with running(tmp_path) as assistant:
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
    for path in tmp_path.rglob("*"):
        content = path.read_bytes() if path.is_file() and not path.name.startswith("magdat.sqlite") else b""
        for secret in SECRETS:
            assert secret.encode() not in content, f"{secret} stands in {path}"


def test_who_is_in_the_middle_of_it_when_everything_restarts_is_asked_again(tmp_path: Path) -> None:
    with running(tmp_path) as assistant:
        assert assistant.say(SOMEBODY, "ik wil een mens spreken").custom["stap"] == "doorgeven_vraag"
        assert assistant.say(SOMEBODY, "Mijn foto hangt aan het geelkastje").custom["stap"] == "doorgeven_antwoord_waar"
    with running(tmp_path) as assistant:
        lost = assistant.say(SOMEBODY, "0478 98 76 54")
        assert lost.custom["stap"] == "doorgeven_vraag"
        assert "kwijt" in lost.text
        assert assistant.say(SOMEBODY, "Mijn foto hangt nog altijd daar").custom["stap"] == "doorgeven_antwoord_waar"
        assert "nog altijd daar" in assistant.say(SOMEBODY, "anoniem").text
    with running(tmp_path) as assistant:
        lost = assistant.say(SOMEBODY, "ja")
        assert lost.custom["stap"] == "doorgeven_vraag"
        assert "kwijt" in lost.text
        assert assistant.say(SOMEBODY, "stop").custom["stap"] == "doorgeven_niet"
