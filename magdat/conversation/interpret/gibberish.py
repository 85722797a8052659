"""What no person could understand either: code, a bare number, a row of letters. No topic is guessed from it."""

from __future__ import annotations

import re

from magdat.conversation.interpret.meaning import SMALL_TALK
from magdat.guidance.library import Library
from magdat.understanding import ACTS, Understanding

HEARD_ALL_THE_SAME = 0.5
"""From this probability on, a topic is believed although the words look like nothing: «mg k p fcbk»."""

SMALL_TALK_ALL_THE_SAME = 0.75
"""The same for small talk, which a row of letters looks like most: «grmbl pfff tss»."""

_MARKUP = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|</?[a-z!][^<>]*>", re.IGNORECASE | re.DOTALL)
_CODE = re.compile(
    r"""^\s*[{\[].*["':].*[}\]]?\s*$                # JSON, whole or broken off
    |\b(?:select\b.+\bfrom|drop\s+table|insert\s+into|delete\s+from|union\s+(?:all\s+)?select)\b
    |'\s*or\s*'?\d'?\s*=\s*'?\d                     # the oldest trick against a database
    |\$\{|\{\{|\}\}|\bfunction\s*\(|\.\./\.\.|=>|\w+\([^()]*\)\s*;
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_ONE_LETTER = re.compile(r"(.)\1{2,}")
_ONE_SOUND = re.compile(r"(\w{2,4})\1{2,}")
_LAUGHTER = re.compile(r"(?:ha|he|hi|ho|lo|ja){2,}\w?")
_SIGH = re.compile(r"h?m+|pf+|p?s+t|ts+k?|[bg]r+|x{1,3}")
"""Sounds and kisses, which go with any message and tell nothing."""

_VOWEL = re.compile(r"[aeiouyà-öø-ý]")
_ROWS = ("qwertyuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "wxcvbn")
_KEYBOARD = tuple(row[::way] for row in _ROWS for way in (1, -1))
_SHORT = 3
"""So few letters may be an abbreviation, or a word in somebody's dialect."""


def gibberish(library: Library, understanding: Understanding) -> bool:
    """Return whether a message is code or a bare number, or at most half of its words could be words."""
    if understanding.certain:
        return _unknown_button(library, understanding)
    text = _MARKUP.sub(" ", understanding.text)
    if _CODE.search(text):
        return True
    words = [word for word in _LETTERS.findall(text.lower()) if not _SIGH.fullmatch(word)]
    if not words:  # punctuation and pictures are no question, but a number or an empty script is no Dutch
        return any(letter.isalnum() for letter in understanding.text) and _SIGH.search(text.lower()) is None
    readable = sum(_readable(word) for word in words)
    if understanding.values or readable * 2 > len(words):
        return False
    return not _heard(understanding) or all(_typed_at_random(word) for word in words)


def _heard(understanding: Understanding) -> bool:
    """Return whether a topic is likely enough to be believed, whatever the words look like."""
    return any(
        chance >= (SMALL_TALK_ALL_THE_SAME if name == SMALL_TALK else HEARD_ALL_THE_SAME)
        for name, chance in understanding.topics()
    )


def _unknown_button(library: Library, understanding: Understanding) -> bool:
    """Return whether somebody typed what looks like a button's payload, but stands for nothing."""
    broken_off = "{" in understanding.text and not understanding.values
    return broken_off or (understanding.intent not in ACTS and understanding.intent not in library.answers)


def _readable(word: str) -> bool:
    """Return whether letters could be a word, in whatever spelling."""
    if _typed_at_random(word):
        return False
    return len(word) <= _SHORT or _VOWEL.search(word) is not None


def _typed_at_random(word: str) -> bool:
    """Return whether letters are one key held down, one sound repeated, or a walk over the keyboard."""
    if _ONE_LETTER.fullmatch(word):
        return True
    if _ONE_SOUND.fullmatch(word) and not _LAUGHTER.fullmatch(word):
        return True
    return len(word) > _SHORT and all(
        any(word[place : place + 3] in row for row in _KEYBOARD) for place in range(len(word) - 2)
    )
