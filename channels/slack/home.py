"""The bot's own page on Slack: who it is, questions to begin with, what is kept, and a button that erases it."""

from __future__ import annotations

from typing import Any

from channels.slack.card import header, rows, sections, small_print
from magdat.wording.phrases import Phrases
from magdat.wording.starters import Starter

ERASE = "wissen"
"""What the button is called that erases."""

START = "begin"
"""What the name of the row of questions begins with; anybody may press one more than once."""


class Home:
    """The page, in the wording of leidraad/."""

    def __init__(self, phrases: Phrases, starters: tuple[Starter, ...], days: int) -> None:
        """Draw with these sentences and questions; ``days`` is how long a conversation is kept."""
        self._phrases = phrases
        self._starters = starters
        self._days = days

    def view(self, channel: str, *, erased: bool = False) -> dict[str, Any]:
        """Return the page; ``channel`` is the direct message where the answers of its buttons go."""
        say = self._phrases.say
        blocks = [
            *self.welcome(),
            {"type": "divider"},
            *sections(say("thuis_privacy", dagen=self._days)),
            self._eraser(),
            *(small_print(say("thuis_gewist")) if erased else ()),
        ]
        return {"type": "home", "private_metadata": channel, "blocks": blocks}

    def welcome(self, *, buttons: bool = True) -> list[dict[str, Any]]:
        """Return who the bot is and what one can ask."""
        asked = [{"title": item.title, "payload": item.question} for item in self._starters]
        text = self._phrases.say("thuis_welkom")
        return [header(self._phrases.say("thuis_titel")), *sections(text), *(rows(asked, START) if buttons else ())]

    def summary(self) -> str:
        """Return the welcome in one line, for a notification."""
        return self._phrases.say("thuis_welkom")

    def _eraser(self) -> dict[str, Any]:
        say = self._phrases.say

        def plain(key: str) -> dict[str, str]:
            return {"type": "plain_text", "text": say(key)}

        return {
            "type": "actions",
            "block_id": ERASE,
            "elements": [
                {
                    "type": "button",
                    "action_id": ERASE,
                    "style": "danger",
                    "text": plain("knop_wissen"),
                    "value": ERASE,
                    "confirm": {
                        "title": plain("knop_wissen"),
                        "text": plain("thuis_wissen_zeker"),
                        "confirm": plain("knop_ja"),
                        "deny": plain("knop_nee"),
                    },
                }
            ],
        }
