"""A person who talks to the one action, and whose messages are understood as a test says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import AnswerAction
from magdat.answers.answer import BELONGS


class Talk:
    """One person at one place."""

    def __init__(self, name: str = "p-an") -> None:
        self.name = name
        self.slots: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {}
        """What the gate says beside each message."""

        self.buttons: list[dict[str, str]] = []
        """What stands under the last thing that was said with buttons."""

    def say(self, text: str, intent: str = "nlu_fallback", **ranking: float) -> dict[str, Any]:
        """Return the last machine-readable form that came back, with all that was said."""
        items = [{"name": name, "confidence": chance} for name, chance in ranking.items()]
        parse = {"metadata": self.metadata, **self.parse(text, intent, items)}
        dispatcher = CollectingDispatcher()
        tracker = Tracker(self.name, self.slots, parse, [], False, None, {}, None)
        for event in AnswerAction().run(dispatcher, tracker, {}):
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        self.buttons = next((item["buttons"] for item in reversed(dispatcher.messages) if item.get("buttons")), [])
        said = " ".join(item["text"] for item in dispatcher.messages if item.get("text"))
        customs = [item["custom"] for item in dispatcher.messages if item.get("custom")]
        return {"tekst": said, **(customs[-1] if customs else {})}

    def parse(self, text: str, intent: str, items: list[dict[str, Any]]) -> dict[str, Any]:
        """Return what Rasa makes of a message."""
        return {"text": text, "intent": {"name": intent, "confidence": 1.0}, "intent_ranking": items, "entities": []}

    def wants_a_person(self) -> dict[str, Any]:
        return self.say("ik wil een mens spreken", mens_spreken=0.99)


class Pressing(Talk):
    """Somebody who presses what stands under an answer."""

    def parse(self, text: str, intent: str, items: list[dict[str, Any]]) -> dict[str, Any]:
        parsed = super().parse(text, intent, items)
        if not text.startswith("/"):
            return parsed
        name, _, values = text[1:].partition("{")
        entities = [
            {"entity": key, "value": value} for key, value in json.loads("{" + values if values else "{}").items()
        ]
        return {**parsed, "intent": {"name": name, "confidence": 1.0}, "entities": entities}

    def press(self, button: Mapping[str, str]) -> dict[str, Any]:
        """Press a button on a card, which brings back the mark that stood on it."""
        self.metadata = {BELONGS: button[BELONGS]} if BELONGS in button else {}
        try:
            return self.say(button["payload"])
        finally:
            self.metadata = {}
