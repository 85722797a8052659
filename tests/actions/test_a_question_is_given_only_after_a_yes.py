from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import bridge, giving
from actions.answering import AnswerAction
from magdat.insight.questions import GivenQuestion
from magdat.settings import Settings
from magdat.storage.stores import open_stores

ODD = "blorp wizzel van Jan Peeters 0470 12 34 56"


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    for kept in (bridge._opening, bridge.confidential, giving.offers):
        kept.cache_clear()
    yield
    for kept in (bridge._opening, bridge.confidential, giving.offers):
        kept.cache_clear()


class Talk:
    """A person whose messages are understood as a test says."""

    def __init__(self) -> None:
        self.slots: dict[str, Any] = {}

    def say(self, text: str, intent: str = "nlu_fallback", **ranking: float) -> dict[str, Any]:
        """Return the last machine-readable form that came back, with all that was said."""
        items = [{"name": name, "confidence": chance} for name, chance in ranking.items()]
        parse = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "intent_ranking": items, "entities": []}
        dispatcher = CollectingDispatcher()
        tracker = Tracker("p-an", self.slots, parse, [], False, None, {}, None)
        for event in AnswerAction().run(dispatcher, tracker, {}):
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        said = " ".join(item["text"] for item in dispatcher.messages if item.get("text"))
        customs = [item["custom"] for item in dispatcher.messages if item.get("custom")]
        return {"tekst": said, **(customs[-1] if customs else {})}

    def fail_twice(self) -> dict[str, Any]:
        self.say(ODD, foto_tag=0.01, gebruik_werkuren=0.01)
        return self.say(ODD, foto_tag=0.01, gebruik_werkuren=0.01)


def waiting() -> list[GivenQuestion]:
    return open_stores(Settings.from_environment()).questions.waiting()


def test_it_is_shown_redacted_and_kept_after_a_yes_and_gone_after_wis_mijn_gesprek() -> None:
    talk = Talk()
    assert "toon je vraag" in talk.fail_twice()["tekst"]
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


def test_it_can_be_changed_first() -> None:
    talk = Talk()
    talk.fail_twice()
    talk.say("/aanpassen", "aanpassen")
    assert talk.say("/aanpassen", "aanpassen")["stap"] == "vraag_aanpassen"
    assert talk.say("mag ik een blorp plaatsen?", "foto_tag", foto_tag=0.5)["stap"] == "vraag_nakijken"
    talk.say("ja", "bevestigen", bevestigen=0.9)
    assert [item.text for item in waiting()] == ["mag ik een blorp plaatsen?"]


@pytest.mark.parametrize("no", ["/ontkennen", "stop"])
def test_a_no_keeps_nothing(no: str) -> None:
    talk = Talk()
    talk.fail_twice()
    talk.say("/aanpassen", "aanpassen")
    assert talk.say(no, "ontkennen", ontkennen=0.9)["stap"] == "vraag_niet"
    assert waiting() == []
    assert talk.say("/bevestigen", "bevestigen").get("stap") is None
    assert waiting() == []


def test_another_question_ends_it() -> None:
    talk = Talk()
    talk.fail_twice()
    talk.say("/aanpassen", "aanpassen")
    assert "stap" not in talk.say("mag ik op facebook in de pauze?", "gebruik_werkuren", gebruik_werkuren=0.99)
    talk.say("ja", "bevestigen", bevestigen=0.9)
    assert waiting() == []


def test_it_is_not_offered_in_confidence() -> None:
    talk = Talk()
    talk.say(ODD, pesten=0.2, foto_tag=0.01)
    assert "toon je vraag" not in talk.say(ODD, pesten=0.2, foto_tag=0.01)["tekst"]
