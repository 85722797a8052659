"""A person who talks to the one action, and whose messages are understood as a test says."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import AnswerAction


class Talk:
    """One person at one place."""

    def __init__(self, name: str = "p-an") -> None:
        self.name = name
        self.slots: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {}
        """What the gate says beside each message."""

    def say(self, text: str, intent: str = "nlu_fallback", **ranking: float) -> dict[str, Any]:
        """Return the last machine-readable form that came back, with all that was said."""
        items = [{"name": name, "confidence": chance} for name, chance in ranking.items()]
        parse = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "intent_ranking": items, "entities": []}
        parse["metadata"] = self.metadata
        dispatcher = CollectingDispatcher()
        tracker = Tracker(self.name, self.slots, parse, [], False, None, {}, None)
        for event in AnswerAction().run(dispatcher, tracker, {}):
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        said = " ".join(item["text"] for item in dispatcher.messages if item.get("text"))
        customs = [item["custom"] for item in dispatcher.messages if item.get("custom")]
        return {"tekst": said, **(customs[-1] if customs else {})}

    def wants_a_person(self) -> dict[str, Any]:
        return self.say("ik wil een mens spreken", mens_spreken=0.99)
