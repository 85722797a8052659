from typing import Any

import pytest
from one_person import Talk

from magdat.insight.questions import GivenQuestion
from magdat.settings import Settings
from magdat.storage.stores import open_stores

ODD = "blorp wizzel van Jan Peeters 0470 12 34 56"


def fail_twice(talk: Talk) -> dict[str, Any]:
    talk.say(ODD, foto_tag=0.01, gebruik_werkuren=0.01)
    return talk.say(ODD, foto_tag=0.01, gebruik_werkuren=0.01)


def waiting() -> list[GivenQuestion]:
    return open_stores(Settings.from_environment()).questions.waiting()


def test_it_is_shown_redacted_and_kept_after_a_yes_and_gone_after_wis_mijn_gesprek(talk: Talk) -> None:
    assert "toon je vraag" in fail_twice(talk)["tekst"]
    shown = talk.say("/aanpassen", "aanpassen")
    assert shown["stap"] == "vraag_nakijken"
    assert "Peeters" not in shown["tekst"]
    assert "0470" not in shown["tekst"]
    assert waiting() == []
    assert talk.say("/bevestigen", "bevestigen")["stap"] == "vraag_gegeven"
    (question,) = waiting()
    assert question.text in shown["tekst"]
    talk.say("wis mijn gesprek", "bot_privacy", bot_privacy=0.9)
    assert waiting() == []


def test_it_can_be_changed_first(talk: Talk) -> None:
    fail_twice(talk)
    talk.say("/aanpassen", "aanpassen")
    assert talk.say("/aanpassen", "aanpassen")["stap"] == "vraag_aanpassen"
    assert talk.say("mag ik een blorp plaatsen?", "foto_tag", foto_tag=0.5)["stap"] == "vraag_nakijken"
    talk.say("ja", "bevestigen", bevestigen=0.9)
    assert [item.text for item in waiting()] == ["mag ik een blorp plaatsen?"]


@pytest.mark.parametrize("no", ["/ontkennen", "stop"])
def test_a_no_keeps_nothing(talk: Talk, no: str) -> None:
    fail_twice(talk)
    talk.say("/aanpassen", "aanpassen")
    assert talk.say(no, "ontkennen", ontkennen=0.9)["stap"] == "vraag_niet"
    assert waiting() == []
    assert talk.say("/bevestigen", "bevestigen").get("stap") is None
    assert waiting() == []


def test_another_question_ends_it(talk: Talk) -> None:
    fail_twice(talk)
    talk.say("/aanpassen", "aanpassen")
    assert "stap" not in talk.say("mag ik op facebook in de pauze?", "gebruik_werkuren", gebruik_werkuren=0.99)
    talk.say("ja", "bevestigen", bevestigen=0.9)
    assert waiting() == []


def test_it_is_not_offered_in_confidence(talk: Talk) -> None:
    talk.say(ODD, pesten=0.2, foto_tag=0.01)
    assert "toon je vraag" not in talk.say(ODD, pesten=0.2, foto_tag=0.01)["tekst"]
