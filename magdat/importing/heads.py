"""A heading that runs into the text: «**Je wifi.** Thuis kies je …»."""

from __future__ import annotations

import re

from magdat.importing.labels import bullet_of, label_of
from magdat.importing.source import tidy

MOST_WORDS, MOST_ASKED = 10, 30
"""More words in bold than this are emphasis, no heading; a question is one however long people tell it."""

_ENDS = re.compile(r"[.:?!…]+")


def head_of(text: str, bold: str) -> str:
    """Return the words in bold with which a text begins, where they say what it is about; else nothing.

    One word in the middle of a sentence, «**Nooit** foto's», is emphasis. A full stop behind the bold belongs to it.

    Args:
        text: a piece of text, without its number or bullet.
        bold: what stands in bold at the beginning of the piece, which may hold that number too.
    """
    whole = bullet_of(tidy(bold))[1]
    found = next((part for part in (whole, label_of(whole)[1]) if part and text.startswith(part)), "")
    if ends := _ENDS.match(text, len(found)):
        found = text[: ends.end()]
    more = text[len(found) :]
    if not found or not more.strip() or more[0].isalnum() or len(found.split()) > most_words(found):
        return ""
    return found if _ENDS.search(found[-1]) or len(found.split()) > 1 else ""


def most_words(bold: str) -> int:
    """Return how many words a heading may have that runs into the text, or stands on a line of its own above it."""
    return MOST_ASKED if bold.rstrip().endswith("?") else MOST_WORDS
