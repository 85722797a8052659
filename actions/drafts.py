"""The texts that wait for a yes, in memory only, and the slots that say how far somebody is with them."""

from __future__ import annotations

from functools import lru_cache

from rasa_sdk import Tracker

from actions.bridge import knowledge
from actions.memory import Memory
from magdat.answers.answer import Button
from magdat.conversation.outcome import PERSON
from magdat.conversation.reply import Reply
from magdat.handoff.draft import Draft
from magdat.privacy.handed_on import PASSED_ON

MESSAGE, CONTACT, AGREED = "doorgeef_bericht", "doorgeef_contact", "doorgeef_akkoord"

GIVEN = PASSED_ON
"""What a slot holds once the person gave a text; the text itself is never written to a conversation."""

YES, NO, GONE = "ja", "nee", "weg"
"""How a hand-off ends: it is sent, it is not, or something else took its place and nothing more is said of it."""


@lru_cache(maxsize=1)
def drafts() -> Memory[Draft]:
    """Return the texts that wait for a yes."""
    return Memory()


def draft_of(tracker: Tracker) -> Draft:
    """Return what this person typed so far; empty when it was too long ago."""
    return drafts().recall(tracker.sender_id) or Draft()


def keep(tracker: Tracker, draft: Draft) -> None:
    """Hold what this person typed so far."""
    drafts().keep(tracker.sender_id, draft)


def reply(key: str, *buttons: Button, **parts: object) -> Reply:
    """Return one of the sentences of the hand-off."""
    return worded(knowledge().phrases.say(key, **parts), key, *buttons)


def worded(text: str, step: str, *buttons: Button) -> Reply:
    """Return a text as a step of the hand-off."""
    return Reply(text, {"onderwerp": PERSON, "stap": step}, buttons)
