"""What a message gives away by itself, whatever it is about: whether it leans on what was said, or says nothing."""

from __future__ import annotations

from magdat.conversation.interpret.context import telling_words
from magdat.guidance.library import Library
from magdat.guidance.model import fits
from magdat.understanding import Understanding

LONG = 12
"""A longer message than this stands on its own, whatever small words are in it."""

ALMOST_CERTAIN = 0.90
"""From this probability on, even a long message is believed to be a yes, a no or a stop."""

BRIEF_MOVES = frozenset({"bevestigen", "ontkennen", "stoppen", "kies_optie", "terug", "herhalen", "korter"})
"""Moves for which a few words are enough."""


def leans(library: Library, understanding: Understanding) -> bool:
    """Return whether a message points back to what was said: «is dat verplicht?», «maar hij liegt!»."""
    text = understanding.text
    if len(text.split()) > LONG:
        return False
    return hollow(library, understanding) or any(fits(form, text) for form in library.talk.pointing_back)


def hollow(library: Library, understanding: Understanding) -> bool:
    """Return whether a message has not one word by which it tells what it is about: «moet ik dat zeggen?»."""
    return not understanding.values and not telling_words(library.talk, understanding)


def asks_anew(library: Library, understanding: Understanding) -> bool:
    """Return whether a message is a question that does not point back to what was said: «mag de pers binnen?»."""
    text = understanding.text
    asks = "?" in text or any(fits(form, text) for form in library.talk.question)
    return asks and not leans(library, understanding)


def hinted(library: Library, understanding: Understanding, topic: str) -> bool:
    """Return whether a message has a form that hints at a topic."""
    text = understanding.text
    return any(fits(form, text) for hint in library.talk.hints if hint.topic == topic for form in hint.forms)


def vague(library: Library, understanding: Understanding) -> bool:
    """Return whether a message says of itself that it does not find the word: «mag dat met die dinges?»."""
    return any(fits(form, understanding.text) for form in library.talk.vague)


def too_long_for(intent: str, understanding: Understanding) -> bool:
    """Return whether a message has more words than a yes, a no or a stop needs; then it tells something else."""
    return intent in BRIEF_MOVES and understanding.confidence < ALMOST_CERTAIN and len(understanding.text.split()) > 6
