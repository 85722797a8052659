"""A heading that runs into the text: «**Je wifi.** Thuis kies je …»."""

from __future__ import annotations

from magdat.importing.labels import bullet_of, label_of
from magdat.importing.source import tidy

MOST_WORDS = 10
"""More words in bold than this are emphasis, no heading."""


def head_of(text: str, bold: str) -> str:
    """Return the words in bold with which a text begins, where more follows; else nothing.

    Args:
        text: a piece of text, without its number or bullet.
        bold: what stands in bold at the beginning of the piece, which may hold that number too.
    """
    found = label_of(bullet_of(tidy(bold))[1])[1]
    more = text[len(found) :].strip()
    return found if found and text.startswith(found) and more and len(found.split()) <= MOST_WORDS else ""
